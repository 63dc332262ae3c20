"""Every score once more, by other people's programs or straight from its formula, on the arrays of a safetensors file.

Prints JSON. SciPy's matrix root for the Fréchet distance, the package prdc (whose authors proposed density and coverage) for
the manifolds, SciPy's trees for nearest neighbours, numpy for what is a line of algebra.
"""
import contextlib
import json
import sys

import numpy as np
import scipy.linalg
import scipy.spatial
import scipy.special
import scipy.stats
from prdc import compute_prdc
from safetensors.numpy import load_file

arrays = load_file(sys.argv[1])
x, y = arrays["x"], arrays["y"]
out = {}

# Fréchet, as pytorch-fid: the root of the product.
cov_x, cov_y = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
shift = x.mean(0) - y.mean(0)
root = scipy.linalg.sqrtm(cov_x @ cov_y).real
out["frechet-distance"] = shift @ shift + np.trace(cov_x + cov_y - 2 * root)
out["mean-distance"] = np.linalg.norm(shift)
out["covariance-distance"] = np.linalg.norm(cov_x - cov_y)


def kernel(a, b):
    return (a @ b.T / a.shape[1] + 1) ** 3


m = len(x)
k_xx, k_yy = kernel(x, x), kernel(y, y)
out["kernel-distance"] = (k_xx.sum() - np.trace(k_xx) + k_yy.sum() - np.trace(k_yy)) / (m * (m - 1)) - 2 * kernel(
    x, y
).mean()

# prdc's own test is <, Kynkäänniemi's <=; on continuous data they are one.
with contextlib.redirect_stdout(sys.stderr):  # it prints the counts
    three = compute_prdc(real_features=y, fake_features=x, nearest_k=3)
    five = compute_prdc(real_features=y, fake_features=x, nearest_k=5)
out["precision"], out["recall"] = float(three["precision"]), float(three["recall"])
out["density"], out["coverage"] = float(five["density"]), float(five["coverage"])

to_data, place = scipy.spatial.cKDTree(y).query(x)
among_data = scipy.spatial.cKDTree(y).query(y, k=2)[0][:, 1]
out["memorised"] = float((to_data <= among_data[place]).mean())

p, q = scipy.special.softmax(arrays["logits-x"], axis=1), scipy.special.softmax(arrays["logits-y"], axis=1)
out["inception-score"] = float(np.exp(np.mean([scipy.stats.entropy(row, p.mean(0)) for row in p])))
out["diversity"] = float(np.exp(-scipy.stats.entropy(p.mean(0), q.mean(0))))

theta = arrays["directions"]
out["sliced-wasserstein"] = float(
    np.sqrt(np.mean((np.sort(x @ theta.T, axis=0) - np.sort(y @ theta.T, axis=0)) ** 2))
)
print(json.dumps({name: float(value) for name, value in out.items()}))
