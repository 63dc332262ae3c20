// The kernels of maps that are linked into this program.
#ifndef C_KERNELS_H
#define C_KERNELS_H

// An object of MapKernels.SharedKernelTable that lives as long as the process; null where no kernels are linked. Weak:
// the Swift module CompiledKernels defines it anew, and where that is linked its definition is taken.
void *_Nullable cp_linked_kernels(void);

#endif
