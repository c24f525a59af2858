"""Files of pictures: which formats are opened, and what becomes of all others."""

import io
import random
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from digitpad.common.errors import ImageError
from digitpad.imaging import picture as picture_module
from digitpad.imaging.picture import MAX_PIXELS
from digitpad.imaging.picture_files import FORMATS, open_picture

EPS = b"""%!PS-Adobe-3.0 EPSF-3.0
%%BoundingBox: 0 0 20 20
%%EndComments
{} loop
"""
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)


def scribble():
    picture = Image.new("RGB", (48, 40), "white")
    picture.paste("navy", (10, 8, 30, 20))
    return picture


def saved_as(kind):
    file = io.BytesIO()
    scribble().save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_on_the_list_is_opened(kind):
    opened = open_picture(io.BytesIO(saved_as(kind)), "scribble")
    difference = np.asarray(opened.convert("RGB"), float) - np.asarray(scribble(), float)
    assert np.abs(difference).mean() < 8


@pytest.mark.parametrize("kind", ["ICO", "PCX", "TGA", "SGI", "DDS", "JPEG2000", "PDF"])
def test_other_formats_are_refused(kind):
    with pytest.raises(ImageError, match=r"^scribble: neither .* PNG, JPEG"):
        open_picture(io.BytesIO(saved_as(kind)), "scribble")


def test_a_file_that_would_start_another_program_is_refused(monkeypatch):
    def start(*_args, **_kwargs):
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(ImageError, match=r"^endless\.png: neither"):
        open_picture(io.BytesIO(EPS), "endless.png")


def test_without_its_package_the_error_names_heic_and_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(ImageError, match=r"^a\.heic: to read HEIC, install pillow-heif .* JPEG"):
        open_picture(io.BytesIO(HEIC), "a.heic")


def test_avif_is_not_taken_for_heic(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert open_picture(io.BytesIO(saved_as("AVIF")), "a").format == "AVIF"


def test_heic_is_read_where_its_package_is_installed():
    pillow_heif = pytest.importorskip("pillow_heif")
    file = io.BytesIO()
    pillow_heif.from_pillow(scribble()).save(file)
    opened = open_picture(io.BytesIO(file.getvalue()), "a.heic")
    assert opened.format == "HEIF"
    difference = np.asarray(opened.convert("RGB"), float) - np.asarray(scribble(), float)
    assert np.abs(difference).mean() < 8
    with pytest.raises(ImageError, match=r"^a\.heic: "):
        open_picture(io.BytesIO(file.getvalue()[:200]), "a.heic")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_damaged_file_is_an_error_that_names_it_or_is_read(kind):
    whole = saved_as(kind)
    rng = random.Random(kind)
    errors = []
    for _ in range(60):
        damaged = bytearray(whole[: rng.choice([len(whole), rng.randrange(8, len(whole))])])
        for _ in range(rng.randrange(8)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        try:
            open_picture(io.BytesIO(damaged), "damaged")
        except ImageError as error:
            errors.append(str(error))
    assert errors
    assert all(error.startswith("damaged: ") for error in errors)


@pytest.mark.parametrize("kind", [RuntimeError, KeyError, EOFError, AttributeError, MemoryError])
def test_an_error_of_any_kind_in_a_decoder_is_an_image_error(monkeypatch, kind):
    def load(_self):
        raise kind("something")

    png = saved_as("PNG")
    monkeypatch.setattr(Image.Image, "load", load)
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", load)
    with pytest.raises(ImageError, match=r"^a\.png: "):
        open_picture(io.BytesIO(png), "a.png")


def test_there_is_one_limit_for_files_and_pictures(monkeypatch):
    monkeypatch.setattr(picture_module, "MAX_PIXELS", 48 * 40 - 1)
    for read in (
        lambda: open_picture(io.BytesIO(saved_as("PNG")), "the picture"),
        lambda: picture_module.read_picture(scribble()),
    ):
        with pytest.raises(
            ImageError, match=r"^the picture: 48 x 40 pixels are more than the 1,919"
        ):
            read()


def test_a_bomb_is_refused_before_its_pixels_are_unpacked(monkeypatch):
    file = io.BytesIO()
    Image.new("1", (12_000, MAX_PIXELS // 12_000 + 1)).save(file, "PNG")
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", lambda _: pytest.fail("unpacked"))
    with pytest.raises(ImageError, match="more than the 120,000,000 allowed"):
        open_picture(io.BytesIO(file.getvalue()), "bomb")


def test_a_bomb_that_pillow_finds_first_is_refused_in_the_same_words(monkeypatch):
    file = io.BytesIO()
    Image.new("1", (300, 300)).save(file, "PNG")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(ImageError, match="bomb: it has more than the 120,000,000 pixels"):
        open_picture(io.BytesIO(file.getvalue()), "bomb")


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16", "I", "F"])
def test_a_large_picture_of_any_mode_is_reduced_as_it_is_opened(mode):
    file = io.BytesIO()
    Image.new(mode, (2410, 50)).save(file, "TIFF")
    opened = open_picture(io.BytesIO(file.getvalue()), "large", longest=1200)
    assert max(opened.size) in {803, 804}


def test_a_sixteen_bit_picture_is_seen_as_bright_as_it_is():
    file = io.BytesIO()
    grey = np.full((30, 40), 4095, np.uint16)
    grey[5:9, 10:20] = 2048
    Image.fromarray(grey).save(file, "PNG")
    opened = open_picture(io.BytesIO(file.getvalue()), "deep", longest=1200)
    assert opened.mode == "L"
    assert np.asarray(opened)[0, 0] == 255
    assert abs(int(np.asarray(opened)[6, 15]) - 128) <= 1


def test_values_that_are_not_finite_are_an_error_that_names_the_file():
    file = io.BytesIO()
    Image.fromarray(np.full((5, 5), np.nan, np.float32)).save(file, "TIFF")
    with pytest.raises(ImageError, match=r"^a\.tiff: .* not finite"):
        open_picture(io.BytesIO(file.getvalue()), "a.tiff", longest=1200)
