"""Networks in files of earlier versions.

Their `cnn` had batch normalization (Ioffe and Szegedy 2015) after each convolution, and the
convolutions had no bias:

    y = gamma (x W - running_mean) / sqrt(running_variance + epsilon) + beta        per filter

In inference that is a convolution with other weights and a bias, so such networks are read as that.
What was kept under the hash of their former tensors (`library.model_data`) is not found again.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from digitpad.common.types import AnyArray, TensorShapes

_EPSILON = 1e-5

_PARTS = ("gamma", "beta", "running_mean", "running_variance")

_FIRST_PARAMETERS: Mapping[str, Mapping[str, Any]] = MappingProxyType({"cnn": {"first_kernel": 3}})
"""Parameters that the first files of a network do not name, with the only values they had."""


def parameters_from_file(name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that a file names, and those that had one value only when it was written."""
    return {**_FIRST_PARAMETERS.get(name, {}), **parameters}


def has_normalization(names: Iterable[str]) -> bool:
    """Whether tensors of these names are those of a network with normalization."""
    return any(name.startswith("batchnorm") for name in names)


def with_normalization(shapes: TensorShapes) -> TensorShapes:
    """The tensors that an earlier version wrote for a network.

    Args:
        shapes: type and shape of each tensor without normalization, by its name.
    """
    found: TensorShapes = {}
    for name, (number, shape) in shapes.items():
        if name.startswith("conv") and name.endswith(".bias"):
            layer = name.removesuffix(".bias").replace("conv", "batchnorm")
            found |= {f"{layer}.{part}": (number, shape) for part in _PARTS}
        else:
            found[name] = (number, shape)
    return found


def without_normalization(tensors: Mapping[str, AnyArray]) -> dict[str, AnyArray]:
    """The same network as convolutions with a bias: W scale, and beta - running_mean scale.

    Args:
        tensors: float32, by name; those of a network with normalization, variances 0 or more.
    """
    found = {name: array for name, array in tensors.items() if not name.startswith("batchnorm")}
    for layer in {name.partition(".")[0] for name in tensors if name not in found}:
        gamma, beta, mean, variance = (tensors[f"{layer}.{part}"] for part in _PARTS)
        convolution = layer.replace("batchnorm", "conv")
        with np.errstate(over="ignore", invalid="ignore"):
            scale = gamma / np.sqrt(variance + np.float32(_EPSILON))
            found[f"{convolution}.weight"] = found[f"{convolution}.weight"] * scale
            found[f"{convolution}.bias"] = beta - mean * scale
    return found
