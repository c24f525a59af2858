import pytest
from PIL import Image, ImageColor

from digitpad.common.errors import InkError, ModelFileError
from digitpad.gui import theme
from digitpad.gui.pad import demo
from digitpad.gui.state import WindowState


@pytest.fixture
def quick(monkeypatch):
    """The demonstration with hardly any waiting."""
    monkeypatch.setattr(demo, "_FRAME_MILLISECONDS", 20)


def test_the_demo_prints_changing_probabilities_and_writes_both_pictures(
    surroundings, quick, tmp_path, capsys
):
    assert demo.run_demo(tmp_path / "new", digits="27") == 0
    printed = capsys.readouterr().out
    assert "2 of 2 digits recognized correctly" in printed
    rows = [line for line in printed.splitlines() if "%" in line]
    assert len(rows) == 8
    assert len(set(rows)) == 8
    with Image.open(tmp_path / "new" / "digitpad-demo.gif") as picture:
        assert picture.n_frames > 20
        assert picture.size == (960, 600)
        paper = picture.convert("RGB").getpixel((40, 300))
        assert paper == ImageColor.getrgb(theme.LIGHT.paper)
    with Image.open(tmp_path / "new" / "digitpad-demo.png") as picture:
        assert picture.format == "PNG"


def test_the_demo_does_not_change_the_settings(surroundings, quick, tmp_path):
    demo.run_demo(tmp_path, digits="1")
    assert WindowState().model is None


@pytest.mark.parametrize("digits", ["", "2x", "12 3"])
def test_what_is_no_digit_is_refused_before_anything_is_drawn(surroundings, tmp_path, digits):
    with pytest.raises(InkError):
        demo.run_demo(tmp_path, digits=digits)
    assert list(tmp_path.glob("*.gif")) == []


def test_an_unknown_model_is_refused(surroundings, tmp_path):
    with pytest.raises(ModelFileError, match="nowhere"):
        demo.run_demo(tmp_path, digits="1", model="nowhere")
