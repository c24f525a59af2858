from itertools import combinations, pairwise

import numpy as np
import pytest

from digitpad.recognition.segmentation.reading import best_reading, possible_segments


def all_sequences(last):
    for count in range(last):
        for inner in combinations(range(1, last), count):
            stops = (0, *inner, last)
            yield list(pairwise(stops))


def test_the_best_reading_is_the_best_of_all_sequences():
    random = np.random.default_rng(0)
    for _ in range(40):
        odds = random.normal(0, 2, random.integers(0, 6)).tolist()
        last = len(odds) + 1
        scores = {
            (first, end): float(random.normal(-2, 2))
            for first in range(last)
            for end in range(first + 1, last + 1)
        }

        def total(sequence, odds=odds, scores=scores):
            return sum(scores[one] + (odds[one[0] - 1] if one[0] else 0) for one in sequence)

        best = max(all_sequences(last), key=total)
        assert total(best_reading(odds, scores)) == pytest.approx(total(best))


def test_segments_that_do_not_cover_the_row_give_no_reading():
    assert best_reading([0.0, 0.0], {(0, 1): 0.0, (2, 3): 0.0}) == []


def test_a_row_without_cuts_is_one_segment():
    assert possible_segments([]) == [(0, 1)]


def test_certain_cuts_are_decided_without_the_model():
    assert possible_segments([9.0]) == [(0, 1), (1, 2)]
    assert possible_segments([-9.0]) == [(0, 2)]
    assert possible_segments([0.0]) == [(0, 1), (0, 2), (1, 2)]
