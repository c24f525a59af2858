"""Sentences of models: their files, names, and what is inside them."""

from digitpad.gui.translation import QT_TRANSLATE_NOOP

TEMPLATES = (
    # Models and their files
    QT_TRANSLATE_NOOP("Errors", "there is no model {name}; there are: {known}"),
    QT_TRANSLATE_NOOP("Errors", "there is no model {name} in the library; there are: {known}"),
    QT_TRANSLATE_NOOP("Errors", "{folder}: there is no model in this folder"),
    QT_TRANSLATE_NOOP("Errors", "{path}: there is no such model file"),
    QT_TRANSLATE_NOOP("Errors", "{path}: not a readable safetensors file ({error})"),
    QT_TRANSLATE_NOOP("Errors", "{path}: a safetensors file, but its header has no digitpad entry"),
    QT_TRANSLATE_NOOP("Errors", "{path}: its digitpad header is not valid ({error})"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: format version {version} is newer than the {known} that this digitpad reads; a "
        "newer digitpad is needed",
    ),
    QT_TRANSLATE_NOOP("Errors", "{path}: {size} bytes are more than the {most} allowed"),
    QT_TRANSLATE_NOOP("Errors", "{path}: tensor {name} is missing"),
    QT_TRANSLATE_NOOP("Errors", "{path}: tensor {name} does not belong to the architecture"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: tensor {name} is {type} {shape}, expected {right_type} {right_shape}",
    ),
    QT_TRANSLATE_NOOP("Errors", "{path}: tensor {name} holds NaN or infinite values"),
    QT_TRANSLATE_NOOP("Errors", "{path}: not saved, since tensor {name} is not finite"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: it learned from digits of preprocessing version {version}; this digitpad shows "
        "it those of version {own}",
    ),
    QT_TRANSLATE_NOOP("Errors", "{path}: its answer to a picture is not a finite number"),
    QT_TRANSLATE_NOOP("Errors", "{path}: the deleted model is not there any more"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{name} ships with digitpad and stays as it is; a duplicate can be changed",
    ),
    QT_TRANSLATE_NOOP("Errors", "{name}: its file does not tell how it was trained"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{name} knows {count} classes, {set} has {others}; only models of the same classes can "
        "be compared",
    ),
    QT_TRANSLATE_NOOP("Errors", "{path}: weights go to a folder or to a file ending in {known}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{name}: a vector machine cannot be written as ONNX, which has no counterpart to its "
        "features; {suffix}, .npz and CSV hold all its numbers",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "writing ONNX needs the package onnx: pip install 'digitpad[onnx]'",
    ),
    QT_TRANSLATE_NOOP("Errors", "a layer of kind {kind} cannot be written as ONNX"),
    # Names of models
    QT_TRANSLATE_NOOP("Errors", "a model needs a name"),
    QT_TRANSLATE_NOOP("Errors", "a model's name has at most {most} letters, not {count}"),
    QT_TRANSLATE_NOOP("Errors", "{name}: a model's name cannot have {wrong} in it"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{name}: a model's name begins and ends with a letter or number, without {suffix}",
    ),
    QT_TRANSLATE_NOOP("Errors", "{name} is a name that some systems keep for themselves"),
    QT_TRANSLATE_NOOP("Errors", "there is a model called {name} already; choose another name"),
    QT_TRANSLATE_NOOP("Errors", "there is a model called {name} already"),
    # Looking inside
    QT_TRANSLATE_NOOP("Errors", "{name}: a map needs at least three digits"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{method} needs scikit-learn, which is not installed: pip install 'digitpad[map]'",
    ),
    QT_TRANSLATE_NOOP("Errors", "t-SNE failed: {reason}"),
    QT_TRANSLATE_NOOP("Errors", "a weight is a finite number, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "Grad-CAM needs a convolution, and this network has none"),
    QT_TRANSLATE_NOOP("Errors", "Grad-CAM needs pictures, which {layer} has not"),
    QT_TRANSLATE_NOOP("Errors", "this model has no layer {layer}; there are {known}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{name}: {count} digits of {classes} classes, expected some of the {known} that the "
        "model knows",
    ),
    QT_TRANSLATE_NOOP("Errors", "{name}: there are no digits to change"),
    QT_TRANSLATE_NOOP("Errors", "{name} has shape {shape} in one model and {other} in the other"),
    QT_TRANSLATE_NOOP("Errors", "there is no tensor {name}, only {known}"),
    QT_TRANSLATE_NOOP("Errors", "nothing is drawn, so there is nothing to replay"),
    QT_TRANSLATE_NOOP("Errors", "no models of earlier epochs were kept"),
    QT_TRANSLATE_NOOP("Errors", "are in use by another program; try again in a moment"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "are damaged; the next start sets the file aside and begins a new one",
    ),
    QT_TRANSLATE_NOOP("Errors", "cannot be changed: the file or its folder is read-only"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "cannot be written: the disk is full; what was stored is still there",
    ),
    QT_TRANSLATE_NOOP("Errors", "cannot be opened: the file or its folder cannot be written"),
    QT_TRANSLATE_NOOP("Errors", "cannot be opened: permission is missing"),
    QT_TRANSLATE_NOOP("Errors", "cannot be read or written: the disk reports an error"),
    QT_TRANSLATE_NOOP("Errors", "cannot be used: {error}"),
)
