// The kernels that `make bench` measures Counterplay's maps against: what a patient person writes by hand in C for this
// one game, these two optimizers and this one machine.
#ifndef C_BENCHMARK_KERNELS_H
#define C_BENCHMARK_KERNELS_H

// Simulates a x^2 + b xy + c y^2 from (1, 1) over a grid of step sizes, `side` evenly spaced values in [low, high] a
// side (side a multiple of 32), `steps` steps each; rows are dealt out to `threads` threads. Writes the last points,
// row by row, to x and y (side * side numbers each). Returns 0, or an errno where no thread could be started.
// Simultaneous gradient descent, or competitive gradient descent by its closed form for two numbers; `fused` where
// multiplications and additions may be joined and rounded once.
int cb_sweep(int cgd, int fused, int side, double low, double high, int steps, int threads, double a, double b, double c,
             double *x, double *y);

#endif
