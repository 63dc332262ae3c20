"""Reference numbers for NeuralNetworksTests, made with PyTorch (2.13, CPU) in double precision.

    $(scripts/peers-setup) Tests/NeuralNetworksTests/Fixtures/make_fixtures.py

writes layers.json and architectures.json beside this file. A layer's case has everything that goes in and comes out of
one evaluation: input, labels, parameters, buffers; output, the gradients of the sum of output * cotangent in the input
and the parameters, and the buffers afterwards. Sizes are the least that tell rows from columns and samples from channels.
An architecture's case fills all parameters with 0.05 sin(k), k counted over all parameters in order, and keeps the
parameters' names and shapes and some of the outputs.
"""
import json
import pathlib
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import spectral_norm

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)
torch.manual_seed(20)
here = pathlib.Path(__file__).parent
LABELS = torch.tensor([2, 0, 1])


class Lambda(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class ConditionalBatchNorm(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.gain, self.bias = nn.Embedding(classes, channels), nn.Embedding(classes, channels)
        self.norm = nn.BatchNorm2d(channels, affine=False)

    def forward(self, x):
        return self.norm(x) * self.gain(LABELS)[:, :, None, None] + self.bias(LABELS)[:, :, None, None]


class ProjectionHead(nn.Module):
    def __init__(self, width, classes):
        super().__init__()
        self.linear, self.embedding = nn.Linear(width, 1), nn.Embedding(classes, width)

    def forward(self, x):
        return self.linear(x) + (self.embedding(LABELS) * x).sum(1, keepdim=True)


class SelfAttention(nn.Module):
    """SAGAN equations 1 to 3, pixel by pixel."""

    def __init__(self, channels):
        super().__init__()
        inner = max(1, channels // 8)
        self.gamma = nn.Parameter(torch.tensor([0.7]))
        self.query, self.key, self.value = (nn.Conv2d(channels, inner, 1, bias=False) for _ in range(3))
        self.output = nn.Conv2d(inner, channels, 1, bias=False)

    def forward(self, x):
        n, c, h, w = x.shape
        f, g, v = self.key(x).flatten(2), self.query(x).flatten(2), self.value(x).flatten(2)
        columns = []
        for j in range(h * w):
            beta = torch.softmax((f * g[:, :, j : j + 1]).sum(1), dim=1)
            columns.append((v * beta[:, None, :]).sum(2))
        return x + self.gamma * self.output(torch.stack(columns, 2).view(n, -1, h, w))


class GeneratorBlock(nn.Module):
    """Gulrajani et al.: the shortcut is upsampled and then convolved."""

    def __init__(self, i, o):
        super().__init__()
        self.main = nn.Sequential(
            nn.BatchNorm2d(i), nn.ReLU(), nn.UpsamplingNearest2d(scale_factor=2), nn.Conv2d(i, o, 3, padding=1),
            nn.BatchNorm2d(o), nn.ReLU(), nn.Conv2d(o, o, 3, padding=1))
        self.shortcut = nn.Sequential(nn.Conv2d(i, o, 1))

    def forward(self, x):
        return self.main(x) + self.shortcut(F.interpolate(x, scale_factor=2))


class DiscriminatorBlock(nn.Module):
    def __init__(self, i, o, first):
        super().__init__()
        layers = [nn.Conv2d(i, o, 3, padding=1), nn.ReLU(), nn.Conv2d(o, o, 3, padding=1), nn.AvgPool2d(2)]
        self.main = nn.Sequential(*([] if first else [nn.ReLU()]), *layers)
        # The convolution's place in Swift is 1: the mean comes before it there.
        self.shortcut = nn.Sequential(nn.Identity(), nn.Conv2d(i, o, 1))

    def forward(self, x):
        return self.main(x) + F.avg_pool2d(self.shortcut(x), 2)


def flat(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.13g}") for v in tensor.detach().flatten().tolist()]}


def named(pairs):
    return [{"name": name, **flat(t)} for name, t in pairs if t.is_floating_point()]


def layer_case(name, module, shape, training=True, labelled=False, integers=None):
    with torch.no_grad():
        for key, p in module.named_parameters():
            # Away from 0 and 1, so that a forgotten gain or bias shows.
            p.copy_(torch.randn_like(p) * 0.6 + 0.2)
        for key, b in module.named_buffers():
            if key.endswith("running_mean"):
                b.copy_(torch.randn_like(b) * 0.3)
            if key.endswith("running_var"):
                b.copy_(torch.rand_like(b) + 0.5)
    module.train(training)
    case = {"name": name, "training": training, "labels": LABELS.tolist() if labelled else None}
    x = torch.randn(shape, requires_grad=True)
    case["input"] = flat(x)
    case["parameters"] = named(module.named_parameters())
    case["buffers"] = named(module.named_buffers())
    y = module(x)
    cotangent = torch.randn_like(y)
    inputs = [x] + list(module.parameters())
    gradients = torch.autograd.grad((y * cotangent).sum(), inputs)
    case["output"], case["cotangent"] = flat(y), flat(cotangent)
    case["inputGradient"] = flat(gradients[0])
    case["parameterGradients"] = [flat(g) for g in gradients[1:]]
    case["buffersAfter"] = named(module.named_buffers())
    return case


image = (3, 4, 3, 4)
layers = [
    layer_case("linear", nn.Linear(4, 3), (3, 4)),
    layer_case("conv", nn.Conv2d(4, 3, 3, stride=2, padding=1), image),
    layer_case("conv-groups", nn.Conv2d(4, 6, 3, groups=2, bias=False), image),
    layer_case("conv-transpose", nn.ConvTranspose2d(4, 3, 4, stride=2, padding=1), image),
    layer_case("batch-norm-vectors", nn.BatchNorm1d(4), (3, 4)),
    layer_case("batch-norm", nn.BatchNorm2d(4), image),
    layer_case("batch-norm-evaluation", nn.BatchNorm2d(4), image, training=False),
    layer_case("conditional-batch-norm", ConditionalBatchNorm(4, 3), image, labelled=True),
    layer_case("layer-norm", nn.LayerNorm([4, 3, 4]), image),
    layer_case("instance-norm", nn.InstanceNorm2d(4, affine=True), image),
    layer_case("group-norm", nn.GroupNorm(2, 4), image),
    layer_case("prelu", nn.PReLU(4), image),
    layer_case("upsample", nn.UpsamplingNearest2d(scale_factor=2), image),
    layer_case("average-pool", nn.AvgPool2d(2), image),
    layer_case("max-pool", nn.MaxPool2d(2), image),
    layer_case("self-attention", SelfAttention(16), (2, 16, 3, 2)),
    layer_case("projection-head", ProjectionHead(4, 3), (3, 4), labelled=True),
    layer_case("generator-block", GeneratorBlock(3, 2), (2, 3, 2, 3)),
    layer_case("discriminator-block", DiscriminatorBlock(3, 2, False), (2, 3, 4, 4)),
    layer_case("discriminator-block-first", DiscriminatorBlock(3, 2, True), (2, 3, 4, 4)),
    layer_case("spectral-norm-linear", spectral_norm(nn.Linear(4, 3)), (3, 4), training=False),
    layer_case("spectral-norm-conv", spectral_norm(nn.Conv2d(4, 3, 3)), image, training=False),
    layer_case(
        "spectral-norm-conv-transpose", spectral_norm(nn.ConvTranspose2d(4, 3, 3), dim=1), image, training=False),
    # In training PyTorch advances the vectors first: of these two only the buffers afterwards are compared.
    layer_case("spectral-norm-linear-advance", spectral_norm(nn.Linear(4, 3)), (3, 4)),
    layer_case("spectral-norm-conv-transpose-advance", spectral_norm(nn.ConvTranspose2d(4, 3, 3), dim=1), image),
]
for key, function in {
    "relu": nn.ReLU(), "leaky-relu": nn.LeakyReLU(0.2), "elu": nn.ELU(0.7), "selu": nn.SELU(), "gelu": nn.GELU(),
    "silu": nn.SiLU(), "mish": nn.Mish(), "tanh": nn.Tanh(), "sigmoid": nn.Sigmoid(), "softplus": nn.Softplus(),
    "sine": Lambda(torch.sin), "identity": nn.Identity(),
}.items():
    layers.append(layer_case("activation-" + key, function, (3, 7)))
layers.append(
    layer_case("conv-transpose-output-padding", nn.ConvTranspose2d(4, 3, 5, stride=2, padding=2, output_padding=1), image))


class Staged(nn.Module):
    """Children in order; those that are functions have no name."""

    def __init__(self, *stages):
        super().__init__()
        self.stages = []
        for stage in stages:
            if isinstance(stage, tuple):
                setattr(self, *stage)
                stage = stage[1]
            self.stages.append(stage)

    def forward(self, x):
        for stage in self.stages:
            x = stage(x)
        return x


def up(i, o, **more):
    return nn.ConvTranspose2d(i, o, 4, 2, 1, **more)


def down(i, o, **more):
    return nn.Conv2d(i, o, 4, 2, 1, **more)


def dcgan64():
    g, d = [nn.ConvTranspose2d(100, 512, 4, 1, 0, bias=False), nn.BatchNorm2d(512), nn.ReLU()], []
    for i, o in ((512, 256), (256, 128), (128, 64)):
        g += [up(i, o, bias=False), nn.BatchNorm2d(o), nn.ReLU()]
    g += [up(64, 3, bias=False), nn.Tanh()]
    d += [down(3, 64, bias=False), nn.LeakyReLU(0.2)]
    for i, o in ((64, 128), (128, 256), (256, 512)):
        d += [down(i, o, bias=False), nn.BatchNorm2d(o), nn.LeakyReLU(0.2)]
    d.append(nn.Conv2d(512, 1, 4, 1, 0, bias=False))
    return (
        Staged(lambda z: z[:, :, None, None], ("main", nn.Sequential(*g))),
        Staged(("main", nn.Sequential(*d)), nn.Flatten()))


def icr_cifar():
    g = Staged(
        ("preprocess", nn.Sequential(nn.Linear(128, 4096), nn.BatchNorm1d(4096), nn.ReLU())),
        lambda h: h.view(-1, 256, 4, 4),
        ("main_module", nn.Sequential(
            up(256, 128), nn.BatchNorm2d(128), nn.ReLU(), up(128, 64), nn.BatchNorm2d(64), nn.ReLU(), up(64, 3),
            nn.Tanh())))
    d = Staged(
        ("main_module", nn.Sequential(
            down(3, 64), nn.LeakyReLU(), down(64, 128), nn.LeakyReLU(), down(128, 256), nn.LeakyReLU())),
        nn.Flatten(), ("linear", nn.Linear(4096, 1)))
    return g, d


def icr_mnist():
    g = Staged(
        ("fc", nn.Sequential(
            nn.Linear(96, 1024), nn.ReLU(), nn.BatchNorm1d(1024), nn.Linear(1024, 6272), nn.ReLU(),
            nn.BatchNorm1d(6272))),
        lambda h: h.view(-1, 128, 7, 7),
        ("convt", nn.Sequential(up(128, 64), nn.ReLU(), nn.BatchNorm2d(64), up(64, 1), nn.Tanh())))
    d = Staged(
        ("conv", nn.Sequential(
            nn.Conv2d(1, 32, 5), nn.LeakyReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 5), nn.LeakyReLU(),
            nn.MaxPool2d(2))),
        nn.Flatten(), ("fc", nn.Sequential(nn.Linear(1024, 1024), nn.LeakyReLU(), nn.Linear(1024, 1))))
    return g, d


def cfg_dcganx(normalizes):
    def norm(c):
        return [nn.BatchNorm2d(c)] if normalizes else []

    def doubling(i, o):
        return nn.ConvTranspose2d(i, o, 5, 2, 2, output_padding=1)

    g = [("linear", nn.Linear(100, 2048)), lambda h: h.view(-1, 128, 4, 4)]
    for number, (i, o) in enumerate(((128, 64), (64, 32))):
        g.append((f"block{number + 1}", nn.Sequential(
            nn.ReLU(), doubling(i, o), *norm(o), nn.ReLU(), nn.Conv2d(o, o, 1), *norm(o))))
    g.append(("image", nn.Sequential(nn.ReLU(), doubling(32, 1), nn.Tanh())))
    d = [("image", nn.Sequential(nn.Conv2d(1, 32, 5, 2, 2), nn.LeakyReLU(0.2)))]
    for number, (i, o) in enumerate(((32, 64), (64, 128))):
        d.append((f"block{number + 1}", nn.Sequential(
            nn.Conv2d(i, o, 5, 2, 2), *norm(o), nn.LeakyReLU(0.2), nn.Conv2d(o, o, 1), *norm(o), nn.LeakyReLU(0.2))))
    return Staged(*g), Staged(*d, nn.Flatten(), ("linear", nn.Linear(2048, 1)))


def cfg_fc():
    g = Staged(
        ("hidden1", nn.Sequential(nn.Linear(100, 512), nn.ReLU())),
        ("hidden2", nn.Sequential(nn.Linear(512, 512), nn.ReLU())),
        ("image", nn.Sequential(nn.Linear(512, 1024), nn.Tanh())), lambda h: h.view(-1, 1, 32, 32))
    return g, cfg_dcganx(True)[1]


class Sum(nn.Module):
    """main(x) + shortcut(x)."""

    def __init__(self, main, shortcut):
        super().__init__()
        self.main, self.shortcut = nn.Sequential(*main), nn.Sequential(*shortcut)

    def forward(self, x):
        return self.main(x) + self.shortcut(x)


def cfg_resnet(w=4):
    def conv(i, o):
        return nn.Conv2d(i, o, 3, padding=1)

    def point(i, o):
        return nn.Conv2d(i, o, 1, bias=False)

    def up2():
        return nn.UpsamplingNearest2d(scale_factor=2)

    g = [("linear", nn.Linear(100, 128 * w)), lambda h: h.view(-1, 8 * w, 4, 4)]
    for number, (i, o) in enumerate(((8 * w, 4 * w), (4 * w, 2 * w), (2 * w, w), (w, w))):
        g.append((f"block{number + 1}", Sum(
            [nn.ReLU(), up2(), conv(i, o), nn.ReLU(), conv(o, o), nn.BatchNorm2d(o)], [point(i, o), up2()])))
    g.append(("image", nn.Sequential(nn.ReLU(), conv(w, 3), nn.Tanh())))
    d = []
    for number, (i, o) in enumerate(((3, w), (w, 2 * w), (2 * w, 4 * w), (4 * w, 8 * w))):
        b = o if number == 0 else i
        d.append((f"block{number + 1}", Sum(
            ([] if number == 0 else [nn.ReLU()]) + [conv(i, b), nn.ReLU(), conv(b, o), nn.BatchNorm2d(o), nn.AvgPool2d(2)],
            [nn.AvgPool2d(2), point(i, o)])))
    return Staged(*g), Staged(*d, nn.ReLU(), nn.Flatten(), ("linear", nn.Linear(128 * w, 1)))


def network_case(module, x):
    k = 0
    with torch.no_grad():
        for p in module.parameters():
            p.copy_(0.05 * torch.sin(torch.arange(k, k + p.numel(), dtype=torch.float64)).view_as(p))
            k += p.numel()
        y = module(x)
    return {
        "parameters": [{"name": n, "shape": list(p.shape)} for n, p in module.named_parameters()],
        "output": {"shape": list(y.shape), "values": flat(y.flatten()[:: max(1, y.numel() // 16)])["values"]},
    }


architectures = []
for name, make, latent, sample in (
    ("dcgan-64", dcgan64, 100, (3, 64, 64)), ("icr-cifar", icr_cifar, 128, (3, 32, 32)),
    ("icr-mnist", icr_mnist, 96, (1, 28, 28)),
    ("cfg-dcganx-32", lambda: cfg_dcganx(True), 100, (1, 32, 32)),
    ("cfg-dcganx-32-plain", lambda: cfg_dcganx(False), 100, (1, 32, 32)), ("cfg-fc-32", cfg_fc, 100, (1, 32, 32)),
    ("cfg-resnet-64-w4", cfg_resnet, 100, (3, 64, 64)),
):
    g, d = make()
    z = torch.cos(torch.arange(3 * latent, dtype=torch.float64)).view(3, latent)
    x = torch.cos(torch.arange(3 * torch.Size(sample).numel(), dtype=torch.float64)).view(3, *sample)
    architectures.append({"name": name, "generator": network_case(g, z), "discriminator": network_case(d, x)})

for file, content in (("layers.json", layers), ("architectures.json", architectures)):
    (here / file).write_text(json.dumps(content) + "\n")
