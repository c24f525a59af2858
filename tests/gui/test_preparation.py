"""What is imported ahead: with the first model in its thread, for other windows step by step."""

import subprocess
import sys

from PySide6.QtTest import QTest

from digitpad.gui import preparation
from digitpad.gui.application import prepare_windows_soon
from digitpad.gui.preparation import WindowPreparation
from tests.gui.choosing import select, wait_until_loaded

_ALL = """
import sys, threading
from digitpad.gui.application import prepare
from digitpad.gui.preparation import WindowPreparation

context = prepare(["digitpad"])
assert "pyqtgraph" not in sys.modules
threads = set()

class Noting:
    def find_spec(self, name, path=None, target=None):
        if name == "pyqtgraph" or name.startswith("digitpad.gui"):
            threads.add(threading.current_thread().name)

sys.meta_path.insert(0, Noting())
preparation = WindowPreparation()
preparation.finished.connect(context.application.quit)
preparation.start()
context.application.exec()
wanted = {"pyqtgraph", "digitpad.gui.training.training_window", "digitpad.gui.inspector.timeline"}
print(wanted <= sys.modules.keys(), threads)
"""

_FIRST_MODEL = """
import sys, threading
from PySide6.QtCore import QTimer
from digitpad.gui.application import prepare
from tests.gui.drawing import draw_seven

context = prepare(["digitpad"])
window = context.window()
held_up, painted = set(), []

class Noting:
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is threading.main_thread():
            held_up.add(name)

def draw():
    if window.session.loading is None:
        draw_seven(window.canvas)

def end():
    if window.session.drawing.shown.number.text:
        context.application.quit()

def begin():
    painted.append(True)
    sys.meta_path.insert(0, Noting())

window.first_painted.connect(begin)
window.session.loading_changed.connect(lambda: QTimer.singleShot(0, draw))
window.session.drawing_changed.connect(lambda: QTimer.singleShot(0, end))
window.open()
context.application.exec()
print(painted, [name for name in sorted(held_up) if not name.startswith("digitpad.gui.")])
"""


def test_the_windows_thread_imports_only_what_is_of_the_window_after_the_first_paint():
    code = [sys.executable, "-c", _FIRST_MODEL]
    done = subprocess.run(code, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[True] []"


def test_all_windows_are_imported_in_the_windows_thread_without_a_warning():
    done = subprocess.run([sys.executable, "-c", _ALL], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("True {'MainThread'}", "")


def test_ink_lets_the_next_step_wait(qtbot, monkeypatch):
    monkeypatch.setattr(preparation, "_AT_FIRST_MILLISECONDS", 200)
    done = []
    monkeypatch.setattr(preparation, "_steps", lambda: (done.append(one) for one in range(3)))
    steps = WindowPreparation()
    steps.start()
    for _ in range(5):
        QTest.qWait(60)
        steps.on_ink()
    assert not done
    with qtbot.waitSignal(steps.finished):
        pass
    assert done == [0, 1, 2]
    steps.on_ink()
    QTest.qWait(300)
    assert done == [0, 1, 2]


def test_it_begins_once_when_a_model_has_been_loaded(window, monkeypatch):
    begun = []
    monkeypatch.setattr(WindowPreparation, "start", lambda _: begun.append(window.session.loading))
    wait_until_loaded(window.session)
    prepare_windows_soon(window)
    window.session.select("mlp")
    assert window.session.loading == "mlp"
    assert not begun
    wait_until_loaded(window.session)
    select(window.session, "cnn")
    assert begun == [None]
