/* SQLAlchemy's types: one class for each row of the type list. */
#include "limbeck/sqlalchemy/types.h"

#include "limbeck/operations/operation.h"
#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/compiling.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/metadata.h"
#include "limbeck/sqlalchemy/second.h"
#include "type_attributes.h"
#include "type_naming.h"

#include <ctype.h>
#include <string.h>

const NativeClass type_class = {.name = "TypeEngine", .module = "sqlalchemy.types"};

static NativeClass classes[TYPE_KIND_COUNT];
static const NativeClass *class_pointers[TYPE_KIND_COUNT + 1];

/* Classes of a dialect's module that share a name with one of sqlalchemy's but take more arguments; which one
 * was used decides how autogenerate writes the type. */
static const struct {
    TypeKind kind;
    const char *module;
} own_kinds[] = {{TYPE_UPPER_TIMESTAMP, "postgresql"},
                 {TYPE_UPPER_TIME, "postgresql"},
                 {TYPE_JSON, "postgresql"},
                 {TYPE_ARRAY, "postgresql"},
                 {TYPE_JSON, "sqlite"}};
enum { OWN_COUNT = sizeof own_kinds / sizeof *own_kinds };
static NativeClass own_classes[OWN_COUNT];

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
    enum { ARG_length, ARG_collation, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_length] = "length", [ARG_collation] = "collation"};
    Value values[ARG_COUNT];
    (void)native;
    return arguments_bind(interpreter, type_row(type->kind)->name, arguments, names, ARG_COUNT, values, NULL, NULL) &&
           optional_int(interpreter, values[ARG_length], "length", &type->length) &&
           expect_text_or_none(interpreter, values[ARG_collation], "collation", &type->collation);
}

static bool read_precision(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_precision, ARG_asdecimal, ARG_decimal_return_scale, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_precision] = "precision",
                                                 [ARG_asdecimal] = "asdecimal",
                                                 [ARG_decimal_return_scale] = "decimal_return_scale"};
    Value values[ARG_COUNT];
    (void)native;
    return arguments_bind(interpreter, type_row(type->kind)->name, arguments, names, ARG_COUNT, values, NULL, NULL) &&
           optional_int(interpreter, values[ARG_precision], "precision", &type->precision) &&
           optional_truth(interpreter, values[ARG_asdecimal], &type->reads_otherwise);
}

static bool read_precision_scale(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_precision, ARG_scale, ARG_decimal_return_scale, ARG_asdecimal, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_precision] = "precision",
                                                 [ARG_scale] = "scale",
                                                 [ARG_decimal_return_scale] = "decimal_return_scale",
                                                 [ARG_asdecimal] = "asdecimal"};
    Value values[ARG_COUNT];
    bool as_decimal = true;
    (void)native;
    if (!arguments_bind(interpreter, type_row(type->kind)->name, arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !optional_int(interpreter, values[ARG_precision], "precision", &type->precision) ||
        !optional_int(interpreter, values[ARG_scale], "scale", &type->scale) ||
        !optional_truth(interpreter, values[ARG_asdecimal], &as_decimal))
        return false;
    type->reads_otherwise = !as_decimal;
    return true;
}

static bool read_timezone(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_timezone, ARG_precision, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_timezone] = "timezone", [ARG_precision] = "precision"};
    Value values[ARG_COUNT];
    (void)native;
    return arguments_bind(interpreter, type_row(type->kind)->name, arguments, names, ARG_COUNT, values, NULL, NULL) &&
           optional_truth(interpreter, values[ARG_timezone], &type->timezone) &&
           optional_int(interpreter, values[ARG_precision], "precision", &type->precision);
}

static bool read_interval(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_precision, ARG_fields, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_precision] = "precision", [ARG_fields] = "fields"};
    Value values[ARG_COUNT];
    (void)native;
    return arguments_bind(interpreter, "INTERVAL", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           optional_int(interpreter, values[ARG_precision], "precision", &type->precision) &&
           expect_text_or_none(interpreter, values[ARG_fields], "fields", &type->fields);
}

static bool read_generic_interval(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_native, ARG_second_precision, ARG_day_precision, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_native] = "native", [ARG_second_precision] = "second_precision", [ARG_day_precision] = "day_precision"};
    Value values[ARG_COUNT];
    (void)native;
    return arguments_bind(interpreter, "Interval", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           optional_int(interpreter, values[ARG_second_precision], "second_precision", &type->precision);
}

static bool read_boolean(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_create_constraint, ARG_name, ARG_create_events, ARG_adapted_from, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_create_constraint] = "create_constraint",
                                                 [ARG_name] = "name",
                                                 [ARG_create_events] = "_create_events",
                                                 [ARG_adapted_from] = "_adapted_from"};
    Value values[ARG_COUNT];
    const char *name;
    if (!arguments_bind(interpreter, "Boolean", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !optional_truth(interpreter, values[ARG_create_constraint], &type->create_constraint) ||
        !expect_text_or_none(interpreter, values[ARG_name], "name", &name))
        return false;
    type->name = arena_strdup(native_arena(native), name);
    return true;
}

static bool read_json(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_none_as_null, ARG_astext_type, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_none_as_null] = "none_as_null", [ARG_astext_type] = "astext_type"};
    Value values[ARG_COUNT];
    (void)native;
    return arguments_bind(interpreter, "JSON", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           optional_truth(interpreter, values[ARG_none_as_null], &type->none_as_null);
}

static bool read_uuid(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_as_uuid, ARG_native_uuid, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_as_uuid] = "as_uuid", [ARG_native_uuid] = "native_uuid"};
    Value values[ARG_COUNT];
    bool as_uuid = true;
    (void)native;
    if (!arguments_bind(interpreter, "Uuid", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !optional_truth(interpreter, values[ARG_as_uuid], &as_uuid) ||
        !optional_truth(interpreter, values[ARG_native_uuid], &type->native))
        return false;
    type->reads_otherwise = !as_uuid;
    return type->native || python_refuse(interpreter, "Uuid(native_uuid=False)");
}

/* SQLAlchemy ignores keywords of Enum that it does not know; of those it knows these do not reach a database. */
static bool ignore_enum_keyword(void *state, const char *name, Value value)
{
    (void)state;
    (void)value;
    static const char *const meant[] = {"quote", "_create_events", "_adapted_from", "_disable_warnings"};
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
        if (strcmp(meant[i], name) == 0)
            return false;
    return true;
}

/* Enum(Colour): the names of its members, or the result of values_callable. */
static bool read_enum_class(Interpreter *interpreter, Native *native, Value class_, Value callable, SqlType *type,
                            const char **name)
{
    Arena *arena = native_arena(native);
    Value members, given = value_absent();
    Text lower = text_in(arena);
    if (!python_find_attribute(interpreter, class_, "__members__", &members))
        return false;
    if (members.kind != VALUE_DICT)
        return python_refuse(interpreter, "Enum of the class %s", class_.class_->name);
    python_push(interpreter, members); /* created at each call */
    bool calls = value_given(callable) && !value_is_none(callable);
    if (calls && (!python_call_positional(interpreter, callable, &class_, 1, &given) ||
                  !python_collect(interpreter, given, &given)))
        return false;
    python_push(interpreter, given);
    python_push(interpreter, members);
    for (size_t i = 0; i < members.dict->used; i++) {
        if (!value_is_text(members.dict->entries[i].key))
            return python_refuse(interpreter, "Enum of the class %s", class_.class_->name);
        const char *key = members.dict->entries[i].key.string->bytes, *value = key;
        if (calls && (i >= given.list->count || !expect_text(interpreter, given.list->items[i], "Enum value", &value)))
            return python_failed(interpreter) ? false
                                              : python_refuse(interpreter, "values_callable that returns fewer values");
        vector_push(arena, &type->members, arena_strdup(arena, key));
        vector_push(arena, &type->values, arena_strdup(arena, value));
    }
    for (const char *at = class_.class_->name; *at; at++)
        text_append_char(&lower, (char)tolower((unsigned char)*at));
    *name = text_string(&lower);
    return true;
}

/* Enum(enum.Enum, ...) as a key of type_annotation_map applies to all enumerations. */
static bool store_keywords(Interpreter *interpreter, Native *native, const Arguments *arguments)
{
    Value keywords;
    if (!python_dict(interpreter, &keywords))
        return false;
    native_store(native, keywords);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!dict_set_text(interpreter, keywords.dict, arguments->keywords[i],
                           arguments->values[arguments->positional + i]))
            return false;
    return true;
}

/* An Enum with metadata= is created with the MetaData. */
static bool enum_metadata(Interpreter *interpreter, Value value, SqlType *type)
{
    if (!value_given(value) || value_is_none(value))
        return true;
    MetadataObject *metadata = native_data(value, &metadata_class);
    if (!metadata)
        return python_refuse(interpreter, "Enum(metadata=...) of %s", value_type_name(value));
    if (metadata->schema && !type->schema)
        return python_refuse(interpreter, "Enum(metadata=...) that takes the schema of its MetaData");
    type->of_metadata = metadata->has_types = true;
    return true;
}

/* Enum("a", "b", name="...", ...): positional arguments are the values. */
static bool read_enum(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum {
        ARG_name,
        ARG_schema,
        ARG_native_enum,
        ARG_create_constraint,
        ARG_length,
        ARG_create_type,
        ARG_metadata,
        ARG_values_callable,
        ARG_inherit_schema,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_name] = "*name",
                                                 [ARG_schema] = "schema",
                                                 [ARG_native_enum] = "native_enum",
                                                 [ARG_create_constraint] = "create_constraint",
                                                 [ARG_length] = "length",
                                                 [ARG_create_type] = "create_type",
                                                 [ARG_metadata] = "metadata",
                                                 [ARG_values_callable] = "values_callable",
                                                 [ARG_inherit_schema] = "inherit_schema"};
    Value values[ARG_COUNT];
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "Enum", &keywords, names, ARG_COUNT, values, ignore_enum_keyword, NULL))
        return false;
    const char *class_name = NULL;
    bool of_class = arguments->positional == 1 && argument_at(arguments, 0).kind == VALUE_CLASS;
    if (of_class && !read_enum_class(interpreter, native, argument_at(arguments, 0), values[ARG_values_callable], type,
                                     &class_name))
        return false;
    bool is_generic = of_class && !type->values.count;
    if (is_generic && !store_keywords(interpreter, native, arguments))
        return false;
    if (of_class && !is_generic) {
        native_store(native, argument_at(arguments, 0));
        type->enum_class = argument_at(arguments, 0).class_;
    }
    for (size_t i = 0; i < arguments->positional && !of_class; i++) {
        const char *text;
        if (value_plain(arguments->values[i]).kind != VALUE_STRING)
            return python_refuse(interpreter, "Enum of %s", value_type_name(arguments->values[i]));
        if (!expect_text(interpreter, arguments->values[i], "Enum value", &text))
            return false;
        vector_push(native_arena(native), &type->values, arena_strdup(native_arena(native), text));
    }
    const char *name, *schema;
    if (!expect_text_or_none(interpreter, values[ARG_name], "name", &name) ||
        !expect_text_or_none(interpreter, values[ARG_schema], "schema", &schema) ||
        !optional_truth(interpreter, values[ARG_native_enum], &type->native) ||
        !optional_truth(interpreter, values[ARG_create_constraint], &type->create_constraint) ||
        !optional_int(interpreter, values[ARG_length], "length", &type->length) ||
        !optional_truth(interpreter, values[ARG_create_type], &type->create_type) ||
        !optional_truth(interpreter, values[ARG_inherit_schema], &type->inherits_schema))
        return false;
    type->name = name ? arena_strdup(native_arena(native), name) : class_name;
    type->schema = arena_strdup(native_arena(native), schema);
    return enum_metadata(interpreter, values[ARG_metadata], type);
}

static bool read_array(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_item_type, ARG_as_tuple, ARG_dimensions, ARG_zero_indexes, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_item_type] = "item_type",
                                                 [ARG_as_tuple] = "as_tuple",
                                                 [ARG_dimensions] = "dimensions",
                                                 [ARG_zero_indexes] = "zero_indexes"};
    Value values[ARG_COUNT];
    return arguments_bind(interpreter, "ARRAY", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           type_from(interpreter, native, values[ARG_item_type], &type->item) &&
           optional_int(interpreter, values[ARG_dimensions], "dimensions", &type->dimensions) &&
           optional_truth(interpreter, values[ARG_zero_indexes], &type->zero_indexes);
}

static bool read_bit(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_length, ARG_varying, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_length] = "length", [ARG_varying] = "varying"};
    Value values[ARG_COUNT];
    (void)native;
    return arguments_bind(interpreter, "BIT", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           optional_int(interpreter, values[ARG_length], "length", &type->length) &&
           optional_truth(interpreter, values[ARG_varying], &type->varying);
}

static bool read_pickle(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    enum { ARG_protocol, ARG_pickler, ARG_comparator, ARG_impl, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_protocol] = "protocol", [ARG_pickler] = "pickler", [ARG_comparator] = "comparator", [ARG_impl] = "impl"};
    Value values[ARG_COUNT];
    (void)native;
    type->converts = true;
    return arguments_bind(interpreter, "PickleType", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           (!value_given(values[ARG_impl]) || python_refuse(interpreter, "PickleType(impl=...)"));
}

/* HSTORE(text_type=Text()), as autogenerate writes it. */
static bool read_text_type(Interpreter *interpreter, Native *native, const Arguments *arguments)
{
    static const char *const names[] = {"text_type"};
    const SqlType *text;
    Value value;
    if (!arguments_bind(interpreter, "HSTORE", arguments, names, 1, &value, NULL, NULL))
        return false;
    if (!value_given(value) || value_is_none(value))
        return true;
    return type_from(interpreter, native, value, &text) &&
           ((text->kind == TYPE_TEXT && text->length < 0 && !text->class_name && !text->collation) ||
            python_refuse(interpreter, "HSTORE(text_type=...) of a type other than Text()"));
}

static bool read_none(Interpreter *interpreter, Native *native, const Arguments *arguments, SqlType *type)
{
    if (type->kind == TYPE_HSTORE)
        return read_text_type(interpreter, native, arguments);
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
    [ARGUMENTS_BIT] = read_bit,
    [ARGUMENTS_PICKLE] = read_pickle,
};

/* Texts of arguments live only as long as their values are kept. */
static void own_texts(Arena *arena, SqlType *type)
{
    type->collation = arena_strdup(arena, type->collation);
    type->fields = arena_strdup(arena, type->fields);
}

static bool construct_kind(Interpreter *interpreter, const NativeClass *class_, TypeKind kind, const char *module,
                           const Arguments *arguments, Value *result)
{
    if (!native_new(interpreter, class_, sizeof(TypeObject), result))
        return false;
    python_push(interpreter, *result);
    Native *native = result->native;
    SqlType *type = type_new(native_arena(native), kind);
    type->module = module;
    ((TypeObject *)native->data)->type = type;
    if (!readers[type_row(kind)->arguments](interpreter, native, arguments, type))
        return false;
    own_texts(native_arena(native), type);
    return true;
}

static bool is_own_class(const NativeClass *class_)
{
    return class_ >= own_classes && class_ < own_classes + OWN_COUNT;
}

NATIVE(construct_type)
{
    const NativeClass *class_ = self.class_->native;
    if (is_own_class(class_)) {
        size_t own = (size_t)(class_ - own_classes);
        return construct_kind(interpreter, class_, own_kinds[own].kind, own_kinds[own].module, arguments, result);
    }
    return construct_kind(interpreter, class_, (TypeKind)(class_ - classes), NULL, arguments, result);
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
    native->class_ = self.native->class_;
    native->names = self.native->names;
    native_store(native, self);
    bool is_ours = false;
    for (size_t i = 1; i < arguments->positional; i++)
        is_ours |= value_is_text(arguments->values[i]) && dialect_known(arguments->values[i].string->bytes) != NULL;
    if (!is_ours) { /* of a dialect that limbeck does not have */
        *result = self;
        return true;
    }
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
    const SqlType *type = ((TypeObject *)self.native->data)->type;
    enum { ARG_bind, ARG_checkfirst, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_bind] = "bind", [ARG_checkfirst] = "checkfirst"};
    Value values[ARG_COUNT]; /* marks them as read: if nothing is created they have no effect */
    *result = value_none();
    const Sink *sink = host_sink(interpreter);
    if (!sink ||
        !arguments_bind(interpreter, kind == OPERATION_DROP_ENUM ? "drop" : "create", arguments, names, ARG_COUNT,
                        values, NULL, NULL) ||
        !expect_own_bind(interpreter, values[ARG_bind]))
        return false;
    if (!sink->traits->has_native_enums || !type->native)
        return true;
    return emit_enum(interpreter, arguments, type, kind, true);
}

NATIVE(enum_create)
{
    return enum_operation(interpreter, self, arguments, OPERATION_CREATE_ENUM, result);
}

NATIVE(enum_drop)
{
    return enum_operation(interpreter, self, arguments, OPERATION_DROP_ENUM, result);
}

/* The options of Enum(enum.Enum, ...) for all enumerations; None for other types. */
NATIVE(enum_keywords)
{
    (void)interpreter;
    (void)arguments;
    const SqlType *type = ((TypeObject *)self.native->data)->type;
    bool is_generic = !type->values.count && self.native->slot_count;
    *result = is_generic ? self.native->slots[0] : value_none();
    return true;
}

static const NativeMember type_methods[] = {{"with_variant", type_with_variant}, {NULL, NULL}};
static const NativeMember enum_methods[] = {{"with_variant", type_with_variant},
                                            {"_keywords", enum_keywords},
                                            {"create", enum_create},
                                            {"drop", enum_drop},
                                            {NULL, NULL}};

/* The class of the dialect's module, if the dialect has its own. */
static const NativeClass *type_class_of_module(TypeKind kind, const char *module)
{
    for (size_t i = 0; module && i < OWN_COUNT; i++)
        if (own_kinds[i].kind == kind && strcmp(own_kinds[i].module, module) == 0)
            return &own_classes[i];
    return &classes[kind];
}

/* Classes are compared by name: the module is rarely different. */
const NativeClass *const *type_classes(void)
{
    if (class_pointers[0])
        return class_pointers;
    for (size_t kind = 0; kind < TYPE_KIND_COUNT; kind++) {
        const TypeRow *row = type_row((TypeKind)kind);
        classes[kind] = (NativeClass){
            .name = row->name,
            .module = "sqlalchemy.sql.sqltypes",
            .base = row->base == TYPE_NULL ? &type_class : &classes[row->base],
            .construct = construct_type,
            .text = type_text,
            .properties = type_properties,
            .methods = row->affinity == AFFINITY_ENUM ? enum_methods : type_methods,
        };
        class_pointers[kind] = &classes[kind];
    }
    for (size_t i = 0; i < OWN_COUNT; i++) {
        own_classes[i] = classes[own_kinds[i].kind];
        own_classes[i].base = &classes[own_kinds[i].kind];
        own_classes[i].module = own_kinds[i].module;
    }
    classes[TYPE_JSONB].base = type_class_of_module(TYPE_JSON, "postgresql");
    return class_pointers;
}

const NativeClass *type_class_of_dialect(size_t index, const char *module)
{
    type_classes();
    for (size_t i = 0; i < OWN_COUNT; i++)
        if (strcmp(own_kinds[i].module, module) == 0 && index-- == 0)
            return &own_classes[i];
    return NULL;
}

bool type_object(Interpreter *interpreter, Value owner, const SqlType *type, Value *result)
{
    TypeKind kind = type ? type->kind : TYPE_NULL;
    if (kind == TYPE_USER_DEFINED || (type && type->class_name))
        return python_refuse(interpreter, "the type of a column that has a class of the application");
    if (!native_new(interpreter, type_class_of_module(kind, type ? type->module : NULL), sizeof(TypeObject), result))
        return false;
    native_store(result->native, owner);
    ((TypeObject *)result->native->data)->type = type ? type : type_new(native_arena(result->native), kind);
    return true;
}

bool is_type(Value value)
{
    if (value.kind == VALUE_CLASS && value.class_->native)
        return (value.class_->native >= classes && value.class_->native < classes + TYPE_KIND_COUNT) ||
               is_own_class(value.class_->native);
    return native_data(value, &type_class) != NULL;
}
