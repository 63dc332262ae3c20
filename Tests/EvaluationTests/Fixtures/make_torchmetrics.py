"""Scores of small arrays by torchmetrics (1.9, torch 2.13), in double precision.

    pip install torch torchmetrics safetensors        (a gigabyte with the CPU build of torch, hence a file and no live run)
    python make_torchmetrics.py

writes torchmetrics.safetensors beside this file: the arrays, and of each score its value. The metrics are given features (a
module that hands them on), so that no network is downloaded and torch-fidelity is not needed. Where conventions differ:

- the kernel distance averages over subsets drawn without replacement, each draw its own: compared is one as large as the set;
- the inception score is of one split unless told otherwise; of several torchmetrics draws which samples each has (that order is
  applied to what is written), and says a standard deviation with divisor n - 1, where the original program's is n.

Covariances divide by n - 1 in both.
"""
import pathlib
import warnings

import numpy as np
import torch
import torchmetrics
from safetensors.torch import save_file
from torchmetrics.image.fid import FrechetInceptionDistance
from torchmetrics.image.inception import InceptionScore
from torchmetrics.image.kid import KernelInceptionDistance

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)
random = np.random.default_rng(7)
COUNT, WIDTH, CLASSES = 80, 6, 5
mixing = random.normal(size=(WIDTH, WIDTH))


class Given(torch.nn.Module):
    """Features that are there already."""

    num_features = WIDTH

    def forward(self, features):
        return features


def features(shift):
    return torch.from_numpy(np.maximum(random.normal(size=(COUNT, WIDTH)) @ mixing + shift, 0))


x, y = features(0.3), features(0)
logits = torch.from_numpy(2 * random.normal(size=(COUNT, CLASSES)) + np.arange(CLASSES) / 5)

frechet = FrechetInceptionDistance(feature=Given()).set_dtype(torch.float64)
kernel = KernelInceptionDistance(feature=Given(), subsets=1, subset_size=COUNT)
for metric in (frechet, kernel):
    metric.update(y, real=True)
    metric.update(x, real=False)


def inception_score(splits):
    metric = InceptionScore(feature=Given(), splits=splits)
    metric.update(logits)
    torch.manual_seed(splits)
    return metric.compute()[0]


torch.manual_seed(4)
order = torch.randperm(COUNT)

values = {
    "frechet-distance": frechet.compute(),
    "kernel-distance": kernel.compute()[0],
    "inception-score": inception_score(1),
    "inception-score-of-4-splits": inception_score(4),
}
for name, value in values.items():
    print(name, float(value))
save_file(
    {"x": x, "y": y, "logits": logits[order].contiguous()} | {name: value.to(torch.float64).reshape(1) for name, value in values.items()},
    pathlib.Path(__file__).parent / "torchmetrics.safetensors",
    metadata={"made-by": f"torchmetrics {torchmetrics.__version__}, torch {torch.__version__}"},
)
