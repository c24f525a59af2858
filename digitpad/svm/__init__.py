"""The support vector machine: planes between classes, with the widest margin there is."""

from digitpad.progress import FitProgress
from digitpad.svm.exact import ExactSVM
from digitpad.svm.machine import SVM

__all__ = ["SVM", "ExactSVM", "FitProgress"]
