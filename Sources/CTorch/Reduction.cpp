#include <ATen/TensorOperators.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/all.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/amin.h>
#include <ATen/ops/any.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/argmin.h>
#include <ATen/ops/cumsum.h>
#include <ATen/ops/dot.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_qr.h>
#include <ATen/ops/linalg_svd.h>
#include <ATen/ops/linalg_svdvals.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/var.h>

#include "Border.hpp"

using namespace border;

int ct_reduce(CTReduction operation, CTTensor handle, const int64_t *dims, int count, bool keep, CTTensor *out) {
  return returning(out, [&]() -> at::Tensor {
    const auto &x = tensor(handle);
    // amax, amin and logsumexp want the dimensions listed.
    std::vector<int64_t> listed;
    if (dims != nullptr) {
      listed.assign(dims, dims + count);
    } else {
      for (int64_t d = 0; d < x.dim(); ++d) listed.push_back(d);
    }
    switch (operation) {
      case CTReductionSum: return at::sum(x, dimensions(dims, count), keep);
      case CTReductionMean: return at::mean(x, dimensions(dims, count), keep);
      case CTReductionMaximum: return at::amax(x, listed, keep);
      case CTReductionMinimum: return at::amin(x, listed, keep);
      case CTReductionLogSumExp: return at::logsumexp(x, listed, keep);
    }
    TORCH_CHECK(false, "no reduction has the number ", static_cast<int>(operation));
  });
}

int ct_variance(CTTensor x, double correction, const int64_t *dims, int count, bool keep, CTTensor *out) {
  return returning(
      out, [&] { return at::var(tensor(x), dimensions(dims, count), std::optional<at::Scalar>(correction), keep); });
}

int ct_norm(CTTensor x, double order, const int64_t *dims, int count, bool keep, CTTensor *out) {
  return returning(out, [&] { return at::linalg_vector_norm(tensor(x), order, dimensions(dims, count), keep); });
}

namespace {
std::optional<int64_t> dimension(const int64_t *dim) { return dim ? std::optional<int64_t>(*dim) : std::nullopt; }
}  // namespace

int ct_argmax(CTTensor x, const int64_t *dim, bool keep, CTTensor *out) {
  return returning(out, [&] { return at::argmax(tensor(x), dimension(dim), keep); });
}

int ct_argmin(CTTensor x, const int64_t *dim, bool keep, CTTensor *out) {
  return returning(out, [&] { return at::argmin(tensor(x), dimension(dim), keep); });
}

int ct_all(CTTensor x, CTTensor *out) {
  return returning(out, [&] { return at::all(tensor(x)); });
}

int ct_any(CTTensor x, CTTensor *out) {
  return returning(out, [&] { return at::any(tensor(x)); });
}

int ct_matmul(CTTensor x, CTTensor y, CTTensor *out) {
  return returning(out, [&] { return at::matmul(tensor(x), tensor(y)); });
}

int ct_dot(CTTensor x, CTTensor y, CTTensor *out) {
  return returning(out, [&] { return at::dot(tensor(x), tensor(y)); });
}

int ct_outer(CTTensor x, CTTensor y, CTTensor *out) {
  return returning(out, [&] { return at::outer(tensor(x), tensor(y)); });
}

int ct_addmm(CTTensor bias, CTTensor x, CTTensor y, double beta, double alpha, CTTensor *out) {
  return returning(out, [&] { return at::addmm(tensor(bias), tensor(x), tensor(y), beta, alpha); });
}

int ct_singular_values(CTTensor x, CTTensor *out) {
  return returning(out, [&] { return at::linalg_svdvals(tensor(x)); });
}

int ct_qr(CTTensor x, CTTensor *q, CTTensor *r) {
  return guarded([&] {
    auto [left, right] = at::linalg_qr(tensor(x));
    // Both handles exist before either is given away, so a failure gives away none.
    auto first = std::make_unique<at::Tensor>(std::move(left));
    *r = handle(std::move(right));
    *q = CTTensor{first.release()};
  });
}

int ct_symmetric_eigen(CTTensor x, CTTensor *values, CTTensor *vectors) {
  return guarded([&] {
    auto [numbers, columns] = at::linalg_eigh(tensor(x));
    auto first = std::make_unique<at::Tensor>(std::move(numbers));
    *vectors = handle(std::move(columns));
    *values = CTTensor{first.release()};
  });
}

int ct_svd(CTTensor x, CTTensor *u, CTTensor *values, CTTensor *v_transposed) {
  return guarded([&] {
    auto [left, numbers, right] = at::linalg_svd(tensor(x), false);
    auto first = std::make_unique<at::Tensor>(std::move(left));
    auto second = std::make_unique<at::Tensor>(std::move(numbers));
    *v_transposed = handle(std::move(right));
    *u = CTTensor{first.release()};
    *values = CTTensor{second.release()};
  });
}

int ct_cumulative_sum(CTTensor x, int64_t dim, CTTensor *out) {
  return returning(out, [&] { return at::cumsum(tensor(x), dim); });
}

namespace {
/// Eight independent sums let the compiler use vector registers; the order of additions is fixed.
double dot_in_double(const float *x, const float *y, int64_t count) {
  double sums[8] = {};
  int64_t i = 0;
  for (; i + 8 <= count; i += 8)
    for (int lane = 0; lane < 8; ++lane) sums[lane] += static_cast<double>(x[i + lane]) * y[i + lane];
  double sum = 0;
  for (; i < count; ++i) sum += static_cast<double>(x[i]) * y[i];
  for (double part : sums) sum += part;
  return sum;
}
}  // namespace

int ct_dot_double(CTTensor left, CTTensor right, double *out) {
  return guarded([&] {
    const auto x = tensor(left).detach(), y = tensor(right).detach();
    TORCH_CHECK(x.sizes() == y.sizes(), "two tensors of one shape are required, given ", x.sizes(), " and ", y.sizes());
    const bool cpu = x.device().is_cpu() && y.device().is_cpu();
    if (cpu && x.scalar_type() == at::kFloat && y.scalar_type() == at::kFloat) {
      const auto a = x.contiguous(), b = y.contiguous();
      *out = dot_in_double(a.const_data_ptr<float>(), b.const_data_ptr<float>(), a.numel());
    } else if (x.scalar_type() == at::kDouble || x.device().is_mps()) {
      *out = at::dot(x.reshape(-1), y.reshape(-1)).item().toDouble();
    } else {
      *out = at::sum(x * y, at::kDouble).item().toDouble();
    }
  });
}

int ct_is_all_finite(CTTensor handle, bool *out) {
  return guarded([&] {
    const auto x = tensor(handle).detach();
    if (!x.is_floating_point()) {
      *out = true;
      return;
    }
    // x * 0 is 0 for a finite number and NaN otherwise; the sum of a tensor can overflow, this cannot.
    *out = at::isfinite(x.mul(0).sum()).item().toBool();
  });
}
