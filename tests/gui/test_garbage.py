import gc
import linecache
import threading
import weakref
from types import SimpleNamespace

import numpy as np
from PySide6.QtWidgets import QMenu

from digitpad.gui import garbage
from digitpad.nn.architectures import architecture
from digitpad.nn.inference import Inference
from tests.gui.drawing import draw_seven


class Node:
    """An object in a cycle, with a widget, as Python's garbage often is."""

    def __init__(self):
        self.itself = self
        self.menu = QMenu()


def test_garbage_is_collected_between_events(surroundings, qtbot):
    node = weakref.ref(Node())
    # As much as Python takes before it collects.
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: node() is None)
    assert kept


def test_a_thread_does_not_destroy_widgets(surroundings):
    node = weakref.ref(Node())
    thread = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    thread.start()
    thread.join()
    assert not gc.isenabled()
    assert node() is not None


def test_the_oldest_objects_are_collected_only_when_nothing_was_drawn_for_some_time(
    surroundings, monkeypatch
):
    collected = []
    fake = SimpleNamespace(
        get_count=lambda: (1000, 20, 20),
        get_threshold=lambda: (700, 10, 10),
        disable=gc.disable,
        collect=lambda generation=2: collected.append(generation),
    )
    monkeypatch.setattr(garbage, "gc", fake)
    collection = garbage.GarbageCollection()
    collection.on_ink()
    collection._collect()
    assert collected == [1]
    collection._last_ink -= 60
    collection._collect()
    assert collected == [1, 2]


def test_drawing_postpones_that_collection(window, one_application, qtbot):
    before = one_application.garbage._last_ink
    draw_seven(window.canvas)
    assert one_application.garbage._last_ink > before


def test_buffers_for_many_images_are_freed_at_rest_only(surroundings):
    inference = Inference(architecture("mlp").network().without_dropout(), threads=2, part_size=256)
    collection = garbage.GarbageCollection()
    inference.logits(np.zeros((100, 28, 28), np.float32))
    collection.on_ink()
    collection._last_trim -= 60
    collection._collect()
    assert inference._pool is not None
    collection._last_ink -= 60
    collection._collect()
    assert inference._pool is None


def test_the_source_code_that_pyside_read_is_not_kept(one_application):
    assert linecache.getlines(garbage.__file__)
    one_application.garbage.give_back()
    assert not linecache.cache
