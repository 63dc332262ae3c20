// Memory for intermediate results, one block for every thread.
#ifndef C_SCRATCH_H
#define C_SCRATCH_H

// How many bytes a block has.
#define CP_SCRATCH_SIZE 32768

// The calling thread's block: CP_SCRATCH_SIZE bytes, aligned for every vector register. Its content lasts until the same
// thread asks for it again.
void *cp_scratch(void);

#endif
