/* op.get_bind(): statements go to the sink, which returns rows. */
#include "limbeck/sqlalchemy/connection.h"
#include "limbeck/sqlalchemy/compiling.h"

#include "limbeck/config/url.h"
#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/driver_sql.h"
#include "limbeck/sqlalchemy/execution_options.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/own_type_values.h"
#include "limbeck/sqlalchemy/rows.h"
#include "limbeck/sqlalchemy/statements.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- executing ------------------------------------------------------------------------------------ */

/* The type of a parameter of table.insert() without values; NULL: it is sent as it is. */
static const SqlType *own_type_of(Interpreter *interpreter, const Statement *statement, const char *name)
{
    if (!statement || statement->kind != STATEMENT_INSERT || statement->row_count || !statement->table)
        return NULL;
    const Column *column = table_column(statement->table, name);
    return column && own_type_changes(interpreter, column->type) ? column->type : NULL;
}

static bool read_set(Interpreter *interpreter, Arena *arena, const Statement *statement, Value dict, ParameterSet *set)
{
    if (dict.kind != VALUE_DICT)
        return python_refuse(interpreter, "parameters as a %s", value_type_name(dict));
    if (!python_copy_items(interpreter, &dict))
        return false;
    NamedValue *items = ARENA_ARRAY(arena, NamedValue, dict.dict->count + 1);
    set->items = items;
    for (size_t i = 0; i < dict.dict->used; i++) {
        const DictEntry *entry = &dict.dict->entries[i];
        bool is_plain;
        if (!value_given(entry->key))
            continue;
        NamedValue *item = &items[set->count++];
        Value value = entry->value;
        if (!expect_text(interpreter, entry->key, "parameter name", &item->name))
            return false;
        const SqlType *own = own_type_of(interpreter, statement, item->name);
        if ((own && !own_type_sent(interpreter, own, value, &value)) ||
            !parameter_from(interpreter, arena, value, &item->value, &is_plain))
            return false;
        if (!is_plain)
            return python_refuse(interpreter, "a %s as the value of parameter '%s'", value_type_name(entry->value),
                                 item->name);
    }
    return true;
}

static bool read_sets(Interpreter *interpreter, Arena *arena, const Statement *statement, Value parameters,
                      ParameterSet **sets, size_t *count)
{
    *sets = NULL;
    *count = 0;
    if (!value_given(parameters) || value_is_none(parameters))
        return true;
    bool many = value_is_sequence(parameters);
    if (many && !python_copy_items(interpreter, &parameters))
        return false;
    *count = many ? parameters.list->count : 1;
    *sets = ARENA_ARRAY(arena, ParameterSet, *count + 1);
    size_t mark = python_stack_mark(interpreter);
    for (size_t i = 0; i < *count; i++) {
        Value each = many ? parameters.list->items[i] : parameters;
        if (!read_set(interpreter, arena, statement, each, &(*sets)[i]))
            return false;
        python_stack_reset(interpreter, mark);
    }
    return true;
}

/* For table.insert() without values, the parameters name the columns. */
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
            const Expression *sent = value;
            if (own_type_changes(interpreter, column->type) && !own_type_parameter(interpreter, value, &sent))
                return false;
            items[row->count++] = (Assignment){.column = column->name, .type = column->type, .value = sent};
        }
        if (given || column->python_default.kind == DEFAULT_NONE)
            continue;
        if (column->python_default.kind == DEFAULT_CALLED)
            return python_refuse(interpreter, "an INSERT that relies on the Python default of column '%s'",
                                 column->name);
        items[row->count++] =
            (Assignment){.column = column->name, .type = column->type, .value = column->python_default.value};
    }
    copy->rows = row;
    copy->row_count = 1;
    *statement = copy;
    return true;
}

static bool only_reads(const Statement *statement)
{
    const char *sql = statement->kind == STATEMENT_TEXT ? statement->text->text : NULL;
    return statement->kind == STATEMENT_SELECT || (sql && strncasecmp(sql + strspn(sql, " \t\r\n"), "select", 6) == 0);
}

static bool send(Interpreter *interpreter, const Statement *statement, const ParameterSet *sets, size_t count,
                 Value *result)
{
    Error error;
    ScriptRows *rows = NULL;
    error_clear(&error);
    Sink *sink = only_reads(statement) ? host_sink(interpreter) : host_writing_sink(interpreter);
    if (!sink || !statement_is_plain(interpreter, statement))
        return false;
    if (!sink->execute(sink, statement, sets, count, &rows, &error))
        return sink_failed(interpreter, &error);
    python_progress(interpreter);
    *result = value_none();
    if (rows && sink->answer_unused)
        rows->close(rows);
    return !rows || sink->answer_unused || result_object(interpreter, rows, statement, sets, count, result);
}

static bool run_in(Interpreter *interpreter, Arena *arena, Value statement_value, Value parameters, Value *result)
{
    const Statement *statement;
    ParameterSet *sets;
    size_t count;
    return statement_from(interpreter, arena, statement_value, &statement) &&
           read_sets(interpreter, arena, statement, parameters, &sets, &count) &&
           columns_from_set(interpreter, arena, &statement, sets) && send(interpreter, statement, sets, count, result);
}

/* ---- SQL for the driver ---------------------------------------------------------------------------- */

/* A tuple: the placeholders without names, in their order. */
static bool read_positions(Interpreter *interpreter, Arena *arena, Value tuple, ParameterSet *set)
{
    NamedValue *items = ARENA_ARRAY(arena, NamedValue, tuple.list->count + 1);
    *set = (ParameterSet){.items = items, .count = tuple.list->count};
    for (size_t i = 0; i < set->count; i++) {
        Value value = tuple.list->items[i];
        bool is_plain;
        items[i].name = arena_format(arena, "%s%zu", DRIVER_PARAMETER, i + 1);
        if (!parameter_from(interpreter, arena, value, &items[i].value, &is_plain))
            return false;
        if (!is_plain)
            return python_refuse(interpreter, "a %s as a parameter of SQL for the driver", value_type_name(value));
    }
    return true;
}

static bool run_driver_sql(Interpreter *interpreter, const char *sql, Value parameters, Value *result)
{
    Arena *arena = binding_host(interpreter)->scratch;
    bool is_given = value_given(parameters) && !value_is_none(parameters);
    if (!arena)
        return host_sink(interpreter) != NULL;
    arena_reset(arena);
    if (is_given && !python_copy_items(interpreter, &parameters))
        return false;
    bool is_many = is_given && parameters.kind == VALUE_LIST;
    size_t count = is_many ? parameters.list->count : is_given;
    const Value *each = is_many ? parameters.list->items : &parameters;
    ParameterSet *sets = ARENA_ARRAY(arena, ParameterSet, count + 1);
    Statement *statement = ARENA_NEW(arena, Statement);
    statement->kind = STATEMENT_TEXT;
    for (size_t i = 0; i < count; i++) {
        bool is_dict = each[i].kind == VALUE_DICT;
        if (!is_dict && each[i].kind != VALUE_TUPLE)
            return python_raise(interpreter, "ArgumentError",
                                "List argument must consist only of tuples or dictionaries");
        if (is_dict != (each[0].kind == VALUE_DICT) || (!is_dict && each[i].list->count != each[0].list->count))
            return python_refuse(interpreter, "SQL for the driver with parameter sets of different forms");
        sets[i] = (ParameterSet){0};
        if (!(is_dict ? read_set(interpreter, arena, NULL, each[i], &sets[i])
                      : read_positions(interpreter, arena, each[i], &sets[i])))
            return false;
    }
    bool by_name = count && each[0].kind == VALUE_DICT;
    return driver_sql_text(interpreter, arena, sql, count && !by_name ? sets[0].count : 0, by_name, &statement->text) &&
           send(interpreter, statement, sets, count, result);
}

NATIVE(connection_exec_driver_sql)
{
    enum { ARG_statement, ARG_parameters, ARG_execution_options, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_statement] = "statement", [ARG_parameters] = "parameters", [ARG_execution_options] = "execution_options"};
    Value values[ARG_COUNT];
    const char *sql;
    (void)self;
    return arguments_bind(interpreter, "exec_driver_sql", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           expect_text(interpreter, values[ARG_statement], "statement", &sql) &&
           execution_options_are_plain(interpreter, values[ARG_execution_options]) &&
           run_driver_sql(interpreter, sql, values[ARG_parameters], result);
}

/* ---- statements -------------------------------------------------------------------------------------- */

bool run_statement(Interpreter *interpreter, Value statement, Value parameters, Value *result)
{
    bool handled;
    *result = value_none();
    if (!execute_ddl(interpreter, statement, &handled))
        return false;
    if (handled)
        return true;
    if (statement.kind == VALUE_STRING)
        return run_driver_sql(interpreter, statement.string->bytes, parameters, result);
    Arena *arena = binding_host(interpreter)->scratch;
    if (!arena)
        return host_sink(interpreter) != NULL;
    arena_reset(arena);
    size_t mark = python_stack_mark(interpreter);
    bool done = text_with_lists(interpreter, &statement, &parameters) &&
                run_in(interpreter, arena, statement, parameters, result);
    python_stack_reset(interpreter, mark);
    return done;
}

NATIVE(connection_execute)
{
    enum { ARG_statement, ARG_parameters, ARG_execution_options, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_statement] = "statement", [ARG_parameters] = "parameters", [ARG_execution_options] = "execution_options"};
    Value values[ARG_COUNT];
    (void)self;
    python_note_operation(interpreter);
    return arguments_bind(interpreter, "execute", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           execution_options_are_plain(interpreter, values[ARG_execution_options]) &&
           run_statement(interpreter, values[ARG_statement], values[ARG_parameters], result);
}

/* connection.scalar(...) is connection.execute(...).scalar(), and so on. */
static bool execute_then(Interpreter *interpreter, Value self, const Arguments *arguments, const char *method,
                         Value *result)
{
    Value rows, bound;
    Arguments none = {0};
    binding_host(interpreter)->answer_is_used = true;
    bool done = connection_execute(interpreter, self, arguments, &rows);
    binding_host(interpreter)->answer_is_used = false;
    if (!done)
        return false;
    python_push(interpreter, rows);
    return python_get_attribute(interpreter, rows, method, &bound) && python_call(interpreter, bound, &none, result);
}

NATIVE(connection_scalar)
{
    return execute_then(interpreter, self, arguments, "scalar", result);
}

NATIVE(connection_scalars)
{
    return execute_then(interpreter, self, arguments, "scalars", result);
}

/* A MockConnection is its own engine, and connects to itself. */
static bool is_mock(Interpreter *interpreter)
{
    const Sink *sink = binding_host(interpreter)->sink;
    return sink && sink->is_offline;
}

NATIVE(connection_connect)
{
    (void)arguments;
    *result = self;
    return is_mock(interpreter) ||
           python_raise(interpreter, "AttributeError", "'Connection' object has no attribute 'connect'");
}

/* Its connections are others than this one. */
NATIVE(connection_engine)
{
    const char *url = binding_host(interpreter)->url;
    Value module, function, text;
    (void)arguments;
    *result = self;
    if (is_mock(interpreter))
        return true;
    if (!url)
        return python_refuse(interpreter, "the engine of a connection whose URL is not known");
    return python_import(interpreter, "sqlalchemy.engine", &module) &&
           python_get_attribute(interpreter, module, "create_engine", &function) &&
           python_text(interpreter, url, &text) && (python_push(interpreter, text), true) &&
           python_call_positional(interpreter, function, &text, 1, result);
}

NATIVE(connection_commit)
{
    (void)self;
    (void)arguments;
    Error error = {0};
    Sink *sink = host_writing_sink(interpreter);
    *result = value_none();
    if (!sink)
        return false;
    if (sink->is_offline)
        return python_raise(interpreter, "AttributeError", "'MockConnection' object has no attribute 'commit'");
    return sink->commit(sink, &error) || sink_failed(interpreter, &error);
}

/* ---- savepoints --------------------------------------------------------------------------------------- */

typedef struct SavepointObject {
    const char *name;
} SavepointObject;

static bool run_savepoint(Interpreter *interpreter, Value self, const char *format)
{
    Arena *arena = native_arena(self.native);
    const char *sql = arena_format(arena, format, ((SavepointObject *)self.native->data)->name);
    Sink *sink = host_writing_sink(interpreter);
    if (!sink)
        return false;
    if (sink->is_offline)
        return python_refuse(interpreter, "begin_nested() without a database");
    Statement *statement = ARENA_NEW(arena, Statement);
    statement->kind = STATEMENT_TEXT;
    statement->text = text_expression(arena, sql);
    ScriptRows *rows = NULL;
    Error error = {0};
    if (!sink->execute(sink, statement, NULL, 0, &rows, &error))
        return sink_failed(interpreter, &error);
    if (rows)
        rows->close(rows);
    return true;
}

static bool savepoint_enter(Interpreter *interpreter, Value self, Value *result)
{
    (void)interpreter;
    *result = self;
    return true;
}

static bool savepoint_exit(Interpreter *interpreter, Value self, bool failed)
{
    return run_savepoint(interpreter, self, failed ? "ROLLBACK TO SAVEPOINT %s" : "RELEASE SAVEPOINT %s");
}

NATIVE(savepoint_commit)
{
    (void)arguments;
    *result = value_none();
    return run_savepoint(interpreter, self, "RELEASE SAVEPOINT %s");
}

NATIVE(savepoint_rollback)
{
    (void)arguments;
    *result = value_none();
    return run_savepoint(interpreter, self, "ROLLBACK TO SAVEPOINT %s");
}

static const NativeMember savepoint_methods[] = {
    {"commit", savepoint_commit}, {"rollback", savepoint_rollback}, {NULL, NULL}};
static const NativeClass savepoint_class = {.name = "NestedTransaction",
                                            .module = "sqlalchemy.engine",
                                            .methods = savepoint_methods,
                                            .enter = savepoint_enter,
                                            .exit = savepoint_exit};

/* connection.begin_nested(): sa_savepoint_1 and so on, as SQLAlchemy names them. */
NATIVE(connection_begin_nested)
{
    (void)self;
    (void)arguments;
    if (!native_new(interpreter, &savepoint_class, sizeof(SavepointObject), result))
        return false;
    python_push(interpreter, *result);
    ((SavepointObject *)result->native->data)->name =
        arena_format(native_arena(result->native), "sa_savepoint_%d", ++binding_host(interpreter)->savepoints);
    return run_savepoint(interpreter, *result, "SAVEPOINT %s");
}

/* ---- attributes of the connection ------------------------------------------------------------------- */

/* Also while a script loads, which Alembic does with the connection at hand. */
NATIVE(dialect_name_property)
{
    (void)self;
    (void)arguments;
    const BindingHost *host = binding_host(interpreter);
    Error ignored = {0};
    const DatabaseUrl *url = !host->sink && host_is_of_revision(interpreter) && host->url
                                 ? database_url_parse(host->arena, host->url, &ignored)
                                 : NULL;
    const Sink *sink = url ? NULL : host_sink(interpreter);
    return (url || sink) && python_text(interpreter, url ? url->dialect : sink->traits->name, result);
}

/* The driver of the URL, or SQLAlchemy's default if the URL names none. */
static const char *driver_name(const BindingHost *host, const char *dialect)
{
    Error ignored = {0};
    const DatabaseUrl *url = host->url ? database_url_parse(host->arena, host->url, &ignored) : NULL;
    if (url && url->driver && strcmp(url->dialect, dialect) == 0)
        return url->driver;
    return database_default_driver(dialect);
}

NATIVE(dialect_driver)
{
    (void)self;
    (void)arguments;
    Sink *sink = host_sink(interpreter);
    return sink && python_text(interpreter, driver_name(binding_host(interpreter), sink->traits->name), result);
}

NATIVE(dialect_description)
{
    (void)self;
    (void)arguments;
    Sink *sink = host_sink(interpreter);
    if (!sink)
        return false;
    BindingHost *host = binding_host(interpreter);
    const char *driver = driver_name(host, sink->traits->name);
    return python_text(interpreter, arena_format(host->scratch, "%s+%s", sink->traits->name, driver), result);
}

/* ---- dialect.identifier_preparer -------------------------------------------------------------------- */

static bool quote_name(Interpreter *interpreter, const Arguments *arguments, bool always, Value *result)
{
    Arena *arena = python_arena(interpreter);
    const char *name;
    const Sink *sink = host_sink(interpreter);
    if (!sink || !expect_text(interpreter, argument_at(arguments, 0), "name", &name))
        return false;
    if (arguments->positional != 1 || arguments->keyword_count || strchr(name, '%'))
        return python_refuse(interpreter, "quoting %s", strchr(name, '%') ? "a name with a percent sign" : "by force");
    if (!*name)
        return python_raise(interpreter, "IndexError", "string index out of range");
    const char *quoted = sink->traits->quote(arena, name);
    return python_text(interpreter, always && *quoted != '"' ? arena_format(arena, "\"%s\"", name) : quoted, result);
}

NATIVE(preparer_quote)
{
    (void)self;
    return quote_name(interpreter, arguments, false, result);
}

NATIVE(preparer_quote_identifier)
{
    (void)self;
    return quote_name(interpreter, arguments, true, result);
}

static const NativeMember preparer_methods[] = {{"quote", preparer_quote},
                                                {"quote_schema", preparer_quote},
                                                {"format_schema", preparer_quote},
                                                {"quote_identifier", preparer_quote_identifier},
                                                {NULL, NULL}};
static const NativeClass preparer_class = {
    .name = "IdentifierPreparer", .module = "sqlalchemy.sql.compiler", .methods = preparer_methods};

NATIVE(dialect_preparer)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &preparer_class, 0, result);
}

static const NativeMember dialect_properties[] = {{"name", dialect_name_property},
                                                  {"driver", dialect_driver},
                                                  {"dialect_description", dialect_description},
                                                  {"identifier_preparer", dialect_preparer},
                                                  {NULL, NULL}};

/* connection.dialect.get_pk_constraint(connection, "t") and similar methods, implemented in Python like
 * inspect(). */
static bool dialect_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    (void)self;
    Value module, function, text;
    *result = value_absent();
    if (!text_starts_with(name, "get_") && !text_starts_with(name, "has_"))
        return true;
    if (!python_import(interpreter, "_limbeck.inspection", &module) ||
        !python_get_attribute(interpreter, module, "dialect_attribute", &function) ||
        !python_text(interpreter, name, &text) || !python_call_positional(interpreter, function, &text, 1, result))
        return false;
    if (value_is_none(*result))
        *result = value_absent();
    return true;
}

static const NativeClass dialect_class = {
    .name = "Dialect", .module = "sqlalchemy.engine", .properties = dialect_properties, .attribute = dialect_attribute};
const NativeClass postgresql_dialect_class = {
    .name = "PGDialect", .module = "sqlalchemy.dialects.postgresql.base", .base = &dialect_class};
const NativeClass sqlite_dialect_class = {
    .name = "SQLiteDialect", .module = "sqlalchemy.dialects.sqlite.base", .base = &dialect_class};

NATIVE(connection_dialect)
{
    (void)self;
    (void)arguments;
    Value name;
    if (!dialect_name_property(interpreter, self, arguments, &name))
        return false;
    static const NativeClass *const classes[] = {&postgresql_dialect_class, &sqlite_dialect_class};
    const NativeClass *of_name = &dialect_class;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strstr(classes[i]->module, name.string->bytes))
            of_name = classes[i];
    return native_new(interpreter, of_name, 0, result);
}

/* ---- DDL of the application ------------------------------------------------------------------ */

static bool is_own_ddl(Value value)
{
    const Class *class_ = value.kind == VALUE_INSTANCE ? value.instance->class_ : NULL;
    for (size_t i = 0; class_ && i < class_->order_count; i++)
        if (class_->order[i]->is_library && strcmp(class_->order[i]->name, "ExecutableDDLElement") == 0)
            return true;
    return false;
}

bool take_own_ddl(Interpreter *interpreter, Value *value)
{
    enum { ARG_element, ARG_dialect, ARG_COUNT };
    Value module, function, values[ARG_COUNT] = {[ARG_element] = *value, [ARG_dialect] = value_none()};
    const Arguments none = {0};
    if (!is_own_ddl(*value))
        return true;
    if (!connection_dialect(interpreter, value_none(), &none, &values[ARG_dialect]))
        return false;
    python_push(interpreter, values[ARG_dialect]);
    return python_import(interpreter, "_limbeck.compiling", &module) &&
           python_get_attribute(interpreter, module, "ddl", &function) &&
           python_call_positional(interpreter, function, values, ARG_COUNT, value);
}

static const NativeMember connection_methods[] = {{"execute", connection_execute},
                                                  {"exec_driver_sql", connection_exec_driver_sql},
                                                  {"scalar", connection_scalar},
                                                  {"scalars", connection_scalars},
                                                  {"connect", connection_connect},
                                                  {"execution_options", with_execution_options, TAKES_ANYTHING},
                                                  {"begin_nested", connection_begin_nested},
                                                  {"commit", connection_commit},
                                                  {NULL, NULL}};
static const NativeMember connection_properties[] = {
    {"name", dialect_name_property}, {"dialect", connection_dialect}, {"engine", connection_engine}, {NULL, NULL}};
static const NativeClass connection_class = {.name = "Connection",
                                             .module = "sqlalchemy.engine",
                                             .methods = connection_methods,
                                             .properties = connection_properties};

bool connection_object(Interpreter *interpreter, Value *result)
{
    return native_new(interpreter, &connection_class, 0, result);
}
