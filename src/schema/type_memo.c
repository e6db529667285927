#include "limbeck/schema/type_memo.h"

#include <string.h>

/* A character that does not occur in names. */
static const char separator[] = "\x1f";

static const char *key_of(Arena *arena, const char *schema, const char *name)
{
    return arena_format(arena, "%s%s%s", schema ? schema : "", separator, name ? name : "");
}

bool type_memo_add(TypeMemo *memo, const SqlType *type)
{
    const char *key = key_of(memo->arena, type->schema, type->name);
    if (string_vector_contains(&memo->keys, key))
        return false;
    vector_push(memo->arena, &memo->keys, key);
    return true;
}

void type_memo_copy(TypeMemo *to, const TypeMemo *from)
{
    to->keys.count = 0;
    for (size_t i = 0; i < from->keys.count; i++)
        vector_push(to->arena, &to->keys, from->keys.items[i]);
}

void type_memo_forget(TypeMemo *memo, const char *schema, const char *name)
{
    const char *gone = key_of(memo->arena, schema, name);
    size_t kept = 0, length = strlen(gone) + (name != NULL);
    for (size_t i = 0; i < memo->keys.count; i++)
        if (strncmp(memo->keys.items[i], gone, length) != 0)
            memo->keys.items[kept++] = memo->keys.items[i];
    memo->keys.count = kept;
}
