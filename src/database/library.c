#include "limbeck/database/library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/* Looks in the whole program first, as the linker would. */
static bool find(const Library *library, const LibraryCall *symbol)
{
    void *call = dlsym(RTLD_DEFAULT, symbol->name);
    memcpy((char *)library->calls + symbol->offset, &call, sizeof call);
    return call || symbol->is_optional;
}

static bool try_to_open(Library *library)
{
    if (!dlopen(library->file, RTLD_NOW | RTLD_GLOBAL)) {
        snprintf(library->reason, sizeof library->reason, "%s", dlerror());
        return false;
    }
    for (size_t i = 0; i < library->count; i++) {
        if (!find(library, &library->symbols[i])) {
            snprintf(library->reason, sizeof library->reason, "%s has no %s", library->file, library->symbols[i].name);
            return false;
        }
    }
    return true;
}

bool library_open(Library *library, Error *error)
{
    pthread_mutex_lock(&library->mutex);
    if (!library->was_tried)
        library->is_open = try_to_open(library);
    library->was_tried = true;
    pthread_mutex_unlock(&library->mutex);
    if (library->is_open)
        return true;
    error_set(error, ERROR_DATABASE, "%s cannot be used: %s", library->what, library->reason);
    error_hint(error, "%s", library->hint);
    return false;
}
