"""The errors that digitpad raises on purpose.

Each is a template and its values, so that a message can be shown in any language:

    raise ModelFileError("{path}: there is no such model file", path=path)

`str` formats the English template. The window translates the template first. A value may be an
error itself, such as the `OSError` that caused it, or a `Phrase`, words that are translated too; it
is then formatted, or translated, likewise.

Every message names the file or value it concerns, what was found and what was expected. The command
line prints it as one line, the window shows it beside the thing it concerns.
"""

from __future__ import annotations

import errno
from collections.abc import Collection
from typing import Any


class Phrase:
    """Words inside a message, or a message of its own, that are translated where it is shown.

    A plain `str` among an error's values is a name or something that the user wrote, and stays as
    it is; a `Phrase` is digitpad's own wording:

        ParameterError("{name} must be at least 1", name=Phrase("weight decay"))

    Args:
        template: English, with the values in braces as for `str.format`.
        values: what stands in the braces, as for `DigitpadError`.

    Attributes:
        template: as given.
        values: as given.
    """

    def __init__(self, template: str, /, **values: Any) -> None:
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**with_explanations(self.values))

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return f"Phrase({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Phrase):
            return NotImplemented
        # Two errors of the operating system among the values are never equal; their texts are.
        return (self.template, str(self)) == (other.template, str(other))

    def __hash__(self) -> int:
        return hash(str(self))


class DigitpadError(Exception):
    """Base of all errors with a message for the user.

    Args:
        template: the message in English, with the values in braces as for `str.format`.
        values: what stands in the braces.

    Attributes:
        template: as given.
        values: as given.

    Examples:
        >>> import digitpad
        >>> try:
        ...     digitpad.load_model("no such model")
        ... except digitpad.DigitpadError as error:
        ...     print(type(error).__name__)
        ModelFileError
    """

    def __init__(self, template: str, /, **values: Any) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    @property
    def message(self) -> Phrase:
        """The template and the values."""
        return Phrase(self.template, **self.values)

    def __str__(self) -> str:
        return str(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.template, self.values)


def _rebuilt(kind: type[DigitpadError], template: str, values: dict[str, Any]) -> DigitpadError:
    """An error as it was before it was sent to another process."""
    return kind(template, **values)


def with_explanations(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a message, with errors of the operating system and of libraries as phrases.

    A file that is among the values is not named a second time by the error.
    """
    named = {str(value) for value in values.values() if not isinstance(value, BaseException)}
    return {
        name: explained(value, named)
        if isinstance(value, Exception) and not isinstance(value, DigitpadError)
        else value
        for name, value in values.items()
    }


_OS_REASONS = {
    errno.EACCES: Phrase("permission is missing"),
    errno.EBUSY: Phrase("another program uses it"),
    errno.EDQUOT: Phrase("your share of the disk is full"),
    errno.EPERM: Phrase("permission is missing"),
    errno.EEXIST: Phrase("it exists already"),
    errno.EFBIG: Phrase("the file would be too large"),
    errno.EIO: Phrase("the disk reports an error"),
    errno.EISDIR: Phrase("it is a folder, expected a file"),
    errno.EMFILE: Phrase("too many files are open"),
    errno.ENAMETOOLONG: Phrase("the name is too long"),
    errno.ENOENT: Phrase("there is no such file or folder"),
    errno.ENOSPC: Phrase("the disk is full"),
    errno.ENOTDIR: Phrase("a part of the path is a file, expected a folder"),
    errno.ENOTEMPTY: Phrase("the folder is not empty"),
    errno.ESPIPE: Phrase("it is a pipe or a device, expected a file"),
    errno.ETXTBSY: Phrase("another program uses it"),
    errno.EROFS: Phrase("the file system is read-only"),
}


_MAKE_ROOM = Phrase("make room and try again")
_OTHER_PLACE = Phrase("choose another place, or change the permissions there")
_REMEDIES = {
    errno.EACCES: _OTHER_PLACE,
    errno.EDQUOT: _MAKE_ROOM,
    errno.ENOSPC: _MAKE_ROOM,
    errno.EPERM: _OTHER_PLACE,
    errno.EROFS: Phrase("choose another place"),
}
"""What helps, where an error is told by itself; a message around it says what helps there."""

_LIBRARY_REASONS = {
    "DecompressionBombError": Phrase("it has more pixels than can be opened"),
    "UnidentifiedImageError": Phrase("it is no picture of a known kind"),
}
"""What errors of libraries mean, by the names of their classes: not all of them are imported."""


def explained(error: BaseException, named: Collection[str] | None = None) -> Phrase:
    """The message of any error.

    Args:
        error: an `OSError` is explained by its number, some errors of libraries by their class;
            for others that digitpad did not raise itself, their own text is taken.
        named: paths that the surrounding message names already; None where there is no such
            message, so that what helps is told as well.
    """
    if isinstance(error, DigitpadError):
        return error.message
    if isinstance(error, MemoryError):
        return Phrase("there is not enough memory")
    if type(error).__name__ in _LIBRARY_REASONS:
        return _LIBRARY_REASONS[type(error).__name__]
    if not isinstance(error, OSError):
        return Phrase("{text}", text=str(error) or type(error).__name__)
    reason = _OS_REASONS.get(error.errno or 0)
    if reason is None:
        reason = Phrase("{text}", text=error.strerror or str(error) or type(error).__name__)
    remedy = _REMEDIES.get(error.errno or 0) if named is None else None
    if remedy is not None:
        reason = Phrase("{reason}; {remedy}", reason=reason, remedy=remedy)
    files = [str(file) for file in (error.filename, error.filename2) if file is not None]
    if not files or set(files) <= set(named or ()):
        return reason
    return Phrase("{files}: {reason}", files=", ".join(files), reason=reason)


class Cancelled(DigitpadError):  # noqa: N818 - nothing went wrong
    """The work was cancelled."""


class DatasetError(DigitpadError, ValueError):
    """A data set file or its contents cannot be used."""


class DatasetTypeError(DatasetError, TypeError):
    """Values that should be numbers are not."""


class ImageError(DigitpadError):
    """A picture cannot be opened or is not one digitpad can read."""


class InkError(DigitpadError):
    """Strokes, or a file of strokes, are not valid ink."""


class LessonError(DigitpadError):
    """A lesson does not exist, or its file is none."""


class ModelFileError(DigitpadError):
    """A model file is missing, damaged, or does not fit its own description."""


class NotFiniteError(DigitpadError, ValueError):
    """A classifier holds or computes numbers that are NaN or infinite."""


class NotFittedError(DigitpadError, ValueError, AttributeError):
    """A classifier is used before it was fitted."""


class ParameterError(DigitpadError, ValueError):
    """A setting is outside the values that can work."""


class SampleError(DigitpadError):
    """The file of the user's own samples cannot be read or written."""


class ThreadLimitError(DigitpadError):
    """The system starts no more threads."""


class TrainingError(DigitpadError):
    """Training cannot start or cannot continue."""


class CheckpointVersionError(TrainingError):
    """A run cannot be continued, since another version of digitpad wrote its checkpoint."""


class DivergedError(TrainingError):
    """The loss grew beyond all bounds.

    Attributes:
        suggestion: what usually helps, an error of its own; None where nothing is known to.
    """

    def __init__(
        self, template: str, /, suggestion: DigitpadError | None = None, **values: Any
    ) -> None:
        super().__init__(template, **values)
        self.suggestion = suggestion

    @property
    def found(self) -> str:
        """What happened, one sentence without a full stop."""
        return str(super().message)

    @property
    def message(self) -> Phrase:
        """What happened, and the suggestion, if any, as a second sentence."""
        found = super().message
        if self.suggestion is None:
            return found
        return Phrase("{found}. {suggestion}", found=found, suggestion=self.suggestion)

    def __reduce__(self) -> tuple[Any, ...]:
        values = {**self.values, "suggestion": self.suggestion}
        return _rebuilt, (type(self), self.template, values)
