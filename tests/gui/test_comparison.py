import pytest

from digitpad.gui.comparison import Comparison
from digitpad.recognizer import Recognizer, available_models
from tests.gui.drawing import draw_seven, settle
from tests.gui.models import doubting


class Contrary:
    """A model that sees something else."""

    name = "contrary"

    def __init__(self, recognizer):
        self._recognizer = recognizer

    def recognize_number_in_ink(self, ink):
        number = self._recognizer.recognize_number_in_ink(ink)
        return type(number)("9" * len(number.digits), number.digits)


def cells(comparison, column):
    table = comparison.table
    return [table.item(row, column).text() for row in range(table.rowCount())]


@pytest.fixture
def comparison(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.actions_.compare.trigger()
    qtbot.waitUntil(window.comparison.isVisible)
    return window.comparison


def test_all_models_answer_the_same_drawing_with_their_time(comparison):
    assert cells(comparison, 0) == available_models()
    assert cells(comparison, 1) == ["7"] * len(available_models())
    assert all(text.endswith(" ms") for text in cells(comparison, 3))
    assert "agree" in comparison.verdict.text()


def test_the_answers_follow_the_pen(comparison, window, qtbot):
    window.canvas.clear()
    qtbot.waitUntil(lambda: comparison.is_idle and set(cells(comparison, 1)) == {"–"})
    assert comparison.verdict.text().startswith("Draw something")


def test_disagreement_is_marked(comparison, qtbot):
    some = next(iter(comparison._recognizers.values()))
    comparison._recognizers = {"a": some, "b": some, "c": Contrary(some)}
    comparison._answer()
    assert cells(comparison, 1) == ["7", "7", "≠ 9"]
    assert comparison.verdict.text() == "2 of 3 models agree; ≠ marks the others."


def test_what_a_model_takes_for_no_digit_is_said(comparison):
    comparison._recognizers = {"a": doubting(Recognizer.load("mlp"), 0.9)}
    comparison._answer()
    assert "not a digit" in cells(comparison, 1)[0]


def test_a_model_that_cannot_be_loaded_is_listed_as_such(surroundings, qtbot, own_home):
    (own_home / "models").mkdir(parents=True)
    (own_home / "models" / "mine.safetensors").write_bytes(b"nothing")
    comparison = Comparison()
    qtbot.addWidget(comparison)
    comparison.show()
    assert cells(comparison, 0)[-1] == "mine"
    assert cells(comparison, 1)[-1] == "cannot be loaded"


def test_a_closed_comparison_costs_nothing(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    assert window.comparison._recognizers == {}
    assert window.comparison.is_idle
