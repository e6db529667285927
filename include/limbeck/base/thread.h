/* Threads: starting one, and dividing work among several.
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

/* Starts a thread with this stack size, independent of the system's default, and all signals blocked. */
enum { THREAD_STACK = 16 * 1024 * 1024 };
bool thread_start(pthread_t *thread, size_t stack, void *(*run)(void *), void *state);

enum { THREAD_PARTS = 8 };

/* Calls work() for every index below `count`, ascending within each part, and returns when all are done. `part`:
 * number of the thread, below THREAD_PARTS. Uses at most one thread per processor, and fewer if a thread would get less
 * than `least` indexes. */
typedef void ThreadWork(void *state, size_t part, size_t index);
void thread_share(size_t count, size_t least, ThreadWork *work, void *state);

#endif
