// Eigenvalues of many small real matrices at once, one a lane.
#ifndef C_LANE_EIGENVALUES_H
#define C_LANE_EIGENVALUES_H

// Of 32 matrices of n x n numbers: entry (i, j) of all of them at matrices[(i n + j) 32], which is overwritten. The k-th
// eigenvalue of each is real[32 k] + i imaginary[32 k], in no order but that a conjugate pair stands together. The result
// has a bit for every lane, lane 0 the lowest, that is 1 where an entry is not finite or the iteration did not converge: the
// lane's numbers then mean nothing.
unsigned cl_eigenvalues(double *matrices, long n, double *real, double *imaginary);

#endif
