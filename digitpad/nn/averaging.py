"""A slow-moving average of the weights: late in training it is steadier than any single step.

Polyak and Juditsky (1992) average over all steps; here, as is common with networks, older steps
fade away exponentially.
"""

from digitpad.errors import ParameterError
from digitpad.nn.network import Network
from digitpad.types import FloatArray


class ExponentialMovingAverage:
    """Follows a network's tensors (parameters and running averages).

    Args:
        network: an initialized network; its present tensors are the first average.
        decay: how much of the average stays at each step. The first steps count more, so that the
            random start is soon forgotten.

    Attributes:
        tensors: the averages, named and shaped like `Network.tensors()`.
    """

    def __init__(self, network: Network, decay: float) -> None:
        if not 0 < decay < 1:
            raise ParameterError(f"the average's decay lies in 0 < decay < 1, not {decay}")
        self.decay = decay
        self.steps = 0
        self.tensors: dict[str, FloatArray] = {
            name: array.copy() for name, array in network.tensors().items()
        }

    def update(self, network: Network) -> None:
        """Take one more step into the average."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, array in network.tensors().items():
            average = self.tensors[name]
            average += (1 - decay) * (array - average)
