#include "batch_sql.h"
#include "checkpoint.h"

#include "limbeck/base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void append_parameter(const BatchSql *batch, Text *sql, size_t number)
{
    text_append_format(sql, "%c%zu", database_traits(batch->database)->parameter, number);
}

static void append_key(const BatchSql *batch, Text *sql, const char *order)
{
    for (size_t i = 0; i < batch->key.written.count; i++)
        text_append_format(sql, "%s%s%s", i ? ", " : "", batch->key.written.items[i], order);
}

/* Appends: (a, b) > ($3, $4). */
static void append_bound(const BatchSql *batch, Text *sql, const char *operator_, size_t first)
{
    text_append(sql, "(");
    append_key(batch, sql, "");
    text_append_format(sql, ") %s (", operator_);
    for (size_t i = 0; i < batch->key.written.count; i++) {
        text_append(sql, i ? ", " : "");
        append_parameter(batch, sql, first + i);
    }
    text_append(sql, ")");
}

/* Appends the statement's WHERE condition, with parameters renumbered from one. */
static void append_condition(const BatchSql *batch, Arena *arena, BatchQuery *query)
{
    const ParsedUpdate *change = &batch->change;
    const ScriptStatement *statement = batch->statement;
    if (!change->condition) {
        text_append(&query->sql, "1 = 1");
        return;
    }
    size_t within = 0; /* SQLite: number of parameters of the condition, which follow those before it */
    for (size_t i = 0; i < change->condition_count; i++)
        within += change->condition_tokens[i].kind == SQL_TOKEN_PARAMETER;
    size_t next = statement->count - within;
    const char *at = change->condition_tokens->start;
    text_append(&query->sql, "(");
    for (size_t i = 0; i < change->condition_count; i++) {
        const SqlToken *token = &change->condition_tokens[i];
        if (token->kind != SQL_TOKEN_PARAMETER)
            continue;
        text_append_bytes(&query->sql, at, (size_t)(token->start - at));
        at = token->start + token->length;
        size_t index =
            database_traits(batch->database)->parameter == '$' ? strtoul(token->start + 1, NULL, 10) - 1 : next++;
        vector_push(arena, &query->values, statement->values[index]);
        append_parameter(batch, &query->sql, query->values.count);
    }
    const SqlToken *last = &change->condition_tokens[change->condition_count - 1];
    text_append_bytes(&query->sql, at, (size_t)(last->start + last->length - at));
    text_append(&query->sql, ")");
}

static bool push_key(const BatchSql *batch, Arena *arena, BatchQuery *query, const char *key, Error *error)
{
    size_t count = batch->key.columns.count;
    DatabaseValue *values = ARENA_ARRAY(arena, DatabaseValue, count);
    if (!key_values(arena, key, values, count))
        return error_set(error, ERROR_DATABASE, "limbeck_checkpoint holds '%s', which is not a key of %s", key,
                         batch->change.table);
    for (size_t i = 0; i < count; i++)
        vector_push(arena, &query->values, values[i]);
    return true;
}

/* Appends: AND key > after AND key <= until. */
static bool append_range(const BatchSql *batch, Arena *arena, BatchQuery *query, Bounds bounds, Error *error)
{
    const struct {
        const char *operator_, *key;
    } sides[] = {{">", bounds.after}, {"<=", bounds.until}};
    for (size_t i = 0; i < 2; i++) {
        if (!*sides[i].key)
            continue;
        text_append(&query->sql, " AND ");
        append_bound(batch, &query->sql, sides[i].operator_, query->values.count + 1);
        if (!push_key(batch, arena, query, sides[i].key, error))
            return false;
    }
    return true;
}

/* ---- queries ---------------------------------------------------------------------------------- */

/* The key in the only row of the result; "" when there is none. */
static bool query_key(const BatchSql *batch, Arena *arena, BatchQuery *query, const char **key, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    *key = "";
    if (!database_query(batch->database, text_string(&query->sql), query->values.items, query->values.count, &result,
                        error))
        return false;
    bool done = result_next(result, &row, error);
    if (done && row)
        *key = key_text(arena, row, batch->key.columns.count);
    result_free(result);
    if (done && !*key)
        return error_set(error, ERROR_DATABASE, "the primary key of %s is neither a number nor text",
                         batch->change.table);
    return done;
}

bool batch_last_key(const BatchSql *batch, Arena *arena, const char **key, Error *error)
{
    BatchQuery query = {.sql = text_in(arena)};
    text_append(&query.sql, "SELECT ");
    append_key(batch, &query.sql, "");
    text_append_format(&query.sql, " FROM %s ORDER BY ", batch->change.target);
    append_key(batch, &query.sql, " DESC");
    text_append(&query.sql, " LIMIT 1");
    return query_key(batch, arena, &query, key, error);
}

bool batch_end(const BatchSql *batch, Arena *arena, Bounds bounds, int64_t rows, const char **key, Error *error)
{
    BatchQuery query = {.sql = text_in(arena)};
    text_append(&query.sql, "SELECT ");
    append_key(batch, &query.sql, "");
    text_append_format(&query.sql, " FROM %s WHERE ", batch->change.target);
    append_condition(batch, arena, &query);
    if (!append_range(batch, arena, &query, bounds, error))
        return false;
    text_append(&query.sql, " ORDER BY ");
    append_key(batch, &query.sql, "");
    text_append_format(&query.sql, " LIMIT 1 OFFSET %" PRId64, rows - 1);
    return query_key(batch, arena, &query, key, error);
}

bool batch_count(const BatchSql *batch, Arena *arena, Bounds bounds, int64_t *rows, Error *error)
{
    BatchQuery query = {.sql = text_in(arena)};
    DatabaseResult *result;
    const DatabaseValue *row;
    text_append_format(&query.sql, "SELECT count(*) FROM %s WHERE ", batch->change.target);
    append_condition(batch, arena, &query);
    if (!append_range(batch, arena, &query, bounds, error) ||
        !database_query(batch->database, text_string(&query.sql), query.values.items, query.values.count, &result,
                        error))
        return false;
    bool done = result_next(result, &row, error);
    *rows = done && row ? row[0].integer : 0;
    result_free(result);
    return done;
}

bool batch_keys_are_plain(const BatchSql *batch, Arena *arena, bool *plain, Error *error)
{
    Text sql = text_in(arena);
    int64_t odd = 0;
    text_append_format(&sql, "SELECT EXISTS (SELECT 1 FROM %s WHERE ", batch->change.target);
    for (size_t i = 0; i < batch->key.written.count; i++)
        text_append_format(&sql, "%stypeof(%s) NOT IN ('integer', 'text')", i ? " OR " : "",
                           batch->key.written.items[i]);
    text_append(&sql, ")");
    if (!database_traits(batch->database)->has_typed_columns &&
        !database_integer(batch->database, text_string(&sql), &odd, error))
        return false;
    *plain = odd == 0;
    return true;
}

bool batch_change(const BatchSql *batch, Arena *arena, Bounds bounds, BatchQuery *query, Error *error)
{
    const ParsedUpdate *change = &batch->change;
    query->sql = text_in(arena);
    for (size_t i = 0; i < batch->statement->count; i++)
        vector_push(arena, &query->values, batch->statement->values[i]);
    text_append_format(&query->sql, change->is_delete ? "DELETE FROM %s WHERE " : "UPDATE %s SET ", change->target);
    if (!change->is_delete)
        text_append_format(&query->sql, "%s WHERE ", change->settings);
    text_append_format(&query->sql, "(%s)", change->condition ? change->condition : "1 = 1");
    return append_range(batch, arena, query, bounds, error);
}
