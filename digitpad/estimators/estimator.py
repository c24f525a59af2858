"""An estimator's parameters: the arguments of its constructor, read and changed by their names.

The words are scikit-learn's, and so is the rule that a constructor only stores what it is given. So
estimators work in pipelines, grid searches and cross-validation, without needing scikit-learn.
"""

from __future__ import annotations

import inspect
from typing import Any, Self

from digitpad.common.validation import fill_in


class Estimator:
    """Base of the classifiers: their parameters, so that scikit-learn can set up and copy them."""

    @classmethod
    def _parameter_names(cls) -> list[str]:
        return [name for name in inspect.signature(cls.__init__).parameters if name != "self"]

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The constructor's arguments by name, as they are now."""
        return {name: getattr(self, name) for name in self._parameter_names()}

    def set_params(self, **parameters: Any) -> Self:
        """Change some of the constructor's arguments.

        Raises:
            ParameterError: there is no argument of that name.
        """
        fill_in(type(self).__name__, self.get_params(), parameters)
        for name, value in parameters.items():
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        usual = inspect.signature(type(self)).parameters
        given = [
            f"{name}={value!r}"
            for name, value in self.get_params().items()
            if repr(value) != repr(usual[name].default)
        ]
        return f"{type(self).__name__}({', '.join(given)})"
