"""What stands beside the start button while something cannot work."""

from __future__ import annotations

from PySide6.QtCore import QObject

ELSEWHERE = ("parameters", "settings", "start", "name", "model")
"""Problems that no single control has room for are told here in full."""


class ProblemWords(QObject):
    """Words for problems, in the language of the window."""

    def summary(self, problems: dict[str, str]) -> str:
        """Where to look; the reasons stand at the controls."""
        whole = [problems[name] for name in ELSEWHERE if name in problems]
        if whole:
            return "\n".join(whole)
        if len(problems) == 1:
            return self.tr("One setting cannot work; the reason stands beside it.")
        if problems:
            return self.tr("{count} settings cannot work; the reasons stand beside them.").format(
                count=len(problems)
            )
        return ""
