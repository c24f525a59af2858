"""Fits the odds in `digitpad.recognition.segmentation.strokes` to rows of synthetic ink.

    python -m tests.benchmarks.stroke_odds

Rows of one to six digits are set beside each other, some apart, some overlapping. Between every two
strokes the regression learns whether a digit ends there.
"""

import numpy as np

from digitpad.data.synthetic.digits import VARIANTS
from digitpad.data.synthetic.generate import synthetic_ink
from digitpad.recognition.segmentation.strokes import gap_features

GAPS = ((0.05, 0.5), (-0.05, 0.1), (-0.12, 0.0))
ROWS = 700
PEN = 0.055
"""In heights of a digit."""


def digit_boxes(generator):
    """Boxes (strokes, 4) of a synthetic digit about 1 high, left edge and middle at 0."""
    ink = synthetic_ink(VARIANTS[generator.integers(len(VARIANTS))], generator)
    left, top, right, bottom = ink.bounds()
    scale = np.exp(generator.normal(0, 0.08)) / max(bottom - top, right - left)
    shift = np.array([-left, -(top + bottom) / 2])
    return np.array(
        [
            np.concatenate([(s.points.min(axis=0) + shift), (s.points.max(axis=0) + shift)]) * scale
            for s in ink.strokes
        ]
    )


def row(generator, gaps):
    """Boxes of a row of digits, and which digit each stroke belongs to."""
    boxes, owners, x = [], [], 0.0
    for number in range(generator.integers(1, 7)):
        digit = digit_boxes(generator)
        y = generator.normal(0, 0.04)
        boxes.append(digit + np.array([x, y, x, y]))
        owners += [number] * len(digit)
        x += digit[:, 2].max() + PEN + generator.uniform(*gaps)
    return np.concatenate(boxes), np.array(owners)


def examples(seed=11):
    """Features (n, 5) and whether a digit ends there (n,)."""
    generator = np.random.default_rng(seed)
    features, ends = [], []
    for gaps in GAPS:
        for _ in range(ROWS):
            boxes, owners = row(generator, gaps)
            height = boxes[:, 3].max() - boxes[:, 1].min()
            order = np.argsort(boxes[:, 0] + boxes[:, 2], kind="stable")
            for place in range(1, len(order)):
                left, right = order[:place], order[place:]
                features.append(gap_features(boxes[left], boxes[right], height))
                ends.append(owners[left].max() < owners[right].min())
    return np.array(features), np.array(ends, float)


def fit(features, ends, weight_decay=1e-5, steps=50):
    """Logistic regression by Newton's method: the weights (5,)."""
    weights = np.zeros(features.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (chance - ends) / len(ends) + weight_decay * weights
        curvature = (features * (chance * (1 - chance))[:, None]).T @ features / len(ends)
        weights -= np.linalg.solve(curvature + weight_decay * np.eye(len(weights)), slope)
    return weights


if __name__ == "__main__":
    known, wanted = examples()
    found = fit(known, wanted)
    right = np.mean((known @ found > 0) == (wanted > 0))
    print(f"ODDS = {tuple(np.round(found, 1).tolist())}  # {right:.1%} of {len(wanted):,} right")
