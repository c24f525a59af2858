"""From a choice of data to digits."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from digitpad.common.errors import DatasetError
from digitpad.data.training_ink import NO_INK
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.plan_digits import load_digits
from digitpad.nn.architectures import architecture
from digitpad.training.record import DataChoice
from digitpad.training.trainer import Trainer
from tests.data.few_digits import few_digits, idx_files
from tests.data.stored_samples import store_samples


def plan(data, **changes):
    usual = TrainingPlan.usual("mlp", data)
    return replace(usual, settings=usual.settings.with_changes(changes))


def test_all_of_mnist_is_mnist():
    assert load_digits(plan(DataChoice())).fingerprint()["count"] == 60_000
    assert load_digits(plan(DataChoice())).name == "MNIST train"


def test_a_share_of_mnist_is_chosen_by_the_seed():
    one, again = (load_digits(plan(DataChoice(mnist=300))) for _ in range(2))
    other = load_digits(plan(DataChoice(mnist=300), seed=1))
    more = load_digits(plan(DataChoice(mnist=400)))
    assert len(one) == 300
    assert one.name == "300 of MNIST train"
    np.testing.assert_array_equal(one.images, again.images)
    assert (one.images != other.images).any()
    assert {image.tobytes() for image in one.images} <= {image.tobytes() for image in more.images}


def test_own_samples_come_up_as_often_as_asked_and_are_validated_on_once():
    store_samples(20)
    chosen = plan(DataChoice(mnist=100, samples=5), validation=30, batch_size=10, **NO_INK)
    digits = load_digits(chosen)
    assert len(digits) == 120
    assert digits.times.tolist() == [1] * 100 + [5] * 20
    trainer = Trainer(architecture("mlp"), {}, chosen.settings, digits)
    assert len(trainer.validation) == 30
    held = {image.tobytes() for image in trainer.validation.images}
    assert not held & {image.tobytes() for image in trainer.train.images}
    assert len(trainer.train) == trainer.image_count > 90


def test_pictures_in_folders_and_an_idx_set_go_together(tmp_path):
    digits = few_digits(40)
    for number, (image, label) in enumerate(zip(digits.images, digits.labels, strict=True)):
        folder = tmp_path / "mine" / str(label)
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(folder / f"{number}.png")
    paths = idx_files(tmp_path, digits.images[:30], digits.labels[:30])
    both = load_digits(plan(DataChoice(0, 0, paths, str(tmp_path / "mine"))))
    assert len(both) == 70
    assert both.name == "images.gz + mine"
    in_folders = {image.tobytes() for image in both.images[30:]}
    assert in_folders == {image.tobytes() for image in digits.images}


def test_transposed_idx_images_are_turned_back(tmp_path):
    digits = few_digits(30)
    paths = idx_files(tmp_path, digits.images.transpose(0, 2, 1), digits.labels)
    found = load_digits(plan(DataChoice(mnist=0, idx=paths, transposed=True)))
    np.testing.assert_array_equal(found.images, digits.images)


def test_nothing_left_is_an_error():
    with pytest.raises(DatasetError, match="no data are chosen"):
        load_digits(plan(DataChoice(mnist=0)))
    with pytest.raises(DatasetError, match="no own samples yet"):
        load_digits(plan(DataChoice(mnist=0, samples=1)))


def test_one_class_only_is_an_error(tmp_path):
    folder = tmp_path / "ones" / "1"
    folder.mkdir(parents=True)
    digits = few_digits()
    ones = digits.images[digits.labels == 1][:4]
    for number, image in enumerate(ones):
        Image.fromarray(image).save(folder / f"{number}.png")
    with pytest.raises(DatasetError, match="all 4 digits are labelled 1"):
        load_digits(plan(DataChoice(mnist=0, folder=str(tmp_path / "ones"))))


def test_another_size_is_an_error(tmp_path):
    paths = idx_files(tmp_path, np.zeros((20, 32, 32), np.uint8), np.arange(20) % 10)
    with pytest.raises(DatasetError, match=r"\(20, 32, 32\)"):
        load_digits(plan(DataChoice(mnist=0, idx=paths)))
