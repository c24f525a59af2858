"""The window of the guide: contents and search at the left, a page at the right.

    +---------------+--------------------------------+
    | Search        |  Back  Forward                 |
    | First minute  |  # Training                    |
    | Training      |                                |
    |   Presets     |  text, pictures, links         |
    +---------------+--------------------------------+

A search replaces the contents by the sections that were found, and marks the words in the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QTextBrowser,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
)

from digitpad.common.user_folders import resource
from digitpad.gui import theme
from digitpad.gui.guide.pages import CONTENTS, Section, read_guide
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.translation import current_language
from digitpad.gui.widgets import push_button, row

_SIZE = QSize(1060, 700)
_CONTENTS_SIZE = QSize(260, 0)
_HEADING_SIZES = {1: 1.6, 2: 1.25}
"""By the level of the heading, relative to the text."""

_LINE_PERCENT = 125
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""The text of a block that is one picture."""

_STYLED = 1
"""The state of the first block of a page that was styled; at first it is -1."""

_RESIZE_MILLISECONDS = 150
_TOPIC_ROLE = Qt.ItemDataRole.UserRole


class GuideWindow(SecondaryWindow):
    """Shows the guide in the language of the window."""

    def __init__(self, session: Session) -> None:
        super().__init__("guide", session, _SIZE)
        self.guide = read_guide(current_language())
        self.setWindowTitle(self.tr("Guide"))
        self.page = GuidePage(resource("guide", current_language()))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the guide"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._open_first)
        self._items: dict[str, QTreeWidgetItem] = {}
        """The entries of the contents by their topics."""
        self.contents = QTreeWidget()
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.currentItemChanged.connect(self._open_item)
        self.back = push_button(self.tr("&Back"), self.page.backward)
        self.forward = push_button(self.tr("&Forward"), self.page.forward)
        for button, change, keys in (
            (self.back, self.page.backwardAvailable, QKeySequence.StandardKey.Back),
            (self.forward, self.page.forwardAvailable, QKeySequence.StandardKey.Forward),
        ):
            button.setEnabled(False)
            change.connect(button.setEnabled)
            QShortcut(QKeySequence(keys), self, button.click)
        QShortcut(QKeySequence.StandardKey.Find, self, self._focus_search)
        self.page.sourceChanged.connect(self._show_place)
        self._arrange()
        self._fill("")

    def show_topic(self, topic: str) -> None:
        """Open a section, or the first page for a topic that the guide does not have."""
        self.search.clear()
        section = self.guide.section(topic)
        self.page.show_topic(CONTENTS if section is None else section.topic)
        self.page.setFocus()

    # Contents and search

    def _fill(self, searched: str) -> None:
        """List all pages with their sections, or what was found."""
        found = self.guide.search(searched)
        is_search = bool(searched.strip())
        with QSignalBlocker(self.contents):
            self.contents.clear()
            self.contents.setRootIsDecorated(not is_search)
            self._items = {}
            for section in found if is_search else self.guide.sections:
                if is_search:
                    self._add(section, self._name_of_found(section), None)
                elif section.level <= 2:
                    self._add(section, section.title, self._items.get(section.page))
        self.page.mark(searched)
        self._show_place()

    def _name_of_found(self, section: Section) -> str:
        page = self.guide.title(section.page)
        return page if section.level == 1 else f"{section.title} · {page}"

    def _add(self, section: Section, text: str, page: QTreeWidgetItem | None) -> None:
        item = QTreeWidgetItem([text])
        item.setData(0, _TOPIC_ROLE, section.topic)
        item.setToolTip(0, text)
        self._items[section.topic] = item
        if page is None:
            self.contents.addTopLevelItem(item)
        else:
            page.addChild(item)

    def _open_item(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.page.show_topic(item.data(0, _TOPIC_ROLE))
            self.page.mark(self.search.text())

    def _open_first(self) -> None:
        first = next(iter(self._items.values()), None)
        if first is not None:
            self.contents.setCurrentItem(first)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _show_place(self) -> None:
        """Select the entry of the section shown, and unfold only its page."""
        name = self.page.topic.partition("#")[0]
        item = self._items.get(self.page.topic) or self._items.get(name)
        if item is not None:
            with QSignalBlocker(self.contents):
                self.contents.collapseAll()
                (item.parent() or item).setExpanded(True)
                self.contents.setCurrentItem(item)

    # Layout

    def _arrange(self) -> None:
        main = row(self.back, self.forward, None), self.page
        width = theme.for_font(_CONTENTS_SIZE, self.font()).width()
        self.show_columns((self.search, self.contents), main, width)


def is_code(block: QTextBlock) -> bool:
    """Whether a block of a Markdown document is a line of code."""
    kinds = QTextBlockFormat.Property
    shape = block.blockFormat()
    return shape.hasProperty(kinds.BlockCodeLanguage) or shape.hasProperty(kinds.BlockCodeFence)


def style_code(block: QTextBlock, palette: QPalette) -> None:
    """Give a line of code a background, and let it wrap."""
    shape = block.blockFormat()
    shape.setBackground(palette.alternateBase())
    shape.setLeftMargin(theme.GAP)
    shape.setNonBreakableLines(False)
    QTextCursor(block).setBlockFormat(shape)


class GuidePage(QTextBrowser):
    """Shows one page; links to other pages, and back and forward, work as in a browser.

    Args:
        folder: of the Markdown files.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._marked = ""
        self._url = QUrl()
        self.setOpenExternalLinks(True)
        self.document().setDocumentMargin(theme.GAP)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        # It would go and come while a page is read, which is read again for each new width.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Page"))
        self._resized = QTimer(self, singleShot=True, interval=_RESIZE_MILLISECONDS)
        self._resized.timeout.connect(self._load_again)
        self.sourceChanged.connect(self._prepare)

    @property
    def topic(self) -> str:
        """The topic of the page, or of the section that was opened."""
        name, anchor = Path(self._url.path()).stem, self._url.fragment()
        return f"{name}#{anchor}" if anchor else name

    def show_topic(self, topic: str) -> None:
        """Open a section."""
        name, _, anchor = topic.partition("#")
        url = self._url_of(f"{name}.md")
        if anchor:
            url.setFragment(anchor)
        self.setSource(url)

    def _url_of(self, file: str) -> QUrl:
        return QUrl.fromLocalFile(f"{self._folder.as_posix()}/{file}")

    def mark(self, words: str) -> None:
        """Highlight words in the page; an empty text removes the marks."""
        style = QTextCharFormat()
        style.setBackground(self.palette().highlight())
        style.setForeground(self.palette().highlightedText())
        self._marked = words
        marks = []
        for word in words.split():
            found = self.document().find(word)
            while not found.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = found, style
                marks.append(mark)
                found = self.document().find(word, found)
        self.setExtraSelections(marks)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Read a picture in the colours of the theme, no wider than the page."""
        url = self._url_of("").resolved(QUrl(name))
        if kind != QTextDocument.ResourceType.ImageResource.value or not url.isLocalFile():
            return super().loadResource(kind, name)
        path = url.toLocalFile()
        if self._is_dark:
            path = path.replace("-light.png", "-dark.png")
        picture = QImage(path)
        room = self.viewport().width() - 2 * theme.GAP_LARGE
        if 0 < room < picture.width():
            mode = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(room, mode)
        return picture

    @property
    def _is_dark(self) -> bool:
        return self.palette().color(QPalette.ColorRole.Window).lightnessF() < 0.5

    def _load_again(self) -> None:
        """Choose pictures, colours and sizes again; the place in the page stays."""
        top, bar = self.cursorForPosition(QPoint(0, 0)).position(), self.verticalScrollBar()
        above = bar.value() - self._place_of_block(top)
        self.reload()
        self.mark(self._marked)
        bar.setValue(round(self._place_of_block(top) + above))

    def _place_of_block(self, position: int) -> float:
        """The distance from the top of the page to the block with a position in the text."""
        block = self.document().findBlock(position)
        return self.document().documentLayout().blockBoundingRect(block).top()

    def _prepare(self, url: QUrl) -> None:
        """Style a page that was read, and go to the section that was asked for."""
        # `source()` is still the former page.
        self._url = url
        first = self.document().firstBlock()
        # Another section of the same page is not read again.
        if first.userState() != _STYLED:
            self._style_blocks()
            first.setUserState(_STYLED)
        if url.hasFragment():
            self.scrollToAnchor(url.fragment())

    def _style_blocks(self) -> None:
        """Give headings their anchors, paragraphs and cells their distances, code its font."""
        page = self.topic.partition("#")[0]
        headings = (one for one in read_guide(self._folder.name).sections if one.page == page)
        # One change, or the page would be laid out after each block.
        whole = QTextCursor(self.document())
        whole.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            if shape.headingLevel():
                self._style_heading(cursor, shape, next(headings).anchor)
            elif is_code(block):
                style_code(block, self.palette())
            elif cursor.currentTable() is None:
                # A picture is a line that needs no distance to the next one.
                if block.text() != _PICTURE:
                    shape.setLineHeight(_LINE_PERCENT, _PROPORTIONAL)
                shape.setBottomMargin(theme.GAP_SMALL)
                cursor.setBlockFormat(shape)
            else:
                self._style_table(cursor.currentTable())
            block = block.next()
        whole.endEditBlock()

    def _style_heading(self, cursor: QTextCursor, shape: QTextBlockFormat, anchor: str) -> None:
        shape.setTopMargin(theme.GAP_LARGE if shape.headingLevel() > 1 else 0)
        shape.setBottomMargin(theme.GAP_SMALL)
        cursor.setBlockFormat(shape)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        style = QTextCharFormat()
        style.setFont(theme.scaled(self.font(), _HEADING_SIZES.get(shape.headingLevel(), 1.0)))
        style.setFontWeight(QFont.Weight.DemiBold)
        cursor.mergeCharFormat(style)
        if anchor:
            style.setAnchor(True)
            style.setAnchorNames([anchor])
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(
                QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.mergeCharFormat(style)

    def _style_table(self, table: QTextTable) -> None:
        shape = table.format()
        # It is called for each cell.
        if shape.border():
            shape.setBorder(0)
            shape.setCellPadding(theme.GAP_SMALL)
            table.setFormat(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures soon."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._resized.start()

    def changeEvent(self, event: QEvent) -> None:
        """Choose the pictures again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self.source().isEmpty():
            self._resized.start()
