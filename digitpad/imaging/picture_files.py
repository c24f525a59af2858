"""Pictures from files: only of formats that are on a list, each error with the file's name.

file -> its format -> size checked -> decoded -> Image, where asked for upright and not too large
"""

from __future__ import annotations

import warnings
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from digitpad.common.errors import ImageError
from digitpad.imaging.picture import MAX_PIXELS, THE_PICTURE, check_size, reduced

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "PPM", "TIFF", "WEBP", "AVIF")
"""What Pillow may open without further packages. Of its many other formats, some start another
program, such as EPS, and most have decoders that are rarely tested."""

SUFFIXES = (
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".pbm", ".pgm", ".ppm", ".tif", ".tiff"),
    *(".webp", ".avif", ".heic", ".heif"),
)
"""How files of these formats, and of HEIC, are named."""

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
AVIF_BRANDS = frozenset({b"avif", b"avis"})
"""The names of the formats within their files; the last two of HEIC are those of AVIF as well."""


def open_picture(file: BinaryIO, source: object, *, longest: int | None = None) -> Image.Image:
    """A picture from a file, whose data have been read.

    Args:
        file: to read.
        source: what errors call it.
        longest: makes it upright, and reduces it until no side is longer, in pixels.

    Raises:
        ImageError: it has no known format, is damaged, or has more than `MAX_PIXELS`; or it is
            HEIC, and pillow-heif is not installed.
    """
    try:
        formats = (_heic(source),) if _is_heic(file) else FORMATS
        with warnings.catch_warnings():
            # `MAX_PIXELS` is the limit, and what a file has besides its pixels does not matter.
            warnings.simplefilter("ignore")
            picture: Image.Image = Image.open(file, formats=formats)
            check_size(picture, source)
            if longest is not None:
                # JPEG can be decoded at a half, a quarter or an eighth of its size.
                picture.draft(None, (longest, longest))
            picture.load()
            return picture if longest is None else upright(picture, longest, source)
    except ImageError:
        raise
    except UnidentifiedImageError as error:
        raise ImageError(
            "{source}: neither digitpad ink nor a picture; PNG, JPEG, GIF, BMP, PPM, TIFF, WebP, "
            "AVIF and HEIC can be opened",
            source=source,
        ) from error
    except Image.DecompressionBombError as error:
        # Pillow's own limit, which it checks before the size is known here.
        raise ImageError(
            "{source}: it has more than the {limit:,} pixels allowed",
            source=source,
            limit=MAX_PIXELS,
        ) from error
    except Exception as error:
        # Pillow's decoders and its reader of Exif let errors of any kind through: `struct.error`,
        # `SyntaxError`, `KeyError`, those of the libraries behind them, and what comes next.
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno):
            raise ImageError("{source}: {error}", source=source, error=error) from error
        raise ImageError(
            "{source}: the picture is damaged ({error})", source=source, error=error
        ) from error


def _is_heic(file: BinaryIO) -> bool:
    """Whether the file says that it is HEIC, in its first box (ISO/IEC 14496-12, "ftyp")."""
    start = file.read(64)
    file.seek(0)
    if start[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(start[:4], "big"), len(start))
    brands = {start[place : place + 4] for place in (8, *range(16, end, 4))}
    return bool(brands & HEIC_BRANDS) and not brands & AVIF_BRANDS


def _heic(source: object) -> str:
    """Pillow's name of the format, which it is taught first. Raises `ImageError` if it cannot."""
    try:
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - an extra, only for HEIC
    except ImportError as error:
        raise ImageError(
            "{source}: to read HEIC, install pillow-heif (pip install 'digitpad[heic]'), or save "
            "the picture as JPEG or PNG",
            source=source,
        ) from error
    register_heif_opener()
    return "HEIF"


def upright(picture: Image.Image, longest: int, source: object = THE_PICTURE) -> Image.Image:
    """The picture as it is to be seen, with 8 bits a channel.

    Args:
        picture: of any mode.
        longest: pictures with a longer side are reduced.
        source: what errors call it.

    Raises:
        ImageError: some of its values are not finite numbers.
    """
    return reduced(ImageOps.exif_transpose(picture), longest, source)
