"""What the user chose about the models, kept beside them: the default, and notes on bundled ones.

user's folder / library.json
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digitpad.files import write_atomically
from digitpad.paths import user_data


def default() -> str | None:
    """The name of the model that was chosen as the default."""
    return _record().get("default")


def notes() -> dict[str, str]:
    """The user's own words about bundled models, by their names."""
    found = _record().get("notes")
    return found if isinstance(found, dict) else {}


def change(**changes: Any) -> None:
    """Keep another `default` or other `notes`. A damaged record is set aside. Raises `OSError`."""
    path, record = _path(), dict(_record())
    if not record and path.is_file():
        os.replace(path, path.with_suffix(".json.damaged"))
    text = json.dumps({**record, **changes}, indent=1, ensure_ascii=False)
    write_atomically(path, text.encode())


def _path() -> Path:
    return user_data() / "library.json"


def _record() -> Mapping[str, Any]:
    """What was chosen; a damaged or missing file counts as nothing chosen."""
    try:
        found = json.loads(_path().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
