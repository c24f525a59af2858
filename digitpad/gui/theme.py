"""The look of the application: colours, distances, font sizes.

All colours are in the application's palette, so widgets ask their palette and Qt notifies them of
changes; a small style sheet rounds the standard controls. `Appearance` selects light or dark: as
the system does, unless the user has chosen.
"""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from digitpad.common.user_folders import resource
from digitpad.inspection.colours import CLASSES

# Distances in pixels at device-pixel ratio 1, each about twice the one before.
GAP_SMALL = 6
GAP = 12
GAP_LARGE = 24
RADIUS_CONTROL = 7
RADIUS_PAD = 14
PANEL_WIDTH = 324
_USUAL_LINE_HEIGHT = 19
PICTURE_SIDE = 140

PEN_WIDTH = 20.0
SMALLEST_BODY_POINTS = 10.0


class Scheme(Enum):
    """The choices in the preferences; the values are stored in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a scheme. Text on `window` and `paper` has a contrast of 4.5 or more."""

    window: str
    paper: str
    text: str
    quiet: str
    line: str
    control: str
    hover: str
    track: str
    bar: str
    accent: str
    on_accent: str
    problem: str


LIGHT = Colours(
    window="#f5f5f2",
    paper="#ffffff",
    text="#1d2126",
    quiet="#5d646d",
    line="#dcdcd6",
    control="#ffffff",
    hover="#e8e8e3",
    track="#e6e6e1",
    bar="#818a95",
    accent="#2457d6",
    on_accent="#ffffff",
    problem="#b3261e",
)
DARK = Colours(
    window="#1b1c1f",
    paper="#25262a",
    text="#eceae6",
    quiet="#a4a8af",
    line="#3a3b41",
    control="#2a2b30",
    hover="#33343a",
    track="#2f3035",
    bar="#80868f",
    accent="#82abff",
    on_accent="#0d1424",
    problem="#ff9088",
)

# Black, white and one colour that is distinct from both; text has a contrast of 7 or more.
HIGH_CONTRAST = Colours(
    window="#000000",
    paper="#000000",
    text="#ffffff",
    quiet="#e6e6e6",
    line="#ffffff",
    control="#000000",
    hover="#333333",
    track="#3a3a3a",
    bar="#a8a8a8",
    accent="#ffd500",
    on_accent="#000000",
    problem="#ffb3ab",
)

# The palette role of each colour. `BrightText` is Qt's role for text that must stand out.
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.AlternateBase: "track",
    QPalette.ColorRole.Button: "control",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "bar",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.BrightText: "problem",
    QPalette.ColorRole.ToolTipBase: "control",
    QPalette.ColorRole.ToolTipText: "text",
}
_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


_CLASSES_ON_DARK = (
    "#7da6ff",
    "#ffb057",
    "#35b58a",
    "#ff9088",
    "#a578e6",
    "#e0e06a",
    "#c98a68",
    "#ffb0dc",
    "#9aa5b1",
    "#6fdcea",
)
"""The colours of the digits 0 to 9 in charts on a dark background."""


def palette_of(colours: Colours) -> QPalette:
    """A palette with the colours of a scheme."""
    palette = QPalette(QColor(colours.control), QColor(colours.window))
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(colours, name)))
    faded = QColor(colours.quiet)
    faded.setAlphaF(0.55)
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette


def style_sheet(colours: Colours, *, dark: bool) -> str:
    """The style sheet of the standard controls; widgets painted by digitpad do not use it."""
    arrow = resource("icons", f"chevron-{'dark' if dark else 'light'}.svg").as_posix()
    check = resource("icons", f"check-{'dark' if dark else 'light'}.svg").as_posix()
    faded = palette_of(colours).color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    disabled = faded.name(QColor.NameFormat.HexArgb)
    return f"""
QMenuBar {{ background: {colours.window}; border: none; padding: 3px {GAP}px; }}
QMenuBar::item {{ padding: 5px 10px; border-radius: {RADIUS_CONTROL - 2}px; }}
QMenuBar::item:selected {{ background: {colours.hover}; color: {colours.text}; }}
QMenu {{ background: {colours.control}; border: 1px solid {colours.line}; padding: 5px; }}
QMenu::item {{ padding: 6px 26px 6px 12px; border-radius: {RADIUS_CONTROL - 2}px; }}
QMenu::item:selected {{ background: {colours.hover}; color: {colours.text}; }}
QMenu::item:disabled {{ color: {colours.quiet}; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 6px; }}
QMenu::item:checked {{ font-weight: 600; color: {colours.accent}; }}
QMenu::separator {{ height: 1px; background: {colours.line}; margin: 5px 8px; }}
QToolButton {{ border: 1px solid transparent; border-radius: {RADIUS_CONTROL}px;
    padding: 6px 10px; color: {colours.text}; }}
QToolButton:hover {{ background: {colours.hover}; }}
QToolButton:pressed {{ background: {colours.line}; }}
QToolButton:focus {{ border-color: {colours.accent}; }}
QToolButton:checked {{ background: {colours.hover}; border-color: {colours.line}; }}
QToolButton[kind="card"]:checked {{ border-color: {colours.accent}; }}
QToolButton:disabled, QPushButton:disabled {{ color: {disabled}; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {colours.line}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {colours.bar}; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
    background: {colours.control}; border: 1px solid {colours.bar}; }}
QSlider::handle:horizontal:hover {{ border-color: {colours.accent}; }}
QSlider::handle:horizontal:focus {{ border: 2px solid {colours.accent}; }}
QSlider::handle:horizontal:disabled {{ border-color: {colours.line}; }}
QComboBox {{ background: {colours.control}; border: 1px solid {colours.line};
    border-radius: {RADIUS_CONTROL}px; padding: 6px 10px; color: {colours.text};
    combobox-popup: 0; }}
QComboBox:hover {{ border-color: {colours.bar}; }}
QComboBox:focus {{ border-color: {colours.accent}; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {colours.control}; border: 1px solid {colours.line};
    padding: 4px; outline: none; selection-background-color: {colours.hover};
    selection-color: {colours.text}; }}
QComboBox QAbstractItemView::item {{ padding: 6px 8px; min-height: 20px; }}
QLineEdit, QPlainTextEdit {{ background: {colours.control}; border: 1px solid {colours.line};
    border-radius: {RADIUS_CONTROL}px; padding: 5px 8px; color: {colours.text};
    selection-background-color: {colours.accent}; selection-color: {colours.on_accent}; }}
QLineEdit:hover, QPlainTextEdit:hover {{ border-color: {colours.bar}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {colours.accent}; }}
QLineEdit[tone="problem"], QComboBox[tone="problem"] {{ border-color: {colours.problem}; }}
QPushButton {{ background: {colours.control}; border: 1px solid {colours.line};
    border-radius: {RADIUS_CONTROL}px; padding: 6px 16px; min-width: 60px; }}
QPushButton:hover {{ background: {colours.hover}; }}
QPushButton:focus {{ border-color: {colours.accent}; }}
QPushButton[kind~="main"] {{ background: {colours.accent}; color: {colours.on_accent};
    border-color: {colours.accent}; font-weight: 600; padding: 8px 16px; }}
QPushButton[kind~="main"]:hover {{ border-color: {colours.text}; }}
QPushButton[kind~="main"]:focus {{ border-color: {colours.text}; }}
QPushButton[kind~="main"]:disabled {{ background: {colours.track}; color: {colours.quiet};
    border-color: {colours.line}; }}
QPushButton[kind~="small"] {{ padding: 6px 16px; }}
QPushButton[kind="card"] {{ text-align: left; padding: 8px {GAP}px; }}
QPushButton[kind="card"]:checked {{ border: 2px solid {colours.accent}; }}
QPushButton[kind="card"]:focus {{ border-color: {colours.text}; }}
QPushButton[kind="card"]:checked:focus {{ border-color: {colours.accent}; }}
QFrame[kind="notice"] {{ background: {colours.paper}; border: 1px solid {colours.line};
    border-radius: {RADIUS_CONTROL}px; }}
QFrame[kind="notice"] QLabel {{ border: none; }}
QFrame[kind="tour"] {{ background: {colours.paper}; border: 2px solid {colours.accent};
    border-radius: {RADIUS_CONTROL}px; }}
QToolButton[kind="help"] {{ color: {colours.quiet}; padding: 0 5px; font-weight: 600; }}
QToolButton[kind="help"]:hover {{ color: {colours.accent}; }}
QToolButton[kind="fold"] {{ color: {colours.quiet}; padding: 4px 0; border: none; }}
QToolButton[kind="fold"]:hover, QToolButton[kind="fold"]:checked {{ background: transparent;
    color: {colours.text}; }}
QToolButton[kind="fold"]:focus {{ color: {colours.accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px;
    background: {colours.control}; border: 1px solid {colours.bar}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:hover, QCheckBox::indicator:focus, QRadioButton::indicator:hover,
QRadioButton::indicator:focus {{ border-color: {colours.accent}; }}
QCheckBox::indicator:checked {{ background: {colours.accent}; border-color: {colours.accent};
    image: url("{check}"); }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {colours.accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {colours.line}; }}
QCheckBox::indicator:checked:disabled {{ background: {colours.line}; }}
QListView {{ background: {colours.window}; border: 1px solid {colours.line};
    border-radius: {RADIUS_CONTROL}px; padding: 4px; outline: none; }}
QTreeWidget {{ background: {colours.window}; border: 1px solid {colours.line};
    border-radius: {RADIUS_CONTROL}px; padding: 4px; outline: none;
    selection-background-color: {colours.hover}; }}
QTreeWidget::item {{ padding: 4px 6px; border-radius: {RADIUS_CONTROL - 2}px; }}
QTreeWidget::item:selected {{ background: {colours.hover}; color: {colours.text}; }}
QListView::item {{ border-radius: {RADIUS_CONTROL - 2}px; }}
QListWidget::item {{ padding: 5px 8px; }}
QListWidget::item:selected {{ background: {colours.hover}; color: {colours.text}; }}
QTableWidget, QTableView#models {{ background: {colours.window}; border: 1px solid {colours.line};
    border-radius: {RADIUS_CONTROL}px; }}
QTableWidget::item {{ padding: 6px 12px; }}
QHeaderView {{ background: {colours.window}; }}
QHeaderView::section {{ background: {colours.window}; color: {colours.quiet}; border: none;
    border-bottom: 1px solid {colours.line}; padding: 6px 12px; }}
QTableView#models QHeaderView::section {{ padding: 6px 4px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: {colours.window}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {colours.line}; border-radius: 3px; margin: 2px;
    min-height: 30px; }}
QScrollBar::handle:vertical:disabled {{ background: transparent; }}
QScrollBar::handle:vertical:hover {{ background: {colours.bar}; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {colours.line}; border-radius: 3px; margin: 2px;
    min-width: 30px; }}
QScrollBar::handle:horizontal:hover {{ background: {colours.bar}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {colours.track}; border: none; border-radius: 3px; }}
QProgressBar::chunk {{ background: {colours.accent}; border-radius: 3px; }}
QToolButton::menu-indicator {{ image: url("{arrow}"); width: 10px; height: 10px;
    subcontrol-position: right center; right: 3px; }}
QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolTip {{ background: {colours.control}; color: {colours.text};
    border: 1px solid {colours.line}; padding: 4px 6px; }}
QLabel[tone="quiet"] {{ color: {colours.quiet}; }}
QLabel[tone="problem"] {{ color: {colours.problem}; }}
"""


def series_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """Two distinct colours for lines: a blue or the accent, and an orange."""
    accent = palette.color(QPalette.ColorRole.Accent)
    is_dark = palette.color(QPalette.ColorRole.Base).lightnessF() < 0.5
    is_yellow = 30 < accent.hsvHue() < 70
    return QColor("#6ec1ff") if is_yellow else accent, QColor("#f0952e" if is_dark else "#c2620a")


def class_colours(palette: QPalette) -> tuple[QColor, ...]:
    """Ten colours for ten classes; neighbours differ in lightness too, for colour-blind users."""
    is_light = palette.color(QPalette.ColorRole.Window).lightnessF() > 0.5
    return tuple(QColor(name) for name in (CLASSES if is_light else _CLASSES_ON_DARK))


def body_font() -> QFont:
    """The system's font, with a minimum size."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.pointSizeF() < SMALLEST_BODY_POINTS:
        font.setPointSizeF(SMALLEST_BODY_POINTS)
    return font


def for_font(size: QSize, font: QFont) -> QSize:
    """A size that was chosen for a usual font, enlarged for a larger one."""
    return size * max(1.0, QFontMetrics(font).height() / _USUAL_LINE_HEIGHT)


def scaled(font: QFont, factor: float) -> QFont:
    """The font, larger or smaller by a factor."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * factor)
    return result


def weighted(font: QFont, weight: QFont.Weight) -> QFont:
    """The font with another weight."""
    result = QFont(font)
    result.setWeight(weight)
    return result


class Appearance(QObject):
    """Keeps the application in a `scheme`, which `choose` sets; follows the system if asked to."""

    def __init__(self, application: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self.scheme = scheme
        application.setFont(body_font())
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the current colours are dark."""
        if self.scheme is Scheme.SYSTEM:
            return self._system_is_dark()
        return self.scheme in {Scheme.DARK, Scheme.HIGH_CONTRAST}

    def choose(self, scheme: Scheme) -> None:
        """Use this scheme from now on."""
        self.scheme = scheme
        self._set_system_scheme()
        self._apply()

    def _system_is_dark(self) -> bool:
        return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _set_system_scheme(self) -> None:
        """Ask the system to draw title bars in the same scheme (Qt 6.8 and later)."""
        hints = self._application.styleHints()
        wanted = {
            Scheme.SYSTEM: Qt.ColorScheme.Unknown,
            Scheme.LIGHT: Qt.ColorScheme.Light,
            Scheme.DARK: Qt.ColorScheme.Dark,
            Scheme.HIGH_CONTRAST: Qt.ColorScheme.Dark,
        }[self.scheme]
        if hasattr(hints, "setColorScheme"):
            hints.setColorScheme(wanted)

    @Slot()
    def _follow_system(self) -> None:
        if self.scheme is Scheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        if self.scheme is Scheme.HIGH_CONTRAST:
            colours = HIGH_CONTRAST
        else:
            colours = DARK if self.is_dark else LIGHT
        self._application.setPalette(palette_of(colours))
        self._application.setStyleSheet(style_sheet(colours, dark=self.is_dark))
