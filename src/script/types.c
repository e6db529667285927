/* sqlalchemy's types: one class a row of the type list. */
#include "binding.h"

#include <string.h>

const NativeClass type_class = {.name = "TypeEngine", .module = "sqlalchemy.types"};

static NativeClass classes[TYPE_KIND_COUNT];
static const NativeClass *class_pointers[TYPE_KIND_COUNT + 1];

/* ---- arguments, by the style of the row ------------------------------------- */

static bool optional_int(Interpreter *interpreter, Value value, const char *what, int64_t *integer)
{
    return !value_given(value) || value_is_none(value) || expect_int(interpreter, value, what, integer);
}

static bool optional_truth(Interpreter *interpreter, Value value, bool *truth)
{
    return !value_given(value) || python_truth(interpreter, value, truth);
}

static bool read_length(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"length", "collation"};
    Value values[2];
    (void)native;
    return arguments_bind(interpreter, type_row(type->kind)->name, arguments, names, 2, values, NULL, NULL) &&
           optional_int(interpreter, values[0], "length", &type->length) &&
           expect_text_or_none(interpreter, values[1], "collation", &type->collation);
}

static bool read_precision(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"precision", "asdecimal", "decimal_return_scale"};
    Value values[3];
    (void)native;
    return arguments_bind(interpreter, type_row(type->kind)->name, arguments, names, 3, values, NULL, NULL) &&
           optional_int(interpreter, values[0], "precision", &type->precision);
}

static bool read_precision_scale(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"precision", "scale", "decimal_return_scale", "asdecimal"};
    Value values[4];
    (void)native;
    return arguments_bind(interpreter, type_row(type->kind)->name, arguments, names, 4, values, NULL, NULL) &&
           optional_int(interpreter, values[0], "precision", &type->precision) &&
           optional_int(interpreter, values[1], "scale", &type->scale);
}

static bool read_timezone(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"timezone", "precision"};
    Value values[2];
    (void)native;
    return arguments_bind(interpreter, type_row(type->kind)->name, arguments, names, 2, values, NULL, NULL) &&
           optional_truth(interpreter, values[0], &type->timezone) &&
           optional_int(interpreter, values[1], "precision", &type->precision);
}

static bool read_interval(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"precision", "fields"};
    Value values[2];
    (void)native;
    return arguments_bind(interpreter, "INTERVAL", arguments, names, 2, values, NULL, NULL) &&
           optional_int(interpreter, values[0], "precision", &type->precision) &&
           expect_text_or_none(interpreter, values[1], "fields", &type->fields);
}

static bool read_generic_interval(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"native", "second_precision", "day_precision"};
    Value values[3];
    (void)native;
    (void)type;
    return arguments_bind(interpreter, "Interval", arguments, names, 3, values, NULL, NULL);
}

static bool read_boolean(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"create_constraint", "name", "_create_events", "_adapted_from"};
    Value values[4];
    bool constrained = false;
    (void)native;
    (void)type;
    if (!arguments_bind(interpreter, "Boolean", arguments, names, 4, values, NULL, NULL) ||
        !optional_truth(interpreter, values[0], &constrained))
        return false;
    return !constrained || python_refuse(interpreter, "Boolean(create_constraint=True)");
}

static bool read_json(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"none_as_null", "astext_type"};
    Value values[2];
    (void)native;
    (void)type;
    return arguments_bind(interpreter, "JSON", arguments, names, 2, values, NULL, NULL);
}

static bool read_uuid(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"as_uuid", "native_uuid"};
    Value values[2];
    (void)native;
    if (!arguments_bind(interpreter, "Uuid", arguments, names, 2, values, NULL, NULL) ||
        !optional_truth(interpreter, values[1], &type->native))
        return false;
    return type->native || python_refuse(interpreter, "Uuid(native_uuid=False)");
}

static bool ignore_enum_keyword(void *state, const char *name, Value value)
{
    (void)state;
    (void)value;
    static const char *const harmless[] = {"validate_strings", "inherit_schema",    "checkfirst",
                                           "values_callable",  "sort_key_function", "omit_aliases"};
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (strcmp(harmless[i], name) == 0)
            return true;
    return false;
}

/* Enum("a", "b", name="...", ...): the values are the positional ones. */
static bool read_enum(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"*name",  "schema",      "native_enum", "create_constraint",
                                        "length", "create_type", "metadata"};
    Value values[7];
    Arguments keywords = {arguments->values + arguments->positional, 0, arguments->keywords, arguments->keyword_count};
    if (!arguments_bind(interpreter, "Enum", &keywords, names, 7, values, ignore_enum_keyword, NULL))
        return false;
    for (size_t i = 0; i < arguments->positional; i++) {
        const char *text;
        if (arguments->values[i].kind != VALUE_STRING)
            return python_refuse(interpreter, "Enum of %s", value_type_name(arguments->values[i]));
        if (!expect_text(interpreter, arguments->values[i], "Enum value", &text))
            return false;
        vector_push(native_arena(native), &type->values, arena_strdup(native_arena(native), text));
    }
    const char *name, *schema;
    if (!expect_text_or_none(interpreter, values[0], "name", &name) ||
        !expect_text_or_none(interpreter, values[1], "schema", &schema) ||
        !optional_truth(interpreter, values[2], &type->native) ||
        !optional_truth(interpreter, values[3], &type->create_constraint) ||
        !optional_int(interpreter, values[4], "length", &type->length) ||
        !optional_truth(interpreter, values[5], &type->create_type))
        return false;
    type->name = arena_strdup(native_arena(native), name);
    type->schema = arena_strdup(native_arena(native), schema);
    if (value_given(values[6]) && !value_is_none(values[6]))
        return python_refuse(interpreter, "Enum(metadata=...)");
    return !type->create_constraint || python_refuse(interpreter, "Enum(create_constraint=True)");
}

static bool read_array(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    static const char *const names[] = {"item_type", "as_tuple", "dimensions", "zero_indexes"};
    Value values[4];
    return arguments_bind(interpreter, "ARRAY", arguments, names, 4, values, NULL, NULL) &&
           type_from(interpreter, native, values[0], &type->item) &&
           optional_int(interpreter, values[2], "dimensions", &type->dimensions);
}

static bool read_none(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    (void)native;
    if (arguments->positional || arguments->keyword_count)
        return python_refuse(interpreter, "%s with arguments", type_row(type->kind)->name);
    return true;
}

typedef bool ArgumentReader(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type);

static ArgumentReader *const readers[] = {
    [ARGUMENTS_NONE] = read_none,
    [ARGUMENTS_LENGTH] = read_length,
    [ARGUMENTS_PRECISION] = read_precision,
    [ARGUMENTS_PRECISION_SCALE] = read_precision_scale,
    [ARGUMENTS_TIMEZONE] = read_timezone,
    [ARGUMENTS_INTERVAL] = read_interval,
    [ARGUMENTS_GENERIC_INTERVAL] = read_generic_interval,
    [ARGUMENTS_BOOLEAN] = read_boolean,
    [ARGUMENTS_JSON] = read_json,
    [ARGUMENTS_UUID] = read_uuid,
    [ARGUMENTS_ENUM] = read_enum,
    [ARGUMENTS_ARRAY] = read_array,
};

/* Texts of arguments belong to values that live on only while kept. */
static void own_texts(Arena *arena, SqlType *type)
{
    type->collation = arena_strdup(arena, type->collation);
    type->fields = arena_strdup(arena, type->fields);
}

static bool construct_kind(Interpreter *interpreter, TypeKind kind, const Arguments *arguments, Value *result)
{
    if (!native_new(interpreter, &classes[kind], sizeof(TypeObject), result))
        return false;
    python_push(interpreter, *result);
    Native *native = result->native;
    SqlType *type = type_new(native_arena(native), kind);
    ((TypeObject *)native->data)->type = type;
    if (!readers[type_row(kind)->arguments](interpreter, native, arguments, type))
        return false;
    own_texts(native_arena(native), type);
    return true;
}

NATIVE(construct_type)
{
    size_t kind = (size_t)(self.class_->native - classes);
    return construct_kind(interpreter, (TypeKind)kind, arguments, result);
}

/* ---- methods --------------------------------------------------------------------- */

NATIVE(type_with_variant)
{
    Value given = argument_at(arguments, 0);
    const SqlType *variant;
    const SqlType *own = ((TypeObject *)self.native->data)->type;
    if (!native_new(interpreter, self.native->type, sizeof(TypeObject), result))
        return false;
    Native *native = result->native;
    Arena *arena = native_arena(native);
    native_keep(native, self);
    if (!type_from(interpreter, native, given, &variant))
        return false;
    SqlType *type = ARENA_NEW(arena, SqlType);
    *type = *own;
    type->variants.items = arena_copy(arena, own->variants.items, own->variants.count, sizeof *own->variants.items);
    type->variants.capacity = own->variants.count;
    for (size_t i = 1; i < arguments->positional; i++) {
        TypeVariant row = {.type = variant};
        if (!expect_text(interpreter, arguments->values[i], "dialect", &row.dialect))
            return false;
        row.dialect = arena_strdup(arena, row.dialect);
        vector_push(arena, &type->variants, row);
    }
    ((TypeObject *)native->data)->type = type;
    return true;
}

/* ENUM(...).create(bind, checkfirst=...) */
static bool enum_operation(Interpreter *interpreter, Value self, const Arguments *arguments, OperationKind kind,
                           Value *result)
{
    static const char *const names[] = {"bind", "checkfirst"};
    Value values[2];
    const SqlType *type = ((TypeObject *)self.native->data)->type;
    bool check = true;
    *result = value_none();
    if (!arguments_bind(interpreter, "create", arguments, names, 2, values, NULL, NULL) ||
        !optional_truth(interpreter, values[1], &check))
        return false;
    Sink *sink = host_sink(interpreter);
    if (!sink)
        return false;
    if (strcmp(sink->dialect, "postgresql") != 0 || !type->native)
        return true;
    if (!sink->is_offline && check)
        return python_refuse(interpreter, "%s(checkfirst=True), which asks the catalogue",
                             kind == OPERATION_CREATE_ENUM ? "create" : "drop");
    Error error = {0};
    Operation operation = {.kind = kind, .type = type};
    return sink->operation(sink, &operation, &error) || sink_failed(interpreter, &error);
}

NATIVE(enum_create)
{
    return enum_operation(interpreter, self, arguments, OPERATION_CREATE_ENUM, result);
}

NATIVE(enum_drop)
{
    return enum_operation(interpreter, self, arguments, OPERATION_DROP_ENUM, result);
}

static const NativeMember type_methods[] = {{"with_variant", type_with_variant}, {NULL, NULL}};
static const NativeMember enum_methods[] = {
    {"with_variant", type_with_variant}, {"create", enum_create}, {"drop", enum_drop}, {NULL, NULL}};

/* The module a class is found in does not matter to a script; its name does. */
const NativeClass *const *type_classes(void)
{
    if (class_pointers[0])
        return class_pointers;
    for (size_t kind = 0; kind < TYPE_KIND_COUNT; kind++) {
        const TypeRow *row = type_row((TypeKind)kind);
        classes[kind] = (NativeClass){
            .name = row->name,
            .module = "sqlalchemy.sql.sqltypes",
            .base = &type_class,
            .construct = construct_type,
            .methods = row->affinity == AFFINITY_ENUM ? enum_methods : type_methods,
        };
        class_pointers[kind] = &classes[kind];
    }
    return class_pointers;
}

bool is_type(Value value)
{
    if (value.kind == VALUE_CLASS && value.class_->native)
        return value.class_->native >= classes && value.class_->native < classes + TYPE_KIND_COUNT;
    return native_data(value, &type_class) != NULL;
}

bool type_from(Interpreter *interpreter, Native *owner, Value value, const SqlType **type)
{
    if (value.kind == VALUE_CLASS && is_type(value)) {
        Value made;
        Arguments none = {0};
        if (!python_call(interpreter, value, &none, &made))
            return false;
        value = made;
    }
    TypeObject *object = native_data(value, &type_class);
    if (!object) {
        if (value.kind == VALUE_OPAQUE || value.kind == VALUE_CLASS || value.kind == VALUE_INSTANCE)
            return python_refuse(interpreter, "a column type limbeck does not know%s",
                                 value.kind == VALUE_OPAQUE ? "" : " (defined in Python)");
        return python_raise(interpreter, "TypeError", "expected a type, got %s", value_type_name(value));
    }
    native_keep(owner, value);
    *type = object->type;
    return true;
}
