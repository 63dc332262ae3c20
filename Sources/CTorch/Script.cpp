// Networks in TorchScript files. A file holds code, which libtorch's own interpreter runs: it can compute tensors, and has
// neither files nor processes.
#include <ATen/core/grad_mode.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

#include <string>

#include "Border.hpp"

using namespace border;

namespace {
torch::jit::Module &script(CTScript handle) {
  TORCH_CHECK(handle.object != nullptr, "a network is required here, and none was given");
  return *static_cast<torch::jit::Module *>(handle.object);
}

/// The tensors of what a network returned.
std::vector<at::Tensor> tensors(const c10::IValue &value) {
  if (value.isTensor()) return {value.toTensor()};
  if (value.isTensorList()) return value.toTensorVector();
  std::vector<at::Tensor> found;
  if (value.isTuple()) {
    for (const auto &element : value.toTupleRef().elements()) {
      TORCH_CHECK(element.isTensor(), "a tuple of tensors is required, and one holds a ", element.tagKind());
      found.push_back(element.toTensor());
    }
  }
  TORCH_CHECK(!found.empty(), "the network must return a tensor or several, and returned a ", value.tagKind());
  return found;
}
}  // namespace

int ct_script_load(const char *path, CTDevice place, CTScript *out) {
  return guarded([&] {
    auto loaded = std::make_unique<torch::jit::Module>(torch::jit::load(std::string(path), device(place)));
    loaded->eval();
    *out = CTScript{loaded.release()};
  });
}

void ct_script_free(CTScript handle) { delete static_cast<torch::jit::Module *>(handle.object); }

int ct_script_run(CTScript handle, CTTensor input, CTTensor *outputs, int capacity, int *count) {
  return guarded([&] {
    at::NoGradGuard without_gradients;
    std::vector<c10::IValue> arguments{tensor(input)};
    const auto found = tensors(script(handle).forward(std::move(arguments)));
    const int handed = std::min(capacity, static_cast<int>(found.size()));
    std::vector<std::unique_ptr<at::Tensor>> made;
    for (int i = 0; i < handed; ++i) made.push_back(std::make_unique<at::Tensor>(found[i]));
    for (int i = 0; i < handed; ++i) outputs[i] = CTTensor{made[i].release()};
    *count = handed;
  });
}
