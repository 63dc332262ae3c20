"""Three steps of ACGD of the CGDs package on dc-cifar, batch 64, written down so that ours can be compared with them.

gan_iterates.py FOLDER writes start.safetensors: the parameters before the first step (x0/NAME of the generator, y0/NAME of
the discriminator), the real batch and the latent vectors [step, batch, 128], drawn in float32 and stored in float64. For
float64 and float32 and relative residuals of 1e-2 and 1e-5 (the package's tolerance is squared, its absolute one is off)
it writes TYPE-RESIDUAL.safetensors with the parameters after each step (x1/NAME, …, y3/NAME) and prints one JSON line
with the iterations of all inner solves.
"""
import json
import struct
import sys
import warnings

import torch
from torch import nn

from CGDs import ACGD

warnings.filterwarnings("ignore")
torch.set_num_threads(2)
torch.manual_seed(0)
folder, batch, steps = sys.argv[1], 64, 3


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.preprocess = nn.Sequential(nn.Linear(128, 4096), nn.BatchNorm1d(4096), nn.ReLU())
        self.main_module = nn.Sequential(
            nn.ConvTranspose2d(256, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.ReLU(),
            nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.ReLU(),
            nn.ConvTranspose2d(64, 3, 4, 2, 1), nn.Tanh())

    def forward(self, latent):
        return self.main_module(self.preprocess(latent).view(-1, 256, 4, 4))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main_module = nn.Sequential(
            nn.Conv2d(3, 64, 4, 2, 1), nn.LeakyReLU(), nn.Conv2d(64, 128, 4, 2, 1), nn.LeakyReLU(),
            nn.Conv2d(128, 256, 4, 2, 1), nn.LeakyReLU())
        self.linear = nn.Linear(4096, 1)

    def forward(self, images):
        return self.linear(self.main_module(images).flatten(1))


def write(name, tensors):
    """A safetensors file: the length of the header, the header in JSON, the numbers one after another."""
    header, offset = {}, 0
    for key, tensor in tensors.items():
        kind = "F64" if tensor.dtype == torch.float64 else "F32"
        size = tensor.numel() * tensor.element_size()
        header[key] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(f"{folder}/{name}.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.detach().contiguous().numpy().tobytes())


def parameters(step, generator, discriminator):
    return {f"{player}{step}/{name}": tensor.detach().clone()
            for player, network in (("x", generator), ("y", discriminator))
            for name, tensor in network.named_parameters()}


start_of_g, start_of_d = Generator().state_dict(), Discriminator().state_dict()
real = torch.rand(batch, 3, 32, 32) * 2 - 1
latent = torch.randn(steps, batch, 128)

for dtype in (torch.float64, torch.float32):
    torch.set_default_dtype(dtype)  # the package's solver starts from zeros of the default type
    for residual in ("1e-2", "1e-5"):
        generator, discriminator = Generator(), Discriminator()
        generator.load_state_dict(start_of_g)
        discriminator.load_state_dict(start_of_d)
        kind = "float64" if dtype == torch.float64 else "float32"
        if (kind, residual) == ("float64", "1e-2"):
            write("start", parameters(0, generator, discriminator) | {"real": real.double(), "latent": latent.double()})
        optimizer = ACGD(
            generator.parameters(), discriminator.parameters(), lr_max=1e-4, lr_min=1e-4, tol=float(residual) ** 2,
            atol=0, collect_info=True)
        iterations, after = 0, {}
        for step in range(steps):
            optimizer.zero_grad()
            fake = discriminator(generator(latent[step].to(dtype)))
            optimizer.step(fake.mean() - discriminator(real.to(dtype)).mean())
            iterations += optimizer.info["iter_num"]
            after |= parameters(step + 1, generator, discriminator)
        write(f"{kind}-{residual}", after)
        print(json.dumps({"case": f"{kind}-{residual}", "peer": "CGDs", "iterations": iterations}), flush=True)
