"""Sentences that stand within others: names, places, reasons."""

from digitpad.gui.translation import QT_TRANSLATE_NOOP

TEMPLATES = (
    # Names in sentences
    QT_TRANSLATE_NOOP("Errors", "epochs"),
    QT_TRANSLATE_NOOP("Errors", "batch size"),
    QT_TRANSLATE_NOOP("Errors", "validation"),
    QT_TRANSLATE_NOOP("Errors", "synthetic"),
    QT_TRANSLATE_NOOP("Errors", "non digits"),
    QT_TRANSLATE_NOOP("Errors", "plain epochs"),
    QT_TRANSLATE_NOOP("Errors", "seed"),
    QT_TRANSLATE_NOOP("Errors", "threads"),
    QT_TRANSLATE_NOOP("Errors", "momentum"),
    QT_TRANSLATE_NOOP("Errors", "weight decay"),
    QT_TRANSLATE_NOOP("Errors", "label smoothing"),
    QT_TRANSLATE_NOOP("Errors", "average decay"),
    QT_TRANSLATE_NOOP("Errors", "schedule"),
    QT_TRANSLATE_NOOP("Errors", "optimizer"),
    QT_TRANSLATE_NOOP("Errors", "rotation"),
    QT_TRANSLATE_NOOP("Errors", "scale"),
    QT_TRANSLATE_NOOP("Errors", "shear"),
    QT_TRANSLATE_NOOP("Errors", "shift"),
    QT_TRANSLATE_NOOP("Errors", "elastic"),
    QT_TRANSLATE_NOOP("Errors", "thickness"),
    QT_TRANSLATE_NOOP("Errors", "contrast"),
    QT_TRANSLATE_NOOP("Errors", "image"),
    QT_TRANSLATE_NOOP("Errors", "label"),
    QT_TRANSLATE_NOOP("Errors", "item"),
    QT_TRANSLATE_NOOP("Errors", "architecture"),
    QT_TRANSLATE_NOOP("Errors", "parameters"),
    QT_TRANSLATE_NOOP("Errors", "non-digits"),
    # Places in files
    QT_TRANSLATE_NOOP("Errors", "{path}: line {line}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: item {number}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{file} was damaged ({reason}). It was set aside as {aside}, and a new file of samples "
        "was begun.",
    ),
    # Within others
    QT_TRANSLATE_NOOP("Errors", "{name} is no number"),
    QT_TRANSLATE_NOOP("Errors", "{name} is no {type}"),
    QT_TRANSLATE_NOOP("Errors", "temperature is {value}"),
    QT_TRANSLATE_NOOP("Errors", "{found}. {suggestion}"),
    QT_TRANSLATE_NOOP("Errors", "{place}: {error}"),
)
