#include "CBenchmarkKernels.h"

#include <pthread.h>
#include <string.h>

// One group of lanes fills a 512-bit register (two of 256 bits, four of 128); four groups in flight hide the latency of
// the chain of dependent operations that a step is.
enum { LANES = 8, GROUPS = 4 };
typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));

typedef struct {
  int side, steps, first, stride, cgd, fused;
  double low, high, a, b, c, *x, *y;
} job;

static double value(const job *j, int i) {
  return i == j->side - 1 ? j->high : j->low + (j->high - j->low) * i / (j->side - 1);
}

#pragma STDC FP_CONTRACT ON
#define RUN_ROWS run_rows_fused
#include "sweep_rows.h"
#undef RUN_ROWS
#pragma STDC FP_CONTRACT OFF
#define RUN_ROWS run_rows_unfused
#include "sweep_rows.h"

static void *run_job(void *argument) {
  const job *j = argument;
  if (j->fused) run_rows_fused(j);
  else run_rows_unfused(j);
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

int cb_sweep(int cgd, int fused, int side, double low, double high, int steps, int threads, double a, double b, double c,
             double *x, double *y) {
  return sweep((job){side, steps, 0, 1, cgd, fused, low, high, a, b, c, x, y}, threads);
}
