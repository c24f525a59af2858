"""How well digits and other drawings are told apart, against an independent count."""

import numpy as np
import pytest

from digitpad.evaluation.rejection import Rejection


def scores(seed, digits=300, others=120, step=0.01):
    """Overlapping scores with many equal ones."""
    rng = np.random.default_rng(seed)
    return [np.round(rng.beta(*shape, size) / step) * step
            for shape, size in (((1, 4), digits), ((3, 1.5), others))]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_area_under_the_curve_is_that_of_scikit_learn(seed):
    metrics = pytest.importorskip("sklearn.metrics")
    digits, others = scores(seed)
    truth = np.repeat([0, 1], [len(digits), len(others)])
    expected = metrics.roc_auc_score(truth, np.concatenate([digits, others]))
    assert Rejection(digits, others, 0.5).area_under_curve == pytest.approx(expected, abs=1e-12)


def test_the_area_counts_pairs_and_equal_scores_half():
    digits, others = scores(9, 40, 30)
    pairs = np.sign(others[:, None] - digits) / 2 + 0.5
    assert Rejection(digits, others, 0.5).area_under_curve == pytest.approx(pairs.mean())
    assert Rejection(np.zeros(3), np.ones(2), 0.5).area_under_curve == 1
    assert Rejection(np.ones(3), np.zeros(2), 0.5).area_under_curve == 0
    assert Rejection(np.ones(3), np.ones(2), 0.5).area_under_curve == 0.5


def test_what_is_let_through_at_the_models_threshold():
    assert Rejection(np.zeros(1), np.array([0.5, 0.6]), 0.5).let_through == 0.5


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 1.0])
def test_what_is_let_through_at_a_stated_share_of_digits_rejected(share):
    digits, others = scores(3)
    by_hand = min(
        float(np.mean(others <= threshold))
        for threshold in digits
        if np.mean(digits > threshold) <= share
    )
    assert Rejection(digits, others, 0.5).let_through_at(share) == pytest.approx(by_hand)
