"""A model file says enough about its network to rebuild it in another framework."""

import json

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file

from digitpad.data.mnist import load_mnist
from digitpad.library.catalog import find_model
from digitpad.library.exports import export
from digitpad.library.model_file import load_model


def rebuilt(path):
    """A PyTorch network made from header and tensors alone, and the header's layout."""
    torch = pytest.importorskip("torch")
    with safe_open(path, framework="numpy") as file:
        layout = json.loads(file.metadata()["digitpad"])["layout"]
    tensors = {name: torch.from_numpy(array) for name, array in load_file(path).items()}
    modules, shape = [], layout["input"]["shape"]
    for layer in layout["layers"]:
        own = {part: tensors[name] for part, name in layer["tensors"].items()}
        weight = own.get("weight")
        if layer["kind"] == "input":
            modules.append(torch.nn.Unflatten(1, (1, shape[0])))
        elif layer["kind"] == "conv":
            assert layer["kernel"] == "height, width, in, out"
            height, width, channels, filters = weight.shape
            sides = height, width
            conv = torch.nn.Conv2d(channels, filters, sides, layer["stride"], layer["padding"])
            conv.weight.data = weight.permute(3, 2, 0, 1).contiguous()
            assert layer["bias"]
            conv.bias.data = own["bias"]
            modules.append(conv)
        elif layer["kind"] == "maxpool":
            modules.append(torch.nn.MaxPool2d(layer["size"], layer["stride"], layer["padding"]))
        elif layer["kind"] == "flatten":
            assert layer["order"].startswith("height, width, channels")
            modules.append(ChannelsLast(torch))
        elif layer["kind"] == "dense":
            assert layer["weight"] == "in, out"
            dense = torch.nn.Linear(*weight.shape)
            dense.weight.data = weight.T.contiguous()
            dense.bias.data = own["bias"]
            modules.append(dense)
        elif layer["kind"] == "relu":
            modules.append(torch.nn.ReLU())
        elif layer["kind"] == "tanh":
            modules.append(torch.nn.Tanh())
        else:
            assert layer["kind"] == "dropout"
        shape = layer["output_shape"]

    def logits(images):
        with torch.inference_mode():
            x = torch.from_numpy(images)
            for module in modules:
                x = module.eval()(x) if isinstance(module, torch.nn.Module) else module(x)
        return x.numpy()

    return logits, layout


class ChannelsLast:
    """Flattens (N, C, H, W) by row, column, channel, and (N, H, W) by row, column."""

    def __init__(self, torch):
        self.torch = torch

    def __call__(self, x):
        return (x.permute(0, 2, 3, 1) if x.ndim == 4 else x).reshape(len(x), -1)


@pytest.mark.parametrize("name", ["cnn", "cnn-small", "mlp", "softmax"])
@pytest.mark.parametrize("exported", [False, True])
def test_a_network_is_rebuilt_in_pytorch_from_its_file_alone(name, exported, tmp_path):
    path = find_model(name)
    model = load_model(path)
    if exported:
        path = tmp_path / "exported.safetensors"
        export(model, path)
    logits, layout = rebuilt(path)
    images = load_mnist("test").images[:300].astype(np.float32) / 255
    expected = model.classifier.as_network().forward(images)
    np.testing.assert_allclose(logits(images), expected, atol=1e-4)
    assert layout["outputs"] == [*"0123456789", "no digit"][: expected.shape[1]]
    assert "ink bright" in layout["input"]["preprocessing"]


def test_a_vector_machine_has_no_layers(tmp_path):
    with safe_open(find_model("svm-hog"), framework="numpy") as file:
        assert "layout" not in json.loads(file.metadata()["digitpad"])
