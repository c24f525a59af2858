"""Where one number of a layer comes from: the terms add up to what the layer really put out."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.inspection.activations import Place, observe
from digitpad.inspection.arithmetic import arithmetic
from tests.inspection.small import digit, network_of_all_kinds

INDICES = range(len(network_of_all_kinds().without_dropout().layers))


@pytest.fixture(scope="module")
def observed():
    return observe(network_of_all_kinds().without_dropout(), digit())


def places(shape):
    """The corners and the middle."""
    if len(shape) == 1:
        return [(0, 0, 0), (shape[0] - 1, 0, 0)]
    height, width, channels = shape
    spots = [(0, 0), (height - 1, width - 1), (height // 2, width // 2)]
    return [(unit, y, x) for y, x in spots for unit in (0, channels - 1)]


@pytest.mark.parametrize("index", INDICES)
def test_the_terms_add_up_to_the_layers_output(observed, index):
    shape = observed.network.shapes[index + 1]
    for unit, y, x in places(shape):
        found = arithmetic(observed, index, unit, y, x)
        real = observed[index][y, x, unit] if len(shape) == 3 else observed[index][unit]
        assert found.total == pytest.approx(float(real), abs=1e-6)
        if found.kernel.size:
            assert found.patch.shape == found.kernel.shape == found.products.shape
            assert found.products.sum() + found.bias == pytest.approx(float(real), abs=2e-5)
        elif found.kind == "maxpool":
            assert found.patch.shape == (3, 3)
            assert found.patch.max() == pytest.approx(float(real))


def test_outside_of_the_picture_the_patch_is_zero(observed):
    found = arithmetic(observed, 1, 2, 0, 27)
    assert found.place == Place(-1, 26, 3, 3)
    assert not found.patch[0].any()
    assert not found.patch[:, 2].any()
    np.testing.assert_array_equal(found.patch[1:, :2, 0], observed.image[:2, 26:])


def test_a_place_that_is_not_there_is_refused(observed):
    for unit, y, x in [(4, 0, 0), (0, 28, 0), (0, 0, -1)]:
        with pytest.raises(ParameterError, match=r"\(28, 28, 4\)"):
            arithmetic(observed, 1, unit, y, x)
