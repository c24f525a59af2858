import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.data.example_ink import load_examples
from digitpad.data.samples import SampleStore
from digitpad.gui.samples.guided_round import GuidedRound
from digitpad.recognizer import Recognizer
from tests.gui.drawing import draw_ink


@pytest.fixture
def store():
    with SampleStore() as store:
        yield store


@pytest.fixture
def guided(surroundings, store, qtbot):
    """A round of two passes."""
    guided = GuidedRound(store, Recognizer.load("cnn-small"), passes=2)
    qtbot.addWidget(guided)
    guided.show()
    qtbot.waitExposed(guided)
    return guided


def write(guided, digit, hand=0):
    inks = [item.ink for item in load_examples() if item.label == str(digit)]
    draw_ink(guided.canvas, inks[hand])
    QTest.keyClick(guided.canvas, Qt.Key.Key_Space)


def test_each_digit_is_asked_for_and_stored_at_once(guided, store):
    assert guided.prompt.text() == "Write a 0"
    write(guided, 0)
    assert guided.prompt.text() == "Write a 1"
    assert guided.canvas.is_empty
    (sample,) = store.samples()
    assert (sample.label, sample.ink.is_empty) == (0, False)


def test_an_empty_pad_does_not_go_on(guided, store):
    QTest.keyClick(guided.canvas, Qt.Key.Key_Return)
    assert guided.wanted == 0
    assert len(store) == 0
    assert not guided.next.isEnabled()


def test_one_can_go_back_and_write_it_again(guided, store):
    write(guided, 0)
    guided.back.click()
    assert guided.wanted == 0
    assert len(store) == 0


def test_a_whole_round_tells_what_learning_brings_and_asks_for_it(guided, store, qtbot):
    asked = []
    guided.collected.connect(lambda: asked.append(len(store)))
    for hand in range(2):
        for digit in range(10):
            write(guided, digit, hand)
    qtbot.waitUntil(lambda: bool(asked), timeout=90_000)
    assert asked == [20]
    assert guided.prompt.text() == "Thank you!"
    assert "Of 10 digits it had not learned from" in guided.message.text()


def test_a_round_that_is_ended_early_keeps_what_was_written(guided, store):
    asked = []
    guided.collected.connect(lambda: asked.append(len(store)))
    for digit in range(3):
        write(guided, digit)
    guided.end.click()
    assert asked == [3]
    assert not guided.isVisible()
