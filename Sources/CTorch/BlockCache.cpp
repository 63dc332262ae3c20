// Small blocks of tensors' memory, kept by size when they are freed. A step of training a small network allocates some
// hundred tensors of a hundred kilobytes; the C library splits and joins its free blocks for each of them, which took a
// tenth of the step. Larger blocks, of which a step has few, go to the C library.
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/alloc_cpu.h>

#include <array>
#include <bit>
#include <vector>

#include "Border.hpp"

namespace {

/// Sizes from 64 bytes to half a megabyte, four to an octave.
constexpr size_t least = 64, greatest = 1 << 19, steps = 4;
constexpr size_t class_count = (std::bit_width(greatest) - std::bit_width(least)) * steps + 1;
/// Before every block stands its class, at the distance that keeps the block aligned as libtorch wants it.
constexpr size_t header = 64;
/// What a thread keeps at most.
constexpr size_t most_kept = 64 << 20;

/// The first class whose blocks hold n bytes; class_count where none does.
size_t class_of(size_t n) {
  if (n <= least) return 0;
  if (n > greatest) return class_count;
  const size_t octave = std::bit_width(n - 1) - std::bit_width(least) + 1;
  const size_t floor = least << (octave - 1), step = floor / steps;
  return (octave - 1) * steps + (n - floor + step - 1) / step;
}

size_t size_of(size_t index) {
  const size_t floor = least << (index / steps);
  return floor + index % steps * (floor / steps);
}

struct FreeBlocks {
  std::array<std::vector<void *>, class_count> blocks;
  size_t kept = 0;
  ~FreeBlocks();
};

/// Null before a thread's first block and after its end, when tensors may still be freed.
thread_local FreeBlocks *mine = nullptr;
thread_local bool is_over = false;

FreeBlocks::~FreeBlocks() {
  mine = nullptr;
  is_over = true;
  for (auto &same_size : blocks)
    for (void *block : same_size) c10::free_cpu(block);
}

FreeBlocks *my_blocks() {
  if (mine == nullptr && !is_over) {
    thread_local FreeBlocks blocks;
    mine = &blocks;
  }
  return mine;
}

char *new_block(size_t index, size_t n) {
  auto *kept_here = index < class_count ? my_blocks() : nullptr;
  if (kept_here != nullptr && !kept_here->blocks[index].empty()) {
    char *block = static_cast<char *>(kept_here->blocks[index].back());
    kept_here->blocks[index].pop_back();
    kept_here->kept -= size_of(index);
    return block;
  }
  char *block = static_cast<char *>(c10::alloc_cpu(header + (index < class_count ? size_of(index) : n)));
  *reinterpret_cast<size_t *>(block) = index;
  return block;
}

void release(void *data) {
  if (data == nullptr) return;
  void *block = static_cast<char *>(data) - header;
  const size_t index = *static_cast<size_t *>(block);
  auto *kept_here = index < class_count ? my_blocks() : nullptr;
  if (kept_here == nullptr || kept_here->kept + size_of(index) > most_kept) return c10::free_cpu(block);
  kept_here->blocks[index].push_back(block);
  kept_here->kept += size_of(index);
}

struct BlockCache final : c10::Allocator {
  c10::DataPtr allocate(size_t n) override {
    if (n == 0) return {nullptr, nullptr, &release, c10::kCPU};
    void *data = new_block(class_of(n), n) + header;
    return {data, data, &release, c10::kCPU};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &release; }
  void copy_data(void *to, const void *from, size_t n) const override { default_copy_data(to, from, n); }
};

}  // namespace

void border::keep_small_blocks() {
  // For ever: tensors may be freed at the very end of the program.
  static auto *const cache = new BlockCache;
  c10::SetCPUAllocator(cache, 1);
}
