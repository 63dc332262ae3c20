#include "CScratch.h"

// Allocating costs more than the arithmetic that the block is used for, and a stack frame of this size cannot be had from
// Swift without asking the system about the stack, which costs more still.
static _Thread_local _Alignas(128) unsigned char block[CP_SCRATCH_SIZE];

void *cp_scratch(void) { return block; }
