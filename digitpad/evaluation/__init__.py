"""How good a model is: accuracy, confusion, robustness, misread digits, comparison."""
