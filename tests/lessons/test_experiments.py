"""The experiments of the lessons: every figure of every lesson as the lesson says."""

import dataclasses
import re

import numpy as np
import pytest

import digitpad
from digitpad.common.errors import Cancelled, ParameterError
from digitpad.data.mnist import load_mnist
from digitpad.lessons.experiments import check_settings, figures_of, run_experiment
from digitpad.lessons.lesson import NAMES, load_lesson

QUICK = {"train": {"images": 2_000, "epochs": 1}}
"""What replaces long runs where only the figures' names matter."""


def steps(lessons):
    return [
        pytest.param(step, id=f"{name}-{number}")
        for name in lessons
        for number, step in enumerate(load_lesson(name).steps, start=1)
        if step.experiment
    ]


LONG = {"A first attempt", "Why it hardly learns"}
"""Steps of the first lesson that are tested with fewer pictures below."""


@pytest.mark.parametrize("step", [one for one in steps(NAMES) if one.values[0].title not in LONG])
def test_every_experiment_ends_as_its_lesson_expects(step):
    figures = run_experiment(step.experiment, step.settings)
    assert step.check is None or step.check.is_passed(figures), figures
    assert "{" not in step.result_text(figures)


@pytest.mark.parametrize("step", [one for one in steps(NAMES) if one.values[0].title in LONG])
def test_a_long_step_has_all_figures_that_it_tells(step):
    figures = run_experiment(step.experiment, {**step.settings, **QUICK.get(step.experiment, {})})
    assert "{" not in step.result_text(figures)
    assert step.check is None or step.check.figure in figures


def test_raw_pixels_and_large_weights_saturate_the_units_and_small_ones_learn():
    common = {
        "function": "tanh",
        "batch_size": 1,
        "momentum": 0.0,
        "schedule": "constant",
        "images": 3_000,
        "learning_rate": 0.01,
    }
    bad = run_experiment("train", {**common, "white": 255.0, "deviation": 1.0})
    good = run_experiment("train", common)
    assert bad["saturated"] > 0.99
    assert good["saturated"] < 0.1
    assert good["accuracy"] > bad["accuracy"] + 0.4


def test_the_same_seed_gives_the_same_figures():
    runs = [run_experiment("train", {"images": 500, "seed": seed}) for seed in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]


def test_the_gradient_is_that_of_a_second_implementation():
    """Forward and backward written out in float64, for the unit that the experiment tells."""
    figures = run_experiment("backpropagation", {"digit": 4, "unit": 2})
    output, gradient = figures["output"], figures["output_gradient"]
    assert np.tanh(figures["weighted_sum"]) == pytest.approx(output, abs=1e-6)
    assert figures["loss"] == pytest.approx(-np.log(figures["probability"]), rel=1e-6)
    test = load_mnist("test")
    brightest = test.images[np.flatnonzero(test.labels == 4)[0]].max() / 255
    expected = gradient * (1 - output**2)
    assert figures["sum_gradient"] == pytest.approx(expected, rel=1e-6)
    assert figures["weight_gradient"] == pytest.approx(expected * brightest, rel=1e-4)
    assert figures["error"] < 1e-4


def test_a_long_run_tells_its_progress_and_can_be_cancelled():
    told = []
    run_experiment("train", {"images": 5_000}, lambda *step: told.append(step))
    assert told[0] == (0, 157)
    assert len(told) > 2
    for name in ("train", "vector_machines", "changed_digits"):
        with pytest.raises(Cancelled):
            run_experiment(name, {}, cancelled=lambda: True)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("train", {"images": 0}),
        ("train", {"epochs": 0}),
        ("train", {"hidden": [100_000]}),
        ("train", {"filters": 100_000}),
        ("train", {"seed": -1}),
        ("train", {"deviation": -1.0}),
        ("train", {"hidden": [0]}),
        ("train", {"schedule": "steep"}),
        ("train", {"function": "sine"}),
        ("backpropagation", {"unit": 16}),
        ("convolution", {"row": 26}),
        ("changed_digits", {"change": "colour"}),
        ("changed_digits", {"value": 1e9}),
        ("edges", {"digit": 10}),
        ("vector_machines", {"images": 3}),
        ("vector_machines", {"seed": -1}),
        ("backpropagation", {"seed": -1}),
        ("draw", {"digit": 10}),
    ],
)
def test_values_out_of_range_are_refused(name, settings):
    check_settings(name, settings)
    with pytest.raises(ParameterError):
        run_experiment(name, settings)


def test_the_products_of_a_convolution_add_up_as_they_are_told():
    figures = run_experiment("convolution", {"digit": 4, "row": 10, "column": 13})
    factors = [float(one) for one in re.findall(r"-?\d\.\d\d", figures["terms"])]
    assert len(factors) == 18
    told = sum(np.multiply(factors[::2], factors[1::2]))
    assert told == pytest.approx(figures["products"], abs=0.05)
    neighbours = [float(one) for one in figures["neighbours"].split(", ")]
    assert max(neighbours) == pytest.approx(figures["pooled"], abs=1e-4)
    assert min(abs(one - figures["value"]) for one in neighbours) < 1e-4


def test_what_is_no_digit_is_not_read_as_one():
    line = np.stack([np.linspace(50, 150, 20), np.full(20, 100.0)], axis=1)
    figures = figures_of(digitpad.recognize([line]), 1)
    assert (figures["read_as"], figures["is_right"]) == ("?", 0.0)


def test_the_confidence_is_that_which_the_pad_shows():
    """The pad leaves room for "not a digit"."""
    answer = digitpad.recognize([[(50, 20), (50, 120), (49, 220)]])
    doubtful = dataclasses.replace(answer, non_digit=0.25)
    expected = 0.75 * answer.confidence
    assert figures_of(doubtful, 1)["confidence"] == pytest.approx(expected, rel=1e-6)


def test_nothing_drawn_is_no_digit():
    assert figures_of(None, 7) == {"read_as": "-", "confidence": 0.0, "is_right": 0.0}
