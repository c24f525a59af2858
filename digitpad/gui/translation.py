"""The language of the window, switchable while it is open.

The texts in the code are English; other languages lie in resources/translations. Installing
another translator makes Qt send every widget a LanguageChange, upon which it sets its texts anew.
"""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from digitpad.paths import resource

ENGLISH = "en"
SIMPLIFIED_CHINESE = "zh_CN"
# Each language by its own name, so that it is found by whoever reads it.
LANGUAGES = {ENGLISH: "English", SIMPLIFIED_CHINESE: "简体中文"}


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for the translation; it is looked up when shown. Qt's own has no types."""
    return text


def system_language() -> str:
    """The first of the person's languages that digitpad speaks, else English."""
    for name in QLocale.system().uiLanguages():
        locale = QLocale(name)
        if locale.language() == QLocale.Language.English:
            return ENGLISH
        if locale.language() == QLocale.Language.Chinese:
            return SIMPLIFIED_CHINESE
    return ENGLISH


class Translation(QObject):
    """Holds the translators of the language shown: digitpad's own, and Qt's for its dialogs."""

    def __init__(self, application: QCoreApplication, language: str | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []
        self._language = ENGLISH
        self.choose(language if language in LANGUAGES else system_language())

    @property
    def language(self) -> str:
        """The code of the language shown, a key of `LANGUAGES`."""
        return self._language

    def choose(self, language: str) -> None:
        """Show this language, a key of `LANGUAGES`, from now on."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()
        self._language = language
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
