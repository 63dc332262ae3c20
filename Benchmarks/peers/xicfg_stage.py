"""Seconds of a stage of the authors' xICFG (a checkout of riejohnson/cfg-gan-pt), on noise of MNIST's size, 2 threads.

    python xicfg_stage.py CHECKOUT STAGES

Prints one JSON object. The checkout is left as it is: what today's PyTorch lacks is put in its place in memory. These are
packages that its modules import and the stage does not need (torchnet's running mean, torchvision's pictures, pytz,
nested_dict), and silence.
"""

import importlib.util
import json
import sys
import time
import types

import torch

CHECKOUT, STAGES = sys.argv[1], int(sys.argv[2])


class Mean:
    """torchnet's AverageValueMeter, as far as it is used."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.sum, self.count = 0.0, 0

    def add(self, value):
        self.sum, self.count = self.sum + value, self.count + 1

    def value(self):
        return self.sum / max(1, self.count), 0.0


class Nested(dict):
    """nested_dict, as far as it is used: leaves with the way to them."""

    def items_flat(self):
        def walk(node, path):
            for key, value in node.items():
                if isinstance(value, dict):
                    yield from walk(value, path + (key,))
                else:
                    yield path + (key,), value

        return walk(self, ())


STAND_INS = {
    "torchnet": {"torchnet": types.SimpleNamespace(meter=types.SimpleNamespace(AverageValueMeter=Mean))},
    "torchvision": {
        "torchvision": types.SimpleNamespace(), "torchvision.utils": types.SimpleNamespace(save_image=None)},
    "nested_dict": {"nested_dict": types.SimpleNamespace(nested_dict=Nested)},
    "pytz": {"pytz": types.SimpleNamespace(timezone=lambda name: None)},
}
for package, modules in STAND_INS.items():
    # A torchvision that is there may be built for another torch, and would end the import.
    if package == "torchvision" or importlib.util.find_spec(package) is None:
        sys.modules.update(modules)
sys.path.insert(0, CHECKOUT)
import cfggan  # noqa: E402
import netdef  # noqa: E402

cfggan.timeLog = cfggan.logging = cfggan.print_num_params = lambda *words, **more: None

torch.set_num_threads(2)
torch.manual_seed(1)
options = types.SimpleNamespace(
    cfg_T=15, cfg_eta=0.5, cfg_U=1, cfg_N=640, verbose=False, optim_type=cfggan.RMSprop_str, optim_eps=1e-18, optim_a1=0.95,
    optim_a2=-1, batch_size=64, lr=2.5e-4, cfg_x_epo=10, weight_decay=0.0, approx_redmax=3, approx_decay=0.1)
images = torch.rand(640, 1, 32, 32) * 2 - 1
loader = torch.utils.data.DataLoader(
    torch.utils.data.TensorDataset(images, torch.zeros(640)), 64, shuffle=True, drop_last=True)
ddg = cfggan.DDG(
    options, lambda requires_grad: netdef.dcganx_D(32, 32, 1, "bn", requires_grad),
    lambda requires_grad: netdef.dcganx_G(100, 32, 32, 1, "bn", requires_grad), lambda count: torch.randn(count, 100),
    cfggan.OptimConfig(options))
ddg.initialize_G(cfggan.g_loss_dflt, options.cfg_N)

iterator = None
begin = 0.0
for stage in range(STAGES + 1):
    if stage == 1:
        begin = time.perf_counter()
    iterator, _ = ddg.icfg(loader, iterator, cfggan.d_loss_dflt, options.cfg_U)
    ddg.approximate(cfggan.g_loss_dflt, options.cfg_N)
seconds = (time.perf_counter() - begin) / STAGES
print(json.dumps({"case": "xicfg-stage", "peer": "cfg-gan-pt", "seconds_per_stage": seconds, "torch": torch.__version__}))
