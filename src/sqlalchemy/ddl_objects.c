/* Sequences, and executable DDL: CreateTable(t), DDL("..."). */
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "attaching.h"
#include "limbeck/sqlalchemy/expressions.h"

#include "limbeck/operations/operation.h"
#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/schema/type.h"
#include "limbeck/schema/type_memo.h"
#include "limbeck/sqlalchemy/connection.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/second.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>

typedef struct DdlObject {
    Operation *operation;
} DdlObject;

typedef struct SequenceObject {
    Sequence *sequence;
} SequenceObject;

/* ---- checkfirst ----------------------------------------------------------------- */

/* Looks the object up in the catalogue by a query. */
static bool query_catalogue(Interpreter *interpreter, const ExistenceCheck *look, bool *exists)
{
    Value module, function, words[3], answer;
    words[2] = value_none();
    return python_import(interpreter, "_limbeck.inspection", &module) &&
           python_get_attribute(interpreter, module, "exists", &function) &&
           python_text(interpreter, look->kind, &words[0]) && python_text(interpreter, look->name, &words[1]) &&
           (!look->schema || python_text(interpreter, look->schema, &words[2])) &&
           python_call_positional(interpreter, function, words, 3, &answer) &&
           python_truth(interpreter, answer, exists);
}

bool check_first(Interpreter *interpreter, const Arguments *arguments, const ExistenceCheck *look, bool *needed)
{
    enum { ARG_bind, ARG_checkfirst, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_bind] = "bind", [ARG_checkfirst] = "checkfirst"};
    Value values[ARG_COUNT];
    bool check = look->by_default, exists;
    Sink *sink = host_sink(interpreter);
    *needed = true;
    if (!sink ||
        !arguments_bind(interpreter, look->drops ? "drop" : "create", arguments, names, ARG_COUNT, values, NULL,
                        NULL) ||
        !expect_own_bind(interpreter, values[ARG_bind]) || !argument_flag(interpreter, values[ARG_checkfirst], &check))
        return false;
    if (sink->is_offline || !check)
        return true;
    bool is_known = query_catalogue(interpreter, look, &exists);
    *needed = is_known && exists == look->drops;
    return is_known;
}

/* ---- Sequence ----------------------------------------------------------------------- */

NATIVE(construct_sequence)
{
    (void)self;
    enum {
        ARG_name,
        ARG_start,
        ARG_increment,
        ARG_minvalue,
        ARG_maxvalue,
        ARG_nominvalue,
        ARG_nomaxvalue,
        ARG_cycle,
        ARG_schema,
        ARG_cache,
        ARG_order,
        ARG_data_type,
        ARG_optional,
        ARG_quote,
        ARG_metadata,
        ARG_quote_schema,
        ARG_for_update,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_name] = "name",
                                                 [ARG_start] = "start",
                                                 [ARG_increment] = "increment",
                                                 [ARG_minvalue] = "minvalue",
                                                 [ARG_maxvalue] = "maxvalue",
                                                 [ARG_nominvalue] = "nominvalue",
                                                 [ARG_nomaxvalue] = "nomaxvalue",
                                                 [ARG_cycle] = "cycle",
                                                 [ARG_schema] = "schema",
                                                 [ARG_cache] = "cache",
                                                 [ARG_order] = "order",
                                                 [ARG_data_type] = "data_type",
                                                 [ARG_optional] = "optional",
                                                 [ARG_quote] = "quote",
                                                 [ARG_metadata] = "metadata",
                                                 [ARG_quote_schema] = "quote_schema",
                                                 [ARG_for_update] = "for_update"};
    enum { COUNT = ARG_COUNT };
    Value values[COUNT];
    IdentityOptions options;
    if (!native_new(interpreter, &sequence_class, sizeof(SequenceObject), result))
        return false;
    python_push(interpreter, *result);
    Arena *arena = native_arena(result->native);
    Sequence *sequence = ARENA_NEW(arena, Sequence);
    ((SequenceObject *)result->native->data)->sequence = sequence;
    if (!arguments_bind(interpreter, "Sequence", arguments, names, COUNT, values, NULL, NULL) ||
        !argument_text(interpreter, arena, values[ARG_name], "name", &sequence->name) ||
        !argument_text(interpreter, arena, values[ARG_schema], "schema", &sequence->schema))
        return false;
    if (value_given(values[ARG_data_type]))
        return python_refuse(interpreter, "Sequence(data_type=...)");
    const Value ordered[IDENTITY_OPTIONS] = {values[ARG_increment], values[ARG_start],      values[ARG_minvalue],
                                             values[ARG_maxvalue],  values[ARG_nominvalue], values[ARG_nomaxvalue],
                                             values[ARG_cache],     values[ARG_cycle]};
    if (!identity_options_from(interpreter, arena, ordered, &options))
        return false;
    sequence->options = options.options;
    return true;
}

static bool sequence_operation(Interpreter *interpreter, Value self, const Arguments *arguments, OperationKind kind,
                               Value *result)
{
    bool needed;
    const Sequence *sequence = ((SequenceObject *)self.native->data)->sequence;
    Operation operation = {.kind = kind, .sequence = sequence};
    ExistenceCheck look = {"sequence", sequence->name, sequence->schema, kind == OPERATION_DROP_SEQUENCE, true};
    *result = value_none();
    return check_first(interpreter, arguments, &look, &needed) && (!needed || emit_operation(interpreter, &operation));
}

NATIVE(sequence_create)
{
    return sequence_operation(interpreter, self, arguments, OPERATION_CREATE_SEQUENCE, result);
}

NATIVE(sequence_drop)
{
    return sequence_operation(interpreter, self, arguments, OPERATION_DROP_SEQUENCE, result);
}

static const NativeClass next_value_class = {
    .name = "next_value", .module = "sqlalchemy.sql.functions", .base = &expression_class};

/* func.next_value(sequence), sequence.next_value() */
bool sequence_next_value(Interpreter *interpreter, Value sequence, Value *result)
{
    const SequenceObject *object = native_data(sequence, &sequence_class);
    if (!object)
        return python_raise(interpreter, "AssertionError", "next_value() accepts a Sequence object as input.");
    if (!native_new(interpreter, &next_value_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    native_store(result->native, sequence);
    Expression *next = expression_new(native_arena(result->native), EXPRESSION_NEXT_VALUE);
    next->name = object->sequence->name;
    next->text = object->sequence->schema;
    next->type = type_new(native_arena(result->native), TYPE_INTEGER);
    expression_object_set(*result, next);
    return true;
}

NATIVE(sequence_next)
{
    (void)arguments;
    return sequence_next_value(interpreter, self, result);
}

static const NativeMember sequence_methods[] = {
    {"create", sequence_create}, {"drop", sequence_drop}, {"next_value", sequence_next}, {NULL, NULL}};
const NativeClass sequence_class = {.name = "Sequence",
                                    .module = "sqlalchemy.sql.schema",
                                    .construct = construct_sequence,
                                    .methods = sequence_methods};

/* ---- Table.create() and drop() ---------------------------------------------------------- */

bool emit_enum(Interpreter *interpreter, const Arguments *arguments, const SqlType *type, OperationKind kind,
               bool checks)
{
    ExistenceCheck look = {"type", type->name, type->schema, kind == OPERATION_DROP_ENUM, checks};
    Operation operation = {.kind = kind, .type = type};
    bool needed;
    return check_first(interpreter, arguments, &look, &needed) && (!needed || emit_operation(interpreter, &operation));
}

/* CREATE TYPE or DROP TYPE for each enumeration of the table, once per call. Enumerations with metadata= are
 * created with the MetaData, or if checkfirst finds them missing, and are not dropped with a table. */
static bool emit_enums(Interpreter *interpreter, const Table *table, OperationKind kind, bool checks, TypeMemo *memo)
{
    Value values[] = {value_none(), value_bool(checks)};
    const Arguments arguments = {values, 2, NULL, 0};
    const Sink *sink = host_sink(interpreter);
    if (!sink || !sink->traits->has_native_enums)
        return sink != NULL;
    for (size_t i = 0; i < table->columns.count; i++) {
        const SqlType *type = table->columns.items[i]->type;
        if (!type)
            continue;
        type = type_for_dialect(type, sink->traits->name);
        while (type->kind == TYPE_ARRAY)
            type = type_for_dialect(type->item, sink->traits->name);
        bool of_other = type->of_metadata && (kind == OPERATION_DROP_ENUM || !checks);
        if (!type_is_native_enum(type) || !type->create_type || of_other)
            continue;
        if (!type->name)
            return python_refuse(interpreter, "create() of a table with an Enum without a name");
        if (type_memo_add(memo, type) && !emit_enum(interpreter, &arguments, type, kind, checks))
            return false;
    }
    return true;
}

static bool table_operation(Interpreter *interpreter, Value self, const Arguments *arguments, OperationKind kind,
                            bool with_types, Value *result)
{
    enum { ARG_bind, ARG_checkfirst, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_bind] = "bind", [ARG_checkfirst] = "checkfirst"};
    Value values[ARG_COUNT];
    bool needed, checks = false, drops = kind == OPERATION_DROP_TABLE;
    const Table *table = ((TableObject *)self.native->data)->table;
    ExistenceCheck look = {"table", table->name, table->schema, drops, false};
    Operation operation = {
        .kind = kind, .table = table, .table_name = table->name, .schema = table->schema, .types_are_created = true};
    *result = value_none();
    if (!listeners_allow(interpreter, self, drops ? "drop" : "create") ||
        !check_first(interpreter, arguments, &look, &needed) || !needed)
        return !python_failed(interpreter);
    if (!arguments_bind(interpreter, drops ? "drop" : "create", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !argument_flag(interpreter, values[ARG_checkfirst], &checks))
        return false;
    if (!with_types)
        return emit_operation(interpreter, &operation);
    TypeMemo memo = {.arena = arena_new()};
    bool done = drops ? emit_operation(interpreter, &operation) &&
                            emit_enums(interpreter, table, OPERATION_DROP_ENUM, checks, &memo)
                      : emit_enums(interpreter, table, OPERATION_CREATE_ENUM, checks, &memo) &&
                            emit_operation(interpreter, &operation);
    arena_free(memo.arena);
    return done;
}

/* MetaData.create_all() creates the enumerations of all tables first. */
bool tables_make_types(Interpreter *interpreter, const Dict *tables, bool checks)
{
    TypeMemo memo = {.arena = arena_new()};
    bool done = true;
    for (size_t i = 0; done && i < tables->used; i++) {
        const TableObject *object = native_data(tables->entries[i].value, &table_class);
        done = !object || emit_enums(interpreter, object->table, OPERATION_CREATE_ENUM, checks, &memo);
    }
    arena_free(memo.arena);
    return done;
}

bool table_create(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return table_operation(interpreter, self, arguments, OPERATION_CREATE_TABLE, true, result);
}

bool table_create_alone(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return table_operation(interpreter, self, arguments, OPERATION_CREATE_TABLE, false, result);
}

bool table_drop(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return table_operation(interpreter, self, arguments, OPERATION_DROP_TABLE, true, result);
}

/* ---- DDL elements --------------------------------------------------------------------------- */

static bool new_ddl(Interpreter *interpreter, OperationKind kind, Value of, Value *result, Operation **operation)
{
    if (!native_new(interpreter, &ddl_class, sizeof(DdlObject), result))
        return false;
    python_push(interpreter, *result);
    native_store(result->native, of);
    *operation = ARENA_NEW(native_arena(result->native), Operation);
    (*operation)->kind = kind;
    (*operation)->is_bare = true;
    ((DdlObject *)result->native->data)->operation = *operation;
    return true;
}

static bool ddl_flags(Interpreter *interpreter, const Arguments *arguments, const char *flag, bool *truth)
{
    enum { ARG_element, ARG_flag, ARG_COUNT };
    const char *const names[ARG_COUNT] = {[ARG_element] = "element", [ARG_flag] = flag};
    Value values[ARG_COUNT];
    return arguments_bind(interpreter, "a DDL element", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           argument_flag(interpreter, values[ARG_flag], truth);
}

/* The table of CreateTable(t, include_foreign_key_constraints=...): with these keys and no others. */
static bool with_keys(Interpreter *interpreter, Arena *arena, Value keys, const Table **table)
{
    Table *copy = ARENA_NEW(arena, Table);
    Value list;
    if (!value_given(keys) || value_is_none(keys))
        return true;
    if (!python_collect(interpreter, keys, &list))
        return false;
    *copy = **table;
    copy->constraints.items = NULL;
    copy->constraints.count = copy->constraints.capacity = 0;
    for (size_t i = 0; i < (*table)->constraints.count; i++) {
        const Constraint *constraint = (*table)->constraints.items[i];
        bool kept = constraint->kind != CONSTRAINT_FOREIGN_KEY;
        for (size_t k = 0; !kept && k < list.list->count; k++) {
            const ConstraintObject *object = native_data(list.list->items[k], &constraint_class);
            kept = object && object->constraint == constraint_origin(constraint);
        }
        if (kept)
            vector_push(arena, &copy->constraints, constraint);
    }
    *table = copy;
    return true;
}

static bool table_element(Interpreter *interpreter, const Arguments *arguments, OperationKind kind, Value *result)
{
    Operation *operation;
    Value of = argument_at(arguments, 0);
    if (!table_of_class(interpreter, &of))
        return false;
    TableObject *table = native_data(of, &table_class);
    if (!table)
        return python_refuse(interpreter, "DDL of a %s", value_type_name(of));
    if (!new_ddl(interpreter, kind, of, result, &operation))
        return false;
    operation->table = table->table;
    operation->table_name = table->table->name;
    operation->schema = table->table->schema;
    enum { CREATE_element, CREATE_include_foreign_key_constraints, CREATE_if_not_exists, CREATE_COUNT };
    enum { DROP_element, DROP_if_exists, DROP_COUNT };
    static const char *const creating[CREATE_COUNT] = {[CREATE_element] = "element",
                                                       [CREATE_include_foreign_key_constraints] =
                                                           "include_foreign_key_constraints",
                                                       [CREATE_if_not_exists] = "if_not_exists"};
    static const char *const dropping[DROP_COUNT] = {[DROP_element] = "element", [DROP_if_exists] = "if_exists"};
    bool creates = kind == OPERATION_CREATE_TABLE;
    Value values[CREATE_COUNT];
    return arguments_bind(interpreter, creates ? "CreateTable" : "DropTable", arguments, creates ? creating : dropping,
                          creates ? (size_t)CREATE_COUNT : (size_t)DROP_COUNT, values, NULL, NULL) &&
           (!creates || with_keys(interpreter, native_arena(result->native),
                                  values[CREATE_include_foreign_key_constraints], &operation->table)) &&
           argument_flag(interpreter, values[creates ? (int)CREATE_if_not_exists : (int)DROP_if_exists],
                         &operation->if_exists);
}

/* The table an index or a constraint belongs to; NULL: to none. */
static const Table *owner_of(Interpreter *interpreter, Value part)
{
    const TableObject *owner =
        native_data(names_get(&part.native->names, python_intern(interpreter, "table")), &table_class);
    return owner ? owner->table : NULL;
}

/* As it is called in the table, which has named it. */
static const Index *index_in_table(const Table *table, const Index *index)
{
    for (size_t i = 0; table && i < table->indexes.count; i++)
        if (index_origin(table->indexes.items[i]) == index)
            return table->indexes.items[i];
    return index;
}

static const Constraint *constraint_in_table(const Table *table, const Constraint *constraint)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (constraint_origin(table->constraints.items[i]) == constraint)
            return table->constraints.items[i];
    return constraint;
}

static bool index_element(Interpreter *interpreter, const Arguments *arguments, OperationKind kind, Value *result)
{
    Operation *operation;
    IndexObject *index = native_data(argument_at(arguments, 0), &index_class);
    if (!index)
        return python_refuse(interpreter, "DDL of a %s", value_type_name(argument_at(arguments, 0)));
    if (kind == OPERATION_CREATE_INDEX && !index->index->table)
        return python_refuse(interpreter, "CREATE INDEX of an index that belongs to no table");
    if (!new_ddl(interpreter, kind, argument_at(arguments, 0), result, &operation))
        return false;
    operation->index = index_in_table(owner_of(interpreter, argument_at(arguments, 0)), index->index);
    operation->table_name = index->index->table;
    return ddl_flags(interpreter, arguments, kind == OPERATION_CREATE_INDEX ? "if_not_exists" : "if_exists",
                     &operation->if_exists);
}

/* AddConstraint(constraint), DropConstraint(constraint, cascade=...): afterwards CREATE TABLE of its table leaves
 * it out. */
static bool constraint_element(Interpreter *interpreter, const Arguments *arguments, OperationKind kind, Value *result)
{
    enum { ARG_element, ARG_isolate_from_table, ARG_cascade, ARG_if_exists, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_element] = "element",
                                                 [ARG_isolate_from_table] = "*isolate_from_table",
                                                 [ARG_cascade] = "cascade",
                                                 [ARG_if_exists] = "if_exists"};
    bool drops = kind == OPERATION_DROP_CONSTRAINT, isolates = true;
    Value values[ARG_COUNT] = {[ARG_cascade] = value_absent(), [ARG_if_exists] = value_absent()};
    Operation *operation;
    if (!arguments_bind(interpreter, drops ? "DropConstraint" : "AddConstraint", arguments, names,
                        drops ? (size_t)ARG_COUNT : (size_t)ARG_cascade, values, NULL, NULL))
        return false;
    const ConstraintObject *object = native_data(values[ARG_element], &constraint_class);
    const Table *table = object ? owner_of(interpreter, values[ARG_element]) : NULL;
    if (!table)
        return python_refuse(interpreter, "DDL of a constraint that belongs to no table");
    if (!new_ddl(interpreter, kind, values[ARG_element], result, &operation) ||
        !argument_flag(interpreter, values[ARG_isolate_from_table], &isolates) ||
        !argument_flag(interpreter, values[ARG_cascade], &operation->cascades) ||
        !argument_flag(interpreter, values[ARG_if_exists], &operation->if_exists))
        return false;
    object->constraint->is_isolated |= isolates;
    operation->constraint = constraint_in_table(table, object->constraint);
    operation->table = table;
    operation->table_name = table->name;
    operation->schema = table->schema;
    return true;
}

/* CreateEnumType(type), DropEnumType(type) */
static bool enum_element(Interpreter *interpreter, const Arguments *arguments, OperationKind kind, Value *result)
{
    enum { ARG_element, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_element] = "element"};
    Value values[ARG_COUNT];
    Operation *operation;
    const SqlType *type;
    if (!arguments_bind(interpreter, kind == OPERATION_CREATE_ENUM ? "CreateEnumType" : "DropEnumType", arguments,
                        names, ARG_COUNT, values, NULL, NULL) ||
        !new_ddl(interpreter, kind, values[ARG_element], result, &operation) ||
        !type_from(interpreter, result->native, values[ARG_element], &type))
        return false;
    if (!type || type_row(type->kind)->affinity != AFFINITY_ENUM || !type->name)
        return python_refuse(interpreter, "DDL of a type that is not an Enum with a name");
    operation->type = type;
    return true;
}

static bool sequence_element(Interpreter *interpreter, const Arguments *arguments, OperationKind kind, Value *result)
{
    Operation *operation;
    SequenceObject *sequence = native_data(argument_at(arguments, 0), &sequence_class);
    if (!sequence)
        return python_refuse(interpreter, "DDL of a %s", value_type_name(argument_at(arguments, 0)));
    if (!new_ddl(interpreter, kind, argument_at(arguments, 0), result, &operation))
        return false;
    operation->sequence = sequence->sequence;
    return ddl_flags(interpreter, arguments, kind == OPERATION_CREATE_SEQUENCE ? "if_not_exists" : "if_exists",
                     &operation->if_exists);
}

static bool schema_element(Interpreter *interpreter, const Arguments *arguments, OperationKind kind, Value *result)
{
    bool creates = kind == OPERATION_CREATE_SCHEMA;
    enum { ARG_name, ARG_flag, ARG_last, ARG_COUNT };
    const char *const names[ARG_COUNT] = {[ARG_name] = "name",
                                          [ARG_flag] = creates ? "if_not_exists" : "cascade",
                                          [ARG_last] = creates ? "quote" : "if_exists"};
    Value values[ARG_COUNT];
    Operation *operation;
    if (!arguments_bind(interpreter, creates ? "CreateSchema" : "DropSchema", arguments, names, ARG_COUNT, values, NULL,
                        NULL) ||
        !new_ddl(interpreter, kind, values[ARG_name], result, &operation))
        return false;
    return argument_text(interpreter, native_arena(result->native), values[ARG_name], "name", &operation->schema) &&
           argument_flag(interpreter, values[ARG_flag], creates ? &operation->if_exists : &operation->cascades) &&
           (creates || argument_flag(interpreter, values[ARG_last], &operation->if_exists));
}

#define ELEMENT(name, maker, kind)                                                                                     \
    NATIVE(name)                                                                                                       \
    {                                                                                                                  \
        (void)self;                                                                                                    \
        return maker(interpreter, arguments, kind, result);                                                            \
    }

ELEMENT(make_create_table, table_element, OPERATION_CREATE_TABLE)
ELEMENT(make_drop_table, table_element, OPERATION_DROP_TABLE)
ELEMENT(make_create_index, index_element, OPERATION_CREATE_INDEX)
ELEMENT(make_drop_index, index_element, OPERATION_DROP_INDEX)
ELEMENT(make_add_constraint, constraint_element, OPERATION_CREATE_CONSTRAINT)
ELEMENT(make_drop_constraint, constraint_element, OPERATION_DROP_CONSTRAINT)
ELEMENT(make_create_enum, enum_element, OPERATION_CREATE_ENUM)
ELEMENT(make_drop_enum, enum_element, OPERATION_DROP_ENUM)
ELEMENT(make_create_schema, schema_element, OPERATION_CREATE_SCHEMA)
ELEMENT(make_drop_schema, schema_element, OPERATION_DROP_SCHEMA)
ELEMENT(make_create_sequence, sequence_element, OPERATION_CREATE_SEQUENCE)
ELEMENT(make_drop_sequence, sequence_element, OPERATION_DROP_SEQUENCE)

/* execute_if(dialect=..., callable_=...): a condition of listeners only; a connection executes the DDL without it. */
NATIVE(ddl_execute_if)
{
    (void)interpreter;
    (void)arguments;
    *result = self;
    return true;
}

static const NativeMember ddl_methods[] = {{"execute_if", ddl_execute_if, TAKES_ANYTHING}, {NULL, NULL}};

const NativeClass ddl_class = {.name = "ExecutableDDLElement", .module = "sqlalchemy.sql.ddl", .methods = ddl_methods};

static void set_text(const Native *made, Operation *operation, const char *bytes)
{
    Arena *arena = native_arena((Native *)made);
    Statement *statement = ARENA_NEW(arena, Statement);
    Expression *text = expression_new(arena, EXPRESSION_TEXT);
    text->text = arena_strdup(arena, bytes);
    statement->kind = STATEMENT_TEXT;
    statement->text = text;
    operation->statement = statement;
}

/* Formatted by Python's %, no bound parameters. SQLAlchemy gives %(table)s, %(schema)s and %(fullname)s when a
 * listener runs it. */
NATIVE(make_ddl)
{
    (void)self;
    enum { ARG_statement, ARG_context, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_statement] = "statement", [ARG_context] = "context"};
    Value values[ARG_COUNT], format;
    Operation *operation;
    if (!arguments_bind(interpreter, "DDL", arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    bool has_context = value_given(values[ARG_context]) && !value_is_none(values[ARG_context]);
    const char *text = values[ARG_statement].kind == VALUE_STRING ? values[ARG_statement].string->bytes : "";
    bool names_table = strstr(text, "%(table)") || strstr(text, "%(schema)") || strstr(text, "%(fullname)");
    if (!has_context && names_table)
        return new_ddl(interpreter, OPERATION_EXECUTE, values[ARG_statement], result, &operation);
    if (!has_context && !python_dict(interpreter, &values[ARG_context]))
        return false;
    python_push(interpreter, values[ARG_context]);
    if (!python_binary(interpreter, OPERATOR_MODULO, values[ARG_statement], values[ARG_context], &format) ||
        !new_ddl(interpreter, OPERATION_EXECUTE, format, result, &operation))
        return false;
    set_text(result->native, operation, format.string->bytes);
    return true;
}

const Operation *ddl_operation(Value value)
{
    const DdlObject *object = native_data(value, &ddl_class);
    return object ? object->operation : NULL;
}

bool execute_ddl(Interpreter *interpreter, Value value, bool *handled)
{
    if (!take_own_ddl(interpreter, &value))
        return false;
    const Operation *operation = ddl_operation(value);
    *handled = operation != NULL;
    if (operation && operation->kind == OPERATION_EXECUTE && !operation->statement)
        return python_refuse(interpreter, "DDL() with %%(table)s, which only a listener of a table gives a value");
    return !operation || emit_operation(interpreter, operation);
}

bool fill_type_ddl(Interpreter *interpreter, Module *module)
{
    static const NativeMember functions[] = {
        {"CreateEnumType", make_create_enum}, {"DropEnumType", make_drop_enum}, {NULL, NULL}};
    return add_functions(interpreter, module, functions);
}

bool fill_ddl(Interpreter *interpreter, Module *module)
{
    static const NativeMember functions[] = {
        {"CreateTable", make_create_table},
        {"DropTable", make_drop_table},
        {"CreateIndex", make_create_index},
        {"DropIndex", make_drop_index},
        {"AddConstraint", make_add_constraint},
        {"DropConstraint", make_drop_constraint},
        {"CreateSequence", make_create_sequence},
        {"DropSequence", make_drop_sequence},
        {"CreateSchema", make_create_schema},
        {"DropSchema", make_drop_schema},
        {"DDL", make_ddl},
        {NULL, NULL},
    };
    names_set(&module->names, python_intern(interpreter, "Sequence"),
              value_object(python_native_class(interpreter, &sequence_class)));
    return add_functions(interpreter, module, functions);
}
