"""The errors digitpad raises on purpose.

Every message names the file or value it concerns, what was found and what would have been right.
The command line prints it as one line, the window shows it beside the thing it concerns.
"""


class DigitpadError(Exception):
    """Base of all errors with a message meant for the person in front of the program."""


class Cancelled(DigitpadError):  # noqa: N818 - nothing went wrong
    """Whoever asked for the work asked for it to stop."""


class DatasetError(DigitpadError, ValueError):
    """A data set file or its contents cannot be used."""


class DatasetTypeError(DatasetError, TypeError):
    """What should be numbers is something else altogether."""


class ImageError(DigitpadError):
    """A picture cannot be opened or is not one digitpad can read."""


class InkError(DigitpadError):
    """Strokes, or a file of strokes, are not valid ink."""


class ModelFileError(DigitpadError):
    """A model file is missing, damaged, or does not fit its own description."""


class NotFittedError(DigitpadError, ValueError, AttributeError):
    """A classifier is asked before it has learned."""


class ParameterError(DigitpadError, ValueError):
    """A setting is outside the values that can work."""


class SampleError(DigitpadError):
    """The store of the user's own samples cannot be read or written."""


class TrainingError(DigitpadError):
    """Training cannot start or cannot go on."""


class DivergedError(TrainingError):
    """The loss grew beyond all bounds.

    Attributes:
        found: what happened, one sentence without a full stop.
        suggestion: what usually helps, the same.
    """

    def __init__(self, found: str, suggestion: str) -> None:
        super().__init__(f"{found}. {suggestion}")
        self.found = found
        self.suggestion = suggestion
