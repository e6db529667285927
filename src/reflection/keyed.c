#include "limbeck/reflection/keyed.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/text.h"
#include "limbeck/reflection/dependents.h"
#include "queries.h"
#include "reflector.h"

#include <string.h>

/* An array literal: {"a","b"}. */
static const char *array_of(Arena *arena, const StringVector *names, size_t first)
{
    Text array = text_in(arena);
    for (size_t i = first; i < names->count; i++) {
        text_append(&array, i > first ? ",\"" : "\"");
        for (const char *at = names->items[i]; *at; at++) {
            if (*at == '"' || *at == '\\')
                text_append_char(&array, '\\');
            text_append_char(&array, *at);
        }
        text_append_char(&array, '"');
    }
    return arena_format(arena, "{%s}", text_string(&array));
}

static bool query_of_table(Database *database, const char *sql, const char *table, DatabaseResult **result,
                           Error *error)
{
    const DatabaseValue name = database_text(table);
    return database_query(database, sql, &name, 1, result, error);
}

bool reflect_row_key(Arena *arena, Database *database, const char *table, RowKey *key, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!query_of_table(database, reflector_of(database)->row_key, table, &result, error))
        return false;
    bool done;
    while ((done = result_next(result, &row, error)) && row) {
        vector_push(arena, &key->written, arena_strdup(arena, row[KEY_COLUMN_quoted].bytes));
        vector_push(arena, &key->columns, arena_strdup(arena, row[KEY_COLUMN_name].bytes));
    }
    result_free(result);
    return done;
}

bool reflect_plain_columns(Arena *arena, Database *database, const char *table, PlainColumns *columns, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!query_of_table(database, reflector_of(database)->plain_columns, table, &result, error))
        return false;
    bool done;
    while ((done = result_next(result, &row, error)) && row) {
        PlainColumn column = {
            .name = arena_strdup(arena, row[PLAIN_COLUMN_name].bytes),
            .written = arena_strdup(arena, row[PLAIN_COLUMN_quoted].bytes),
            .type = arena_strdup(arena, row[PLAIN_COLUMN_type].bytes),
            .is_computed = row[PLAIN_COLUMN_is_computed].boolean || row[PLAIN_COLUMN_is_computed].integer,
            .may_drop_type = row[PLAIN_COLUMN_type_may_go].boolean || row[PLAIN_COLUMN_type_may_go].integer,
            .has_sequence = row[PLAIN_COLUMN_has_sequence].boolean || row[PLAIN_COLUMN_has_sequence].integer};
        vector_push(arena, columns, column);
    }
    result_free(result);
    return done;
}

/* ---- counting with a time limit ---------------------------------------------------------- */

static int64_t estimated_rows(Database *database, const char *table)
{
    const DatabaseValue name = database_text(table);
    DatabaseResult *result;
    const DatabaseValue *row;
    const char *sql = reflector_of(database)->estimated_rows;
    if (!sql || !database_query(database, sql, &name, 1, &result, NULL))
        return -1;
    int64_t rows = result_next(result, &row, NULL) && row ? row[ESTIMATE_rows].integer : -1;
    result_free(result);
    return rows;
}

enum { COUNT_rows, COUNT_values }; /* columns of count_sql() */

static bool take_count(DatabaseResult *result, RowCount *count, Error *error)
{
    const DatabaseValue *row;
    bool done = result_next(result, &row, error) && row;
    if (done) {
        count->rows = row[COUNT_rows].integer;
        count->values = row[COUNT_values].integer;
    }
    result_free(result);
    return done;
}

static bool count_rows(Database *database, const char *sql, RowCount *count, Error *error)
{
    DatabaseResult *result;
    return database_query(database, sql, NULL, 0, &result, error) && take_count(result, count, error);
}

static const char *count_sql(Arena *arena, const CountWanted *wanted)
{
    return arena_format(arena, "SELECT count(*), count(%s) FROM %s", wanted->column ? wanted->column : "*",
                        wanted->rows ? wanted->rows : wanted->table);
}

/* ---- several at once ------------------------------------------------------------------------ */

/* A slower query is sent separately, with its own time limit. */
static const char quick_and_read_only[] = "SELECT pg_catalog.set_config('statement_timeout', '500ms', true), "
                                          "pg_catalog.set_config('lock_timeout', '200ms', true), "
                                          "pg_catalog.set_config('row_security', 'off', true), "
                                          "pg_catalog.set_config('transaction_read_only', 'on', true)";

static void prefetch_counts(Arena *arena, Database *database, const CountWanted *wanted, size_t count,
                            const PrefetchQuery *more, size_t more_count)
{
    const char *hides = reflector_of(database)->hides_rows;
    PrefetchQuery *queries = ARENA_ARRAY(arena, PrefetchQuery, 3 * count + more_count + 1);
    DatabaseValue *names = ARENA_ARRAY(arena, DatabaseValue, count + 1);
    size_t asked = 0;
    for (size_t i = 0; i < count; i++) {
        names[i] = database_text(wanted[i].table);
        queries[asked++] = (PrefetchQuery){hides, &names[i], 1, false};
        queries[asked++] = (PrefetchQuery){.sql = quick_and_read_only, .joins_next = true};
        queries[asked++] = (PrefetchQuery){.sql = count_sql(arena, &wanted[i])};
    }
    for (size_t i = 0; i < more_count; i++)
        queries[asked++] = more[i];
    database_prefetch(database, queries, asked);
}

void reflect_row_counts(Arena *arena, Database *database, CountWanted *wanted, size_t count, const PrefetchQuery *more,
                        size_t more_count)
{
    const char *hides = reflector_of(database)->hides_rows;
    if (!hides || !count)
        return;
    prefetch_counts(arena, database, wanted, count, more, more_count);
    for (size_t i = 0; i < count; i++) {
        const DatabaseValue name = database_text(wanted[i].table), *row;
        DatabaseResult *hidden = database_cached_answer(database, hides, &name, 1);
        DatabaseResult *counted = database_cached_answer(database, count_sql(arena, &wanted[i]), NULL, 0);
        Error ignored = {0};
        wanted[i].count = (RowCount){.rows = -1, .values = -1, .estimate = -1};
        bool is_known = hidden && result_next(hidden, &row, &ignored);
        wanted[i].is_hidden = is_known && row && row[HIDES_ROWS_hides].integer;
        wanted[i].is_known =
            is_known && (wanted[i].is_hidden || (counted && take_count(counted, &wanted[i].count, &ignored)));
        if (!is_known || wanted[i].is_hidden)
            result_free(counted);
        result_free(hidden);
    }
}

bool reflect_row_count(Arena *arena, Database *database, const CountWanted *wanted, int64_t milliseconds,
                       RowCount *count, Error *error)
{
    const char *sql = count_sql(arena, wanted);
    DatabaseDeadline deadline;
    Error refused = {0};
    bool is_hidden;
    *count = (RowCount){.rows = -1, .values = -1, .estimate = -1};
    if (!reflect_hides_rows(database, wanted->table, &is_hidden, error))
        return false;
    if (is_hidden) /* row level security hides rows: the count would be wrong */
        return true;
    if (!database_begin(database, true, error))
        return false;
    database_deadline_begin(&deadline, database, milliseconds);
    bool done = count_rows(database, sql, count, &refused);
    count->is_late = database_deadline_end(&deadline, database) && !done;
    database_rollback(database);
    if (count->is_late)
        count->estimate = estimated_rows(database, wanted->table);
    /* An error while counting means that the table is missing or not readable; only a cancel is reported. */
    bool is_news = !done && refused.kind == ERROR_CANCELLED && !count->is_late;
    if (is_news)
        *error = refused;
    return !is_news;
}

/* ---- columns set by an UPDATE with a key ---------------------------------------------------- */

bool reflect_keyed_columns(Arena *arena, Database *database, const char *table, const StringVector *columns,
                           StringVector *types, Error *error)
{
    const DatabaseValue values[] = {database_text(table), database_text(columns->items[0]),
                                    database_text(array_of(arena, columns, 1))};
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, sql_postgresql_keyed_columns, values, 3, &result, error))
        return false;
    bool done;
    while ((done = result_next(result, &row, error)) && row)
        vector_push(arena, types, arena_strdup(arena, row[KEYED_COLUMN_type].bytes));
    result_free(result);
    return done;
}
