"""The steps of classifiers without layers: the numbers shown are those that give the answer."""

import numpy as np
import pytest

from digitpad.estimators.baselines import NearestNeighbours
from digitpad.features.hog import smooth_histograms
from digitpad.inspection.step_values import (
    RECIPE,
    hog_feature,
    landmark_picture,
    observe_model,
    step_arithmetic,
    step_values,
)
from tests.data.few_digits import few_digits
from tests.inspection.small import WITHOUT_LAYERS, bundled, digit, machine_of_two_classes


@pytest.fixture(scope="module")
def values():
    return step_values(bundled("svm-hog").classifier, digit())


@pytest.mark.parametrize("name", WITHOUT_LAYERS)
def test_the_last_output_is_the_classifiers_own(name):
    classifier, image = WITHOUT_LAYERS[name](), digit(3)
    found = step_values(classifier, image)
    np.testing.assert_array_equal(found.outputs[-1], classifier.logits(image[None])[0])


@pytest.mark.parametrize("name", WITHOUT_LAYERS)
def test_the_terms_of_every_step_add_up_to_its_output(name):
    found = step_values(WITHOUT_LAYERS[name](), digit(3))
    for index, kind in enumerate(found.names):
        for unit in {0, found[index].shape[-1] // 2, found[index].shape[-1] - 1}:
            terms = step_arithmetic(found, index, unit)
            has_terms = kind != "features" or name in {"svm-hog", "linear"}
            first_of_two = name == "two classes" and kind == "output" and unit == 0
            if kind == "deskewed" or not has_terms or first_of_two:
                assert terms is None
                continue
            products = terms.products.astype(np.float64)
            value, total = float(found[index][unit]), products.sum() + terms.bias
            # Single precision: thousands of large products of either sign cancel out.
            rounding = 2e-7 * float(np.abs(products).sum()) + 1e-5
            if kind == "landmarks":
                total = np.exp(-total)
            elif kind == "features":
                total = products.flat[unit % products.size]
            assert terms.total == value
            assert total == pytest.approx(value, abs=rounding)


def test_a_step_takes_in_what_the_one_before_it_put_out(values):
    assert values.names == ("deskewed", "features", "directions", "landmarks", "output")
    output = step_arithmetic(values, 4, 7)
    np.testing.assert_array_equal(output.patch, values[3])
    np.testing.assert_array_equal(step_arithmetic(values, 3, 5).patch, values[2])
    mean = values.classifier.mean_
    np.testing.assert_array_equal(step_arithmetic(values, 2, 0).patch, values[1] - mean)


def test_a_landmark_is_as_near_as_its_kernel_says(values):
    classifier = values.classifier
    twin = step_values(classifier, landmark_picture(values, 11))
    assert twin[3][11] == pytest.approx(1, abs=1e-4)
    assert twin[3].argmax() == 11


def histograms(image):
    recipe = RECIPE.orientations, RECIPE.sharpness, RECIPE.cell
    return smooth_histograms(image[:, :, None], *recipe)


def test_a_hog_feature_depends_on_its_place_alone(values):
    for unit in (0, 300, 500, 767):
        feature = hog_feature(values, unit)
        top, left, height, width = feature.place
        image = np.zeros((28, 28), np.float32)
        # A pixel has an effect on the gradients of its neighbours.
        inner = slice(top + 1, top + height - 1), slice(left + 1, left + width - 1)
        image[inner] = np.random.default_rng(unit).random((height - 2, width - 2))
        outside = feature.image.copy()
        outside[max(top - 1, 0) : top + height + 1, max(left - 1, 0) : left + width + 1] = 0
        block = histograms(outside)
        at = RECIPE.position(unit)
        assert abs(block[at.row + at.cell_row, at.column + at.cell_column]).max() < 1e-6
        block = histograms(image)
        assert block[at.row + at.cell_row, at.column + at.cell_column].min() > 0
        assert at.direction * 360 / RECIPE.orientations == feature.angle
        scaled = float(feature.block.flat[unit % feature.block.size] * feature.scale)
        assert scaled == pytest.approx(float(values[1][unit]), abs=1e-5)


def test_features_without_a_place_have_no_arithmetic():
    found = step_values(bundled("svm-fourier").classifier, digit())
    index = found.names.index("features")
    assert hog_feature(found, 3) is None
    assert step_arithmetic(found, index, 3) is None


def test_with_two_classes_the_first_logit_is_no_sum():
    found = step_values(machine_of_two_classes(), digit())
    assert step_arithmetic(found, len(found.names) - 1, 0) is None
    terms = step_arithmetic(found, len(found.names) - 1, 1)
    assert terms.products.sum() + terms.bias == pytest.approx(float(found[-1][1]), abs=1e-3)


def test_other_classifiers_have_no_steps():
    digits = few_digits(300)
    classifier = NearestNeighbours().fit(digits.images, digits.labels)
    assert observe_model(classifier, None, digit()).outputs == ()
