"""The icons of the window: drawn as SVG, coloured from the palette."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from digitpad.common.user_folders import resource

_PLACEHOLDER = "currentColor"
_RATIOS = (1.0, 1.5, 2.0, 3.0)
APPLICATION_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def symbol(name: str, palette: QPalette, size: int = 18) -> QIcon:
    """An icon in the colour of button texts, rendered for the usual device-pixel ratios."""
    icon = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        colour = palette.color(group, QPalette.ColorRole.ButtonText)
        for ratio in _RATIOS:
            icon.addPixmap(_rendered(name, colour, size, ratio), mode)
    return icon


def application_icon() -> QIcon:
    """The icon of the application."""
    icon = QIcon()
    for size in APPLICATION_SIZES:
        icon.addFile(str(resource("icons", f"digitpad-{size}.png")), QSize(size, size))
    return icon


def _rendered(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace(_PLACEHOLDER, colour.name()).encode()))
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(colour.alphaF())
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
