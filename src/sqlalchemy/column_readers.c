#include "column_readers.h"

#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/host.h"

/* The columns of the statement's result; NULL if unknown. */
static const ExpressionList *answered(const Statement *statement)
{
    if (!statement)
        return NULL;
    switch (statement->kind) {
    case STATEMENT_SELECT:
        return &statement->columns;
    case STATEMENT_COMPOUND:
        return answered(statement->parts[0]);
    case STATEMENT_TEXT:
        return NULL;
    default:
        return statement->returning.count ? &statement->returning : &statement->implicit_returning;
    }
}

static const SqlType *type_of(const Expression *expression)
{
    while (!expression->type && (expression->kind == EXPRESSION_LABEL || expression->kind == EXPRESSION_GROUPING))
        expression = expression->left;
    if (expression->kind == EXPRESSION_SUBQUERY && !expression->type && expression->statement->columns.count)
        return type_of(expression->statement->columns.items[0]);
    return expression->type;
}

/* The library's reader for the type; NULL if values need no conversion. */
static const char *kind_of(const SqlType *type)
{
    static const char *const names[AFFINITY_OTHER + 1] = {
        [AFFINITY_NUMERIC] = "numeric", [AFFINITY_FLOAT] = "float", [AFFINITY_DATETIME] = "datetime",
        [AFFINITY_DATE] = "date",       [AFFINITY_TIME] = "time",   [AFFINITY_INTERVAL] = "interval",
        [AFFINITY_BOOLEAN] = "boolean", [AFFINITY_JSON] = "json",   [AFFINITY_UUID] = "uuid",
        [AFFINITY_ENUM] = "enum",
    };
    if (type->converts_back && !type->application)
        return "own";
    if (type_row(type->kind)->arguments == ARGUMENTS_PICKLE)
        return "pickle";
    return names[type_row(type->kind)->affinity];
}

/* Reason to refuse the first row, so that a migration of an empty table continues; NULL: it can be read. */
static const char *refusal_of(const char *kind, const Sink *sink)
{
    return strcmp(kind, "own") == 0      ? "how the application's type converts a result"
           : strcmp(kind, "pickle") == 0 ? "reading a column of pickles"
           : strcmp(kind, "interval") == 0 && !sink->traits->sends_intervals ? "reading a column of intervals"
                                                                             : NULL;
}

static ColumnReader no_reader(void)
{
    return (ColumnReader){.read = value_absent(), .own = value_absent()};
}

/* What the application's type does with a value, NULL too, after the reader of its impl; a type that cannot be
 * followed is refused at the first row. */
static bool read_own(Interpreter *interpreter, const SqlType *type, ColumnReader *reader)
{
    Value module, function, ask, asked[2] = {*(const Value *)type->application};
    if (!python_import(interpreter, "_limbeck.own_types", &module) ||
        !python_get_attribute(interpreter, module, "reader", &function) ||
        !python_text(interpreter, host_sink(interpreter)->traits->name, &asked[1]))
        return false;
    python_push(interpreter, asked[1]);
    if (!python_call_positional(interpreter, function, asked, 2, &ask))
        return false;
    python_push(interpreter, ask);
    if (!python_attempt(interpreter, ask, &reader->own, &reader->refusal))
        return false;
    python_push(interpreter, reader->own); /* until column_readers() keeps it */
    if (value_is_none(reader->own))
        reader->own = value_absent();
    return true;
}

static bool make_reader(Interpreter *interpreter, const SqlType *type, ColumnReader *reader)
{
    const char *kind = kind_of(type), *dialect = host_sink(interpreter)->traits->name;
    Value module, make, asked[7];
    reader->refusal = kind ? refusal_of(kind, host_sink(interpreter)) : NULL;
    if (type->converts_back && !reader->refusal && !read_own(interpreter, type, reader))
        return false;
    if (!kind || reader->refusal)
        return true;
    if (!python_import(interpreter, "_limbeck.results", &module) ||
        !python_get_attribute(interpreter, module, "column_reader", &make) ||
        !python_text(interpreter, dialect, &asked[0]) || !python_text(interpreter, kind, &asked[1]) ||
        !python_text_list(interpreter, &type->values, &asked[5]) ||
        !python_text_list(interpreter, &type->members, &asked[6]))
        return false;
    asked[2] = value_int(type->scale);
    asked[3] = value_bool(type->reads_otherwise);
    asked[4] = type->enum_class ? (Value){.kind = VALUE_CLASS, .class_ = (Class *)type->enum_class} : value_none();
    if (!python_call_positional(interpreter, make, asked, 7, &reader->read))
        return false;
    if (value_is_none(reader->read))
        reader->read = value_absent();
    reader->of_text = type_row(type->kind)->affinity == AFFINITY_JSON;
    return true;
}

bool column_readers(Interpreter *interpreter, Value owner, const Statement *statement, size_t count,
                    const ColumnReader **readers)
{
    const ExpressionList *columns = answered(statement);
    *readers = NULL;
    if (!columns || columns->count != count)
        return true;
    size_t mark = python_stack_mark(interpreter);
    ColumnReader *made = NULL;
    python_push(interpreter,
                owner); /* keep it: nothing else refers to it, and making readers runs code of the script */
    for (size_t i = 0; i < count; i++) {
        const SqlType *type = type_of(columns->items[i]);
        ColumnReader reader = no_reader();
        if (type && !make_reader(interpreter, type_for_dialect(type, host_sink(interpreter)->traits->name), &reader))
            return false;
        if (!value_given(reader.read) && !value_given(reader.own) && !reader.refusal)
            continue;
        if (value_given(reader.read))
            native_store(owner.native, reader.read);
        if (value_given(reader.own))
            native_store(owner.native, reader.own);
        if (!made) {
            made = ARENA_ARRAY(native_arena(owner.native), ColumnReader, count);
            for (size_t k = 0; k < count; k++)
                made[k] = no_reader();
        }
        made[i] = reader;
    }
    python_stack_reset(interpreter, mark);
    *readers = made;
    return true;
}

/* Converts a value whose type has a reader, as Python's database drivers do. */
static bool typed_value(Interpreter *interpreter, const ScriptCell *cell, Value *value)
{
    Value module, readers, name, reader, text;
    if (!python_import(interpreter, "_limbeck.drivers", &module) ||
        !python_get_attribute(interpreter, module, "readers", &readers) ||
        !python_text(interpreter, cell->sql_type, &name) || !dict_get(interpreter, readers.dict, name, &reader))
        return false;
    if (!value_given(reader))
        return python_refuse(interpreter,
                             "a column of a type that limbeck does not convert to a Python value (%s); cast it to text "
                             "or a number in the query",
                             cell->sql_type);
    return python_string(interpreter, cell->literal.bytes, cell->literal.length, &text) &&
           python_call_positional(interpreter, reader, &text, 1, value);
}

bool cell_value(Interpreter *interpreter, const ScriptCell *cell, Value *value)
{
    const Literal *literal = &cell->literal;
    if (cell->sql_type)
        return typed_value(interpreter, cell, value);
    switch (literal->kind) {
    case LITERAL_BOOLEAN:
        *value = value_bool(literal->boolean);
        return true;
    case LITERAL_INTEGER:
        *value = value_int(literal->integer);
        return true;
    case LITERAL_REAL:
        *value = value_float(literal->real);
        return true;
    case LITERAL_TEXT:
        return python_string(interpreter, literal->bytes, literal->length, value);
    case LITERAL_BYTES:
        return python_bytes(interpreter, literal->bytes, literal->length, value);
    default:
        *value = value_none();
        return true;
    }
}

bool column_read(Interpreter *interpreter, const ColumnReader *reader, const ScriptCell *cell, Value *value)
{
    if (reader->refusal)
        return python_refuse(interpreter, "%s", reader->refusal);
    bool is_read = value_given(reader->read) && !value_is_none(*value) && !(reader->of_text && cell->sql_type);
    Value given = *value;
    if (is_read && !python_call_positional(interpreter, reader->read, &given, 1, value))
        return false;
    if (!value_given(reader->own))
        return true;
    given = *value;
    python_push(interpreter, given);
    return python_call_positional(interpreter, reader->own, &given, 1, value);
}
