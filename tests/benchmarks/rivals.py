"""Other programs that `digitpad bench` compares with, each doing the same work as digitpad."""

import tempfile
import warnings
from pathlib import Path

import numpy as np

from digitpad.benchmarks.machine import blas_threads
from digitpad.library.exports import export
from digitpad.nn.schedules import SCHEDULES
from tests.benchmarks.pytorch_twin import TorchTraining

__all__ = [
    "linear_svc",
    "onnx_runtime",
    "scikit_image_hog",
    "scikit_learn_steps",
    "svc",
    "torch_steps",
    "train_pytorch",
]


def torch_steps(kind, settings, digits, *, channels_last=False):
    """Training steps by PyTorch; each returns the number of images."""
    training = TorchTraining(kind.network(), settings, digits, channels_last=channels_last)
    generator = np.random.default_rng(0)

    def step():
        training.step(generator.integers(len(digits), size=settings.batch_size))
        return settings.batch_size

    return step


def scikit_learn_steps(kind, settings, digits):
    """Training steps of `MLPClassifier`; its `partial_fit` takes 50 batches in one call."""
    from sklearn.neural_network import MLPClassifier  # noqa: PLC0415 - an extra

    count = 50 * settings.batch_size
    images = digits.images[:count].reshape(count, -1).astype(np.float32) / 255
    labels = digits.labels[:count]
    classifier = MLPClassifier(
        kind.parameters["hidden"],
        activation=kind.parameters["activation"],
        solver="sgd",
        alpha=settings.weight_decay,
        batch_size=settings.batch_size,
        learning_rate_init=settings.learning_rate,
        momentum=settings.momentum,
        nesterovs_momentum=settings.nesterov,
    )

    def step():
        with warnings.catch_warnings(), blas_threads(settings.thread_count):
            warnings.simplefilter("ignore")
            classifier.partial_fit(images, labels, classes=np.arange(10))
        return count

    return step


def train_pytorch(kind, settings, train, test, *, steps_wanted=0, channels_last=False):
    """Whole epochs by PyTorch in digitpad's order, with its batches, rates and first weights.

    Yields:
        (epoch, accuracy on the test set), after `steps_wanted` steps for the last time.
    """
    network = kind.network(seed=settings.seed)
    training = TorchTraining(network, settings, train, channels_last=channels_last)
    factor, size = SCHEDULES[settings.schedule], settings.batch_size
    steps = len(train) // size
    done = 0
    for epoch in range(1, settings.epochs + 1):
        order = np.random.default_rng((settings.seed, epoch)).permutation(len(train))
        for step in range(steps):
            rate = settings.learning_rate * factor(done / (settings.epochs * steps))
            training.set_learning_rate(rate)
            training.step(order[step * size : (step + 1) * size])
            done += 1
            if done == steps_wanted:
                yield epoch, training.accuracy(test)
                return
        yield epoch, training.accuracy(test)


def onnx_runtime(model, threads):
    """What turns images (N, 28, 28) into probabilities by ONNX Runtime."""
    import onnxruntime  # noqa: PLC0415 - an extra

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        export(model, path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Threads that spin while they wait would slow down the program whose turn is next.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
    return lambda images: session.run(["probabilities"], {"images": images})[0]


def scikit_image_hog(images):
    """Histograms of oriented gradients, one picture after the other."""
    from skimage.feature import hog  # noqa: PLC0415 - an extra

    return np.array([hog(image, 9, (4, 4), (2, 2)) for image in images])


def linear_svc(C):
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - an extra

    return LinearSVC(C=C, dual="auto", tol=1e-2)


def svc(C, gamma):
    from sklearn.svm import SVC  # noqa: PLC0415 - an extra

    return SVC(C=C, gamma=gamma, cache_size=2000)
