"""What is trained on: MNIST, other sets, own samples, and ink that nobody wrote."""
