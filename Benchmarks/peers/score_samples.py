"""Seconds in which torch-fidelity draws samples of a 32-pixel DCGAN and scores them (IS, FID), 2 threads, on the CPU.

    python score_samples.py FEATURES.pt COUNT

FEATURES.pt is the feature network, a TorchScript file from images in [-1, 1] to (features [n, 512], logits [n, 10]); it is
written where it is not there. COUNT samples are drawn and compared with as many noise images; 0 writes the file alone.
Prints one JSON object.
"""

import json
import os
import sys
import time
import types

import torch
from torch import nn

FILE, COUNT = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(2)


class Features(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.body = nn.Sequential(
            nn.Conv2d(3, 32, 3, 2, 1), nn.ReLU(), nn.Conv2d(32, 64, 3, 2, 1), nn.ReLU(),
            nn.Conv2d(64, 128, 3, 2, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
            nn.Linear(128, 512), nn.ReLU())
        self.head = nn.Linear(512, 10)

    def forward(self, images):
        features = self.body(images)
        return features, self.head(features)


if not os.path.exists(FILE):
    torch.jit.save(torch.jit.script(Features().eval()), FILE)
if COUNT == 0:
    sys.exit()

try:
    import torchvision  # noqa: F401
except (ImportError, RuntimeError):
    # Built for another torch (the index's, where this one is the CPU build); nothing of it is used here.
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]
    for path in ("torchvision", "torchvision.datasets", "torchvision.transforms", "torchvision.transforms.functional"):
        module = sys.modules[path] = types.ModuleType(path)
        module.__getattr__ = lambda name: object
        parent, _, child = path.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)

import torch_fidelity  # noqa: E402, after the file: it takes seconds to load
from torch_fidelity.feature_extractor_base import FeatureExtractorBase  # noqa: E402


class Scripted(FeatureExtractorBase):
    """The file as torch-fidelity wants it: bytes in, features and logits out."""

    def __init__(self, name, features_list, **kwargs):
        super().__init__(name, features_list)
        self.network = torch.jit.load(FILE)

    @staticmethod
    def get_provided_features_list():
        return ("features", "logits")

    @staticmethod
    def get_default_feature_layer_for_metric(metric):
        return {"isc": "logits", "fid": "features"}[metric]

    @staticmethod
    def can_be_compiled():
        return False

    def forward(self, images):
        features, logits = self.network(images.float() / 127.5 - 1)
        found = {"features": features, "logits": logits}
        return tuple(found[name] for name in self.features_list)


class Noise(torch.utils.data.Dataset):
    def __init__(self):
        self.images = torch.randint(0, 256, (COUNT, 3, 32, 32), dtype=torch.uint8)

    def __len__(self):
        return COUNT

    def __getitem__(self, place):
        return self.images[place]


class Generator(nn.Module):
    """The DCGAN for 32 pixels, bytes out as torch-fidelity takes them."""

    def __init__(self):
        super().__init__()
        layers = [nn.ConvTranspose2d(100, 256, 4, 1, 0, bias=False), nn.BatchNorm2d(256), nn.ReLU(True)]
        for a, b in ((256, 128), (128, 64)):
            layers += [nn.ConvTranspose2d(a, b, 4, 2, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU(True)]
        self.main = nn.Sequential(*layers, nn.ConvTranspose2d(64, 3, 4, 2, 1, bias=False), nn.Tanh())

    def forward(self, z):
        return ((self.main(z[:, :, None, None]) + 1) * 127.5).round().clamp(0, 255).to(torch.uint8)


torch_fidelity.register_feature_extractor("scripted", Scripted)
generator = torch_fidelity.GenerativeModelModuleWrapper(Generator(), 100, "normal", 0)
data = Noise()
begin = time.perf_counter()
torch_fidelity.calculate_metrics(
    input1=generator, input1_model_num_samples=COUNT, input2=data, cuda=False, isc=True, fid=True,
    feature_extractor="scripted", batch_size=250, cache=False, verbose=False)
print(json.dumps({
    "case": "scoring-samples", "peer": "torch-fidelity", "seconds": time.perf_counter() - begin}))
