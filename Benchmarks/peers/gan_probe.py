"""A few training steps of dc-cifar in a process that does nothing else: PyTorch's Adam, or ACGD of the CGDs package.

gan_probe.py METHOD BATCH WIDTH STEPS, with METHOD adam or acgd (relative residual 1e-2; the package's tolerance is
squared) and WIDTH the channels of the discriminator's first convolution, 64 in the paper's pair. float32, WGAN loss,
2 threads, 2 steps of warm-up. Prints one JSON line: the median milliseconds per step, the resident memory when libraries
are loaded and networks and a real batch are there, and the greatest that there was, both in MiB.
"""
import json
import statistics
import sys
import time
import warnings

import torch
from torch import nn

warnings.filterwarnings("ignore")
torch.set_num_threads(2)
torch.manual_seed(0)

method, batch, w, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
if method == "acgd":
    from CGDs import ACGD


def resident(field):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(field + ":"))


generator = nn.Sequential(
    nn.Linear(128, 64 * w), nn.BatchNorm1d(64 * w), nn.ReLU(), nn.Unflatten(1, (4 * w, 4, 4)),
    nn.ConvTranspose2d(4 * w, 2 * w, 4, 2, 1), nn.BatchNorm2d(2 * w), nn.ReLU(),
    nn.ConvTranspose2d(2 * w, w, 4, 2, 1), nn.BatchNorm2d(w), nn.ReLU(),
    nn.ConvTranspose2d(w, 3, 4, 2, 1), nn.Tanh())
discriminator = nn.Sequential(
    nn.Conv2d(3, w, 4, 2, 1), nn.LeakyReLU(), nn.Conv2d(w, 2 * w, 4, 2, 1), nn.LeakyReLU(),
    nn.Conv2d(2 * w, 4 * w, 4, 2, 1), nn.LeakyReLU(), nn.Flatten(), nn.Linear(64 * w, 1))
real = torch.rand(batch, 3, 32, 32) * 2 - 1
base = resident("VmRSS")


def loss():
    return discriminator(generator(torch.randn(batch, 128))).mean() - discriminator(real).mean()


if method == "adam":
    of_g = torch.optim.Adam(generator.parameters(), 1e-4, betas=(0.5, 0.999))
    of_d = torch.optim.Adam(discriminator.parameters(), 1e-4, betas=(0.5, 0.999))

    def step():
        of_g.zero_grad()
        of_d.zero_grad()
        loss().backward()
        for parameter in generator.parameters():
            parameter.grad.neg_()
        of_g.step()
        of_d.step()
else:
    optimizer = ACGD(
        generator.parameters(), discriminator.parameters(), lr_max=1e-4, lr_min=1e-4, tol=1e-4, atol=1e-8)

    def step():
        optimizer.zero_grad()
        optimizer.step(loss())

times = []
for _ in range(2 + steps):
    start = time.perf_counter()
    step()
    times.append((time.perf_counter() - start) * 1e3)
print(json.dumps({
    "case": "gan-probe", "peer": "pytorch" if method == "adam" else "CGDs",
    "ms_per_step": statistics.median(times[2:]), "base_mib": base, "peak_mib": resident("VmHWM")}))
