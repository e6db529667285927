/* op.get_bind(): statements go to the sink, rows come back from it. */
#include "binding.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows ----------------------------------------------------------------------- */

/* kept[0] is the result, the values follow. */
typedef struct ResultObject {
    ScriptRows *rows; /* NULL once closed */
    const char *const *columns;
    size_t column_count;
    int64_t total;
    int64_t done;
    int64_t affected;
    bool has_rows;
} ResultObject;

static const NativeClass result_class;

static ResultObject *result_of_row(Value row)
{
    return row.native->kept[0].native->data;
}

static bool row_index(Value self, const char *name, size_t *index)
{
    const ResultObject *result = result_of_row(self);
    for (*index = 0; *index < result->column_count; (*index)++)
        if (strcmp(result->columns[*index], name) == 0)
            return true;
    return false;
}

static bool row_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    size_t index;
    *result = value_absent();
    if (strcmp(name, "_mapping") == 0) {
        *result = self;
        return true;
    }
    if (row_index(self, name, &index))
        *result = self.native->kept[1 + index];
    else if (name[0] != '_' && strcmp(name, "count") != 0 && strcmp(name, "index") != 0)
        return python_raise(interpreter, "AttributeError", "Could not locate column in row for column '%s'", name);
    return true;
}

static bool row_item(Interpreter *interpreter, Value self, Value key, Value *result)
{
    const ResultObject *rows = result_of_row(self);
    size_t index;
    if (key.kind == VALUE_STRING) {
        if (!row_index(self, key.string->bytes, &index))
            return python_raise(interpreter, "KeyError", "%s", key.string->bytes);
        *result = self.native->kept[1 + index];
        return true;
    }
    int64_t at;
    if (!expect_int(interpreter, key, "row index", &at))
        return false;
    at += at < 0 ? (int64_t)rows->column_count : 0;
    if (at < 0 || at >= (int64_t)rows->column_count)
        return python_raise(interpreter, "IndexError", "tuple index out of range");
    *result = self.native->kept[1 + at];
    return true;
}

static bool row_length(Interpreter *interpreter, Value self, size_t *length)
{
    (void)interpreter;
    *length = result_of_row(self)->column_count;
    return true;
}

static bool row_iterate(Interpreter *interpreter, Value self, Value *iterator)
{
    Value tuple;
    return python_tuple(interpreter, self.native->kept + 1, result_of_row(self)->column_count, &tuple) &&
           python_iterator(interpreter, tuple, iterator);
}

static bool row_text(Interpreter *interpreter, Value self, Text *out)
{
    Value tuple;
    return python_tuple(interpreter, self.native->kept + 1, result_of_row(self)->column_count, &tuple) &&
           python_repr(interpreter, tuple, out);
}

NATIVE(row_as_dict)
{
    (void)arguments;
    const ResultObject *rows = result_of_row(self);
    if (!python_dict(interpreter, result))
        return false;
    for (size_t i = 0; i < rows->column_count; i++)
        if (!dict_set_text(interpreter, result->dict, rows->columns[i], self.native->kept[1 + i]))
            return false;
    return true;
}

static const NativeMember row_methods[] = {{"_asdict", row_as_dict}, {NULL, NULL}};
static const NativeClass row_class = {.name = "Row",
                                      .module = "sqlalchemy.engine",
                                      .methods = row_methods,
                                      .attribute = row_attribute,
                                      .item = row_item,
                                      .length = row_length,
                                      .iterate = row_iterate,
                                      .text = row_text};

static bool cell_value(Interpreter *interpreter, const ScriptCell *cell, Value *value)
{
    const Literal *literal = &cell->literal;
    if (cell->sql_type)
        return python_refuse(interpreter,
                             "a column of a type that limbeck does not turn into a Python value (%s); cast it to text "
                             "or a number in the query",
                             cell->sql_type);
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

static bool fetch(Interpreter *interpreter, Value self, Value *row)
{
    ResultObject *result = self.native->data;
    const ScriptCell *cells;
    Error error = {0};
    *row = value_absent();
    if (!result->rows)
        return true;
    if (!result->has_rows)
        return python_raise(interpreter, "ResourceClosedError",
                            "This result object does not return rows. It has been closed automatically.");
    if (!result->rows->next(result->rows, &cells, &error))
        return sink_failed(interpreter, &error);
    Sink *sink = host_sink(interpreter);
    if (sink->progress)
        sink->progress(sink, result->done, result->total);
    if (!cells)
        return true;
    result->done++;
    python_progress(interpreter);
    if (!native_new(interpreter, &row_class, 0, row))
        return false;
    python_push(interpreter, *row);
    native_keep(row->native, self);
    /* None is a value too, so every column takes its place. */
    for (size_t i = 0; i < result->column_count; i++) {
        Value value;
        if (!cell_value(interpreter, &cells[i], &value))
            return false;
        native_keep_any(row->native, value);
    }
    return true;
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
    bool done = fetch(interpreter, self, item);
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
    int64_t size = 1;
    return (!arguments->positional || expect_int(interpreter, arguments->values[0], "size", &size)) &&
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

NATIVE(result_scalar)
{
    Value row;
    if (!result_first(interpreter, self, arguments, &row))
        return false;
    *result = value_is_none(row) ? row : row.native->kept[1];
    return true;
}

NATIVE(result_scalar_one)
{
    Value row, second;
    (void)arguments;
    if (!result_next_row(interpreter, self, &row))
        return false;
    if (!value_given(row))
        return python_raise(interpreter, "NoResultFound", "No row was found when one was required");
    python_push(interpreter, row);
    if (!result_next_row(interpreter, self, &second))
        return false;
    if (value_given(second))
        return python_raise(interpreter, "MultipleResultsFound",
                            "Multiple rows were found when exactly one was required");
    *result = row.native->kept[1];
    return true;
}

/* ---- partitions, scalars: iterators over the result ----------------------------------------- */

typedef struct PartitionObject {
    int64_t size;
} PartitionObject;

static bool next_partition(Interpreter *interpreter, Value self, Value *item)
{
    size_t mark = python_stack_mark(interpreter);
    if (!fetch_list(interpreter, self.native->kept[0], ((PartitionObject *)self.native->data)->size, item))
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
    native_keep(result->native, self);
    ((PartitionObject *)result->native->data)->size = size;
    return true;
}

static bool next_scalar(Interpreter *interpreter, Value self, Value *item)
{
    if (!result_next_row(interpreter, self.native->kept[0], item))
        return false;
    if (value_given(*item))
        *item = item->native->kept[1];
    return true;
}

NATIVE(scalars_all)
{
    (void)arguments;
    return python_collect(interpreter, self, result);
}

static const NativeMember scalars_methods[] = {{"all", scalars_all}, {"fetchall", scalars_all}, {NULL, NULL}};
static const NativeClass scalars_class = {
    .name = "ScalarResult", .module = "sqlalchemy.engine", .next = next_scalar, .methods = scalars_methods};

NATIVE(result_scalars)
{
    (void)arguments;
    if (!native_new(interpreter, &scalars_class, 0, result))
        return false;
    native_keep(result->native, self);
    return true;
}

NATIVE(result_self)
{
    (void)interpreter;
    (void)arguments;
    *result = self;
    return true;
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
    if (rows->affected < 0)
        return python_refuse(interpreter, "rowcount of this statement");
    *result = value_int(rows->affected);
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
    {"partitions", result_partitions},
    {"scalars", result_scalars},
    {"mappings", result_self},
    {"keys", result_keys},
    {"close", result_close},
    {NULL, NULL},
};
static const NativeMember result_properties[] = {{"rowcount", result_rowcount}, {NULL, NULL}};
static const NativeClass result_class = {.name = "CursorResult",
                                         .module = "sqlalchemy.engine",
                                         .methods = result_methods,
                                         .properties = result_properties,
                                         .next = result_next_row,
                                         .release = release_result};

/* ---- executing ------------------------------------------------------------------------------------ */

static bool read_set(Interpreter *interpreter, Arena *arena, Value dict, ParameterSet *set)
{
    if (dict.kind != VALUE_DICT)
        return python_refuse(interpreter, "parameters as a %s", value_type_name(dict));
    NamedValue *items = ARENA_ARRAY(arena, NamedValue, dict.dict->count + 1);
    set->items = items;
    for (size_t i = 0; i < dict.dict->used; i++) {
        const DictEntry *entry = &dict.dict->entries[i];
        bool is_plain;
        if (!value_given(entry->key))
            continue;
        NamedValue *item = &items[set->count++];
        if (!expect_text(interpreter, entry->key, "parameter name", &item->name) ||
            !literal_from(interpreter, arena, entry->value, &item->value, &is_plain))
            return false;
        if (!is_plain)
            return python_refuse(interpreter, "a %s as the value of parameter '%s'", value_type_name(entry->value),
                                 item->name);
    }
    return true;
}

static bool read_sets(Interpreter *interpreter, Arena *arena, Value parameters, ParameterSet **sets, size_t *count)
{
    *sets = NULL;
    *count = 0;
    if (!value_given(parameters) || value_is_none(parameters))
        return true;
    bool many = value_is_sequence(parameters);
    *count = many ? parameters.list->count : 1;
    *sets = ARENA_ARRAY(arena, ParameterSet, *count + 1);
    for (size_t i = 0; i < *count; i++)
        if (!read_set(interpreter, arena, many ? parameters.list->items[i] : parameters, &(*sets)[i]))
            return false;
    return true;
}

/* table.insert() without values takes its columns from the parameters. */
static bool columns_from_set(Interpreter *interpreter, Arena *arena, const Statement **statement,
                             const ParameterSet *set)
{
    if ((*statement)->kind == STATEMENT_TEXT || (*statement)->row_count || !set ||
        (*statement)->kind == STATEMENT_SELECT || (*statement)->kind == STATEMENT_DELETE)
        return true;
    if ((*statement)->kind == STATEMENT_UPDATE)
        return python_refuse(interpreter, "update() with parameters instead of values()");
    Statement *copy = ARENA_NEW(arena, Statement);
    *copy = **statement;
    Assignment *items = ARENA_ARRAY(arena, Assignment, copy->table->columns.count + 1);
    AssignmentRow *row = ARENA_NEW(arena, AssignmentRow);
    *row = (AssignmentRow){items, 0};
    for (size_t c = 0; c < copy->table->columns.count; c++) {
        const Column *column = copy->table->columns.items[c];
        bool given = false;
        for (size_t i = 0; i < set->count; i++) {
            if (strcmp(set->items[i].name, column->name) != 0)
                continue;
            given = true;
            Expression *value = expression_new(arena, EXPRESSION_LITERAL);
            value->name = column->name;
            value->type = column->type;
            value->literal.kind = LITERAL_DEFERRED;
            items[row->count++] = (Assignment){column->name, column->type, value};
        }
        if (given || column->python_default.kind == DEFAULT_NONE)
            continue;
        if (column->python_default.kind == DEFAULT_CALLED)
            return python_refuse(interpreter, "an INSERT that relies on the Python function behind column '%s'",
                                 column->name);
        items[row->count++] = (Assignment){column->name, column->type, column->python_default.value};
    }
    copy->rows = row;
    copy->row_count = 1;
    *statement = copy;
    return true;
}

static bool wrap_rows(Interpreter *interpreter, ScriptRows *rows, Value *result)
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
                             .has_rows = rows->has_rows};
    const char **columns = ARENA_ARRAY(native_arena(result->native), const char *, rows->column_count + 1);
    for (size_t i = 0; i < rows->column_count; i++)
        columns[i] = arena_strdup(native_arena(result->native), rows->columns[i]);
    object->columns = columns;
    return true;
}

bool run_statement(Interpreter *interpreter, Value statement_value, Value parameters, Value *result)
{
    Value holder;
    const Statement *statement;
    ParameterSet *sets;
    size_t count;
    Error error = {0};
    ScriptRows *rows = NULL;
    bool handled;
    if (!execute_ddl(interpreter, statement_value, &handled))
        return false;
    if (handled) {
        *result = value_none();
        return true;
    }
    /* The holder owns what this one execution needs and goes with it. */
    if (!native_new(interpreter, &statement_class, sizeof(StatementObject), &holder))
        return false;
    python_push(interpreter, holder);
    Arena *arena = native_arena(holder.native);
    if (!statement_from(interpreter, holder.native, statement_value, &statement) ||
        !read_sets(interpreter, arena, parameters, &sets, &count) ||
        !columns_from_set(interpreter, arena, &statement, sets))
        return false;
    Sink *sink = host_sink(interpreter);
    if (!sink)
        return false;
    if (!sink->execute(sink, statement, sets, count, &rows, &error))
        return sink_failed(interpreter, &error);
    python_progress(interpreter);
    *result = value_none();
    return !rows || wrap_rows(interpreter, rows, result);
}

NATIVE(connection_execute)
{
    static const char *const names[] = {"statement", "parameters", "execution_options"};
    Value values[3];
    (void)self;
    return arguments_bind(interpreter, "execute", arguments, names, 3, values, NULL, NULL) &&
           run_statement(interpreter, values[0], values[1], result);
}

NATIVE(connection_scalar)
{
    Value rows;
    Arguments none = {0};
    if (!connection_execute(interpreter, self, arguments, &rows))
        return false;
    if (value_is_none(rows))
        return python_raise(interpreter, "AttributeError", "'NoneType' object has no attribute 'scalar'");
    python_push(interpreter, rows);
    return result_scalar(interpreter, rows, &none, result);
}

NATIVE(connection_scalars)
{
    Value rows;
    Arguments none = {0};
    if (!connection_execute(interpreter, self, arguments, &rows))
        return false;
    if (value_is_none(rows))
        return python_raise(interpreter, "AttributeError", "'NoneType' object has no attribute 'scalars'");
    python_push(interpreter, rows);
    return result_scalars(interpreter, rows, &none, result);
}

/* ---- what the connection says of itself ------------------------------------------------------------- */

NATIVE(dialect_name_property)
{
    (void)self;
    (void)arguments;
    Sink *sink = host_sink(interpreter);
    return sink && python_text(interpreter, sink->dialect, result);
}

static const NativeMember dialect_properties[] = {{"name", dialect_name_property}, {NULL, NULL}};
static const NativeClass dialect_class = {
    .name = "Dialect", .module = "sqlalchemy.engine", .properties = dialect_properties};

NATIVE(connection_dialect)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &dialect_class, 0, result);
}

static const NativeMember connection_methods[] = {{"execute", connection_execute},    {"scalar", connection_scalar},
                                                  {"scalars", connection_scalars},    {"connect", result_self},
                                                  {"execution_options", result_self}, {NULL, NULL}};
static const NativeMember connection_properties[] = {
    {"name", dialect_name_property}, {"dialect", connection_dialect}, {"engine", result_self}, {NULL, NULL}};
static const NativeClass connection_class = {.name = "Connection",
                                             .module = "sqlalchemy.engine",
                                             .methods = connection_methods,
                                             .properties = connection_properties};

bool connection_object(Interpreter *interpreter, Value *result)
{
    return native_new(interpreter, &connection_class, 0, result);
}
