"""`digitpad train` with little to do."""

from digitpad.cli.main import main


def train(idx, out, *more):
    return main(
        ["train", "--model", "mlp", "--set", "hidden=[16]", "--epochs", "2", "--batch-size", "50",
         "--threads", "1", "--idx", *idx, "--out", str(out), "--quiet", *more]
    )  # fmt: skip
