#include "CBenchmarkKernels.h"

#include <pthread.h>
#include <string.h>

// One group of lanes fills a 512-bit register (two of 256 bits, four of 128); four groups in flight hide the latency of
// the chain of dependent operations that a step is.
enum { LANES = 8, GROUPS = 4 };
typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));

typedef struct {
  int side, steps, first, stride, cgd;
  double low, high, a, b, c, *x, *y;
} job;

static double value(const job *j, int i) {
  return i == j->side - 1 ? j->high : j->low + (j->high - j->low) * i / (j->side - 1);
}

static void run_rows(const job *j) {
  const double a2 = 2 * j->a, b = j->b, c2 = 2 * j->c;
  for (int row = j->first; row < j->side; row += j->stride) {
    for (int column = 0; column < j->side; column += LANES * GROUPS) {
      lanes x[GROUPS], y[GROUPS], p[GROUPS], q[GROUPS];
      for (int g = 0; g < GROUPS; g++) {
        for (int l = 0; l < LANES; l++) {
          x[g][l] = y[g][l] = 1;
          p[g][l] = value(j, column + g * LANES + l);
          q[g][l] = value(j, row);
        }
      }
      if (j->cgd) {
        lanes d[GROUPS];
        for (int g = 0; g < GROUPS; g++) d[g] = 1 / (1 + p[g] * q[g] * (b * b));
        for (int t = 0; t < j->steps; t++) {
          for (int g = 0; g < GROUPS; g++) {
            lanes gx = a2 * x[g] + b * y[g], gy = b * x[g] + c2 * y[g];
            x[g] -= p[g] * d[g] * (gx + q[g] * b * gy);
            y[g] += q[g] * d[g] * (gy - p[g] * b * gx);
          }
        }
      } else {
        for (int t = 0; t < j->steps; t++) {
          for (int g = 0; g < GROUPS; g++) {
            lanes gx = a2 * x[g] + b * y[g], gy = b * x[g] + c2 * y[g];
            x[g] -= p[g] * gx;
            y[g] += q[g] * gy;
          }
        }
      }
      memcpy(j->x + (long)row * j->side + column, x, sizeof x);
      memcpy(j->y + (long)row * j->side + column, y, sizeof y);
    }
  }
}

static void *run_job(void *argument) {
  run_rows(argument);
  return 0;
}

static int sweep(job prototype, int threads) {
  enum { MOST = 256 };
  pthread_t handles[MOST];
  job jobs[MOST];
  if (threads > MOST) threads = MOST;
  int started = 0, status = 0;
  for (; started < threads && !status; started += !status) {
    jobs[started] = prototype;
    jobs[started].first = started;
    jobs[started].stride = threads;
    status = pthread_create(&handles[started], 0, run_job, &jobs[started]);
  }
  for (int i = 0; i < started; i++) pthread_join(handles[i], 0);
  return status;
}

int cb_sweep_simgd(int side, double low, double high, int steps, int threads, double a, double b, double c, double *x,
                   double *y) {
  return sweep((job){side, steps, 0, 1, 0, low, high, a, b, c, x, y}, threads);
}

int cb_sweep_cgd(int side, double low, double high, int steps, int threads, double a, double b, double c, double *x,
                 double *y) {
  return sweep((job){side, steps, 0, 1, 1, low, high, a, b, c, x, y}, threads);
}
