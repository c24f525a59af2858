"""The instrument for learning from corrections: what is taught is never what is measured."""

import numpy as np
import pytest

from digitpad.data.example_ink import load_examples
from digitpad.data.mnist import Dataset
from digitpad.data.pen_ink import load_pen_ink
from digitpad.ink.files import LabelledInk
from digitpad.library.catalog import find_model
from digitpad.library.model_file import load_model
from tests.benchmarks.corrections import measure, split


@pytest.mark.parametrize(("teach", "expected"), [(1, [1, 1, 0]), (5, [5, 2, 0])])
def test_at_most_half_of_each_class_is_taught_and_the_rest_is_measured(teach, expected):
    labels = np.repeat([3, 5, 8], [12, 4, 1])
    digits = Dataset(np.arange(17)[:, None, None], labels, "one writer")
    taught, others = split(digits, teach, np.random.default_rng(0))
    assert [int((taught.labels == label).sum()) for label in (3, 5, 8)] == expected
    both = np.concatenate([taught.images, others.images]).ravel()
    assert sorted(both) == list(range(17))


def test_each_writer_with_enough_digits_is_measured_alone():
    items = [
        LabelledInk(item.ink, item.label, "ann" if number % 15 < 8 else "bo")
        for number, item in enumerate(load_examples())
        if item.label in "017" or number % 15 < 8
    ]
    few = [LabelledInk(items[0].ink, "0", "cy")] * 3
    letters = load_pen_ink("validation", 100).letters
    found = list(measure(load_model(find_model("mlp")), [*items, *few], 2, letters=letters))
    assert [(one.writer, one.taught, one.others) for one in found] == [
        ("ann", 20, 60), ("bo", 6, 15),
    ]  # fmt: skip
    assert all(one.let_through_after <= one.let_through_before + 0.1 for one in found)
    assert all(0 <= one.after <= 0.1 and one.mnist_after < 0.05 for one in found)
