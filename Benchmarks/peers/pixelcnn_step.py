"""One training step of a PixelCNN in PyTorch, eager, as a careful user writes it.

1 x 28 x 28 pixels of -1 and 1, batch 64; a 7 x 7 convolution of mask A to 64 features, five residual blocks (1 x 1 to 32,
3 x 3 of mask B, 1 x 1 to 64, a ReLU before each), ReLU, 1 x 1 to 64, ReLU, 1 x 1 to one logit; Bernoulli likelihood,
Adam, float32, one thread. Prints one JSON line: the median milliseconds per step.
"""
import json
import statistics
import time

import torch
from torch import nn
from torch.nn import functional

torch.set_num_threads(1)
torch.manual_seed(0)


class MaskedConv2d(nn.Conv2d):
    def __init__(self, inputs, outputs, side, sees_itself):
        super().__init__(inputs, outputs, side, padding=side // 2)
        mask = torch.ones(1, 1, side, side)
        mask[..., side // 2, side // 2 + sees_itself :] = 0
        mask[..., side // 2 + 1 :, :] = 0
        self.register_buffer("mask", mask)

    def forward(self, x):
        return self._conv_forward(x, self.weight * self.mask, self.bias)


class Block(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.main = nn.Sequential(
            nn.ReLU(), nn.Conv2d(2 * h, h, 1), nn.ReLU(), MaskedConv2d(h, h, 3, True), nn.ReLU(), nn.Conv2d(h, 2 * h, 1))

    def forward(self, x):
        return x + self.main(x)


h = 32
network = nn.Sequential(
    MaskedConv2d(1, 2 * h, 7, False), *(Block(h) for _ in range(5)), nn.ReLU(), nn.Conv2d(2 * h, 2 * h, 1), nn.ReLU(),
    nn.Conv2d(2 * h, 1, 1))
# Of the two orders of numbers in memory the quicker one on CPUs.
network = network.to(memory_format=torch.channels_last)
optimizer = torch.optim.Adam(network.parameters(), 1e-3)
images = (torch.rand(64, 1, 28, 28) < 0.3).float() * 2 - 1
white = (images + 1) / 2


def step():
    optimizer.zero_grad()
    logits = network(images)
    loss = functional.binary_cross_entropy_with_logits(logits, white, reduction="sum") / len(images)
    loss.backward()
    optimizer.step()
    return loss.item()


for _ in range(5):
    step()
times = []
for _ in range(25):
    start = time.perf_counter()
    step()
    times.append((time.perf_counter() - start) * 1e3)
print(json.dumps({"case": "pixelcnn-step", "peer": "pytorch", "ms_per_step": statistics.median(times)}))
