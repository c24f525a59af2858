"""The language of the window, which is chosen before its widgets are created.

Texts in the code are English; other languages are in resources/translations. A language that is
chosen in the preferences takes effect at the next start.
"""

from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from digitpad.common.errors import Phrase, explained, with_explanations
from digitpad.common.user_folders import resource

ENGLISH = "en"
SIMPLIFIED_CHINESE = "zh_CN"
# Each language by its own name, so that its speakers find it.
LANGUAGES = {ENGLISH: "English", SIMPLIFIED_CHINESE: "简体中文"}


ERRORS = "errors"
"""The context of the templates of errors in the translation files."""


def translated(error: BaseException | Phrase | str) -> str:
    """An error's message, or another text of the core, in the language of the window.

    The template is translated in the context `errors` and formatted with the values; values that
    are errors or phrases themselves are translated likewise.

    Args:
        error: an error or phrase; a plain string is looked up as it is.

    Returns:
        the translation; a template without one stays English.
    """
    if isinstance(error, str):
        return QCoreApplication.translate(ERRORS, error) if error else ""
    message = error if isinstance(error, Phrase) else explained(error)
    values = with_explanations(message.values)
    template = QCoreApplication.translate(ERRORS, message.template)
    return template.format(**{name: _value(value) for name, value in values.items()})


def _value(value: Any) -> Any:
    return translated(value) if isinstance(value, BaseException | Phrase) else value


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation; it is translated when shown. Qt's own is untyped."""
    return text


def system_language() -> str:
    """The first of the user's languages that is available, else English."""
    for name in QLocale.system().uiLanguages():
        locale = QLocale(name)
        if locale.language() == QLocale.Language.English:
            return ENGLISH
        if locale.language() == QLocale.Language.Chinese:
            return SIMPLIFIED_CHINESE
    return ENGLISH


def current_language() -> str:
    """The language of the window, a key of `LANGUAGES`."""
    is_chinese = QLocale().language() == QLocale.Language.Chinese
    return SIMPLIFIED_CHINESE if is_chinese else ENGLISH


class Translation(QObject):
    """Installs the translators of the current language: digitpad's own, and Qt's for dialogs.

    Attributes:
        language: the code of the current language, a key of `LANGUAGES`; `choose` changes it.
    """

    def __init__(self, application: QCoreApplication, language: str | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []
        self.language = ENGLISH
        self.choose(language if language in LANGUAGES else system_language())

    def choose(self, language: str) -> None:
        """Use this language, a key of `LANGUAGES`, for all widgets that are created from now on."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()
        self.language = language
        QLocale.setDefault(QLocale(language))
        if language != ENGLISH:
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{language}", qt_folder)
            self._install(f"digitpad_{language}", str(resource("translations")))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            self._application.installTranslator(translator)
            self._installed.append(translator)
