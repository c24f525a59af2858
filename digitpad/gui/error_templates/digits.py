"""Sentences of digits: samples, files, pictures and ink."""

from digitpad.gui.translation import QT_TRANSLATE_NOOP

TEMPLATES = (
    # Own samples
    QT_TRANSLATE_NOOP("Errors", "the label of a sample is a digit from 0 to 9, not {label}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: there is no sample {number}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: a database of another program, not digitpad's samples"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: samples of version {version} are newer than the {known} that this digitpad "
        "reads; a newer digitpad is needed, and the file was left as it is",
    ),
    QT_TRANSLATE_NOOP("Errors", "{folder}: the folder cannot be made: {error}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: the samples have been closed ({error})"),
    QT_TRANSLATE_NOOP("Errors", "{path}: the samples {reason}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: damaged, and cannot be set aside: {error}"),
    # Digits from files
    QT_TRANSLATE_NOOP(
        "Errors",
        "{place}: not one of the known kinds; there are IDX images (with idx in the name), "
        "folders with one folder a digit, .csv, and ink sets (.json, .json.gz)",
    ),
    QT_TRANSLATE_NOOP("Errors", "{place}: there is no such file or folder"),
    QT_TRANSLATE_NOOP("Errors", "{place}: there are no digits in it"),
    QT_TRANSLATE_NOOP("Errors", "{place}: there are no samples to write"),
    QT_TRANSLATE_NOOP("Errors", "{path}: more than {most} bytes, which is the most allowed"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{place}: {found} columns, expected {wanted}: a label and {pixels} pixels",
    ),
    QT_TRANSLATE_NOOP("Errors", "{place}: label {label}, expected 0 to 9"),
    QT_TRANSLATE_NOOP("Errors", "{place}: column {column} is {value}, expected 0 to 255"),
    QT_TRANSLATE_NOOP("Errors", "{place}: column {column} is {value}, expected a whole number"),
    QT_TRANSLATE_NOOP("Errors", "{path}: line {line}: {error}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: line {line}: not text, but the byte {byte}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: cannot be read: {error}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: an IDX file of images has 'images' in its name, such as "
        "digits-images-idx3-ubyte, and beside it one of the same name with 'labels'",
    ),
    QT_TRANSLATE_NOOP("Errors", "{path}: none of the samples has ink; they are pictures only"),
    QT_TRANSLATE_NOOP("Errors", "{place}: its label is {label}, expected a digit from 0 to 9"),
    QT_TRANSLATE_NOOP("Errors", "{place}: no stroke in it"),
    QT_TRANSLATE_NOOP("Errors", "{folder}: not a folder; pictures lie in folders named 0 to 9"),
    QT_TRANSLATE_NOOP("Errors", "{folder}: has no folder named 0 to 9 with pictures of that digit"),
    QT_TRANSLATE_NOOP("Errors", "{folder}: {count} pictures, at most {most}"),
    QT_TRANSLATE_NOOP("Errors", "{folder}: a file, expected a folder"),
    QT_TRANSLATE_NOOP("Errors", "{path}: no digit in it, nothing stands out"),
    QT_TRANSLATE_NOOP("Errors", "{path}: not a picture of a known kind"),
    QT_TRANSLATE_NOOP("Errors", "{path}: the picture cannot be read ({error})"),
    QT_TRANSLATE_NOOP("Errors", "{path}: {width} x {height} pixels, at most {most}"),
    QT_TRANSLATE_NOOP("Errors", "{claim}, at most {most} are allowed"),
    QT_TRANSLATE_NOOP("Errors", "{claim}, but the file goes on after them"),
    QT_TRANSLATE_NOOP("Errors", "{claim}, file ends after {found}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: {kind} count {count} needs {bytes} bytes"),
    QT_TRANSLATE_NOOP("Errors", "{path}: gzip data ends too early, its checksum is missing"),
    QT_TRANSLATE_NOOP("Errors", "{path}: not an IDX file; it starts with {start}, expected 00 00"),
    QT_TRANSLATE_NOOP("Errors", "{path}: unknown IDX number type {code}, expected one of {known}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: {found} dimensions, expected between 1 and {most}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: header of {wanted} bytes expected, file ends after {found}",
    ),
    QT_TRANSLATE_NOOP("Errors", "{path}: damaged gzip data ({error})"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: {type} numbers of shape {shape}, expected uint8 images (count, {height}, {width})",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: {type} numbers of shape {shape}, expected whole numbers (count,)",
    ),
    QT_TRANSLATE_NOOP("Errors", "{path}: {count} labels for the {images} images of {other}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: label {label} at position {position}, expected 0 to {most}",
    ),
    # Pictures
    QT_TRANSLATE_NOOP("Errors", "{path}: there is no drawing in it"),
    QT_TRANSLATE_NOOP("Errors", "{name}: too many pixels ({error})"),
    QT_TRANSLATE_NOOP("Errors", "{name}: there is no such file"),
    QT_TRANSLATE_NOOP("Errors", "{name}: not a picture that can be read ({error})"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{name}: {width} x {height} pixels are more than the {most} that can be opened",
    ),
    QT_TRANSLATE_NOOP("Errors", "{width} x {height} pixels are more than the {most} allowed"),
    QT_TRANSLATE_NOOP("Errors", "the picture has no pixels ({width} x {height})"),
    QT_TRANSLATE_NOOP("Errors", "the picture holds values that are not numbers"),
    QT_TRANSLATE_NOOP("Errors", "the picture cannot be read: {error}"),
    # Ink
    QT_TRANSLATE_NOOP("Errors", "{path}: a set of ink needs a list of items"),
    QT_TRANSLATE_NOOP("Errors", "{source}: holds more than {most} bytes"),
    QT_TRANSLATE_NOOP("Errors", "{source}: gzip data ends too early"),
    QT_TRANSLATE_NOOP("Errors", "{source}: {size} bytes, at most {most} are possible"),
    QT_TRANSLATE_NOOP("Errors", "{source}: not ink, but a JSON {type}"),
    QT_TRANSLATE_NOOP("Errors", "{source}: not JSON ({error})"),
    QT_TRANSLATE_NOOP("Errors", '{source}: format is {found}, expected "{wanted}"'),
    QT_TRANSLATE_NOOP("Errors", "{source}: version is {found}, expected {wanted}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{source}: version {found} is newer than this digitpad knows ({known}); a newer digitpad "
        "can read it",
    ),
    QT_TRANSLATE_NOOP("Errors", "{source}: pen width must be a number, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "{source}: strokes must be a list of objects"),
    QT_TRANSLATE_NOOP("Errors", "{source}: more than {most} points"),
    QT_TRANSLATE_NOOP("Errors", "{source}: label and writer must be texts"),
    QT_TRANSLATE_NOOP("Errors", "{source}: stroke {number}: {error}"),
    QT_TRANSLATE_NOOP("Errors", "{path}: item {number}: {error}"),
    QT_TRANSLATE_NOOP("Errors", "{name} must be a regular list of numbers"),
    QT_TRANSLATE_NOOP("Errors", "{name} must be numbers, {shape}"),
    QT_TRANSLATE_NOOP("Errors", "{name} must be {wanted} numbers, found {found}"),
    QT_TRANSLATE_NOOP("Errors", "{name} must be finite and at most {most} in size"),
    QT_TRANSLATE_NOOP("Errors", "a stroke needs at least one point"),
    QT_TRANSLATE_NOOP("Errors", "a stroke has {count} points, at most {most} are possible"),
    QT_TRANSLATE_NOOP("Errors", "times must not be negative and never decrease"),
    QT_TRANSLATE_NOOP("Errors", "pressures must lie between 0 and 1"),
    QT_TRANSLATE_NOOP("Errors", "pen width must be above 0, not {value}"),
)
