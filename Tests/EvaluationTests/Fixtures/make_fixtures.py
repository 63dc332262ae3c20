"""Makes the TorchScript files of these tests: run it with a Python that has PyTorch, in this folder.

small.pt returns (features, logits) of grey images of any size, with weights that make the numbers known: the convolution is
the identity and its negative, so the features are the means of max(x, 0) and max(-x, 0), and the logits those, their
negatives and their sum.
"""
import torch


class Small(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.split = torch.nn.Conv2d(1, 2, 1, bias=False)
        self.logits = torch.nn.Linear(2, 3, bias=False)
        with torch.no_grad():
            self.split.weight.copy_(torch.tensor([1.0, -1.0]).reshape(2, 1, 1, 1))
            self.logits.weight.copy_(torch.tensor([[1.0, 0.0], [0.0, -1.0], [1.0, 1.0]]))

    def forward(self, images):
        features = torch.relu(self.split(images)).mean([2, 3])
        return features, self.logits(features)


torch.jit.save(torch.jit.script(Small()), "small.pt")
