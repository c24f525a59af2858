"""Errors of the core are shown in the language of the window."""

import errno
import pickle

import pytest
from PIL import Image

from digitpad.common.errors import (
    DatasetError,
    DivergedError,
    ImageError,
    InkError,
    ModelFileError,
    ParameterError,
    Phrase,
    SampleError,
)
from digitpad.common.user_folders import user_models
from digitpad.common.validation import DescriptionError, build
from digitpad.data.augmentation import Augmentation
from digitpad.gui.translation import translated
from digitpad.library.catalog import entry
from digitpad.library.model_file import load_model
from digitpad.training.settings import TrainingSettings


def raised(function, *arguments, **options):
    """The error that a call raises."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any
        function(*arguments, **options)
    return caught.value


def test_the_template_is_translated_and_then_filled(chinese):
    error = DatasetError("{place}: there is no such file or folder", place="/a b/c.csv")
    assert translated(error) == "/a b/c.csv：没有这个文件或文件夹"


def test_values_keep_their_formats(chinese):
    error = InkError(
        "a stroke has {count:,} points, at most {limit:,} are possible",
        count=1234567,
        limit=100_000,
    )
    assert translated(error) == "一笔有 1,234,567 个点，最多 100,000 个"


def test_errors_within_errors_are_translated_too(chinese):
    inner = InkError("pressures must lie between 0 and 1")
    error = InkError("{source}: stroke {number}: {error}", source="a.json", number=3, error=inner)
    assert translated(error) == "a.json：第 3 笔：压力必须在 0 到 1 之间"


def test_phrases_within_errors_are_translated_and_names_are_not(chinese):
    busy = SampleError("the samples are in use by another program; try again in a moment")
    error = SampleError("{path}: {reason}", path="epochs", reason=busy)
    assert translated(error) == "epochs：样本正被其他程序使用；请稍后再试"


def test_settings_are_named_in_the_language_shown(chinese):
    error = raised(TrainingSettings, weight_decay=-1)
    assert translated(error) == "权重衰减至少为 0，而不是 -1"
    assert str(error) == "weight decay must be at least 0, not -1"
    assert translated(raised(Augmentation, scale=2)) == "缩放最多为 0.9，而不是 2"


def test_what_a_description_should_hold_is_said_in_the_language_shown(chinese):
    error = raised(build, TrainingSettings, {"epochs": "many"}, "plan.json")
    assert isinstance(error, DescriptionError)
    assert translated(error) == "plan.json：epochs 为 'many'，应为整数"


def test_braces_in_a_value_are_no_placeholders(chinese):
    error = DatasetError("{place}: there is no such file or folder", place="{braces}")
    assert translated(error) == "{braces}：没有这个文件或文件夹"


def test_a_divergence_is_shown_with_its_suggestion(chinese):
    error = DivergedError(
        "nothing was learned yet",
        suggestion=ParameterError("A lower learning rate than {rate:g} usually helps", rate=0.25),
    )
    assert translated(error) == "还没有学到任何内容。把学习率降到 0.25 以下通常有帮助"
    assert str(error) == "nothing was learned yet. A lower learning rate than 0.25 usually helps"


@pytest.mark.parametrize(
    ("number", "english", "words", "remedy"),
    [
        (errno.ENOENT, "there is no such file or folder", "没有这个文件或文件夹", ""),
        (errno.EACCES, "permission is missing", "没有权限", "；请选择其他位置，或更改那里的权限"),
        (errno.ENOSPC, "the disk is full", "磁盘已满", "；请腾出空间后重试"),
        (errno.EROFS, "the file system is read-only", "文件系统为只读", "；请选择其他位置"),
    ],
)
def test_errors_of_the_operating_system_are_explained(chinese, number, english, words, remedy):
    cause = OSError(number, "as the system says it", "/a/b")
    assert translated(cause) == f"/a/b：{words}{remedy}"
    error = DatasetError("{path}: cannot be read: {error}", path="/a/b", error=cause)
    assert translated(error) == f"/a/b：无法读取：{words}"
    assert str(error) == f"/a/b: cannot be read: {english}"


def test_a_file_that_the_message_does_not_name_yet_is_named():
    cause = FileNotFoundError(errno.ENOENT, "as the system says it", "weights.bin")
    error = ModelFileError("{name}: cannot be read: {error}", name="mlp", error=cause)
    assert str(error) == "mlp: cannot be read: weights.bin: there is no such file or folder"


def test_other_errors_keep_their_own_text(chinese):
    assert translated(ValueError("something that nobody foresaw: 7")) == (
        "something that nobody foresaw: 7"
    )
    assert translated(OSError("no number")) == "no number"
    assert translated(MemoryError()) == "内存不足"
    assert translated("a sentence without a translation") == "a sentence without a translation"
    assert translated("") == ""


def test_in_english_the_window_shows_what_the_command_line_prints(surroundings):
    errors = [
        ModelFileError("{path}: {size:,} bytes are too many", path="a", size=12345),
        DatasetError("{path}: cannot be read: {error}", path="a", error=OSError(28, "full", "a")),
        DivergedError("nothing was learned yet", suggestion=ParameterError("stop")),
    ]
    assert [translated(error) for error in errors] == [str(error) for error in errors]


def test_phrases_and_errors_survive_the_way_to_another_process():
    phrase = Phrase("{first} or {second}", first=Phrase("text"), second="null")
    error = ParameterError("{name} is wrong", name=phrase)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    assert copy.values == {"name": phrase}
    assert str(copy) == "text or null is wrong"


def test_the_problem_of_a_damaged_model_is_shown_in_the_language_of_the_window(chinese):
    user_models().mkdir(parents=True)
    (user_models() / "broken.safetensors").write_bytes(b"damaged")
    problem = entry("broken").problem
    assert "not a readable model file" in str(problem)
    assert "不是可读取的模型文件" in translated(problem)


def test_errors_of_libraries_are_explained(surroundings, tmp_path):
    (tmp_path / "a.safetensors").write_bytes(b"nothing")
    shown = translated(raised(load_model, tmp_path / "a.safetensors"))
    assert "header" not in shown
    assert "not a readable model file; it is damaged, incomplete or of another kind" in shown
    bomb = Image.DecompressionBombError("Image size (9 pixels) exceeds limit of 8 pixels")
    error = ImageError("{name}: too many pixels ({error})", name="a.png", error=bomb)
    assert translated(error) == "a.png: too many pixels (it has more pixels than can be opened)"


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES, errno.EBUSY])
def test_no_error_number_of_the_operating_system_is_shown(surroundings, number):
    cause = OSError(number, "as the system says it", "/a/b")
    for error in (cause, SampleError("{path}: {error}", path="/c", error=cause)):
        assert "Errno" not in translated(error)
        assert "as the system says it" not in translated(error)
