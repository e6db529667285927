/* batch_alter_table(): operations are collected until the block ends, then emitted one by one or, if the
 * database cannot alter the table, as a rebuild. */
#include "directive.h"

#include "limbeck/operations/operation.h"
#include "limbeck/operations/rebuild.h"
#include "limbeck/operations/sink.h"
#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/from_clauses.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

static bool read_reordering(Interpreter *interpreter, Value value, Native *native, BatchObject *batch)
{
    if (!value_given(value) || value_is_none(value))
        return true;
    if (!value_is_sequence(value))
        return python_refuse(interpreter, "partial_reordering of a %s", value_type_name(value));
    for (size_t i = 0; i < value.list->count; i++) {
        StringVector names = {0};
        if (!columns_from(interpreter, native_arena(native), value.list->items[i], "partial_reordering", &names))
            return false;
        for (size_t k = 1; k < names.count; k++)
            vector_push(native_arena(native), &batch->reordering, ((NamePair){names.items[k - 1], names.items[k]}));
    }
    return true;
}

/* table_args: constraints of the new table, which have no naming convention. */
static bool read_table_args(Interpreter *interpreter, Value value, Native *native, BatchObject *batch)
{
    if (!value_is_sequence(value))
        return true;
    Table *table = ARENA_NEW(native_arena(native), Table);
    const TableItems items = {value.list->items, value.list->count, &naming_default, false};
    if (!table_from_items(interpreter, native, batch->table, batch->schema, &items, table))
        return false;
    bool is_plain = !table->columns.count && !table->indexes.count;
    for (size_t i = 0; i < table->constraints.count; i++)
        is_plain = is_plain && table->constraints.items[i]->kind != CONSTRAINT_PRIMARY_KEY;
    batch->own = table;
    return is_plain || python_refuse(interpreter, "batch_alter_table(table_args=...) with columns, indexes or a key");
}

bool op_batch_alter_table(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    enum {
        ARG_table_name,
        ARG_schema,
        ARG_recreate,
        ARG_partial_reordering,
        ARG_copy_from,
        ARG_table_args,
        ARG_table_kwargs,
        ARG_reflect_args,
        ARG_reflect_kwargs,
        ARG_naming_convention,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_table_name] = "table_name",
                                                 [ARG_schema] = "schema",
                                                 [ARG_recreate] = "recreate",
                                                 [ARG_partial_reordering] = "partial_reordering",
                                                 [ARG_copy_from] = "copy_from",
                                                 [ARG_table_args] = "table_args",
                                                 [ARG_table_kwargs] = "table_kwargs",
                                                 [ARG_reflect_args] = "reflect_args",
                                                 [ARG_reflect_kwargs] = "reflect_kwargs",
                                                 [ARG_naming_convention] = "naming_convention"};
    Value values[ARG_COUNT];
    const char *table, *schema, *recreate = NULL;
    if (!arguments_bind(interpreter, "batch_alter_table", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_text(interpreter, values[ARG_table_name], "table_name", &table) ||
        !expect_text_or_none(interpreter, values[ARG_schema], "schema", &schema) ||
        !expect_text_or_none(interpreter, values[ARG_recreate], "recreate", &recreate) ||
        !native_new(interpreter, &batch_class, sizeof(BatchObject), result))
        return false;
    python_push(interpreter, *result);
    Arena *arena = native_arena(result->native);
    BatchObject *batch = result->native->data;
    batch->table = arena_strdup(arena, table);
    batch->schema = arena_strdup(arena, schema);
    batch->recreate = recreate ? arena_strdup(arena, recreate) : "auto";
    bool copies = value_given(values[ARG_copy_from]) && !value_is_none(values[ARG_copy_from]);
    for (size_t i = ARG_table_kwargs; i < ARG_naming_convention; i++) {
        size_t length = 0;
        if (value_given(values[i]) && !python_length(interpreter, values[i], &length))
            return false;
        bool is_of_reflection = i > ARG_table_kwargs; /* with copy_from nothing is reflected, so these have no effect */
        if (length && !(is_of_reflection && copies))
            batch->for_rebuild = names[i];
    }
    if (value_given(values[ARG_naming_convention]) && !value_is_none(values[ARG_naming_convention]) &&
        !convention_from(interpreter, arena, values[ARG_naming_convention], &batch->convention))
        return false;
    if (copies && !from_object(interpreter, result->native, values[ARG_copy_from], &batch->copy_from))
        return false;
    return read_table_args(interpreter, values[ARG_table_args], result->native, batch) &&
           read_reordering(interpreter, values[ARG_partial_reordering], result->native, batch);
}

bool batch_enter(Interpreter *interpreter, Value self, Value *result)
{
    (void)interpreter;
    *result = self;
    return true;
}

/* 'it''s', or a group that the first and the last parenthesis make. */
static bool is_one_part(const char *text, size_t length)
{
    int depth = 0;
    bool in_quotes = false;
    for (size_t i = 0; i + 1 < length; i++) {
        in_quotes ^= text[i] == '\'';
        depth += in_quotes ? 0 : (text[i] == '(') - (text[i] == ')');
        bool is_doubled = text[i] == '\'' && text[i + 1] == '\'';
        if (!in_quotes && !depth && !is_doubled)
            return false;
    }
    return true;
}

/* A default of SQLite as Alembic reads it for a rebuild. It removes the parentheses of "(expression)", and writes them
 * again, except around one digit and around a text that begins and ends with quotes or with parentheses. Where that
 * gives no valid DDL, as for 'a' || 'b', the default stays unchanged. */
static const char *read_again(Arena *arena, const char *written)
{
    size_t length = strlen(written);
    const char *text = written;
    if (length > 1 && text[0] == '(' && text[length - 1] == ')') {
        text += 1 + strspn(text + 1, " \t\r\n");
        length = strlen(text) - 1;
        while (length && strchr(" \t\r\n", text[length - 1]))
            length--;
        text = arena_strndup(arena, text, length);
    }
    char first = text[0], last = length ? text[length - 1] : '\0';
    bool is_line = length > 2 && !strchr(text, '\n');
    bool stays = !length || (length == 1 && strchr("0123456789.", first)) ||
                 (is_line && ((first == '\'' && last == '\'') || (first == '(' && last == ')')));
    if (stays && length > 2 && !is_one_part(text, length))
        return written;
    return stays ? text : arena_format(arena, "(%s)", text);
}

static const Table *with_defaults_read_again(Arena *arena, const Table *table)
{
    Table *copy = ARENA_NEW(arena, Table);
    *copy = *table;
    copy->columns.items = NULL;
    copy->columns.count = copy->columns.capacity = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
        Column *column = ARENA_NEW(arena, Column);
        *column = *table->columns.items[i];
        const Expression *given = column->server_default;
        if (given && given->kind == EXPRESSION_TEXT && given->text) {
            Expression *read = ARENA_NEW(arena, Expression);
            *read = *given;
            read->text = read_again(arena, given->text);
            column->server_default = read;
        }
        vector_push(arena, &copy->columns, column);
    }
    return copy;
}

/* The current table: copy_from, or the reflected one. */
static bool batch_table(Interpreter *interpreter, Native *native, const BatchObject *batch, const Table **table)
{
    Sink *sink = host_sink(interpreter);
    Error error = {0};
    *table = batch->copy_from;
    if (*table)
        return true;
    if (!sink->reflect)
        return python_refuse(
            interpreter, "rebuilding the table '%s' without a database to read it from; pass copy_from=", batch->table);
    if (!sink->reflect(sink, native_arena(native), batch->table, batch->schema, table, &error))
        return sink_failed(interpreter, &error);
    if (sink->traits->encloses_defaults)
        *table = with_defaults_read_again(native_arena(native), *table);
    if (!batch->convention)
        return true;
    Table *named = ARENA_NEW(native_arena(native), Table);
    *named = **table;
    *table = named;
    return name_table_parts(interpreter, native_arena(native), batch->convention, named);
}

static bool batch_rebuild(Interpreter *interpreter, Native *native, const BatchObject *batch)
{
    Rebuild rebuild;
    Error error = {0};
    RebuildRequest request = {.operations = batch->waiting.items,
                              .operation_count = batch->waiting.count,
                              .is_reflected = !batch->copy_from,
                              .reordering = batch->reordering.items,
                              .reordering_count = batch->reordering.count,
                              .own = batch->own};
    if (batch->for_rebuild)
        return python_refuse(interpreter, "batch_alter_table(%s=...) where the table is rebuilt", batch->for_rebuild);
    if (!batch_table(interpreter, native, batch, &request.table))
        return false;
    if (!table_rebuild(native_arena(native), &request, &rebuild, &error))
        return sink_failed(interpreter, &error);
    Operation operation = {.kind = OPERATION_REBUILD_TABLE,
                           .table_name = batch->table,
                           .schema = batch->schema,
                           .table = rebuild.to,
                           .rebuild = &rebuild};
    return emit_operation(interpreter, &operation);
}

bool batch_exit(Interpreter *interpreter, Value self, bool failed)
{
    const BatchObject *batch = self.native->data;
    Sink *sink = failed ? NULL : host_sink(interpreter);
    if (failed || !sink)
        return failed;
    bool rebuilds = strcmp(batch->recreate, "always") == 0 ||
                    (sink->traits->rebuilds_in_batches && strcmp(batch->recreate, "auto") == 0 &&
                     batch_needs_rebuild(batch->waiting.items, batch->waiting.count));
    if (rebuilds)
        return batch_rebuild(interpreter, self.native, batch);
    for (size_t i = 0; i < batch->waiting.count; i++)
        if (!emit_operation(interpreter, &batch->waiting.items[i]))
            return false;
    return true;
}
