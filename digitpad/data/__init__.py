"""Training and test data: MNIST, other sets, own samples, synthetic ink, and their augmentation."""
