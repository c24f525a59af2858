import pytest

from digitpad.gui.inspector import measured_page
from digitpad.gui.session import Session
from tests.gui.inspector.pages import few


@pytest.fixture
def few_digits(monkeypatch):
    """400 digits of MNIST instead of all."""
    monkeypatch.setattr(measured_page, "load_mnist", few)


@pytest.fixture
def session(surroundings):
    """The state of a window without a model and a drawing."""
    return Session(surroundings.state)
