import pytest

from digitpad.gui.inspector import measured_page
from tests.gui.inspector.pages import few


@pytest.fixture
def few_digits(monkeypatch):
    """400 digits of MNIST instead of all."""
    monkeypatch.setattr(measured_page, "mnist", few)
