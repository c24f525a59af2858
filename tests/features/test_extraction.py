"""Features by name."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.features import FEATURES, extract, length
from digitpad.features.deskew import deskew
from tests.data.few_digits import few_digits

IMAGES = few_digits(7).images / np.float32(255)


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_gives_one_finite_vector_for_each_image(name):
    features = extract(IMAGES, name)
    assert features.shape == (7, length(name))
    assert features.dtype == np.float32
    assert np.isfinite(features).all()
    assert len(np.unique(features, axis=0)) == 7


def test_names_joined_with_a_plus_are_concatenated():
    both = extract(IMAGES, "hog+radial", deskew=True)
    np.testing.assert_array_equal(both[:, -16:], extract(deskew(IMAGES), "radial"))
    assert both.shape[1] == length("hog+radial") == length("hog") + 16


@pytest.mark.parametrize("names", ["colour", "hog+", "", 3])
def test_an_unknown_name_is_refused_with_the_known_ones(names):
    with pytest.raises(ParameterError, match="feature"):
        extract(IMAGES, names)
