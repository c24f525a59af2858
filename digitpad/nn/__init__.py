"""The neural network, written in NumPy: layers, loss, optimizers, network.

    images -> Network (layers) -> logits -> loss -> gradients -> optimizer -> new parameters

`resources/examples/train_by_hand.py` uses them in one short program. Read `layers.py` first, then
`network.py`, `losses.py` and `optimizers.py`. `kernels/` holds the fast convolutions;
`kernels/reference.py` has the plain forms, which the lessons show and the tests compare with.
"""
