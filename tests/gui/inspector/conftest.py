import pytest

from digitpad.gui.inspector import measured_page
from digitpad.gui.session import Session
from digitpad.gui.translation import SIMPLIFIED_CHINESE
from tests.gui.inspector.pages import few


@pytest.fixture
def few_digits(monkeypatch):
    """400 digits of MNIST instead of all."""
    monkeypatch.setattr(measured_page, "load_mnist", few)


@pytest.fixture
def session(surroundings):
    """The state of a window without a model and a drawing."""
    return Session(surroundings.state)


@pytest.fixture
def chinese(surroundings):
    """Widgets that are made from now on speak Chinese."""
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
