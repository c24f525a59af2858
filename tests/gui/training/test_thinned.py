import numpy as np
import pytest

from digitpad.gui.training.thinned import Thinned


def test_a_short_curve_is_kept_as_it_is():
    curve = Thinned(points=8)
    for index in range(5):
        curve.add(index, index**2)
    x, y = curve.points()
    assert x.tolist() == [0, 1, 2, 3, 4]
    assert y.tolist() == [0, 1, 4, 9, 16]


@pytest.mark.parametrize("count", [9, 64, 1000, 12_345])
def test_a_long_curve_has_few_points_and_each_value_its_part(count):
    curve = Thinned(points=8)
    values = np.random.default_rng(0).normal(size=count)
    for index, value in enumerate(values):
        curve.add(index, value)
    x, y = curve.points()
    assert 4 <= len(x) <= 9
    assert len(curve) == len(x)
    assert (np.diff(x) > 0).all()
    # Each point is the mean of equally many values, the last perhaps of fewer.
    each = round(2 * x[0] + 1)
    weights = np.full(len(x), each)
    weights[-1] = count - each * (len(x) - 1)
    assert (weights * y).sum() == pytest.approx(values.sum())


def test_points_are_means_of_neighbours_in_order():
    curve = Thinned(points=4)
    for index in range(8):
        curve.add(index, 10 * index)
    x, y = curve.points()
    assert x.tolist() == [0.5, 2.5, 4.5, 6.5]
    assert y.tolist() == [5, 25, 45, 65]


@pytest.mark.parametrize("pack", [1, 3, 7, 100])
def test_many_values_at_once_are_the_same_as_one_by_one(pack):
    x, y = np.random.default_rng(0).normal(size=(2, 1001))
    singly, together = Thinned(points=8), Thinned(points=8)
    for index in range(len(x)):
        singly.add(x[index], y[index])
    for start in range(0, len(x), pack):
        together.extend(x[start : start + pack], y[start : start + pack])
    assert len(together) == len(singly)
    np.testing.assert_allclose(together.points(), singly.points(), rtol=1e-12)
