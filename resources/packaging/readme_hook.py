"""The README as a package index shows it: links and pictures with complete addresses.

In a checkout they are relative to the README, so that they work there and in every copy of the
project. A package index shows the text alone.
"""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

RELATIVE = re.compile(r"(!?)(\[[^\]]*\]\()(?!https?:|#)")


class ReadmeHook(MetadataHookInterface):
    """Sets `readme`, from README.md and the address of the source."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the text to the project's metadata."""

        def complete(found: re.Match[str]) -> str:
            return f"{found[0]}{metadata['urls']['Source']}/{'raw' if found[1] else 'blob'}/main/"

        text = RELATIVE.sub(complete, (Path(self.root) / "README.md").read_text("utf-8"))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
