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

static bool takes_schema(const SqlType *type)
{
    bool takes = type && (type->inherits_schema || takes_schema(type->item));
    for (size_t i = 0; type && !takes && i < type->variants.count; i++)
        takes = takes_schema(type->variants.items[i].type);
    return takes;
}

const SqlType *type_in_schema(Arena *arena, const SqlType *type, const char *schema)
{
    if (!takes_schema(type))
        return type;
    SqlType *copy = arena_copy(arena, type, 1, sizeof *type);
    if (type->inherits_schema)
        copy->schema = schema;
    copy->item = type_in_schema(arena, type->item, schema);
    copy->variants.items = arena_copy(arena, type->variants.items, type->variants.count, sizeof *type->variants.items);
    copy->variants.capacity = type->variants.count;
    for (size_t i = 0; i < type->variants.count; i++)
        copy->variants.items[i].type = type_in_schema(arena, type->variants.items[i].type, schema);
    return copy;
}
