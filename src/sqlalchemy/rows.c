/* Results of queries: rows, or the values of one column. */
#include "limbeck/sqlalchemy/rows.h"

#include "column_readers.h"

#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/inserted_key.h"

#include <string.h>

typedef struct ResultObject {
    ScriptRows *rows; /* NULL after close() */
    const char *const *columns;
    size_t column_count;
    int64_t total;
    int64_t done;
    int64_t affected;
    bool has_rows;
    const ColumnReader *readers; /* converter of each column; NULL: no column has one */
    bool is_key;                 /* the rows are the key that an INSERT made, which only inserted_primary_key shows */
    Value key_row;               /* that row, once it was read; ABSENT before */
    InsertedKey key;
} ResultObject;

static const NativeClass result_class;

/* A row keeps its result, and the tuple that it compares as. */
static ResultObject *result_of_row(Value row)
{
    return row.native->slots[0].native->data;
}

static const Value *row_values(Value row)
{
    return row.native->slots[1].list->items;
}

static bool row_index(Value self, const char *name, size_t *index)
{
    const ResultObject *result = result_of_row(self);
    for (*index = 0; *index < result->column_count; (*index)++)
        if (result->columns[*index] == name || strcmp(result->columns[*index], name) == 0)
            return true;
    return false;
}

NATIVE(row_as_dict)
{
    (void)arguments;
    const ResultObject *rows = result_of_row(self);
    if (!python_dict(interpreter, result))
        return false;
    for (size_t i = 0; i < rows->column_count; i++)
        if (!dict_set_text(interpreter, result->dict, rows->columns[i], row_values(self)[i]))
            return false;
    return true;
}

NATIVE(row_as_tuple)
{
    (void)interpreter;
    (void)arguments;
    *result = self;
    return true;
}

static bool row_fields(Interpreter *interpreter, Value self, Value *result)
{
    const ResultObject *rows = result_of_row(self);
    size_t mark = python_stack_mark(interpreter);
    for (size_t i = 0; i < rows->column_count; i++) {
        Value name;
        if (!python_text(interpreter, rows->columns[i], &name))
            return false;
        python_push(interpreter, name);
    }
    bool done = python_tuple(interpreter, python_stack_from(interpreter, mark), rows->column_count, result);
    python_stack_reset(interpreter, mark);
    return done;
}

/* Attribute lookup order: a row's own names, then columns, then count() and index(). */
static bool row_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    size_t index;
    *result = value_absent();
    if (name[0] == '_' && strcmp(name, "_mapping") == 0)
        return row_as_dict(interpreter, self, NULL, result);
    if (name[0] == '_' && strcmp(name, "_fields") == 0)
        return row_fields(interpreter, self, result);
    if (strcmp(name, "t") == 0 || strcmp(name, "_t") == 0)
        *result = self;
    else if (row_index(self, name, &index))
        *result = row_values(self)[index];
    else if (strcmp(name, "count") == 0 || strcmp(name, "index") == 0)
        return python_find_attribute(interpreter, value_plain(self), name, result);
    else if (name[0] != '_')
        return python_raise(interpreter, "AttributeError", "Could not locate column in row for column '%s'", name);
    return true;
}

static bool row_text(Interpreter *interpreter, Value self, Text *out)
{
    return python_repr(interpreter, value_plain(self), out);
}

static const NativeMember row_methods[] = {{"_asdict", row_as_dict, TAKES(0, 0)},
                                           {"_tuple", row_as_tuple, TAKES(0, 0)},
                                           {"tuple", row_as_tuple, TAKES(0, 0)},
                                           {NULL, NULL}};
static const NativeClass row_class = {
    .name = "Row", .module = "sqlalchemy.engine", .methods = row_methods, .attribute = row_attribute, .text = row_text};

/* A preview does not execute statements, so the answer is unknown. */
static bool raise_result_unknown(Interpreter *interpreter, Sink *sink)
{
    sink->unanswered(sink);
    return python_raise(interpreter, "InvalidRequestError", "the result of this statement is known only when it runs");
}

/* A row of the values on the stack from `mark` on. */
static bool make_row(Interpreter *interpreter, Value result, size_t mark, Value *row)
{
    Value tuple;
    size_t count = ((const ResultObject *)result.native->data)->column_count;
    if (!python_tuple(interpreter, python_stack_from(interpreter, mark), count, &tuple) ||
        !native_new_with_slots(interpreter, &row_class, 2, row))
        return false;
    row->native->slots[0] = result;
    row->native->slots[1] = tuple;
    row->native->is_tuple = true;
    return true;
}

static bool fetch(Interpreter *interpreter, Value self, bool reads_key, Value *row)
{
    Sink *sink = host_sink(interpreter);
    ResultObject *result = self.native->data;
    const ScriptCell *cells;
    Error error;
    error_clear(&error);
    *row = value_absent();
    if (!result->rows)
        return true;
    if (result->is_key && !reads_key)
        return true;
    if (!result->has_rows && result->affected < 0 && sink->unanswered)
        return raise_result_unknown(interpreter, sink);
    if (!result->has_rows)
        return python_raise(interpreter, "ResourceClosedError",
                            "This result object does not return rows. It has been closed automatically.");
    if (!result->rows->next(result->rows, &cells, &error))
        return sink_failed(interpreter, &error);
    if (sink->progress)
        sink->progress(sink, result->done, result->total);
    if (!cells)
        return true;
    result->done++;
    python_progress(interpreter);
    size_t mark = python_stack_mark(interpreter);
    for (size_t i = 0; i < result->column_count; i++) {
        Value value = value_none();
        if (!cell_value(interpreter, &cells[i], &value))
            return false;
        python_push(interpreter, value);
        if (result->readers && !column_read(interpreter, &result->readers[i], &cells[i], &value))
            return false;
        python_stack_reset(interpreter, mark + i);
        python_push(interpreter, value);
    }
    return make_row(interpreter, self, mark, row);
}

/* ---- results --------------------------------------------------------------------------- */

static void release_result(void *data)
{
    ResultObject *result = data;
    if (result->rows)
        result->rows->close(result->rows);
    result->rows = NULL;
}

static bool result_next_row(Interpreter *interpreter, Value self, Value *item)
{
    size_t mark = python_stack_mark(interpreter);
    bool done = fetch(interpreter, self, false, item);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool fetch_list(Interpreter *interpreter, Value self, int64_t most, Value *list)
{
    if (!python_list(interpreter, NULL, 0, list))
        return false;
    python_push(interpreter, *list);
    for (int64_t i = 0; most < 0 || i < most; i++) {
        Value row;
        if (!result_next_row(interpreter, self, &row))
            return false;
        if (!value_given(row))
            break;
        if (!list_append(interpreter, list->list, row))
            return false;
    }
    return true;
}

NATIVE(result_fetchall)
{
    (void)arguments;
    return fetch_list(interpreter, self, -1, result);
}

NATIVE(result_fetchmany)
{
    static const char *const names[] = {"size"};
    Value given;
    int64_t size = 1;
    return arguments_bind(interpreter, "fetchmany", arguments, names, 1, &given, NULL, NULL) &&
           (!value_given(given) || value_is_none(given) || expect_int(interpreter, given, "size", &size)) &&
           fetch_list(interpreter, self, size, result);
}

NATIVE(result_fetchone)
{
    (void)arguments;
    if (!result_next_row(interpreter, self, result))
        return false;
    if (!value_given(*result))
        *result = value_none();
    return true;
}

NATIVE(result_first)
{
    if (!result_fetchone(interpreter, self, arguments, result))
        return false;
    release_result(self.native->data);
    return true;
}

/* The first value of a row; None for None. */
static Value first_value(Value row)
{
    return row.kind == VALUE_NATIVE ? row_values(row)[0] : row;
}

NATIVE(result_scalar)
{
    Value row;
    if (!result_first(interpreter, self, arguments, &row))
        return false;
    *result = first_value(row);
    return true;
}

/* The only item of an iterator, or none; a second item is an error. */
static bool only_item(Interpreter *interpreter, Value iterator, bool may_lack, Value *item)
{
    Value second;
    if (!python_next(interpreter, iterator, item))
        return false;
    if (!value_given(*item)) {
        *item = value_none();
        return may_lack || python_raise(interpreter, "NoResultFound", "No row was found when one was required");
    }
    python_push(interpreter, *item);
    return python_next(interpreter, iterator, &second) &&
           (!value_given(second) ||
            python_raise(interpreter, "MultipleResultsFound", "Multiple rows were found when %s was required",
                         may_lack ? "one or none" : "exactly one"));
}

NATIVE(result_one)
{
    (void)arguments;
    return only_item(interpreter, self, false, result);
}

NATIVE(result_one_or_none)
{
    (void)arguments;
    return only_item(interpreter, self, true, result);
}

NATIVE(result_scalar_one)
{
    (void)arguments;
    Value row;
    if (!only_item(interpreter, self, false, &row))
        return false;
    *result = first_value(row);
    return true;
}

NATIVE(result_scalar_one_or_none)
{
    (void)arguments;
    Value row;
    if (!only_item(interpreter, self, true, &row))
        return false;
    *result = first_value(row);
    return true;
}

/* ---- partitions, scalars, mappings: iterators over the result ----------------------------------------- */

typedef struct PartitionObject {
    int64_t size;
} PartitionObject;

static bool next_partition(Interpreter *interpreter, Value self, Value *item)
{
    size_t mark = python_stack_mark(interpreter);
    if (!fetch_list(interpreter, self.native->slots[0], ((PartitionObject *)self.native->data)->size, item))
        return false;
    if (!item->list->count)
        *item = value_absent();
    python_stack_reset(interpreter, mark);
    return true;
}

static const NativeClass partition_class = {
    .name = "partitions", .module = "sqlalchemy.engine", .next = next_partition};

NATIVE(result_partitions)
{
    int64_t size = 1;
    Value given = argument_at(arguments, 0);
    if (!value_given(given))
        given = argument_named(interpreter, arguments, "size");
    if (value_given(given) && !expect_int(interpreter, given, "size", &size))
        return false;
    if (size < 1)
        return python_raise(interpreter, "ValueError", "the size of a partition must be positive");
    if (!native_new(interpreter, &partition_class, sizeof(PartitionObject), result))
        return false;
    native_store(result->native, self);
    ((PartitionObject *)result->native->data)->size = size;
    return true;
}

/* slots[0] is the result. */
typedef struct FilterObject {
    bool is_mapping; /* rows as mappings; otherwise the values of one column */
    size_t column;
} FilterObject;

static bool next_filtered(Interpreter *interpreter, Value self, Value *item)
{
    const FilterObject *filter = self.native->data;
    Value row;
    *item = value_absent();
    if (!result_next_row(interpreter, self.native->slots[0], &row) || !value_given(row))
        return !python_failed(interpreter);
    if (filter->is_mapping) {
        size_t mark = python_stack_mark(interpreter);
        python_push(interpreter, row);
        bool done = row_as_dict(interpreter, row, NULL, item);
        python_stack_reset(interpreter, mark);
        return done;
    }
    *item = row_values(row)[filter->column];
    return true;
}

NATIVE(filtered_all)
{
    (void)arguments;
    return python_collect(interpreter, self, result);
}

NATIVE(filtered_first)
{
    (void)arguments;
    if (!python_next(interpreter, self, result))
        return false;
    if (!value_given(*result))
        *result = value_none();
    release_result(self.native->slots[0].native->data);
    return true;
}

NATIVE(result_self)
{
    (void)interpreter;
    (void)arguments;
    *result = self;
    return true;
}

static const NativeMember filtered_methods[] = {
    {"all", filtered_all}, {"fetchall", filtered_all},          {"first", filtered_first},
    {"one", result_one},   {"one_or_none", result_one_or_none}, {NULL, NULL}};
static const NativeClass filtered_class = {
    .name = "FilterResult", .module = "sqlalchemy.engine", .next = next_filtered, .methods = filtered_methods};

static bool filtered(Interpreter *interpreter, Value self, FilterObject filter, Value *result)
{
    if (!native_new(interpreter, &filtered_class, sizeof(FilterObject), result))
        return false;
    native_store(result->native, self);
    *(FilterObject *)result->native->data = filter;
    return true;
}

/* scalars(), scalars(1), scalars("name") */
NATIVE(result_scalars)
{
    const ResultObject *rows = self.native->data;
    static const char *const names[] = {"index"};
    Value which;
    FilterObject filter = {0};
    int64_t index = 0;
    if (!arguments_bind(interpreter, "scalars", arguments, names, 1, &which, NULL, NULL))
        return false;
    if (value_given(which) && which.kind == VALUE_STRING) {
        while (filter.column < rows->column_count && strcmp(rows->columns[filter.column], which.string->bytes) != 0)
            filter.column++;
    } else if (value_given(which)) {
        if (!expect_int(interpreter, which, "index", &index))
            return false;
        filter.column = (size_t)index;
    }
    if (filter.column && filter.column >= rows->column_count)
        return python_raise(interpreter, "NoSuchColumnError", "Could not locate column in row");
    return filtered(interpreter, self, filter, result);
}

NATIVE(result_mappings)
{
    (void)arguments;
    return filtered(interpreter, self, (FilterObject){.is_mapping = true}, result);
}

NATIVE(result_close)
{
    (void)interpreter;
    (void)arguments;
    release_result(self.native->data);
    *result = value_none();
    return true;
}

NATIVE(result_keys)
{
    (void)arguments;
    const ResultObject *rows = self.native->data;
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    for (size_t i = 0; i < rows->column_count; i++) {
        Value name;
        if (!python_text(interpreter, rows->columns[i], &name) || !list_append(interpreter, result->list, name))
            return false;
    }
    return true;
}

NATIVE(result_rowcount)
{
    (void)arguments;
    const ResultObject *rows = self.native->data;
    if (rows->affected < 0) {
        Sink *sink = host_sink(interpreter);
        if (!sink || !sink->unanswered)
            return python_refuse(interpreter, "rowcount of this statement");
        return raise_result_unknown(interpreter, sink);
    }
    *result = value_int(rows->affected);
    return true;
}

/* A row of values that are known without an answer. */
static bool known_key(Interpreter *interpreter, const InsertedKey *key, Value *row)
{
    Value result;
    size_t mark = python_stack_mark(interpreter);
    if (!native_new(interpreter, &result_class, sizeof(ResultObject), &result))
        return false;
    ResultObject *object = result.native->data;
    *object = (ResultObject){.column_count = key->count, .columns = key->names, .key_row = value_absent()};
    python_push(interpreter, result);
    size_t values = python_stack_mark(interpreter);
    for (size_t i = 0; i < key->count; i++)
        python_push(interpreter, key->values[i]);
    bool done = make_row(interpreter, result, values, row);
    python_stack_reset(interpreter, mark);
    return done;
}

NATIVE(result_inserted_primary_key)
{
    (void)arguments;
    ResultObject *object = self.native->data;
    Sink *sink = host_sink(interpreter);
    *result = object->key_row;
    if (value_given(*result) || !sink)
        return sink != NULL;
    if (!object->is_key && !object->key.count)
        return object->affected < 0 && sink->unanswered
                   ? raise_result_unknown(interpreter, sink)
                   : python_refuse(interpreter, "inserted_primary_key of this statement");
    if (!(object->is_key ? fetch(interpreter, self, true, result) : known_key(interpreter, &object->key, result)))
        return false;
    native_store(self.native, *result);
    object->key_row = *result;
    return true;
}

static const NativeMember result_methods[] = {
    {"fetchall", result_fetchall},
    {"all", result_fetchall},
    {"fetchmany", result_fetchmany},
    {"fetchone", result_fetchone},
    {"first", result_first},
    {"scalar", result_scalar},
    {"scalar_one", result_scalar_one},
    {"scalar_one_or_none", result_scalar_one_or_none},
    {"one", result_one},
    {"one_or_none", result_one_or_none},
    {"tuples", result_self},
    {"yield_per", result_self},
    {"partitions", result_partitions},
    {"scalars", result_scalars},
    {"mappings", result_mappings},
    {"keys", result_keys},
    {"close", result_close},
    {NULL, NULL},
};
static const NativeMember result_properties[] = {
    {"rowcount", result_rowcount}, {"inserted_primary_key", result_inserted_primary_key}, {NULL, NULL}};
static const NativeClass result_class = {.name = "CursorResult",
                                         .module = "sqlalchemy.engine",
                                         .methods = result_methods,
                                         .properties = result_properties,
                                         .next = result_next_row,
                                         .release = release_result};

bool result_object(Interpreter *interpreter, ScriptRows *rows, const Statement *statement, const ParameterSet *sets,
                   size_t set_count, Value *result)
{
    if (!native_new(interpreter, &result_class, sizeof(ResultObject), result)) {
        rows->close(rows);
        return false;
    }
    ResultObject *object = result->native->data;
    *object = (ResultObject){.rows = rows,
                             .column_count = rows->column_count,
                             .total = rows->total,
                             .affected = rows->affected,
                             .has_rows = rows->has_rows,
                             .is_key = inserted_key_is_answer(statement, set_count, rows),
                             .key_row = value_absent()};
    const char **columns = ARENA_ARRAY(native_arena(result->native), const char *, rows->column_count + 1);
    for (size_t i = 0; i < rows->column_count; i++)
        columns[i] = python_intern(interpreter, rows->columns[i]); /* the same rule as for row.name */
    object->columns = columns;
    return inserted_key_find(interpreter, result->native, statement, sets, set_count, rows, &object->key) &&
           column_readers(interpreter, *result, statement, rows->column_count, &object->readers);
}
