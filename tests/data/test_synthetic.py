"""Synthetic ink: every variant is drawn, read as its digit, and the same for the same seed."""

import numpy as np
import pytest

from digitpad.cli.main import main
from digitpad.common.labels import NON_DIGIT
from digitpad.data.stroke_variation import network_image
from digitpad.data.synthetic.digits import VARIANTS
from digitpad.data.synthetic.generate import draw, synthetic_ink, synthetic_set
from digitpad.data.synthetic.non_digits import KINDS, SYMBOLS
from digitpad.recognition.recognizer import Recognizer


@pytest.fixture(scope="module")
def recognizer():
    return Recognizer.load()


def test_every_digit_comes_in_several_variants_that_all_occur():
    for digit in range(10):
        shares = [variant.share for variant in VARIANTS if variant.digit == digit]
        assert len(shares) >= 3
        assert min(shares) > 0


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: f"{variant.digit} {variant.name}")
def test_a_variant_is_mostly_read_as_its_digit(variant, recognizer):
    generator = np.random.default_rng(1)
    answers = []
    for _ in range(12):
        ink = synthetic_ink(variant, generator)
        assert all(np.isfinite(stroke.points).all() for stroke in ink.strokes)
        image = network_image(ink, generator)
        assert 15 < image.sum() / 255 < 330
        answers.append(recognizer.recognize_ink(ink).digit)
    assert np.mean(np.array(answers) == variant.digit) >= 0.75


def test_a_slashed_zero_has_a_stroke_through_its_middle():
    zero = next(variant for variant in VARIANTS if variant.name == "slashed zero")
    plain = next(variant for variant in VARIANTS if variant.name == "plain zero")

    def middle(variant):
        generator = np.random.default_rng(3)
        images = [network_image(synthetic_ink(variant, generator), generator) for _ in range(20)]
        return np.mean([image[12:17, 12:17].max() for image in images])

    assert middle(zero) > 150 > middle(plain)


def test_the_same_seed_gives_the_same_drawings():
    first, again, other = (synthetic_set(30, 10, seed) for seed in (5, 5, 6))
    np.testing.assert_array_equal(first.images, again.images)
    assert (first.images != other.images).any()


def test_a_set_has_every_class_equally_often_and_the_rest_are_non_digits():
    drawn = synthetic_set(40, 7, seed=1)
    assert np.bincount(drawn.labels).tolist() == [4] * 10 + [7]
    assert drawn.classes == NON_DIGIT + 1
    assert synthetic_set(10).classes == 10


def test_drawing_tells_how_far_it_is():
    assert [done for done, _ in draw(700, 400)] == [500, 1000, 1100]


def test_every_kind_of_non_digit_can_be_drawn():
    assert sum(share for share, _ in KINDS) == pytest.approx(1)
    assert len(SYMBOLS) > 50
    generator = np.random.default_rng(2)
    for _, kind in KINDS:
        for _ in range(20):
            assert all(len(curve) >= 1 for curve in kind(generator))


@pytest.mark.parametrize("what", ["habits", "non-digits", "augmentation"])
def test_the_training_material_can_be_looked_at(tmp_path, what):
    out = tmp_path / "sheet.png"
    assert main(["preview", what, "--out", str(out), "--rotation", "20"]) == 0
    assert out.read_bytes().startswith(b"\x89PNG")
