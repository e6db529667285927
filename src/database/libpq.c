#include "libpq.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

static const char file[] = "libpq.so.5";

LibPQ pq;

#define NAME_AND_PLACE(name) {#name, offsetof(LibPQ, name)},

typedef struct CallRow {
    const char *name;
    size_t offset;
} CallRow;

static const CallRow calls[] = {LIBPQ_CALLS(NAME_AND_PLACE)};
static const CallRow pipeline_calls[] = {LIBPQ_PIPELINE_CALLS(NAME_AND_PLACE)};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_open;
static char reason[300]; /* why not */

/* Looked for in the whole program, as the linker would. */
static bool find(const CallRow *row)
{
    void *call = dlsym(RTLD_DEFAULT, row->name);
    memcpy((char *)&pq + row->offset, &call, sizeof call);
    return call;
}

static void open_once(void)
{
    if (!dlopen(file, RTLD_NOW | RTLD_GLOBAL)) {
        snprintf(reason, sizeof reason, "%s", dlerror());
        return;
    }
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (!find(&calls[i])) {
            snprintf(reason, sizeof reason, "%s has no %s", file, calls[i].name);
            return;
        }
    }
    for (size_t i = 0; i < sizeof pipeline_calls / sizeof *pipeline_calls; i++)
        find(&pipeline_calls[i]);
    is_open = true;
}

bool libpq_open(Error *error)
{
    pthread_once(&once, open_once);
    if (is_open)
        return true;
    error_set(error, ERROR_DATABASE, "PostgreSQL's client library cannot be used: %s", reason);
    error_hint(error, "install libpq (Debian: libpq5); SQLite needs nothing more");
    return false;
}
