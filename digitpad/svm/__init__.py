"""Support vector machines: solvers, kernel and probabilities; the classifiers are in estimators."""
