import pytest

from digitpad.common.errors import DatasetError
from digitpad.data.mnist import load_mnist
from tests.tools.build_example_ink import build_examples


def test_building_examples_again_gives_the_same_ink():
    digits = load_mnist("train")
    one, other = (build_examples(digits, each=2, candidates=40, seed=3) for _ in range(2))
    assert len(one) == 20
    assert [item.ink.to_json() for item in one] == [item.ink.to_json() for item in other]


def test_too_few_images_to_choose_from_are_refused():
    with pytest.raises(DatasetError, match=r"of 3 images of a 0 give clear ink, 5 are needed"):
        build_examples(load_mnist("train"), each=5, candidates=3)
