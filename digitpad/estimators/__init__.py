"""The classifiers, with the methods that scikit-learn gives its own: `fit`, `predict`, `score`."""
