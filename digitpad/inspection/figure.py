"""A drawing of rectangles, lines, texts and pixel pictures that comes out as PNG or as SVG.

    figure = Figure(200, 100)
    figure.text(10, 20, "accuracy")          ->  figure.to_image()    a picture
    figure.line([(0, 90), (200, 10)])        ->  figure.to_svg()      a text

Everything is drawn once into a list of shapes; each shape knows how to be either.
"""

from __future__ import annotations

import base64
import io
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from digitpad.errors import ParameterError
from digitpad.files import write_atomically
from digitpad.types import ByteArray

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

INK, FAINT, PAPER = "#222222", "#bbbbbb", "#ffffff"
SHARPNESS = 2
"""Pixels of a PNG for each unit of a figure."""


class _Shape(ABC):
    @abstractmethod
    def svg(self) -> str: ...

    @abstractmethod
    def paint(self, canvas: Image.Image, scale: float) -> None: ...


@dataclass(frozen=True, slots=True)
class _Rectangle(_Shape):
    x: float
    y: float
    width: float
    height: float
    fill: str
    outline: str

    def svg(self) -> str:
        line = f' stroke="{self.outline}"' if self.outline else ""
        fill = self.fill or "none"
        return (
            f'<rect x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" '
            f'height="{self.height:g}" fill="{fill}"{line}/>'
        )

    def paint(self, canvas: Image.Image, scale: float) -> None:
        corners = [self.x, self.y, self.x + self.width, self.y + self.height]
        box = [round(side * scale) for side in corners]
        box[2], box[3] = max(box[2] - 1, box[0]), max(box[3] - 1, box[1])
        ImageDraw.Draw(canvas).rectangle(box, self.fill or None, self.outline or None)


@dataclass(frozen=True, slots=True)
class _Line(_Shape):
    points: tuple[Point, ...]
    colour: str
    width: float

    def svg(self) -> str:
        places = " ".join(f"{x:g},{y:g}" for x, y in self.points)
        return (
            f'<polyline points="{places}" fill="none" stroke="{self.colour}" '
            f'stroke-width="{self.width:g}" stroke-linejoin="round"/>'
        )

    def paint(self, canvas: Image.Image, scale: float) -> None:
        points = [(x * scale, y * scale) for x, y in self.points]
        width = max(1, round(self.width * scale))
        ImageDraw.Draw(canvas).line(points, self.colour, width, joint="curve")


@dataclass(frozen=True, slots=True)
class _Disc(_Shape):
    x: float
    y: float
    radius: float
    fill: str

    def svg(self) -> str:
        return f'<circle cx="{self.x:g}" cy="{self.y:g}" r="{self.radius:g}" fill="{self.fill}"/>'

    def paint(self, canvas: Image.Image, scale: float) -> None:
        x, y, radius = self.x * scale, self.y * scale, self.radius * scale
        ImageDraw.Draw(canvas).ellipse([x - radius, y - radius, x + radius, y + radius], self.fill)


@dataclass(frozen=True, slots=True)
class _Text(_Shape):
    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Anchor

    def svg(self) -> str:
        return (
            f'<text x="{self.x:g}" y="{self.y:g}" font-size="{self.size:g}" fill="{self.colour}" '
            f'text-anchor="{self.anchor}">{escape(self.text)}</text>'
        )

    def paint(self, canvas: Image.Image, scale: float) -> None:
        place = (self.x * scale, self.y * scale)
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[self.anchor]
        font = _font(self.size * scale)
        ImageDraw.Draw(canvas).text(place, self.text, self.colour, font, anchor)


@dataclass(frozen=True, slots=True, eq=False)
class _Pixels(_Shape):
    x: float
    y: float
    width: float
    height: float
    colours: ByteArray

    def svg(self) -> str:
        buffer = io.BytesIO()
        Image.fromarray(self.colours).save(buffer, "png")
        data = base64.b64encode(buffer.getvalue()).decode()
        return (
            f'<image x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" '
            f'height="{self.height:g}" preserveAspectRatio="none" '
            f'style="image-rendering:pixelated" href="data:image/png;base64,{data}"/>'
        )

    def paint(self, canvas: Image.Image, scale: float) -> None:
        left, top = round(self.x * scale), round(self.y * scale)
        right, bottom = round((self.x + self.width) * scale), round((self.y + self.height) * scale)
        size = (max(1, right - left), max(1, bottom - top))
        picture = Image.fromarray(self.colours).resize(size, Image.Resampling.NEAREST)
        canvas.paste(picture, (left, top))


class Figure:
    """A white sheet to draw on; x runs right, y down, in units of about a pixel.

    Args:
        width: of the sheet.
        height: of the sheet.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._shapes: list[_Shape] = []

    def rectangle(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", outline: str = ""
    ) -> None:
        """A rectangle, filled or not."""
        self._shapes.append(_Rectangle(x, y, width, height, fill, outline))

    def line(self, points: Sequence[Point], *, colour: str = INK, width: float = 1) -> None:
        """A line through two or more points."""
        self._shapes.append(_Line(tuple(points), colour, width))

    def disc(self, x: float, y: float, radius: float, *, fill: str = INK) -> None:
        """A filled circle."""
        self._shapes.append(_Disc(x, y, radius, fill))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 11,
        colour: str = INK,
        anchor: Anchor = "start",
    ) -> None:
        """A line of text standing on y; `anchor` says which part of it lies at x."""
        self._shapes.append(_Text(x, y, text, size, colour, anchor))

    def pixels(self, x: float, y: float, width: float, height: float, colours: ByteArray) -> None:
        """A picture (rows, columns, 3) uint8, stretched without smoothing."""
        self._shapes.append(_Pixels(x, y, width, height, colours))

    def place(self, other: Figure, x: float, y: float) -> None:
        """Another figure, without its paper, with its corner at a place."""
        self._shapes.append(_Group(tuple(other._shapes), x, y, other.width, other.height))

    def to_svg(self) -> str:
        """The figure as the text of an SVG file."""
        shapes = "\n".join(shape.svg() for shape in self._shapes)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" '
            f'height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}" '
            f'font-family="sans-serif">\n<rect width="100%" height="100%" fill="{PAPER}"/>\n'
            f"{shapes}\n</svg>\n"
        )

    def to_image(self, scale: float = SHARPNESS) -> Image.Image:
        """The figure as a picture, `scale` pixels a unit."""
        size = (max(1, round(self.width * scale)), max(1, round(self.height * scale)))
        canvas = Image.new("RGB", size, PAPER)
        for shape in self._shapes:
            shape.paint(canvas, scale)
        return canvas

    def save(self, path: Path) -> None:
        """Write a file ending in .png or .svg, whole or not at all.

        Raises:
            ParameterError: the name has another ending.
            OSError: the file cannot be written.
        """
        if path.suffix == ".svg":
            write_atomically(path, self.to_svg().encode())
        elif path.suffix == ".png":
            buffer = io.BytesIO()
            self.to_image().save(buffer, "png")
            write_atomically(path, buffer.getvalue())
        else:
            raise ParameterError(f"{path}: a figure is saved as .png or .svg")


@dataclass(frozen=True, slots=True)
class _Group(_Shape):
    shapes: tuple[_Shape, ...]
    x: float
    y: float
    width: float
    height: float

    def svg(self) -> str:
        inside = "\n".join(shape.svg() for shape in self.shapes)
        return f'<g transform="translate({self.x:g} {self.y:g})">\n{inside}\n</g>'

    def paint(self, canvas: Image.Image, scale: float) -> None:
        left, top = round(self.x * scale), round(self.y * scale)
        size = (round(self.width * scale), round(self.height * scale))
        inner = canvas.crop((left, top, left + size[0], top + size[1]))
        for shape in self.shapes:
            shape.paint(inner, scale)
        canvas.paste(inner, (left, top))


@lru_cache(maxsize=32)
def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
