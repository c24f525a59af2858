"""Fourier features against SciPy, and their invariances."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.features.fourier import (
    angular_spectrum,
    low_frequencies,
    low_waves,
    magnitudes,
    radial_spectrum,
)
from tests.data.few_digits import few_digits

IMAGES = few_digits(20).images / np.float32(255)


def test_magnitudes_agree_with_scipy():
    fft = pytest.importorskip("scipy.fft")
    theirs = np.abs(fft.fftshift(fft.fft2(IMAGES.astype(float), s=(32, 32)), axes=(1, 2)))
    np.testing.assert_allclose(magnitudes(IMAGES), theirs, rtol=1e-4, atol=1e-4)


def test_low_frequencies_are_the_middle_of_the_spectrum():
    found = low_frequencies(IMAGES, 5).reshape(-1, 6, 11)
    expected = np.log1p(magnitudes(IMAGES)[:, 16:22, 11:22])
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_coefficients_keep_the_phases_and_magnitudes_do_not():
    turned = IMAGES[:, ::-1, ::-1].copy()
    np.testing.assert_allclose(low_frequencies(turned), low_frequencies(IMAGES), atol=1e-4)
    assert np.abs(low_waves(turned) - low_waves(IMAGES)).mean() > 0.5
    fft = np.fft.fft2(IMAGES, s=(32, 32))[:, :4, [-3, -2, -1, 0, 1, 2, 3]]
    found = low_waves(IMAGES, 3).reshape(-1, 2, 4, 7)
    np.testing.assert_allclose(
        np.sign(found) * found**2, np.stack([fft.real, fft.imag], 1), atol=1e-3
    )


def test_magnitudes_do_not_depend_on_the_position():
    inner = np.zeros_like(IMAGES)
    inner[:, 4:24, 4:24] = IMAGES[:, 4:24, 4:24]
    moved = np.roll(inner, (3, -2), axis=(1, 2))
    for feature in (low_frequencies, radial_spectrum, angular_spectrum):
        np.testing.assert_allclose(feature(moved), feature(inner), atol=1e-4)


def test_a_rotation_by_90_degrees_changes_only_the_angular_spectrum():
    turned = np.rot90(IMAGES, axes=(1, 2))
    np.testing.assert_allclose(radial_spectrum(turned), radial_spectrum(IMAGES), atol=0.02)
    ours = angular_spectrum(IMAGES)
    np.testing.assert_allclose(angular_spectrum(turned), np.roll(ours, 8, axis=1), atol=0.02)


def test_a_single_wave_has_one_frequency_and_one_direction():
    x = np.arange(28)
    wave = (1 + np.cos(2 * np.pi * 6 * x / 28)) / 2
    image = np.tile(wave, (28, 1)).astype(np.float32)[None]
    assert np.argmax(radial_spectrum(image)[0, 4:]) + 4 in {6, 7}
    assert np.argmax(angular_spectrum(image)[0]) == 0
    assert np.argmax(angular_spectrum(image.transpose(0, 2, 1))[0]) == 8


def test_too_high_frequencies_are_refused():
    with pytest.raises(ParameterError, match="waves"):
        low_frequencies(IMAGES, 16)
