// Writes networks as TorchScript files.
#include <torch/csrc/jit/api/module.h>

#include <string>

#include "Border.hpp"

using namespace border;

int ct_script_write(
    const char *name, const char *source, const char *const *names, const CTTensor *tensors, const bool *are_buffers,
    int count, const char *path) {
  return guarded([&] {
    torch::jit::Module module{std::string(name)};
    for (int i = 0; i < count; ++i) {
      module.register_parameter(names[i], tensor(tensors[i]).detach().cpu().contiguous(), are_buffers[i]);
    }
    module.define(source);
    module.eval();
    module.save(path);
  });
}
