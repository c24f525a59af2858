import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from digitpad.common.errors import ImageError
from digitpad.data.mnist import load_mnist
from digitpad.imaging.page.page import TINY_MARGIN
from digitpad.imaging.picture import read_picture
from digitpad.imaging.preprocess import preprocess


def grey_from_picture(image):
    return read_picture(image).ink


def seven(background, pen, mode="RGB", size=(120, 160), width=12):
    image = Image.new(mode, size, background)
    ImageDraw.Draw(image).line([(25, 30), (95, 30), (50, 130)], pen, width)
    return image


EXPECTED = preprocess(np.asarray(seven(0, 255, "L")))


def assert_reads_as_the_seven(image, tolerance=0.06):
    np.testing.assert_allclose(preprocess(grey_from_picture(image)), EXPECTED, atol=tolerance)


@pytest.mark.parametrize(
    "image",
    [
        seven(0, 255, "L"),
        seven(255, 0, "L"),
        seven(130, 255, "L"),
        seven(130, 20, "L"),
        seven(0, 1, "1"),
        seven(1, 0, "1"),
        seven("white", "navy"),
        seven("#ff0000", "#00a000"),
        seven("#202020", "#ffcc00"),
        seven((255, 255, 255, 0), (0, 0, 0, 255), "RGBA"),
        seven((0, 0, 0, 0), (0, 0, 0, 255), "RGBA"),
        seven((0, 0, 0, 0), (255, 255, 255, 255), "RGBA"),
        seven((0, 0, 0, 255), (255, 255, 255, 255), "RGBA"),
        seven((0, 0), (0, 255), "LA"),
        seven((0, 0, 0, 0), (0, 0, 0, 255), "CMYK"),
        seven("white", "black").convert("YCbCr"),
        seven("white", "black").convert("HSV"),
        seven("white", "black").convert("P"),
        seven("white", "black").quantize(4),
    ],
    ids=lambda image: image.mode,
)
def test_every_mode_and_polarity_gives_the_same_digit(image):
    assert_reads_as_the_seven(image)


@pytest.mark.parametrize("top", [255, 1023, 4095, 65535])
def test_sixteen_bit_pictures_of_any_depth(top):
    grey = np.asarray(seven(255, 0, "L")).astype(np.float64) / 255
    assert_reads_as_the_seven(Image.fromarray((grey * top).astype(np.uint16)))


def test_wide_and_float_pictures():
    grey = np.asarray(seven(255, 0, "L")).astype(np.float32) / 255
    assert_reads_as_the_seven(Image.fromarray(grey))
    assert_reads_as_the_seven(Image.fromarray((grey * 1e6).astype(np.int32)))


def test_a_float_picture_with_values_that_are_not_finite_is_refused():
    with pytest.raises(ImageError, match="not finite"):
        grey_from_picture(Image.fromarray(np.full((5, 5), np.nan, np.float32)))


def test_a_palette_with_a_transparent_colour():
    image = seven(0, 1, "P")
    image.putpalette([10, 200, 10, 0, 0, 0])
    image.info["transparency"] = 0
    assert_reads_as_the_seven(image)


def test_a_white_card_with_transparent_corners_is_background_not_ink():
    card = Image.new("RGBA", (140, 180), (0, 0, 0, 0))
    mask = Image.new("L", (120, 160), 0)
    ImageDraw.Draw(mask).rounded_rectangle([0, 0, 119, 159], 25, 255)
    card.paste(seven("white", "black"), (10, 10), mask)
    assert_reads_as_the_seven(card, tolerance=0.1)


def test_the_camera_held_sideways_is_undone():
    image = seven("white", "black").transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    image.save(file, "PNG", exif=exif)
    assert_reads_as_the_seven(Image.open(file))


def test_jpeg_and_noise_do_not_move_the_digit():
    file = io.BytesIO()
    seven("white", "black").save(file, "JPEG", quality=70)
    assert_reads_as_the_seven(Image.open(file), tolerance=0.4)
    random = np.random.default_rng(0)
    noisy = np.asarray(seven(220, 60, "L")) + random.normal(0, 6, (160, 120))
    seen = preprocess(grey_from_picture(Image.fromarray(noisy.clip(0, 255).astype(np.uint8))))
    assert np.corrcoef(seen.ravel(), EXPECTED.ravel())[0, 1] > 0.97


def test_a_faint_pencil_gives_full_ink():
    assert_reads_as_the_seven(seven(240, 180, "L"))


def test_mnist_digits_saved_as_pictures_are_recovered():
    images = load_mnist("test").images[:100]
    differences = [
        np.abs(preprocess(grey_from_picture(Image.fromarray(255 - image))) - image / 255).max()
        for image in images
    ]
    assert np.median(differences) < 0.01
    assert np.mean(np.array(differences) > 0.1) < 0.05


def test_large_pictures_are_reduced():
    image = seven("white", "black").resize((3000, 4000))
    grey = grey_from_picture(image)
    assert max(grey.shape) <= 1200
    assert_reads_as_the_seven(image, tolerance=0.3)
    deep = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    assert max(grey_from_picture(deep).shape) <= 1200
    assert_reads_as_the_seven(deep, tolerance=0.3)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "I;16", "F", "P"])
def test_a_blank_picture_has_no_ink(mode):
    for colour in (0, 1, 255):
        if mode == "1" or colour != 1:
            assert not grey_from_picture(Image.new(mode, (40, 30), colour)).any()


def test_noise_alone_is_no_ink():
    random = np.random.default_rng(0)
    noise = (200 + random.normal(0, 3, (200, 150))).clip(0, 255).astype(np.uint8)
    assert preprocess(grey_from_picture(Image.fromarray(noise))) is None


def test_a_picture_of_one_pixel_is_accepted():
    assert preprocess(grey_from_picture(Image.new("RGB", (1, 1), "red"))) is None


@pytest.mark.parametrize("is_dark", [False, True])
def test_digits_cut_out_without_a_margin_keep_all_their_strokes(is_dark):
    for image in load_mnist("test").images[:150]:
        rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        digit = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        grey = grey_from_picture(Image.fromarray(digit if is_dark else 255 - digit))
        inner = grey[TINY_MARGIN:-TINY_MARGIN, TINY_MARGIN:-TINY_MARGIN]
        assert inner[digit > 200].mean() > 0.8
        assert (grey > 0.5).sum() < 1.4 * (digit > 100).sum()


def test_truncated_data_is_an_image_error():
    file = io.BytesIO()
    seven("white", "black").save(file, "PNG")
    broken = Image.open(io.BytesIO(file.getvalue()[:200]))
    with pytest.raises(ImageError, match="cannot be read"):
        grey_from_picture(broken)


def test_a_picture_without_pixels_is_an_image_error():
    with pytest.raises(ImageError, match="no pixels"):
        grey_from_picture(Image.new("L", (0, 5)))


def test_an_enormous_jpeg_is_decoded_at_a_reduced_size():
    file = io.BytesIO()
    seven("white", "black").resize((6000, 8000)).save(file, "JPEG")
    picture = Image.open(file)
    grey = grey_from_picture(picture)
    assert max(grey.shape) <= 1200
    assert max(picture.size) <= 4000
    assert_reads_as_the_seven(Image.open(file), tolerance=0.4)


def test_too_many_pixels_are_refused():
    picture = Image.new("1", (20_000, 11_000))
    with pytest.raises(ImageError, match="more than the 120,000,000 allowed"):
        grey_from_picture(picture)


def test_the_first_frame_of_an_animation_is_used():
    file = io.BytesIO()
    blank = Image.new("L", (120, 160), 255)
    seven(255, 0, "L").save(file, "GIF", save_all=True, append_images=[blank, blank])
    assert_reads_as_the_seven(Image.open(file))


@pytest.mark.parametrize("background", [(128,) * 3, (127,) * 3, (64,) * 3, (255,) * 3, (0,) * 3])
@pytest.mark.parametrize("first", range(6))
def test_strokes_of_several_saturated_colours_are_all_ink(background, first):
    """Five of six colours in all orders: on mid grey, their median difference is zero."""
    colours = [c for c in np.ndindex(2, 2, 2) if len(set(c)) > 1]
    picture = np.full((120, 200, 3), background, np.uint8)
    bars = [slice(20 + 35 * bar, 30 + 35 * bar) for bar in range(5)]
    for bar, columns in enumerate(bars):
        picture[20:100, columns] = 255 * np.array(colours[(first + bar) % 6])
    ink = grey_from_picture(Image.fromarray(picture))
    for columns in bars:
        assert ink[25:95, columns].min() > 0.6
    assert ink[:, :18].max() == 0


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_picture_that_is_all_ink_has_no_digit(mode):
    assert preprocess(grey_from_picture(Image.new(mode, (90, 70), "black"))) is None
