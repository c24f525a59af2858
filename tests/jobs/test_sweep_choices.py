import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.sweep_choices import Range, combinations, drawn


def test_a_grid_is_every_combination_once():
    found = combinations({"epochs": [1, 2], "hidden": [[8], [16], [8, 8]]})
    assert len(found) == 6
    assert found[:2] == [{"epochs": 1, "hidden": [8]}, {"epochs": 1, "hidden": [16]}]
    assert {(one["epochs"], str(one["hidden"])) for one in found} == {
        (epochs, str(hidden)) for epochs in (1, 2) for hidden in ([8], [16], [8, 8])
    }


def test_drawing_from_a_grid_gives_different_combinations_and_never_more_than_there_are():
    choices = {"epochs": [1, 2, 3], "batch_size": [10, 20]}
    every = combinations(choices)
    some = drawn(choices, 4, seed=1)
    assert len(some) == 4
    assert all(one in every and some.count(one) == 1 for one in some)
    all_of_them = drawn(choices, 100, seed=1)
    assert len(all_of_them) == len(every)
    assert all(one in every for one in all_of_them)


def test_the_seed_decides_what_is_drawn():
    choices = {"learning_rate": Range(0.01, 1.0), "epochs": Range(1, 9), "schedule": ["cosine"]}
    assert drawn(choices, 5, seed=3) == drawn(choices, 5, seed=3)
    assert drawn(choices, 5, seed=3) != drawn(choices, 5, seed=4)


def test_wide_ranges_are_drawn_from_by_size_and_narrow_ones_evenly():
    generator = np.random.RandomState(0)
    wide = [Range(0.001, 10.0).rvs(generator) for _ in range(4000)]
    assert 0.001 <= min(wide) < 0.0013
    assert 7 < max(wide) <= 10
    # Four powers of ten: each has a quarter of the numbers.
    counts, _ = np.histogram(np.log10(wide), bins=[-3, -2, -1, 0, 1])
    assert counts.min() > 900
    narrow = [Range(2.0, 4.0).rvs(generator) for _ in range(4000)]
    assert np.mean(narrow) == pytest.approx(3, abs=0.05)


def test_ranges_of_whole_numbers_give_whole_numbers_both_ends_among_them():
    found = {Range(1, 4).rvs(np.random.RandomState(seed)) for seed in range(100)}
    assert found == {1, 2, 3, 4}
    assert len(drawn({"epochs": Range(1, 3)}, 50, seed=0)) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Range(2, 1),
        lambda: Range(1, 1),
        lambda: Range(0, float("inf")),
        lambda: combinations({"epochs": []}),
        lambda: drawn({"epochs": []}, 1, seed=0),
        lambda: combinations({"epochs": Range(1, 3)}),
        lambda: drawn({"epochs": [1]}, 0, seed=0),
    ],
)
def test_what_is_no_choice_is_refused(wrong):
    with pytest.raises(ParameterError):
        wrong()


def test_changes_find_parameters_settings_and_augmentation_by_their_names():
    changes = {"hidden": [8], "learning_rate": 0.2, "rotation": 3.0}
    plan = TrainingPlan.usual("mlp").with_changes(changes)
    assert plan.parameters["hidden"] == [8]
    assert plan.settings.learning_rate == 0.2
    assert plan.settings.augmentation.rotation == 3.0
    with pytest.raises(ParameterError, match="lerning_rate"):
        plan.with_changes({"lerning_rate": 0.1})
