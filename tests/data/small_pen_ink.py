"""A small stand-in for the bundled pen ink: a few drawings of each provider."""

import numpy as np

from digitpad.data import pen_ink

SHAPES = {
    "0": [[(500, 0), (100, 300), (100, 700), (500, 1000), (900, 700), (900, 300), (500, 0)]],
    "1": [[(500, 0), (480, 1000)]],
    "7": [[(0, 0), (700, 0), (300, 1000)], [(100, 500), (600, 500)]],
    "A": [[(0, 1000), (400, 0), (800, 1000)], [(150, 650), (650, 650)]],
    "W": [[(0, 0), (250, 1000), (500, 300), (750, 1000), (1000, 0)]],
}


def write_pen_ink(folder, *, of_each=1, excluded=()):
    """Write a complete `resources/ink` into a folder: every shape, `of_each` times by provider."""
    for name, labels in ((pen_ink.DIGITS, "017"), (pen_ink.LETTERS, "AW")):
        items = [(label, group) for group in range(7) for label in labels for _ in range(of_each)]
        strokes = [stroke for label, _ in items for stroke in SHAPES[label]]
        np.savez(
            folder / name,
            points=np.concatenate([np.array(stroke, np.int16) for stroke in strokes]),
            points_per_stroke=np.array([len(stroke) for stroke in strokes]),
            strokes_per_item=np.array([len(SHAPES[label]) for label, _ in items]),
            labels=np.array([label for label, _ in items]),
            writers=np.arange(len(items)),
            groups=np.array([group for _, group in items]),
        )
    rows = ["file,item,label,reason", *(",".join(map(str, row)) for row in excluded)]
    (folder / pen_ink.EXCLUDED).write_text("\n".join(rows) + "\n")


def use_pen_ink(folder, monkeypatch, **choices):
    """Write such a folder and let it stand in for the bundled one; returns the folder."""
    folder.mkdir(exist_ok=True)
    write_pen_ink(folder, **choices)
    monkeypatch.setattr(pen_ink, "resource", lambda *parts: folder / parts[-1])
    return folder
