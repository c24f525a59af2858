"""A neural network for handwritten digits in one short program, made from the parts of digitpad.nn.

    images (N, 28, 28) -> Flatten -> Dense -> ReLU -> Dense -> logits (N, 10)

`python train_by_hand.py` takes a few seconds and ends with about 96 %. `digitpad train` does the
same, and adds augmentation, threads, checkpoints and the window.
"""

import numpy as np

from digitpad.common.pixels import as_floats
from digitpad.common.threads import one_blas_thread
from digitpad.data.mnist import load_mnist
from digitpad.nn.activations import ReLU
from digitpad.nn.layers import Dense, Flatten
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.network import Network
from digitpad.nn.optimizers import SGD
from digitpad.nn.schedules import cosine

TRAIN_IMAGES, TEST_IMAGES = 30_000, 2_000
EPOCHS = 5
BATCH = 100
LEARNING_RATE = 0.1


def train_by_hand() -> float:
    """Train a network on MNIST and return its accuracy on test images, from 0 to 1."""
    train, test = load_mnist("train"), load_mnist("test")
    x, labels = as_floats(train.images[:TRAIN_IMAGES]), train.labels[:TRAIN_IMAGES]
    rng = np.random.default_rng(0)

    network = Network([Flatten(), Dense(100, initialization="he"), ReLU(), Dense(10)])
    network.initialize(rng)
    optimizer = SGD(network.vector.size, network.decayed, momentum=0.9)

    for epoch in range(EPOCHS):
        order = rng.permutation(len(x))
        total_loss = 0.0
        for start in range(0, len(x), BATCH):
            batch = order[start : start + BATCH]
            logits = network.forward(x[batch], training=True)
            loss, gradient = softmax_cross_entropy(logits, labels[batch])
            network.backward(gradient / len(batch))
            progress = (epoch + start / len(x)) / EPOCHS
            optimizer.step(network.vector, network.gradient, LEARNING_RATE * cosine(progress))
            total_loss += loss
        print(f"epoch {epoch + 1}: loss {total_loss / len(x):.3f}")

    predicted = network.forward(as_floats(test.images[:TEST_IMAGES])).argmax(axis=1)
    return float(np.mean(predicted == test.labels[:TEST_IMAGES]))


if __name__ == "__main__":
    with one_blas_thread():  # products this small are faster in one thread
        print(f"accuracy {train_by_hand():.1%}")
