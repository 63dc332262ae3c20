#include "Autograd.hpp"

#include <torch/csrc/autograd/autograd.h>

#include <atomic>

#include "Border.hpp"

using namespace border;

namespace {
std::atomic<bool> engine_started{false};
}

bool border::autograd_engine_has_started() noexcept { return engine_started; }

bool ct_requires_grad(CTTensor x) {
  bool required = false;
  guarded([&] { required = tensor(x).requires_grad(); });
  return required;
}

int ct_set_requires_grad(CTTensor x, bool required) {
  return guarded([&] {
    const auto &t = tensor(x);
    TORCH_CHECK(
        !required || t.is_floating_point(), "a gradient needs floating-point elements; this tensor holds ",
        t.scalar_type());
    TORCH_CHECK(
        required || t.is_leaf(), "only a leaf can stop requiring a gradient; use detach() for a result of operations");
    t.set_requires_grad(required);
  });
}

int ct_detach(CTTensor x, CTTensor *out) {
  return returning(out, [&] { return tensor(x).detach(); });
}

int ct_gradients(
    const CTTensor *outputs, const CTTensor *cotangents, int output_count, const CTTensor *inputs, int input_count,
    bool create_graph, int retain_graph, bool allow_unused, CTTensor *gradients) {
  return guarded([&] {
    engine_started = true;
    std::vector<at::Tensor> vectors;
    if (cotangents != nullptr) {
      vectors.reserve(output_count);
      for (int i = 0; i < output_count; ++i) vectors.push_back(optional(cotangents[i]).value_or(at::Tensor()));
    }
    const auto retain = retain_graph < 0 ? std::nullopt : std::optional<bool>(retain_graph != 0);
    auto found = torch::autograd::grad(
        list(outputs, output_count), list(inputs, input_count), vectors, retain, create_graph, allow_unused);
    // All handles exist before any is given away, so a failure gives away none.
    std::vector<std::unique_ptr<at::Tensor>> owned;
    owned.reserve(found.size());
    for (auto &gradient : found)
      owned.push_back(gradient.defined() ? std::make_unique<at::Tensor>(std::move(gradient)) : nullptr);
    for (size_t j = 0; j < owned.size(); ++j) gradients[j] = CTTensor{owned[j].release()};
  });
}

bool ct_gradient_mode(void) { return at::GradMode::is_enabled(); }

bool ct_set_gradient_mode(bool recording) {
  const bool before = at::GradMode::is_enabled();
  at::GradMode::set_enabled(recording);
  return before;
}
