"""What is set up before the first window, in a process of its own."""

import subprocess
import sys

_PREPARE_AS_ON_X11 = """
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from digitpad.gui import application

MERGING = (
    Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents,
    Qt.ApplicationAttribute.AA_CompressTabletEvents,
)

class X11Application(QApplication):
    # Qt's own constructor does the same with its X11 platform.
    def __init__(self, arguments):
        super().__init__(arguments)
        for attribute in MERGING:
            QCoreApplication.setAttribute(attribute, True)

application.QApplication = X11Application
context = application.prepare(["digitpad"])
print(any(QCoreApplication.testAttribute(attribute) for attribute in MERGING))
"""


def test_moves_of_the_pen_are_not_merged_even_where_the_application_asks_for_it():
    done = subprocess.run(
        [sys.executable, "-c", _PREPARE_AS_ON_X11], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False"]


def test_the_other_windows_are_imported_in_a_thread_without_a_warning():
    code = (
        "import sys, threading; from digitpad.gui.application import prepare;"
        "from digitpad.gui.secondary_windows import prepare_windows;"
        "prepare(['digitpad']);"
        "assert 'pyqtgraph' not in sys.modules;"
        "thread = threading.Thread(target=prepare_windows); thread.start(); thread.join();"
        "print({'pyqtgraph', 'digitpad.gui.training.training_window',"
        "'digitpad.gui.inspector.timeline'} <= sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("True", "")
