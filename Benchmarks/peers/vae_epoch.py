"""An epoch of a variational autoencoder in PyTorch, eager, as a careful user writes it.

784-400-20, ReLU, Bernoulli pixels with grey levels as targets, the mean over the batch of cross entropy and KL divergence
in nats, Adam at 1e-3, batch 128, float32, 2 threads; 60,000 images in memory in an order drawn for the epoch. Prints one
JSON line: the seconds of the fastest of three epochs, and of a step.
"""
import json
import time

import torch
from torch import nn
from torch.nn import functional

torch.set_num_threads(2)
torch.manual_seed(0)
COUNT, BATCH, LATENT = 60_000, 128, 20

encoder = nn.Sequential(nn.Linear(784, 400), nn.ReLU(), nn.Linear(400, 2 * LATENT))
decoder = nn.Sequential(nn.Linear(LATENT, 400), nn.ReLU(), nn.Linear(400, 784))
optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], 1e-3)
# As MNIST is: about a fifth of the pixels have ink.
images = (torch.rand(COUNT, 784) * (torch.rand(COUNT, 784) < 0.2) * 255).to(torch.uint8)


def step(places):
    targets = images[places].to(torch.float32) / 255
    mean, log_variance = encoder(targets).chunk(2, 1)
    z = mean + (0.5 * log_variance).exp() * torch.randn_like(mean)
    reconstruction = functional.binary_cross_entropy_with_logits(decoder(z), targets, reduction="sum")
    divergence = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum()
    loss = (reconstruction + divergence) / BATCH
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()


def epoch():
    order = torch.randperm(COUNT)
    begun = time.perf_counter()
    for start in range(0, COUNT - BATCH + 1, BATCH):
        step(order[start:start + BATCH])
    return time.perf_counter() - begun


for start in range(20):
    step(torch.arange(start * BATCH, (start + 1) * BATCH))
seconds = min(epoch() for _ in range(3))
print(json.dumps({
    "case": "vae-epoch", "peer": "pytorch", "seconds": seconds, "ms_per_step": 1e3 * seconds / (COUNT // BATCH)
}))
