#include "CScratch.h"

#include <stdatomic.h>

// Allocating costs more than the arithmetic that the block is used for, and a stack frame of this size cannot be had from
// Swift without asking the system about the stack, which costs more still.
static _Thread_local _Alignas(128) unsigned char block[CP_SCRATCH_SIZE];
static _Thread_local uint64_t last_user;

static atomic_uint_fast64_t users;

uint64_t cp_new_scratch_user(void) { return atomic_fetch_add_explicit(&users, 1, memory_order_relaxed) + 1; }

cp_scratch_block cp_scratch(uint64_t user) {
  cp_scratch_block result = {block, user == last_user};
  last_user = user;
  return result;
}
