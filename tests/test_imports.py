"""Who may import whom: the table of the architecture, held against the code."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import digitpad

PACKAGE = Path(digitpad.__file__).parent
QT = {"PySide6", "shiboken6"}
BASE = {"errors", "types", "files", "interruption", "paths", "progress", "threads"}
TRAINING_PARTS = {"training_events", "training_state", "training_changes"}

# A part (a module or a folder of digitpad) and the other parts that it may import.
ALLOWED = {
    "errors": set(),
    "types": set(),
    "files": set(),
    "interruption": set(),
    "paths": set(),
    "ink": {"raster"},
    "raster": {"ink"},
    "components": set(),
    "light": set(),
    "printed_lines": {"components"},
    "picture": {"light", "printed_lines"},
    "preprocess": {"components", "picture"},
    "recognition": {"preprocess"},
    "segment": {"ink", "picture", "preprocess", "components", "recognition"},
    "features": set(),
    "nn": set(),
    "progress": set(),
    "threads": set(),
    "svm": {"features", "estimator"},
    "baselines": {"estimator"},
    "machines": {"baselines", "data", "svm"},
    "estimator": set(),
    "data": {"ink", "raster", "preprocess", "components", "picture"},
    "settings": {"data", "nn"},
    "architectures": {"data", "nn", "settings"},
    "training_events": set(),
    "training_state": {"data", "training_events"},
    "training_changes": {"settings"},
    "training": {"architectures", "data", "nn", "settings"} | TRAINING_PARTS,
    "checkpoint": {"architectures", "data", "settings", "training"} | TRAINING_PARTS,
    "classifier": {"architectures", "data", "estimator", "nn", "settings", "training"},
    "evaluation": {"classifier", "data"},
    "modelfile": {"architectures", "classifier", "machines", "preprocess"},
    "calibration": {"classifier", "data", "nn"},
    "ink_evaluation": {"evaluation", "ink", "recognizer"},
    "personal": {"architectures", "classifier", "data", "modelfile", "nn", "settings"},
    "model_names": {"modelfile"},
    "training_plan": {"architectures", "data", "library", "machines", "model_names", "modelfile"}
    | {"settings", "training"}
    | TRAINING_PARTS,
    "runs": {"architectures", "calibration", "checkpoint", "classifier", "data", "evaluation"}
    | {"library", "machines", "model_names", "modelfile", "nn", "training", "training_plan"}
    | {"inspection"}
    | TRAINING_PARTS,
    "training_process": {"data", "modelfile", "runs", "training_changes", "training_plan"},
    "onnx_export": {"nn"},
    "fingerprint": {"classifier"},
    "library_record": set(),
    "library": {"library_record", "model_names", "modelfile", "preprocess"},
    "trash": {"fingerprint", "library", "library_record", "model_names", "modelfile"},
    "model_comparison": {"classifier", "data", "evaluation", "modelfile"},
    "model_exports": {"baselines", "classifier", "modelfile", "nn", "onnx_export"},
    "model_record": {"modelfile"},
    "sweep": {"classifier", "data", "machines", "training", "training_plan"},
    "inspection": {"architectures", "baselines", "classifier", "data", "fingerprint", "ink"}
    | {"library"}
    | {"model_names", "modelfile", "nn", "preprocess", "recognizer", "svm"},
    "recognizer": {
        "ink",
        "raster",
        "library",
        "modelfile",
        "preprocess",
        "picture",
        "recognition",
        "segment",
    },
}
CLIENTS = {"benchmarks", "cli", "commands", "gui", "__main__", "__init__"}


def modules():
    return [path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts]


def part_of(path):
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path):
    """Top-level package names, and `digitpad.x` as `digitpad` with part `x`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "digitpad":
            names = [f"digitpad.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module]
        yield from (name.split(".") for name in names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_part_may(path):
    part = part_of(path)
    for name in imports(path):
        if part != "gui":
            assert name[0] not in QT, f"{path} imports {name[0]}"
        if name[0] != "digitpad" or len(name) == 1 or name[1] == "__version__":
            continue
        if part in CLIENTS:
            assert not (part == "gui" and name[1] in {"cli", "commands"}), f"{path}: {name}"
            continue
        assert name[1] != "gui", f"{path} imports the window"
        assert name[1] in ALLOWED[part] | BASE | {part}, f"{path} imports digitpad.{name[1]}"


def test_the_core_and_the_command_line_load_no_qt():
    code = (
        "import sys, digitpad, digitpad.recognizer, digitpad.cli;"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
