"""Training steps of two GANs in PyTorch eager and in the CGD authors' package (CGDs), float32, 2 threads.

dc-cifar, batch 64, WGAN loss: G Linear 128->4096, BatchNorm, ReLU, then transposed convolutions (4x4, stride 2)
256->128->64->3 with BatchNorm and ReLU between and tanh last; D convolutions 3->64->128->256 with LeakyReLU(0.01), then
Linear 4096->1. Simultaneous Adam, and ACGD at relative residuals of 1e-2 and 1e-5 (the package's tolerance is squared).
mlp-ring, batch 256, non-saturating loss: 2-128-128-2 against 2-128-128-1 with tanh, alternating Adam.
Prints one JSON line a case: the median milliseconds per step.
"""
import json
import math
import statistics
import time
import warnings

import torch
from torch import nn
from torch.nn import functional

from CGDs import ACGD

warnings.filterwarnings("ignore")
torch.set_num_threads(2)
torch.manual_seed(0)


def cifar_pair():
    generator = nn.Sequential(
        nn.Linear(128, 4096), nn.BatchNorm1d(4096), nn.ReLU(), nn.Unflatten(1, (256, 4, 4)),
        nn.ConvTranspose2d(256, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.ReLU(),
        nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.ReLU(),
        nn.ConvTranspose2d(64, 3, 4, 2, 1), nn.Tanh())
    discriminator = nn.Sequential(
        nn.Conv2d(3, 64, 4, 2, 1), nn.LeakyReLU(), nn.Conv2d(64, 128, 4, 2, 1), nn.LeakyReLU(),
        nn.Conv2d(128, 256, 4, 2, 1), nn.LeakyReLU(), nn.Flatten(), nn.Linear(4096, 1))
    return generator, discriminator


def mlp(inputs, outputs):
    return nn.Sequential(
        nn.Linear(inputs, 128), nn.Tanh(), nn.Linear(128, 128), nn.Tanh(), nn.Linear(128, outputs))


def report(case, peer, step, warmup, count):
    for _ in range(warmup):
        step()
    times = []
    for _ in range(count):
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps({"case": case, "peer": peer, "ms_per_step": statistics.median(times)}), flush=True)


real = torch.rand(64, 3, 32, 32) * 2 - 1


def loss(generator, discriminator):
    return discriminator(generator(torch.randn(64, 128))).mean() - discriminator(real).mean()


def cifar_adam():
    generator, discriminator = cifar_pair()
    of_g = torch.optim.Adam(generator.parameters(), 1e-4, betas=(0.5, 0.999))
    of_d = torch.optim.Adam(discriminator.parameters(), 1e-4, betas=(0.5, 0.999))

    def step():
        of_g.zero_grad()
        of_d.zero_grad()
        loss(generator, discriminator).backward()
        for parameter in generator.parameters():
            parameter.grad.neg_()
        of_g.step()
        of_d.step()

    report("dc-cifar-adam-step", "pytorch", step, 2, 5)


def cifar_acgd(case, tolerance, absolute):
    generator, discriminator = cifar_pair()
    optimizer = ACGD(
        generator.parameters(), discriminator.parameters(), lr_max=1e-4, lr_min=1e-4, tol=tolerance, atol=absolute)

    def step():
        optimizer.zero_grad()
        optimizer.step(loss(generator, discriminator))

    report(case, "CGDs", step, 2, 4)


def ring_adam():
    generator, discriminator = mlp(2, 2), mlp(2, 1)
    of_g = torch.optim.Adam(generator.parameters(), 1e-3)
    of_d = torch.optim.Adam(discriminator.parameters(), 1e-3)
    angles = torch.arange(8) * (2 * math.pi / 8)
    modes = 2 * torch.stack([torch.cos(angles), torch.sin(angles)], 1)

    def step():
        samples = modes[torch.randint(8, (256,))] + 0.05 * torch.randn(256, 2)
        of_d.zero_grad()
        with torch.no_grad():
            fake = generator(torch.randn(256, 2))
        (functional.softplus(-discriminator(samples)).mean() + functional.softplus(discriminator(fake)).mean()).backward()
        of_d.step()
        of_g.zero_grad()
        functional.softplus(-discriminator(generator(torch.randn(256, 2)))).mean().backward()
        of_g.step()

    report("mlp-ring-adam-step", "pytorch", step, 30, 200)


cifar_adam()
cifar_acgd("dc-cifar-acgd-1e-2-step", 1e-4, 1e-8)
cifar_acgd("dc-cifar-acgd-1e-5-step", 1e-10, 1e-16)
ring_adam()
