#include <ATen/ops/cat.h>
#include <ATen/ops/flatten.h>
#include <ATen/ops/flip.h>
#include <ATen/ops/gather.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/narrow.h>
#include <ATen/ops/one_hot.h>
#include <ATen/ops/permute.h>
#include <ATen/ops/reshape.h>
#include <ATen/ops/select.h>
#include <ATen/ops/slice.h>
#include <ATen/ops/sort.h>
#include <ATen/ops/split_with_sizes.h>
#include <ATen/ops/squeeze.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/topk.h>
#include <ATen/ops/transpose.h>
#include <ATen/ops/unbind.h>
#include <ATen/ops/unsqueeze.h>

#include "Border.hpp"

using namespace border;

int ct_reshape(CTTensor x, const int64_t *shape, int rank, CTTensor *out) {
  return returning(out, [&] { return at::reshape(tensor(x), numbers(shape, rank)); });
}

int ct_view(CTTensor x, const int64_t *shape, int rank, CTTensor *out) {
  return returning(out, [&] { return tensor(x).view(numbers(shape, rank)); });
}

int ct_permute(CTTensor x, const int64_t *order, int rank, CTTensor *out) {
  return returning(out, [&] { return at::permute(tensor(x), numbers(order, rank)); });
}

int ct_transpose(CTTensor x, int64_t a, int64_t b, CTTensor *out) {
  return returning(out, [&] { return at::transpose(tensor(x), a, b); });
}

int ct_squeeze(CTTensor x, int64_t dim, CTTensor *out) {
  return returning(out, [&] { return at::squeeze(tensor(x), dim); });
}

int ct_unsqueeze(CTTensor x, int64_t dim, CTTensor *out) {
  return returning(out, [&] { return at::unsqueeze(tensor(x), dim); });
}

int ct_expand(CTTensor x, const int64_t *shape, int rank, CTTensor *out) {
  return returning(out, [&] { return tensor(x).expand(numbers(shape, rank)); });
}

int ct_flatten(CTTensor x, int64_t first, int64_t last, CTTensor *out) {
  return returning(out, [&] { return at::flatten(tensor(x), first, last); });
}

int ct_flip(CTTensor x, const int64_t *dims, int count, CTTensor *out) {
  return returning(out, [&] { return at::flip(tensor(x), numbers(dims, count)); });
}

int ct_repeat(CTTensor x, const int64_t *times, int rank, CTTensor *out) {
  return returning(out, [&] { return tensor(x).repeat(numbers(times, rank)); });
}

int ct_concatenate(const CTTensor *tensors, int count, int64_t dim, CTTensor *out) {
  return returning(out, [&] { return at::cat(list(tensors, count), dim); });
}

int ct_stack(const CTTensor *tensors, int count, int64_t dim, CTTensor *out) {
  return returning(out, [&] { return at::stack(list(tensors, count), dim); });
}

int ct_flatten_all(const CTTensor *tensors, int count, CTTensor *out) {
  return returning(out, [&] {
    auto parts = list(tensors, count);
    for (auto &part : parts) part = part.reshape(-1);
    return at::cat(parts, 0);
  });
}

int ct_narrow(CTTensor x, int64_t dim, int64_t start, int64_t length, CTTensor *out) {
  return returning(out, [&] { return at::narrow(tensor(x), dim, start, length); });
}

int ct_slice(CTTensor x, int64_t dim, int64_t start, int64_t end, int64_t step, CTTensor *out) {
  return returning(out, [&] { return at::slice(tensor(x), dim, start, end, step); });
}

namespace {
/// Views of one tensor to as many handles.
void hand_out(std::vector<at::Tensor> parts, int count, CTTensor *out) {
  TORCH_CHECK(static_cast<int>(parts.size()) == count, "room for ", parts.size(), " parts is required, given ", count);
  for (int i = 0; i < count; ++i) out[i] = handle(std::move(parts[i]));
}
}  // namespace

int ct_split(CTTensor x, const int64_t *lengths, int count, int64_t dim, CTTensor *out) {
  return guarded([&] { hand_out(at::split_with_sizes(tensor(x), numbers(lengths, count), dim), count, out); });
}

int ct_unbind(CTTensor x, int64_t dim, int count, CTTensor *out) {
  return guarded([&] { hand_out(at::unbind(tensor(x), dim), count, out); });
}

int ct_select(CTTensor x, int64_t dim, int64_t place, CTTensor *out) {
  return returning(out, [&] { return at::select(tensor(x), dim, place); });
}

int ct_index_select(CTTensor x, int64_t dim, CTTensor places, CTTensor *out) {
  return returning(out, [&] { return at::index_select(tensor(x), dim, tensor(places)); });
}

int ct_gather(CTTensor x, int64_t dim, CTTensor places, CTTensor *out) {
  return returning(out, [&] { return at::gather(tensor(x), dim, tensor(places)); });
}

int ct_sort(CTTensor x, int64_t dim, bool descending, CTTensor *out) {
  return returning(out, [&] { return std::get<0>(at::sort(tensor(x), dim, descending)); });
}

int ct_argsort(CTTensor x, int64_t dim, CTTensor *out) {
  return returning(out, [&] { return std::get<1>(at::sort(tensor(x), std::optional<bool>(true), dim, false)); });
}

int ct_smallest(CTTensor x, int64_t count, int64_t dim, CTTensor *out) {
  return returning(out, [&] { return std::get<0>(at::topk(tensor(x), count, dim, false, true)); });
}

int ct_one_hot(CTTensor places, int64_t classes, CTTensor *out) {
  return returning(out, [&] { return at::one_hot(tensor(places), classes); });
}
