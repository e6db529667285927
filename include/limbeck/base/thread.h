/* Threads: one that runs beside the caller, and several that share its work.
 *
 *     pthread_t thread;
 *     if (thread_start(&thread, THREAD_STACK, run, state)) ... pthread_join(thread, NULL);
 *
 *     static void work(void *state, size_t part, size_t index) { ... }
 *     thread_share(files.count, 100, work, &state); */
#ifndef LIMBECK_BASE_THREAD_H
#define LIMBECK_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* With a stack of its own size, whatever the system's default is; signals are not for it. */
enum { THREAD_STACK = 16 * 1024 * 1024 };
bool thread_start(pthread_t *thread, size_t stack, void *(*run)(void *), void *state);

enum { THREAD_PARTS = 8 };

/* Calls work() for every index below `count`, in rising order within each part; returns when all
 * are done. `part`, below THREAD_PARTS, says which of the threads it is. There are as many as
 * the machine has processors, where each gets `least` of the work or more. */
typedef void ThreadWork(void *state, size_t part, size_t index);
void thread_share(size_t count, size_t least, ThreadWork *work, void *state);

#endif
