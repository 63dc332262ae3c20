// Threads of one piece of work, spread over the processors.
#ifndef C_THREADS_H
#define C_THREADS_H

#include <pthread.h>

// Begins a thread that calls run(context), to be joined. Returns pthread_create's status.
//
// Thread `index` of a piece begins on the index-th processor that the calling thread may use (counted round), where the system
// can be told so, and may be moved to any of them from then on. Left alone, the system begins two threads on one processor now
// and then, beside an idle one, and takes some milliseconds to see it.
int cp_begin_thread(pthread_t *_Nonnull thread, int index, void (*_Nonnull run)(void *_Nullable), void *_Nullable context);

#endif
