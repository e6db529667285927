/* Names of constraints and indexes: given by a script, marked final by op.f(), or made by a naming convention. */
#include "limbeck/sqlalchemy/naming.h"

#include "limbeck/operations/operation.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/naming.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/quoted_names.h"
#include "limbeck/sqlalchemy/schema_parts.h"

#include <string.h>

/* op.f() returns an object of class conv, a subclass of str. */
bool op_f(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Value module, conv;
    return python_import(interpreter, "_limbeck.schema", &module) &&
           python_get_attribute(interpreter, module, "conv", &conv) &&
           python_call(interpreter, conv, arguments, result);
}

bool name_from(Interpreter *interpreter, Arena *arena, Value value, const char *what, const char **name, bool *is_final)
{
    *is_final = value.kind == VALUE_INSTANCE && strcmp(value.instance->class_->name, "conv") == 0;
    return argument_text(interpreter, arena, value, what, name);
}

/* ---- quoted_name() ---------------------------------------------------------------- */

bool quote_from(Interpreter *interpreter, Value value, int *quote)
{
    int answer;
    if (!argument_three_way(interpreter, value, &answer))
        return false;
    *quote = answer < 0 ? *quote : answer ? 1 : -1;
    return true;
}

bool quoted_name_from(Interpreter *interpreter, Arena *arena, Value value, const char *what, Name *name)
{
    Value quote = value_absent();
    *name = (Name){NULL, 0};
    if (!expect_text_or_none(interpreter, value, what, &name->text))
        return false;
    name->text = arena_strdup(arena, name->text);
    bool may_say = value.kind == VALUE_INSTANCE && strcmp(value.instance->class_->name, "quoted_name") == 0;
    if (may_say && !python_find_attribute(interpreter, value, "quote", &quote))
        return false;
    return quote_from(interpreter, quote, &name->quote);
}

/* ---- MetaData(naming_convention={...}) --------------------------------------------- */

/* A convention's key is "ix" or the class Index. */
static NamedKind kind_of_key(Value key)
{
    static const NativeClass *const classes[NAMED_KINDS] = {
        [NAMED_INDEX] = &index_class,   [NAMED_PRIMARY_KEY] = &primary_key_class,
        [NAMED_UNIQUE] = &unique_class, [NAMED_FOREIGN_KEY] = &foreign_key_constraint_class,
        [NAMED_CHECK] = &check_class,
    };
    for (NamedKind kind = 0; kind < NAMED_KINDS; kind++) {
        bool by_name = key.kind == VALUE_STRING && strcmp(key.string->bytes, naming_keys[kind]) == 0;
        bool by_class = key.kind == VALUE_CLASS && key.class_->native == classes[kind];
        if (by_name || by_class)
            return kind;
    }
    return NAMED_BY_NO_CONVENTION;
}

bool convention_from(Interpreter *interpreter, Arena *arena, Value value, const NamingConvention **convention)
{
    *convention = &naming_default;
    if (!value_given(value) || value_is_none(value))
        return true;
    if (value.kind != VALUE_DICT)
        return python_refuse(interpreter, "a naming_convention as a %s", value_type_name(value));
    if (!value.dict->count)
        return true;
    NamingConvention *read = ARENA_NEW(arena, NamingConvention);
    for (size_t i = 0; i < value.dict->used; i++) {
        Value key = value.dict->entries[i].key, item = value.dict->entries[i].value;
        if (!value_given(key))
            continue;
        NamedKind kind = kind_of_key(key);
        if (kind != NAMED_BY_NO_CONVENTION) {
            if (!argument_text(interpreter, arena, item, "template of a naming convention", &read->templates[kind]))
                return false;
        } else if (key.kind == VALUE_STRING) {
            vector_push(arena, &read->computed, arena_strdup(arena, key.string->bytes));
        } else {
            return python_refuse(interpreter, "a naming convention for a %s", value_type_name(key));
        }
    }
    *convention = read;
    return true;
}

const NamingConvention *convention_copy(Arena *arena, const NamingConvention *convention)
{
    NamingConvention *copy = ARENA_NEW(arena, NamingConvention);
    for (size_t i = 0; i < NAMED_KINDS; i++)
        copy->templates[i] = arena_strdup(arena, convention->templates[i]);
    copy->computed = string_vector_copy(arena, &convention->computed);
    copy->unknown = arena_strdup(arena, convention->unknown);
    memcpy(copy->is_unknown, convention->is_unknown, sizeof copy->is_unknown);
    return copy;
}

/* ---- naming ------------------------------------------------------------------------------ */

const NamingConvention *script_convention(Interpreter *interpreter)
{
    const NamingConvention *naming = binding_host(interpreter)->naming;
    return naming ? naming : &naming_default;
}

static bool report_naming(Interpreter *interpreter, bool named, const Error *error)
{
    if (!named && error->kind == ERROR_UNSUPPORTED)
        return python_refuse(interpreter, "%s", error->message);
    return named || python_raise(interpreter, "InvalidRequestError", "%s", error->message);
}

bool name_table_parts(Interpreter *interpreter, Arena *arena, const NamingConvention *convention, Table *table)
{
    Error error = {0};
    return report_naming(interpreter, naming_apply(convention, arena, table, &error), &error);
}

bool name_operation(Interpreter *interpreter, Arena *arena, Operation *operation)
{
    Error error = {0};
    const NamingConvention *convention = script_convention(interpreter);
    const Table table = {.name = operation->table_name ? operation->table_name : "no_table",
                         .schema = operation->schema};
    bool named =
        (!operation->constraint || naming_constraint(convention, arena, &table, &operation->constraint, &error)) &&
        (!operation->index || naming_index(convention, arena, &table, &operation->index, &error));
    return report_naming(interpreter, named, &error);
}
