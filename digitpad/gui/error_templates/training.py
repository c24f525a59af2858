"""Sentences of plans and training runs."""

from digitpad.gui.translation import QT_TRANSLATE_NOOP

TEMPLATES = (
    # Plans and settings
    QT_TRANSLATE_NOOP("Errors", "learning rate must be above 0, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "there is no training setting {name}"),
    QT_TRANSLATE_NOOP("Errors", "{name} must be at least {limit}, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "{name} lies in 0 <= x < 1, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "{name} must be above 0, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "{kind} {name} is not known; there are {known}"),
    QT_TRANSLATE_NOOP("Errors", "augmentation {name} must be 0 or more, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "augmentation {name} can be at most {limit}, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "elastic smoothness must be at least 1 pixel, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "hidden is a list of layer sizes such as [128], not {value}"),
    QT_TRANSLATE_NOOP("Errors", "{model} has no parameter {name}; its parameters are {known}"),
    QT_TRANSLATE_NOOP("Errors", "{model}: {name} is a {type} such as {usual}, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "a dense layer needs at least one unit, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "a dropout rate lies in 0 <= rate < 1, not {value}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "a convolution needs a filter and a kernel of at least 1, not {filters} filters with "
        "kernel {kernel}",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "a picture of {height} x {width} is smaller than the kernel of {kernel_height} x "
        "{kernel_width}",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "pooling by {size} needs a picture of at least that size, not shape {shape}",
    ),
    QT_TRANSLATE_NOOP("Errors", "activation {name} is not known; there are {known}"),
    QT_TRANSLATE_NOOP("Errors", "momentum lies in 0 <= momentum < 1, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "weight decay cannot be negative, but is {value}"),
    QT_TRANSLATE_NOOP("Errors", "features are named in one text such as 'hog+radial', not {names}"),
    QT_TRANSLATE_NOOP("Errors", "feature {name} is not known; there are {known}"),
    QT_TRANSLATE_NOOP("Errors", "waves lie between 0 and {most}, not {value}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{directions} directions, cells of {cell} pixels and blocks of {block} cells do not fit "
        "into {side} pixels",
    ),
    QT_TRANSLATE_NOOP("Errors", "kernel is one of {known}, not {name}"),
    QT_TRANSLATE_NOOP("Errors", "landmarks must be at least 1, components at least 0"),
    QT_TRANSLATE_NOOP("Errors", "held_out lies in 0 <= x < 1, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "deskew needs features; without them rows are no pictures"),
    QT_TRANSLATE_NOOP("Errors", "steps must be at least 1, penalty and tolerance at least 0"),
    QT_TRANSLATE_NOOP("Errors", "model {name} is not known; there are {known}"),
    QT_TRANSLATE_NOOP("Errors", "preset {name} is not known; there are {known}"),
    QT_TRANSLATE_NOOP("Errors", "not a training plan ({error})"),
    QT_TRANSLATE_NOOP("Errors", "MNIST has {count} training digits, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "own samples come up 0 times or more, not {value}"),
    QT_TRANSLATE_NOOP("Errors", "there are no own samples yet; draw some, or learn from MNIST too"),
    QT_TRANSLATE_NOOP("Errors", "nothing is chosen to learn from"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{held_out} digits cannot be held out of {count}; some must be left to learn from",
    ),
    QT_TRANSLATE_NOOP("Errors", "a batch of {size} is larger than the {count} training images"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "a batch of {size} is larger than the training set of {count} images; choose a smaller "
        "batch",
    ),
    QT_TRANSLATE_NOOP("Errors", "{count} images cannot be held out of {total}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{start}: its {what} are {found}, this plan's {wanted}; weights can only be taken over "
        "by a network of the same shape",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "this network would have {count} weights; at most {most} can be kept in a model's file",
    ),
    QT_TRANSLATE_NOOP("Errors", "{model} learns in one go; it cannot start from a model"),
    QT_TRANSLATE_NOOP("Errors", "{model} learns in one go; nothing can be changed"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{name} cannot be changed while a run goes on; what can is {known}",
    ),
    QT_TRANSLATE_NOOP("Errors", "not a change of settings ({error})"),
    # Training
    QT_TRANSLATE_NOOP(
        "Errors",
        "training diverged: the loss became {loss} in epoch {epoch}, step {step}; {kept}",
    ),
    QT_TRANSLATE_NOOP("Errors", "nothing was learned yet"),
    QT_TRANSLATE_NOOP("Errors", "the model of epoch {epoch} is kept"),
    QT_TRANSLATE_NOOP("Errors", "A lower learning rate than {rate} usually helps"),
    QT_TRANSLATE_NOOP("Errors", "nothing is left to learn from: {reason}"),
    QT_TRANSLATE_NOOP("Errors", "there are no own samples yet"),
    QT_TRANSLATE_NOOP("Errors", "no data are chosen"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{name}: all {count} digits are labelled {label}; telling digits apart takes at least "
        "two classes",
    ),
    QT_TRANSLATE_NOOP("Errors", "there are no own samples to learn from yet"),
    QT_TRANSLATE_NOOP("Errors", "{name} cannot learn from single corrections"),
    QT_TRANSLATE_NOOP("Errors", "{path}: this checkpoint was written by another digitpad"),
    QT_TRANSLATE_NOOP("Errors", "{path}: there is no such checkpoint"),
    QT_TRANSLATE_NOOP("Errors", "{path}: not a readable checkpoint ({error})"),
    QT_TRANSLATE_NOOP("Errors", "{path}: the checkpoint is not complete ({error})"),
    QT_TRANSLATE_NOOP("Errors", "{path}: tensor {name} is {shape}, expected {right_shape}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{path}: this run was trained on other data ({name}, {count} images) than {other} with "
        "{others} images",
    ),
    QT_TRANSLATE_NOOP("Errors", "{folder}: this run is being trained already"),
    QT_TRANSLATE_NOOP("Errors", "{folder}: this run is being trained; stop it first"),
    QT_TRANSLATE_NOOP("Errors", "{folder}: this run has no model yet"),
    QT_TRANSLATE_NOOP("Errors", "{folder}: not a training run ({error})"),
    QT_TRANSLATE_NOOP("Errors", "{path}: it does not tell its plan ({error})"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "the support vector machine has not settled after {steps} steps; a lower C or a larger "
        "tolerance helps",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "the support vector machine's numbers grew beyond all bounds; scale the features, or "
        "lower C",
    ),
    QT_TRANSLATE_NOOP("Errors", "the exact machine takes up to {most} rows, not {count}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "the kernel of {count} landmarks is singular; fewer landmarks or other features may help",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "the kernel is singular, since the features are not finite numbers",
    ),
    QT_TRANSLATE_NOOP("Errors", "all rows have the same features; there is nothing to learn from"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "all digits have the same features; there is nothing to learn from",
    ),
    QT_TRANSLATE_NOOP("Errors", "softmax regression's numbers grew too large; scale the rows"),
    # Runs
    QT_TRANSLATE_NOOP("Errors", "A file could not be read or written: {error}"),
    QT_TRANSLATE_NOOP("Errors", "If the disk is full, make room and resume the run"),
    QT_TRANSLATE_NOOP("Errors", "There is not enough memory for this"),
    QT_TRANSLATE_NOOP("Errors", "A smaller batch, network or set of digits takes less"),
    QT_TRANSLATE_NOOP("Errors", "kind {kind} is not known; there are {known}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "The checkpoint could not be written ({error}). Training goes on; the last one that was "
        "written is still there",
    ),
    QT_TRANSLATE_NOOP("Errors", "{folder} could not be written to ({error})"),
    QT_TRANSLATE_NOOP("Errors", "The change could not be written down ({error})"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "To go on from epoch {epoch} with a learning rate of {rate}, resume the run",
    ),
    QT_TRANSLATE_NOOP("Errors", "The training process ended unexpectedly ({how})"),
    QT_TRANSLATE_NOOP("Errors", "Resume the run to go on from its last checkpoint"),
    QT_TRANSLATE_NOOP("Errors", "signal {number}"),
    QT_TRANSLATE_NOOP("Errors", "code {number}"),
    QT_TRANSLATE_NOOP("Errors", "{file} is damaged ({reason}) and cannot be set aside: {error}"),
    QT_TRANSLATE_NOOP("Errors", "{file} was damaged ({reason}). It was set aside as {aside}."),
    QT_TRANSLATE_NOOP("Errors", "Something went wrong inside digitpad: {error}"),
    QT_TRANSLATE_NOOP("Errors", "What the program did is written in {path}"),
)
