from collections import Counter

import numpy as np

from digitpad.data.example_ink import load_examples
from digitpad.data.mnist import load_mnist
from digitpad.imaging.preprocess import preprocess
from digitpad.ink.raster import rasterize_fitted


def test_there_are_fifteen_examples_of_every_digit():
    assert Counter(item.label for item in load_examples()) == {str(d): 15 for d in range(10)}


def test_examples_fit_on_the_pad():
    for item in load_examples():
        left, top, right, bottom = item.ink.bounds()
        assert min(left, top) > 0
        assert max(right, bottom) < 392


def test_examples_of_a_digit_differ():
    looks = {
        item.label: preprocess(rasterize_fitted(item.ink)).tobytes() for item in load_examples()
    }
    assert len(set(looks.values())) == 10
    sevens = [
        preprocess(rasterize_fitted(item.ink)).ravel()
        for item in load_examples()
        if item.label == "7"
    ]
    alike = np.corrcoef(sevens)[np.triu_indices(len(sevens), 1)]
    assert alike.max() < 0.98


def test_examples_look_like_the_mnist_digits_of_their_label():
    digits = load_mnist("train")
    known = digits.images[:5000].reshape(5000, -1) / np.float32(255)
    right = []
    for item in load_examples():
        look = preprocess(rasterize_fitted(item.ink)).ravel()
        nearest = np.argpartition(((known - look) ** 2).sum(axis=1), 5)[:5]
        right.append(Counter(digits.labels[nearest]).most_common(1)[0][0] == int(item.label))
    assert np.mean(right) > 0.97
