"""The window of the lessons, with real events: run, stop, draw, next, a teacher's own file."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.lessons.lesson_window import LessonWindow
from digitpad.lessons.lesson import NAMES, load_lesson
from tests.gui.choosing import click
from tests.gui.drawing import draw_seven, settle


def go_to(lessons, name, number):
    first = sum(len(load_lesson(one).steps) for one in NAMES[: NAMES.index(name)])
    lessons.steps.setCurrentItem(lessons._items[first + number - 1])


def item_text(lessons):
    return lessons.steps.currentItem().text(0)


def test_f1_opens_the_section_about_lessons(window, lessons):
    QTest.keyClick(lessons, Qt.Key.Key_F1)
    assert window.windows.guide.page.topic == "README#lessons"


def test_all_lessons_are_offered_and_the_first_step_is_shown(lessons):
    assert lessons.steps.topLevelItemCount() == len(NAMES)
    assert lessons.step.title == "What the network computes"
    text = lessons.text.toPlainText()
    assert "A first network, step by step" in text
    assert "def train_step(" in text
    assert lessons.text.verticalScrollBar().value() == 0, "the beginning of the text is shown"
    assert not lessons.run.isVisible(), "there is nothing to do in this step"


def test_an_experiment_runs_and_its_result_is_checked(lessons, qtbot):
    go_to(lessons, "backpropagation", 3)
    assert not item_text(lessons).startswith("✓")
    click(lessons.run)
    qtbot.waitUntil(lambda: bool(lessons.result.text()))
    assert "By the chain rule +0.0" in lessons.result.text()
    assert item_text(lessons) == "✓ Is it right?"
    assert lessons.run.isVisible(), "it can be run again"


def test_a_running_experiment_can_be_stopped_and_another_step_stops_it_too(lessons, qtbot):
    go_to(lessons, "first-network", 4)
    click(lessons.run)
    qtbot.waitUntil(lambda: lessons.progress.value() > 0)
    assert not lessons.run.isVisible()
    click(lessons.stop)
    qtbot.waitUntil(lambda: not lessons.job.is_busy and lessons.run.isVisible())
    assert lessons.result.text() == ""
    click(lessons.run)
    QTest.keyClick(lessons.steps, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: not lessons.job.is_busy)
    assert lessons.step.title == "Why it hardly learns"
    assert lessons.result.text() == ""


def test_an_experiment_of_one_long_part_gives_its_place_back_at_once(lessons, qtbot):
    go_to(lessons, "edges", 2)
    click(lessons.run)
    qtbot.waitUntil(lessons.stop.isVisible)
    click(lessons.stop)
    assert lessons.run.isVisible()
    assert not lessons.stop.isVisible()


def test_a_result_that_does_not_fit_is_told(lessons, qtbot, tmp_path):
    path = tmp_path / "mine.md"
    path.write_text(
        "# Mine\n\n## Try\n\nDo: `backpropagation`\n\nResult: {nothing:.1%} right.\n",
        encoding="utf-8",
    )
    lessons.open_file(path)
    click(lessons.run)
    qtbot.waitUntil(lambda: "which do not fit {nothing:.1%} right." in lessons.result.text())


def test_next_leads_through_all_steps_of_all_lessons(lessons):
    titles = [lessons.step.title]
    while lessons.next.isEnabled():
        click(lessons.next)
        titles.append(lessons.step.title)
    assert titles == [step.title for name in NAMES for step in load_lesson(name).steps]


def test_a_step_that_asks_for_a_drawing_follows_the_pad(window, lessons, qtbot):
    go_to(lessons, "first-network", 6)
    assert lessons.result.text() == "Draw a 7 on the pad."
    assert not lessons.run.isVisible()
    draw_seven(window.canvas)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: lessons.result.text().startswith("✓ Read as 7, confidence "))
    assert item_text(lessons) == "✓ Your own digit"
    confidence = window.answer.caption().removeprefix("Confidence ")
    assert lessons.result.text().endswith(f"confidence {confidence}.")


def test_a_result_that_is_not_as_expected_is_told(lessons, qtbot, tmp_path):
    path = tmp_path / "mine.md"
    path.write_text(
        "# Mine <b>x</b>\n\n![](/etc/passwd)\n\n## Try\n\nDo: `train images=200`\n\n"
        "Result: {accuracy:.0%} right.\n\nCheck: `accuracy > 0.999`\n",
        encoding="utf-8",
    )
    lessons.open_file(path)
    assert lessons.step.title == "Try"
    assert "Mine <b>x</b>" in lessons.text.toPlainText(), "HTML is shown as it is"
    click(lessons.run)
    qtbot.waitUntil(lambda: "This is not what the lesson expects" in lessons.result.text())
    assert item_text(lessons) == "Try"


def test_a_file_that_is_no_lesson_is_refused_and_nothing_changes(lessons, tmp_path):
    path = tmp_path / "mine.md"
    path.write_text("no heading", encoding="utf-8")
    lessons.open_file(path)
    assert "mine.md: a lesson begins with one heading" in lessons.result.text()
    assert lessons.steps.topLevelItemCount() == len(NAMES)


def test_the_pen_has_the_processor_to_itself(window, lessons, qtbot):
    go_to(lessons, "first-network", 4)
    click(lessons.run)
    qtbot.waitUntil(lambda: lessons.progress.value() > 0)
    for _ in range(10):
        window.session.pen_moved.emit()
        qtbot.wait(30)
    before = lessons.progress.value()
    for _ in range(10):
        window.session.pen_moved.emit()
        qtbot.wait(30)
    assert lessons.progress.value() == before
    qtbot.waitUntil(lambda: lessons.progress.value() > before)


def test_closing_the_window_ends_the_experiment(window, lessons, qtbot):
    go_to(lessons, "first-network", 4)
    click(lessons.run)
    qtbot.waitUntil(lambda: lessons.progress.value() > 0)
    lessons.close()
    assert not lessons.job.is_busy
    window.actions_.lessons.trigger()
    assert lessons.run.isVisible()


def test_the_lessons_are_chinese_in_a_chinese_window(window, chinese, qtbot):
    lessons = LessonWindow(window.session)
    qtbot.addWidget(lessons)
    assert lessons.windowTitle() == "课程"
    assert "第一个网络" in lessons.text.toPlainText()
    assert lessons.next.text().startswith("下一个")
    lessons.shut_down()
