#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>

#include "Border.hpp"

using namespace border;

namespace {
at::Generator &generator(CTGenerator handle) {
  TORCH_CHECK(handle.object != nullptr, "a generator is required here, and none was given");
  return *static_cast<at::Generator *>(handle.object);
}

/// SplitMix64 (Steele, Lea, Flood 2014): the next of a stream of 64-bit words.
uint64_t next_word(uint64_t &state) {
  uint64_t z = (state += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// libtorch seeds its Mersenne twister with the low 32 bits alone. Larger seeds fill the twister's state themselves, so
/// that two seeds that differ in the high half differ in their numbers.
at::mt19937 twister(uint64_t seed) {
  at::mt19937 engine(seed);
  if (seed >> 32 != 0) {
    auto data = engine.data();
    uint64_t state = seed;
    for (auto &word : data.state_) word = static_cast<uint32_t>(next_word(state) >> 32);
    engine.set_data(data);
  }
  return engine;
}
}  // namespace

int ct_generator(uint64_t seed, CTDevice place, CTGenerator *out) {
  return guarded([&] {
    const auto device = border::device(place);
    at::Generator made;
    if (device.is_cpu()) {
      made = at::make_generator<at::CPUGeneratorImpl>(seed);
      made.get<at::CPUGeneratorImpl>()->set_engine(twister(seed));
    } else {
      auto &hooks = at::globalContext().getAcceleratorHooksInterface(device.type());
      made = hooks.getNewGenerator(device.index());
      std::lock_guard<std::mutex> lock(made.mutex());
      made.set_current_seed(seed);
    }
    *out = CTGenerator{new at::Generator(std::move(made))};
  });
}

void ct_generator_free(CTGenerator handle) { delete static_cast<at::Generator *>(handle.object); }

int ct_normal(CTGenerator g, const int64_t *shape, int rank, CTType type, CTDevice device, CTTensor *out) {
  return returning(out, [&] { return at::randn(numbers(shape, rank), generator(g), options(type, device)); });
}

int ct_uniform(CTGenerator g, const int64_t *shape, int rank, CTType type, CTDevice device, CTTensor *out) {
  return returning(out, [&] { return at::rand(numbers(shape, rank), generator(g), options(type, device)); });
}

int ct_random_integers(
    CTGenerator g, int64_t low, int64_t high, const int64_t *shape, int rank, CTType type, CTDevice device,
    CTTensor *out) {
  return returning(
      out, [&] { return at::randint(low, high, numbers(shape, rank), generator(g), options(type, device)); });
}

int ct_permutation(CTGenerator g, int64_t count, CTDevice device, CTTensor *out) {
  return returning(out, [&] { return at::randperm(count, generator(g), options(CTTypeInt64, device)); });
}
