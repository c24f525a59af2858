"""The guide's files: links, both languages, commands and programs in them."""

import re
import shlex

import numpy as np
import pytest
from PIL import Image

from digitpad.cli.main import main
from digitpad.common.user_folders import resource
from digitpad.data.mnist import load_mnist
from digitpad.gui.guide import pages
from digitpad.gui.guide.pages import read_guide
from digitpad.gui.translation import ENGLISH, LANGUAGES

CODE = re.compile(r"^```(sh|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]*)\)")
PAGES = sorted(file.stem for file in resource("guide", ENGLISH).glob("*.md"))

NO_INK = "--synthetic 0 --non-digits 0 --pen-digits 0 --pen-letters 0"
CHEAP = {
    "train": f"--mnist 400 --validation 100 --epochs 1 --threads 1 --quiet {NO_INK}".split(),
    "sweep": ["--mnist", "300", "--validation", "100", "--set", "epochs=1"],
}
"""The options that make a command quick; they replace those before them."""


def text_of(page, language=ENGLISH):
    return resource("guide", language, f"{page}.md").read_text(encoding="utf-8")


def blocks(page, kind, language=ENGLISH):
    return [found[2] for found in CODE.finditer(text_of(page, language)) if found[1] == kind]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that the examples read."""
    test = load_mnist("test")
    Image.fromarray(255 - np.kron(test.images[0], np.ones((4, 4), np.uint8))).save(
        tmp_path / "seven.png"
    )
    rows = [[label, *image.ravel()] for label, image in zip(test.labels, test.images, strict=True)]
    np.savetxt(tmp_path / "digits.csv", rows[:20], fmt="%d", delimiter=",")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_section_or_a_picture(page, language):
    guide = read_guide(language)
    for is_picture, target in LINK.findall(text_of(page, language)):
        if is_picture:
            for scheme in ("light", "dark"):
                picture = resource("guide", language, target.replace("light", scheme))
                assert picture.is_file(), f"{page}: {target} ({scheme})"
        else:
            name, _, anchor = target.partition("#")
            topic = f"{name.removesuffix('.md') or page}" + (f"#{anchor}" if anchor else "")
            assert guide.section(topic) is not None, f"{page}: {target}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_list_every_page(language):
    files = {file.stem for file in resource("guide", language).glob("*.md")}
    assert {section.page for section in read_guide(language).sections} == files == set(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_headings_and_code_as_english(language):
    def shape(code):
        return [(one.topic, one.level) for one in read_guide(code).sections]

    assert shape(language) == shape(ENGLISH)
    for page in PAGES:
        for kind in ("sh", "python"):
            assert blocks(page, kind, language) == blocks(page, kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_anchors_are_unique(language):
    topics = [section.topic for section in read_guide(language).sections]
    assert len(set(topics)) == len(topics)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_begins_with_a_sentence(language):
    for section in read_guide(language).sections:
        first, *_ = section.text.strip().split("\n\n")
        # Not a picture, table, list, heading or code, which "What Is This?" leaves out.
        assert re.match(r"\w|\[|\*\*", first), section.topic
        assert not re.match(r"\d+\. ", first), section.topic
        assert section.summary, section.topic


def pictures_of(page, language):
    """The files of the pictures that a page shows, light and dark."""
    shown = [target for is_picture, target in LINK.findall(text_of(page, language)) if is_picture]
    return {
        resource("guide", language, target.replace("light", scheme)).resolve()
        for target in shown
        for scheme in ("light", "dark")
    }


def test_every_picture_is_small_and_shown_on_a_page():
    shown = {
        picture
        for language in LANGUAGES
        for page in PAGES
        for picture in pictures_of(page, language)
    }
    assert shown == {file.resolve() for file in resource("guide").rglob("pictures/*")}
    assert max(picture.stat().st_size for picture in shown) <= 40_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_the_glossary_has_its_picture_below_its_text(language):
    terms = [one for one in read_guide(language).sections if one.page == "glossary" and one.anchor]
    assert len(terms) > 40
    for term in terms:
        assert term.summary, term.topic
        *_, last = term.text.strip().split("\n\n")
        found = LINK.fullmatch(last)
        assert found is not None, term.topic
        assert found[2] == f"../pictures/{term.anchor}-light.png"


def test_the_pictures_of_the_glossary_take_little_room():
    assert sum(file.stat().st_size for file in pictures_of("glossary", ENGLISH)) < 600_000


def test_every_topic_in_the_windows_is_in_the_guide():
    guide = read_guide(ENGLISH)
    sources = resource("..", "digitpad", "gui").resolve().rglob("*.py")
    named = {
        topic
        for source in sources
        for topic in re.findall(r'"([a-z-]+#[a-z-]+)"', source.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    assert [topic for topic in sorted(named) if guide.section(topic) is None] == []


@pytest.mark.parametrize(
    ("page", "commands"), [(page, block) for page in PAGES for block in blocks(page, "sh")]
)
def test_every_command_runs(folder, page, commands):
    for line in commands.splitlines():
        program, command, *options = shlex.split(line)
        assert program == "digitpad"
        assert main([command, *options, *CHEAP.get(command, [])]) == 0, line


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")])
def test_every_program_runs(folder, page, capsys):
    names = {}
    for program in blocks(page, "python"):
        exec(compile(program, page, "exec"), names)  # noqa: S102 - the guide is part of the program
    assert "7" in capsys.readouterr().out.splitlines()[0]


def test_a_search_finds_sections_with_all_words_and_headings_first():
    found = read_guide(ENGLISH).search("Learning RATE")
    assert found[0].topic in {"curves#learning-rate", "glossary#learning-rate"}
    assert all("rate" in f"{one.title}{one.text}".casefold() for one in found)
    assert read_guide(ENGLISH).search("  ") == []
    assert read_guide(ENGLISH).search("zebra") == []


def test_the_summary_of_a_section_is_its_first_paragraph_without_marks():
    section = read_guide(ENGLISH).section("glossary#cross-entropy")
    assert section.summary == (
        "Minus the logarithm of the probability of the right class. The loss of all classifiers "
        "that are trained by gradients here."
    )


def test_a_comment_in_a_code_block_is_no_heading(monkeypatch):
    monkeypatch.setattr(pages, "_text", lambda _language, _page: "# One\n```sh\n# two\n```\n")
    assert [one.title for one in pages.read_guide.__wrapped__("en").sections] == ["One"]
