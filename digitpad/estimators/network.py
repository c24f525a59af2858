"""A neural network as a classifier: flat parameters in, a trained network inside.

NetworkClassifier("cnn-small", filters=8, epochs=3).fit(X, y).predict(X)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from typing import Any, Self

import numpy as np

from digitpad.common.errors import DivergedError, NotFiniteError, ParameterError, TrainingError
from digitpad.common.pixels import SIDE, as_floats
from digitpad.common.threads import cores
from digitpad.common.types import AnyArray, FloatArray, TensorShapes
from digitpad.data.augmentation import Augmentation
from digitpad.data.mnist import Dataset
from digitpad.data.pen_ink import ATTRIBUTION
from digitpad.data.training_ink import NO_INK, TrainingInk
from digitpad.estimators.base import Classifier
from digitpad.estimators.inputs import as_codes, square_side
from digitpad.estimators.model_file import ModelDescription
from digitpad.nn.architectures import ARCHITECTURES, Architecture, architecture
from digitpad.nn.inference import Inference
from digitpad.nn.kernels.convolution import Convolution
from digitpad.nn.layers import Conv2D
from digitpad.nn.network import Network
from digitpad.training.events import EpochFinished, Event
from digitpad.training.settings import DEFAULT_SETTINGS, TrainingSettings
from digitpad.training.trainer import Trainer

ARCHITECTURE_PARAMETERS = ("hidden", "activation", "dropout", "filters", "first_kernel", "depth")
PARTIAL_FIT_SHARE = 0.1
"""`partial_fit` learns at this share of the learning rate, which suits the end of a training."""


@dataclass(eq=False, repr=False)
class NetworkClassifier(Classifier):
    """A neural network that learns to classify pictures, or any rows of numbers.

    None stands for the value that suits the architecture. Weights of samples are not supported:
    batches are drawn evenly, so repeat a sample in X to let it count more.

    Args:
        architecture: `mlp`, `cnn-small` or `cnn`.
        hidden: units of the hidden layers: a list for `mlp`, one number for the others.
        activation: `tanh`, `relu` or `sigmoid` (`mlp`).
        dropout: the share of units that are dropped in training (`mlp`, `cnn`).
        filters: of the convolutions: a number for `cnn-small`, a list for `cnn`.
        first_kernel: side of the first stage's filters (`cnn`). With 3, the stage is like the
            others; with any other size, it is a single convolution, as one of 5 x 5 sees as much
            as two of 3 x 3 and takes less time.
        depth: convolutions in each stage of 3 x 3 filters (`cnn`).
        epochs: passes over the data.
        batch_size: images a step.
        learning_rate: the highest of the schedule.
        schedule: `constant`, `step`, `cosine` or `one-cycle`.
        optimizer: `sgd`, `adam` or `adamw`.
        momentum: of SGD; the first moment's decay with Adam.
        nesterov: whether SGD looks ahead.
        weight_decay: pull of the weights towards zero.
        label_smoothing: share of the target that is spread over all classes.
        average_decay: of the moving average of the weights that becomes the model; 0 for none.
        validation: how many samples are held out to choose the best epoch.
        synthetic: how many digits of synthetic ink are added; None for none.
        non_digits: how many drawings that are no digit are added, as a class of their own; None
            for none.
        pen_digits: how many varied renderings of each digit of the bundled pen ink are added; None
            for none.
        pen_letters: how many of each of its letters and symbols, which are no digits; None for
            none.
        plain_epochs: epochs at the end without augmentation.
        rotation, scale, shear, shift, elastic, elastic_smoothness, thickness, contrast: how much
            28 x 28 pictures are varied; see `digitpad.data.augmentation.Augmentation`.
        seed: of everything random.
        threads: that train; 0 for one on each core.
        temperature: logits are divided by it before the softmax; 1 leaves them.

    Attributes:
        network_: the trained `Network`.
        history_: one `EpochFinished` for each epoch of `fit`.

    Examples:
        >>> import digitpad
        >>> X, y = digitpad.load_mnist("test")
        >>> classifier = digitpad.NetworkClassifier(hidden=[32], epochs=2)
        >>> classifier.fit(X[:2000], y[:2000]).predict(X[:1])
        array([7])
    """

    _kinds = tuple(ARCHITECTURES)

    architecture: str = "mlp"
    _: KW_ONLY
    hidden: Any = None
    activation: str | None = None
    dropout: float | None = None
    filters: Any = None
    first_kernel: int | None = None
    depth: int | None = None
    epochs: int | None = None
    batch_size: int | None = None
    learning_rate: float | None = None
    schedule: str | None = None
    optimizer: str | None = None
    momentum: float | None = None
    nesterov: bool | None = None
    weight_decay: float | None = None
    label_smoothing: float | None = None
    average_decay: float | None = None
    validation: int | None = None
    synthetic: int | None = None
    non_digits: int | None = None
    pen_digits: int | None = None
    pen_letters: int | None = None
    plain_epochs: int | None = None
    rotation: float | None = None
    scale: float | None = None
    shear: float | None = None
    shift: float | None = None
    elastic: float | None = None
    elastic_smoothness: float | None = None
    thickness: float | None = None
    contrast: float | None = None
    seed: int = 0
    threads: int = 0
    temperature: float = 1.0
    network_: Network = field(init=False)
    history_: tuple[EpochFinished, ...] = field(init=False)
    _passes = 0

    @classmethod
    def from_settings(
        cls, architecture: str, parameters: Mapping[str, Any], settings: TrainingSettings
    ) -> Self:
        """A classifier that is trained with exactly these settings, none left to the usual."""
        values = {one.name: getattr(settings, one.name) for one in fields(settings)}
        augmentation = values.pop("augmentation")
        varied = {one.name: getattr(augmentation, one.name) for one in fields(Augmentation)}
        return cls(architecture, **{**parameters, **values, **varied})

    @classmethod
    def from_network(
        cls,
        architecture: str,
        parameters: Mapping[str, Any],
        network: Network,
        *,
        classes: AnyArray | None = None,
        temperature: float = 1.0,
    ) -> Self:
        """A classifier around a network that has been trained or loaded already.

        One output more than there are classes means "none of them".

        Raises:
            NotFiniteError: a weight is NaN or infinite.
        """
        classifier = cls(architecture, **parameters, temperature=temperature)
        classifier.n_features_in_ = int(np.prod(network.input_shape))
        classifier.input_scale_ = 1.0
        return classifier._adopt(network, np.arange(10) if classes is None else classes)

    @property
    def temperature_(self) -> float:
        """What logits are divided by before the softmax."""
        return self.temperature

    @temperature_.setter
    def temperature_(self, value: float) -> None:
        self.temperature = value

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of the architecture that were given."""
        return {
            name: value
            for name in ARCHITECTURE_PARAMETERS
            if (value := getattr(self, name)) is not None
        }

    def _settings(self) -> TrainingSettings:
        """How to train, the usual values filled in."""
        inner = {one.name for one in fields(Augmentation)}
        names = {one.name for one in fields(TrainingSettings)} - {"augmentation"} | inner
        changes = {
            name: value for name in names if (value := getattr(self, name, None)) is not None
        }
        usual = DEFAULT_SETTINGS[architecture(self.architecture).name]
        return usual.with_changes({**NO_INK, **changes})

    def fit_steps(self, X: Any, y: Any) -> Iterator[Event]:
        """`fit` as an iterator: an event after every batch and epoch. Stop iterating to cancel.

        Raises:
            DatasetError, ParameterError: as `fit`.
            DivergedError: the loss or a weight has grown beyond all bounds.
        """
        kind = architecture(self.architecture)
        settings = self._settings()
        inputs, seen = self._input_to_fit(X)
        images = _as_pictures(inputs)
        classes, codes = as_codes(y, len(images))
        if settings.ink != TrainingInk() and (
            classes.tolist() != list(range(10)) or images.shape[1:] != (SIDE, SIDE)
        ):
            raise ParameterError(
                "synthetic ink, pen ink and non-digits need 28 x 28 pixels and the classes 0 to 9, "
                "but these are pictures of shape {shape} and {count} classes",
                shape=images.shape[1:],
                count=len(classes),
            )
        trainer = self._trainer(kind, settings, Dataset(images, codes, "given", len(classes)))
        yield from trainer.run()
        self._take_over(trainer, classes, {**seen, "history_": tuple(trainer.state.history)})

    def partial_fit(self, X: Any, y: Any, classes: Any = None) -> Self:
        """Go on learning: one pass over X and y from the present weights.

        Args:
            X: as for `fit`.
            y: likewise.
            classes: all labels that will ever occur, for the first call; None takes those in y.

        Raises:
            DatasetError: a label is not among the classes.
            DivergedError: a weight has grown beyond all bounds.
        """
        kind = architecture(self.architecture)
        inputs, codes, known, seen = self._input_to_continue(X, y, classes)
        start, outputs, passes = None, len(known), 0
        if hasattr(self, "network_"):
            start, outputs = dict(self.network_.tensors()), self.network_.classes
            passes = self._passes + 1
            inputs = inputs.reshape(-1, *self.network_.input_shape)
        images = _as_pictures(inputs)
        usual = self._settings()
        settings = usual.with_changes(
            {
                "epochs": 1,
                "plain_epochs": 0,
                "schedule": "constant",
                "learning_rate": usual.learning_rate * PARTIAL_FIT_SHARE,
                "average_decay": 0.0,
                "validation": 0,
                **NO_INK,
                "seed": usual.seed + passes,
            }
        )
        digits = Dataset(images, codes, "given", outputs)
        trainer = self._trainer(kind, settings, digits, start)
        for _ in trainer.run():
            pass
        self._take_over(trainer, known, {**seen, "_passes": passes})
        return self

    def _trainer(
        self,
        kind: Architecture,
        settings: TrainingSettings,
        digits: Dataset,
        start: dict[str, FloatArray] | None = None,
    ) -> Trainer:
        count = max(1, len(digits) - settings.validation)
        settings = settings.with_changes({"batch_size": min(settings.batch_size, count)})
        if digits.images.shape[1:] != (SIDE, SIDE):
            settings = settings.with_changes({"augmentation": Augmentation()})
        return Trainer(kind, self.parameters, settings, digits, start=start)

    def _take_over(self, trainer: Trainer, classes: AnyArray, learned: dict[str, Any]) -> None:
        """Answer with the trained network from now on, or say that it is useless."""
        with np.errstate(over="ignore", invalid="ignore"):
            answers = trainer.network.forward(as_floats(trainer.train.images[:100]))
        tensors = trainer.network.tensors().values()
        if np.isfinite(answers).all() and all(np.isfinite(tensor).all() for tensor in tensors):
            self._remember(learned)
            self._adopt(trainer.network, classes)
            return
        raise DivergedError(
            "training diverged: the network's answers are not finite numbers",
            suggestion=TrainingError(
                "A lower learning rate than {rate:g} usually helps",
                rate=trainer.settings.learning_rate,
            ),
        )

    def _adopt(self, network: Network, classes: AnyArray) -> Self:
        for name, tensor in network.tensors().items():
            if not np.isfinite(tensor).all():
                raise NotFiniteError(
                    "{classifier}: tensor {name} holds NaN or infinite values",
                    classifier=type(self).__name__,
                    name=name,
                )
        self.network_, self.classes_ = network, classes
        self._prepare_answers()
        return self

    def _prepare_answers(self) -> None:
        part_size = architecture(self.architecture).part_size
        self._inference = Inference(self.network_.without_dropout(), cores(), part_size)

    def _pictures_only(self) -> bool:
        network = getattr(self, "network_", None)
        if network is not None:
            return any(isinstance(layer, Conv2D) for layer in network.layers)
        return "filters" in architecture(self.architecture).parameters

    def _logits(self, inputs: FloatArray) -> FloatArray:
        return self._inference.logits(inputs.reshape(-1, *self.network_.input_shape))

    def tensors(self) -> dict[str, AnyArray]:
        """All weights, by name. Views."""
        return dict(self.network_.tensors())

    def tensor_shapes(self, outputs: int) -> TensorShapes:
        """Type and shape of each tensor of such a network for 28 x 28 pixels."""
        network = self._planned(outputs)
        return {name: (np.float32, shape) for name, shape in network.tensor_shapes().items()}

    def _take_tensors(self, tensors: Mapping[str, AnyArray]) -> None:
        last = next(reversed(self.tensor_shapes(len(self.classes_))))
        network = self._planned(tensors[last].shape[-1])
        network.initialize(np.random.default_rng(0)).load_tensors(dict(tensors))
        self._adopt(network, self.classes_)

    def _planned(self, outputs: int) -> Network:
        return architecture(self.architecture).plan(self.parameters, classes=outputs)

    def _kind(self) -> str:
        return self.architecture

    def _file_parameters(self) -> dict[str, Any]:
        complete = architecture(self.architecture).complete(self.parameters)
        return {k: list(v) if isinstance(v, tuple) else v for k, v in complete.items()}

    @classmethod
    def _of_kind(cls, description: ModelDescription) -> Self:
        return cls(description.architecture, **description.parameters)

    def describe(self, name: str) -> ModelDescription:
        """See `Classifier.describe`; the pen ink that it learned from is attributed."""
        description = super().describe(name)
        if self.pen_digits or self.pen_letters:
            training = description.training
            training = training.changed(attribution=training.attribution or ATTRIBUTION)
            description = description.changed(training=training)
        return description

    @property
    def outputs(self) -> int:
        """See `Classifier.outputs`."""
        return self.network_.classes

    def as_network(self) -> Network | None:
        """The network inside."""
        return self.network_

    def __getstate__(self) -> dict[str, Any]:
        """The weights, once: buffers, gradients and prepared products are made anew."""
        state = vars(self).copy()
        state.pop("_inference", None)
        if network := state.pop("network_", None):
            layers = [layer.replica() for layer in network.layers]
            for layer in layers:
                layer.gradients = {}
                for name, value in list(vars(layer).items()):
                    if isinstance(value, np.ndarray | Convolution):  # of the last pass
                        delattr(layer, name)
            state["network_"] = layers, network.input_shape
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Lay the weights out in one vector again; the threads are those of this machine."""
        network = state.pop("network_", None)
        vars(self).update(state)
        if network:
            layers, input_shape = network
            self.network_ = Network(layers, input_shape).gather_parameters()
            self._prepare_answers()


def _as_pictures(inputs: FloatArray) -> FloatArray:
    """Rows (N, length) as pictures: square ones from 8 x 8 on, others one pixel high.

    Only networks without convolutions can work with the latter.
    """
    if inputs.ndim == 3:
        return inputs
    side = square_side(inputs.shape[1])
    shape = (side, side) if side else (1, inputs.shape[1])
    return inputs.reshape(len(inputs), *shape)
