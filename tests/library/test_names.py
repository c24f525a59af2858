"""Names of models: possible on every system, visible, and used by one program only."""

import subprocess
import sys
import threading

import pytest

from digitpad.common.errors import ModelFileError, ParameterError
from digitpad.common.user_folders import user_data, user_models
from digitpad.library import catalog, trash
from digitpad.library.names import check_name, library_locked, new_model_file
from tests.small_models import kept_model

TOGETHER = """
import sys, time
from digitpad.library import catalog
print("ready", flush=True)
sys.stdin.readline()
try:
    print({call})
except Exception as error:
    print(type(error).__name__)
"""


def in_programs(*calls):
    """What several programs print that call functions at the same moment."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", TOGETHER.format(call=call)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for call in calls
    ]  # fmt: skip
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.stdin.write("\n")
        program.stdin.flush()
    return [program.communicate(timeout=60)[0].strip() for program in programs]


def test_of_several_programs_that_take_one_name_one_gets_it():
    kept_model("mine")
    call = "catalog.duplicate('mine', 'copy')"
    assert sorted(in_programs(*[call] * 4)) == ["ParameterError"] * 3 + ["copy"]
    assert sorted(in_programs(*["catalog.duplicate('mine')"] * 3)) == ["mine-2", "mine-3", "mine-4"]


def test_the_notes_of_several_programs_are_all_kept():
    bundled = [name for name in catalog.available_models() if name != "mine"][:5]
    in_programs(*[f"catalog.set_notes('{name}', 'about {name}')" for name in bundled])
    assert catalog.choices().notes == {name: f"about {name}" for name in bundled}


def test_another_program_that_keeps_the_lock_is_named():
    began, end = threading.Event(), threading.Event()

    def hold():
        with library_locked():
            began.set()
            end.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    began.wait(30)
    try:
        with pytest.raises(ModelFileError, match="another program"), library_locked(0.1):
            pass
    finally:
        end.set()
        thread.join()
    with library_locked(), library_locked():
        pass


@pytest.mark.parametrize(
    "name",
    [
        "-m", "--help", "\u200b", "a\u200bb", "\u200f", "a\u202eb", "a\x7f", "a\x85b", "COM¹",
        "com³.txt", "a\u2028b", "CONIN$", "\u3164", "a\u00ad", "a\ud800", "\ufe0fa", "Lpt² ",
    ],
)  # fmt: skip
def test_names_that_cannot_be_seen_or_mean_something_else_are_refused(name):
    with pytest.raises(ParameterError) as refused:
        check_name(name)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("name", ["数" * 81, "🂡" * 61])
def test_a_name_that_is_too_long_for_a_file_system_is_refused(name):
    check_name("数" * 80)
    with pytest.raises(ParameterError, match="at most"):
        check_name(name)


def test_letters_of_all_scripts_are_good_names():
    for name in ("mlp", "my model 2", "модель", "数字", "ä.b_c-d+(e)", "#1", "مودل"):
        check_name(name)


def test_a_name_is_one_however_its_accents_are_written():
    kept_model("mine")
    assert new_model_file("e\u0301").name == "\u00e9.safetensors"
    catalog.rename("mine", "e\u0301")
    assert catalog.available_models()[-1] == "\u00e9"
    assert catalog.find_model("e\u0301") == catalog.find_model("\u00e9")
    with pytest.raises(ParameterError, match="already"):
        catalog.duplicate("mlp", "e\u0301")


def test_what_interrupted_changes_left_is_removed():
    kept_model("mine")
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    part = user_models() / f".digitpad-{ended.pid}-0123456789ab.part"
    part.touch()
    empty = user_data() / "trash" / "20260101-000000-000000"
    empty.mkdir(parents=True)
    assert trash.remove_leftovers() == 1
    assert not part.exists()
    assert not empty.exists()
    assert "mine" in catalog.available_models()


def test_nothing_is_made_where_there_is_nothing_to_clean(own_home):
    assert trash.remove_leftovers() == 0
    assert not own_home.exists()
