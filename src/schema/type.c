#include "limbeck/schema/type.h"

#include <string.h>

static const TypeRow rows[TYPE_KIND_COUNT] = {
#define TYPE(kind, name, affinity, arguments, base, modules) [kind] = {name, affinity, arguments, base, modules},
#include "limbeck/schema/type_list.h"
#undef TYPE
};

const TypeRow *type_row(TypeKind kind)
{
    return &rows[kind];
}

TypeKind type_kind_named(const char *name)
{
    TypeKind kind = TYPE_NULL;
    while (kind < TYPE_KIND_COUNT && strcmp(rows[kind].name, name) != 0)
        kind++;
    return kind;
}

SqlType *type_new(Arena *arena, TypeKind kind)
{
    SqlType *type = ARENA_NEW(arena, SqlType);
    type->kind = kind;
    type->length = type->precision = type->scale = type->dimensions = -1;
    type->native = type->create_type = true;
    return type;
}

const SqlType *type_for_dialect(const SqlType *type, const char *dialect)
{
    for (size_t i = 0; i < type->variants.count; i++)
        if (strcmp(type->variants.items[i].dialect, dialect) == 0)
            return type->variants.items[i].type;
    return type;
}

bool type_is_native_enum(const SqlType *type)
{
    return rows[type->kind].affinity == AFFINITY_ENUM && type->native;
}
