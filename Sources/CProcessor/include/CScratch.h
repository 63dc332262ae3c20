// Memory for intermediate results, one block for every thread.
#ifndef C_SCRATCH_H
#define C_SCRATCH_H

#include <stdbool.h>
#include <stdint.h>

// How many bytes a block has.
#define CP_SCRATCH_SIZE 32768

// A thread's block: CP_SCRATCH_SIZE bytes, aligned for every vector register.
typedef struct {
  void *bytes;
  // Whether it was this user's the last time too: it then holds what it held.
  bool is_kept;
} cp_scratch_block;

// A number for a user of blocks, which no other has.
uint64_t cp_new_scratch_user(void);

// The calling thread's block, for a user with a number of its own. Its content lasts until the same thread asks for it again.
cp_scratch_block cp_scratch(uint64_t user);

#endif
