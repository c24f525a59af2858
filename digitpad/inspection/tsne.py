"""t-SNE in its own process, so that it can be cancelled.

    rows (N, d) -> [python -m digitpad.inspection.tsne] -> positions (N, 2)

scikit-learn's t-SNE cannot be interrupted, but a process can. It runs with one thread: on a busy
machine, several threads mostly wait for each other.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from typing import IO, Any

import numpy as np

from digitpad.common.child_processes import module_command, module_search_path
from digitpad.common.errors import Cancelled, DigitpadError
from digitpad.common.types import FloatArray
from digitpad.evaluation.metrics import Stop

PERPLEXITY = 30.0
"""About the number of neighbours that count for each digit."""

_LOOK_SECONDS = 0.1


def embed(rows: FloatArray, seed: int) -> FloatArray:
    """Positions (N, 2) float32 of rows (N, d), computed in this process."""
    from sklearn.manifold import TSNE  # noqa: PLC0415 - an extra, slow to load

    perplexity = min(PERPLEXITY, (len(rows) - 1) / 3)
    embedding: Any = TSNE(n_components=2, perplexity=perplexity, init="pca", random_state=seed)
    positions: FloatArray = embedding.fit_transform(rows).astype(np.float32)
    return positions


def embed_elsewhere(rows: FloatArray, seed: int, cancelled: Stop | None = None) -> FloatArray:
    """Positions (N, 2) float32 of rows (N, d), computed in another process.

    Raises:
        Cancelled: `cancelled` returned True; the process is ended.
        DigitpadError: the process failed; the message holds its last line.
    """
    with tempfile.TemporaryFile() as given:
        np.save(given, rows, allow_pickle=False)
        given.seek(0)
        with _begun(given, seed) as process:
            answer, problem = _awaited(process, cancelled)
    if process.returncode:
        words = problem.decode(errors="replace").strip().splitlines()
        raise DigitpadError(
            "t-SNE failed: {reason}", reason=words[-1] if words else process.returncode
        )
    positions: FloatArray = np.load(io.BytesIO(answer), allow_pickle=False)
    return positions


def _awaited(process: subprocess.Popen[bytes], cancelled: Stop | None) -> tuple[bytes, bytes]:
    """Standard output and standard error of the process."""
    while True:
        try:
            return process.communicate(timeout=_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            if cancelled is not None and cancelled():
                process.kill()
                raise Cancelled("t-SNE was stopped") from None


def _begun(given: IO[bytes], seed: int) -> subprocess.Popen[bytes]:
    """Start the process, which finds the same modules as this one."""
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment = {**os.environ, **one_thread, "PYTHONPATH": module_search_path()}
    return subprocess.Popen(  # noqa: S603 - this very Python with this very module
        module_command(__name__, str(seed)),
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )


def main() -> None:
    """In the other process: read rows as a .npy file, write positions as one."""
    rows: FloatArray = np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False)
    answer = io.BytesIO()
    np.save(answer, embed(rows, int(sys.argv[1])), allow_pickle=False)
    sys.stdout.buffer.write(answer.getvalue())


if __name__ == "__main__":
    main()
