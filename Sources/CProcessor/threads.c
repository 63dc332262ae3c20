#define _GNU_SOURCE
#include "CThreads.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>

typedef struct {
  void (*run)(void *);
  void *context;
#ifdef __GLIBC__
  int moves;
  cpu_set_t processors;
#endif
} beginning;

static void *begin(void *argument) {
  beginning b = *(beginning *)argument;
  free(argument);
#ifdef __GLIBC__
  if (b.moves) pthread_setaffinity_np(pthread_self(), sizeof b.processors, &b.processors);
#endif
  b.run(b.context);
  return 0;
}

#ifdef __GLIBC__
// Lets the thread begin on one of the processors; whether that can be had.
static int place(pthread_attr_t *attributes, int index, cpu_set_t *processors) {
  if (pthread_getaffinity_np(pthread_self(), sizeof *processors, processors)) return 0;
  int count = CPU_COUNT(processors);
  if (count < 2) return 0;
  cpu_set_t one;
  CPU_ZERO(&one);
  for (int cpu = 0, left = index % count; cpu < CPU_SETSIZE; cpu++) {
    if (!CPU_ISSET(cpu, processors) || left--) continue;
    CPU_SET(cpu, &one);
    break;
  }
  return !pthread_attr_setaffinity_np(attributes, sizeof one, &one);
}
#endif

int cp_begin_thread(pthread_t *thread, int index, void (*run)(void *), void *context) {
  beginning *b = calloc(1, sizeof *b);
  if (!b) return ENOMEM;
  b->run = run;
  b->context = context;
  int status = EINVAL;
#ifdef __GLIBC__
  pthread_attr_t attributes;
  if (!pthread_attr_init(&attributes)) {
    b->moves = place(&attributes, index, &b->processors);
    if (b->moves) status = pthread_create(thread, &attributes, begin, b);
    pthread_attr_destroy(&attributes);
    if (!status) return 0;
    b->moves = 0;
  }
#endif
  status = pthread_create(thread, 0, begin, b);
  if (status) free(b);
  return status;
}
