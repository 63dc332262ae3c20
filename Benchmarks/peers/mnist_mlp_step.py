"""One GAN training step in PyTorch: plain simultaneous gradient descent, as a careful user writes it.

G 64-256-512-784, D 784-512-256-1, LeakyReLU(0.2) between, tanh at G's end; batch 64, non-saturating loss, float32,
2 threads. One forward pass of G and two of D serve both players' gradients; both are taken at the same point, and then
both players step. Prints one JSON line: the median milliseconds per step.
"""
import json
import statistics
import time

import torch
from torch import nn
from torch.nn import functional

torch.set_num_threads(2)
torch.manual_seed(0)
BATCH, LATENT, RATE = 64, 64, 0.01


def mlp(widths, *last):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers[:-1], *last)


generator = mlp([LATENT, 256, 512, 784], nn.Tanh())
discriminator = mlp([784, 512, 256, 1])
of_generator, of_discriminator = list(generator.parameters()), list(discriminator.parameters())
step_generator = torch.optim.SGD(of_generator, RATE)
step_discriminator = torch.optim.SGD(of_discriminator, RATE)
real = torch.rand(BATCH, 784) * 2 - 1
latent = torch.randn(BATCH, LATENT)


def step():
    fake = discriminator(generator(latent))
    loss_generator = functional.softplus(-fake).mean()
    loss_discriminator = functional.softplus(-discriminator(real)).mean() + functional.softplus(fake).mean()
    of_g = torch.autograd.grad(loss_generator, of_generator, retain_graph=True)
    of_d = torch.autograd.grad(loss_discriminator, of_discriminator)
    for parameters, gradients in ((of_generator, of_g), (of_discriminator, of_d)):
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = gradient
    step_generator.step()
    step_discriminator.step()


for _ in range(20):
    step()
times = []
for _ in range(200):
    start = time.perf_counter()
    step()
    times.append((time.perf_counter() - start) * 1e3)
print(json.dumps({"case": "mnist-gan-simgd-step", "peer": "pytorch", "ms_per_step": statistics.median(times)}))
