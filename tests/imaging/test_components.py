from collections import deque

import numpy as np

from digitpad.imaging.components import label_components


def labelled_by_flooding(mask):
    labels = np.zeros(mask.shape, int)
    count = 0
    for start in zip(*np.nonzero(mask), strict=True):
        if labels[start]:
            continue
        count += 1
        labels[start] = count
        waiting = deque([start])
        while waiting:
            row, column = waiting.popleft()
            for y in range(max(row - 1, 0), min(row + 2, mask.shape[0])):
                for x in range(max(column - 1, 0), min(column + 2, mask.shape[1])):
                    if mask[y, x] and not labels[y, x]:
                        labels[y, x] = count
                        waiting.append((y, x))
    return labels, count


def test_labels_are_those_of_a_flood_fill():
    random = np.random.default_rng(0)
    for _ in range(80):
        mask = random.random(random.integers(1, 25, 2)) < random.uniform(0, 0.8)
        labels, count = label_components(mask)
        expected, expected_count = labelled_by_flooding(mask)
        assert count == expected_count
        np.testing.assert_array_equal(labels, expected)


def test_a_spiral_is_one_component():
    mask = np.zeros((41, 41), bool)
    for turn in range(0, 20, 2):
        mask[turn, turn : 41 - turn] = mask[turn : 41 - turn, 40 - turn] = True
        mask[40 - turn, turn : 41 - turn] = mask[turn + 2 : 41 - turn, turn] = True
        mask[turn + 2, turn : turn + 3] = True
    assert label_components(mask)[1] == 1


def test_an_empty_and_a_full_mask_have_no_and_one_component():
    assert label_components(np.zeros((5, 7), bool))[1] == 0
    labels, count = label_components(np.ones((5, 7), bool))
    assert count == 1
    assert (labels == 1).all()


def test_the_end_of_a_row_does_not_touch_the_next_rows_start():
    mask = np.zeros((4, 6), bool)
    mask[1, -1] = mask[2, 0] = True
    assert label_components(mask)[1] == 2
