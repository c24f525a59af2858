"""The icons of the window: drawn as SVG, coloured from the palette."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from digitpad.common.user_folders import resource

_PLACEHOLDER = "currentColor"
_SIDE = 18
APPLICATION_SIZES = (16, 24, 32, 48, 64, 128)
"""Of a window's icon, in pixels; X11 reads all of them before the window is shown."""


def symbol(name: str, palette: QPalette) -> QIcon:
    """An icon in the colour of button texts, for the device-pixel ratios of the screens."""
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    icon = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        colour = palette.color(group, QPalette.ColorRole.ButtonText)
        renderer = QSvgRenderer(QByteArray(svg.replace(_PLACEHOLDER, colour.name()).encode()))
        for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
            icon.addPixmap(_rendered(renderer, colour.alphaF(), ratio), mode)
    return icon


def application_icon() -> QIcon:
    """The icon of the application."""
    icon = QIcon()
    for size in APPLICATION_SIZES:
        icon.addFile(str(resource("icons", f"digitpad-{size}.png")), QSize(size, size))
    return icon


def _rendered(renderer: QSvgRenderer, opacity: float, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(_SIDE, _SIDE) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
