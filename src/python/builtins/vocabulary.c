/* The names that scripts can use, collected from the tables that define them. */
#include "builtins.h"

#include <stdlib.h>
#include <string.h>

static int by_letters(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void sort(StringVector *names)
{
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, by_letters);
}

static void add_public(Interpreter *interpreter, const Names *from, StringVector *names)
{
    for (size_t i = 0; i < from->count; i++)
        if (from->keys[i][0] != '_' &&
            from->values[i].kind != VALUE_MODULE) /* names that a module imports are not its own */
            vector_push(interpreter->arena, names, from->keys[i]);
    sort(names);
}

void python_module_list(Interpreter *interpreter, StringVector *names)
{
    const Map *maps[] = {&interpreter->native_modules, &interpreter->sources};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < maps[k]->count; i++)
            if (maps[k]->entries[i].key[0] != '_')
                vector_push(interpreter->arena, names, maps[k]->entries[i].key);
    sort(names);
}

bool python_module_names(Interpreter *interpreter, const char *module, StringVector *names)
{
    Value found;
    if (!python_import(interpreter, module, &found))
        return false;
    if (found.kind == VALUE_MODULE)
        add_public(interpreter, &found.module->names, names);
    return true;
}

void python_builtin_names(Interpreter *interpreter, StringVector *names, StringVector *refused)
{
    StringVector all = {0};
    add_public(interpreter, &interpreter->builtins, &all);
    for (size_t i = 0; i < all.count; i++)
        vector_push(interpreter->arena, builtin_is_refused(all.items[i]) ? refused : names, all.items[i]);
}
