"""t-SNE in a process of its own, so that whoever waits for it may stop waiting.

    rows (N, d) -> [python -m digitpad.inspection.stochastic_neighbours] -> positions (N, 2)

scikit-learn's t-SNE cannot be interrupted, but a process can. It works with one thread: where the
machine has anything else to do, several only wait for each other.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from typing import IO, Any

import numpy as np

from digitpad.errors import Cancelled, DigitpadError
from digitpad.inspection.mistakes import Stop
from digitpad.types import FloatArray

PERPLEXITY = 30.0
"""About so many neighbours count for each digit."""

_LOOK_SECONDS = 0.1


def embed(rows: FloatArray, seed: int) -> FloatArray:
    """Positions (N, 2) float32 of rows (N, d), here and now."""
    from sklearn.manifold import TSNE  # noqa: PLC0415 - an extra, slow to load

    perplexity = min(PERPLEXITY, (len(rows) - 1) / 3)
    embedding: Any = TSNE(n_components=2, perplexity=perplexity, init="pca", random_state=seed)
    positions: FloatArray = embedding.fit_transform(rows).astype(np.float32)
    return positions


def embed_elsewhere(rows: FloatArray, seed: int, cancelled: Stop | None = None) -> FloatArray:
    """The same in another process.

    Raises:
        Cancelled: `cancelled` said so; the process is ended.
        DigitpadError: the process failed; its last words are told.
    """
    with tempfile.TemporaryFile() as given:
        np.save(given, rows, allow_pickle=False)
        given.seek(0)
        with _begun(given, seed) as process:
            answer, problem = _awaited(process, cancelled)
    if process.returncode:
        words = problem.decode(errors="replace").strip().splitlines()
        raise DigitpadError(f"t-SNE failed: {words[-1] if words else process.returncode}")
    positions: FloatArray = np.load(io.BytesIO(answer), allow_pickle=False)
    return positions


def _awaited(process: subprocess.Popen[bytes], cancelled: Stop | None) -> tuple[bytes, bytes]:
    """What the process wrote, and what it complained about."""
    while True:
        try:
            return process.communicate(timeout=_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            if cancelled is not None and cancelled():
                process.kill()
                raise Cancelled("t-SNE was stopped") from None


def _begun(given: IO[bytes], seed: int) -> subprocess.Popen[bytes]:
    """The process, which finds the same modules as this one."""
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment = {**os.environ, **one_thread, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(  # noqa: S603 - this very Python with this very module
        [sys.executable, "-m", __name__, str(seed)],
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )


def main() -> None:
    """What runs in the other process: rows come in as a .npy file, positions go out as one."""
    rows: FloatArray = np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False)
    answer = io.BytesIO()
    np.save(answer, embed(rows, int(sys.argv[1])), allow_pickle=False)
    sys.stdout.buffer.write(answer.getvalue())


if __name__ == "__main__":
    main()
