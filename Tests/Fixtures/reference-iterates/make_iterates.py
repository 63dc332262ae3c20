"""Ten steps of the CGD authors' own code on three small GANs, for tests of CGD and ACGD.

    $(scripts/peers-setup) Tests/Fixtures/reference-iterates/make_iterates.py [FOLDER]

writes acgd_minimax_mlp.json, acgd_wgan_mlp.json and bcgd_minimax_mlp.json to FOLDER, by default to this file's own, and
says for each by how much its numbers differ from those that were there. Made with CGDs 0.4.5 (its BCGD and ACGD, by the
authors of CGD and ACGD) and PyTorch 2.13 for the CPU, float64, one thread; the same versions write the same bytes.

A file holds a game and what the optimizer makes of it:

- Both networks are Linear-Tanh-Linear-Tanh-Linear as PyTorch initialises them; `x0_*` and the iterates are all parameters
  of a network, flattened in the order of `*_parameters`. A weight is [out, in], y = x W^T + b.
- From the case's seed are drawn, in this order: the generator, the discriminator, `real` = 1 + normal / 2, `z` = normal.
- `loss` is what the discriminator minimises and the generator maximises: `minimax` is
  mean softplus(-D(real)) + mean softplus(D(G(z))), `wgan` is mean D(G(z)) - mean D(real). `loss_before` is its value
  before the step.
- The package compares squared residuals: tol = 1e-24 is a relative residual of 1e-12. All else has the package's defaults:
  no momentum, beta = 0.99, eps = 1e-5, the side that is solved for alternates.
"""
import contextlib
import io
import json
import pathlib
import sys
import warnings

import torch
from torch import nn
from torch.nn.functional import softplus

from CGDs import ACGD, BCGD

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
here = pathlib.Path(__file__).parent

# name, seed, optimizer, loss, numbers of a latent vector and of a sample, hidden width, batch, step sizes of G and of D.
CASES = [
    ("acgd_minimax_mlp", 1, ACGD, "minimax", 2, 2, 8, 16, 0.01, 0.01),
    ("acgd_wgan_mlp", 2, ACGD, "wgan", 2, 3, 6, 12, 0.005, 0.02),
    ("bcgd_minimax_mlp", 3, BCGD, "minimax", 2, 2, 8, 16, 0.1, 0.2),
]
STEPS = 10


def network(inputs, width, outputs):
    return nn.Sequential(
        nn.Linear(inputs, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, outputs))


def flat(network):
    return torch.cat([parameter.detach().reshape(-1) for parameter in network.parameters()]).tolist()


def shapes(network):
    return [{"name": name, "shape": list(parameter.shape)} for name, parameter in network.named_parameters()]


def value(loss, of_real, of_generated):
    if loss == "wgan":
        return of_generated.mean() - of_real.mean()
    return softplus(-of_real).mean() + softplus(of_generated).mean()


def record(seed, optimizer, loss, latent, sample, width, batch, lr_max, lr_min):
    torch.manual_seed(seed)
    generator, discriminator = network(latent, width, sample), network(sample, width, 1)
    real = torch.randn(batch, sample) * 0.5 + 1
    z = torch.randn(batch, latent)
    arguments = {"lr_max": lr_max, "lr_min": lr_min, "tol": 1e-24, "atol": 1e-30}
    answer = {
        "source": "CGDs package by the authors of CGD/ACGD, float64",
        "networks": "Linear-Tanh-Linear-Tanh-Linear for both; torch Linear: y = x W^T + b, weight shape [out,in]",
        "generator_parameters": shapes(generator), "discriminator_parameters": shapes(discriminator),
        "x0_discriminator": flat(discriminator), "x0_generator": flat(generator),
        "real": real.tolist(), "z": z.tolist(), "loss": loss, "optimizer": optimizer.__name__, "arguments": arguments,
        "roles": "the generator is passed as max_params and the discriminator as min_params of loss", "iterates": [],
    }
    steps = optimizer(max_params=list(generator.parameters()), min_params=list(discriminator.parameters()), **arguments)
    for step in range(1, STEPS + 1):
        before = value(loss, discriminator(real), discriminator(generator(z)))
        with contextlib.redirect_stdout(io.StringIO()):
            steps.step(before)
        answer["iterates"].append({
            "step": step, "loss_before": before.item(), "generator": flat(generator),
            "discriminator": flat(discriminator)})
    return answer


def difference(a, b):
    """The greatest difference of two numbers at the same place; infinite where the places or words differ."""
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        return max((difference(a[key], b[key]) for key in a), default=0)
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return max((difference(one, other) for one, other in zip(a, b)), default=0)
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b)
    return 0 if a == b else float("inf")


folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
for name, *case in CASES:
    answer, kept = record(*case), here / f"{name}.json"
    compared = ""
    if kept.exists():
        compared = f", greatest difference from before {difference(answer, json.loads(kept.read_text())):.1e}"
    (folder / kept.name).write_text(json.dumps(answer))
    print(f"{name}{compared}")
