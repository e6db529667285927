#include "limbeck/reflection/statistics.h"

#include "queries.h"
#include "reflector.h"

#include "limbeck/base/text.h"

#include <stdlib.h>
#include <string.h>

/* Rows of smaller tables are counted; those of larger ones are estimated. */
enum { COUNTED_BYTES = 64 * 1024 * 1024 };

/* ---- PostgreSQL ------------------------------------------------------------------------ */

static bool take_tables(Arena *arena, DatabaseResult *result, DatabaseStatistics *statistics, Error *error)
{
    const DatabaseValue *row;
    bool done;
    while ((done = result_next(result, &row, error)) && row) {
        TableStatistics table = {arena_strdup(arena, row[TABLE_SIZE_name].bytes),
                                 arena_strdup(arena, row[TABLE_SIZE_quoted].bytes),
                                 row[TABLE_SIZE_estimated_rows].integer, true, row[TABLE_SIZE_bytes].integer};
        vector_push(arena, &statistics->tables, table);
    }
    result_free(result);
    return done;
}

static bool list_tables(Arena *arena, Database *database, const char *sql, DatabaseStatistics *statistics, Error *error)
{
    DatabaseResult *result;
    return database_query(database, sql, NULL, 0, &result, error) && take_tables(arena, result, statistics, error);
}

static bool is_counted(const TableStatistics *table)
{
    return table->bytes <= COUNTED_BYTES || table->rows < 0;
}

static void note_count(TableStatistics *table, int64_t rows)
{
    table->rows = rows;
    table->estimated = false;
}

/* NULL: there is none to count. */
static const char *sql_of_counts(Arena *arena, const TableStatistics *tables, size_t count)
{
    Text sql = text_in(arena);
    size_t counted = 0;
    for (size_t i = 0; i < count; i++)
        if (is_counted(&tables[i]))
            text_append_format(&sql, "%s(SELECT count(*) FROM %s)", counted++ ? ", " : "SELECT ", tables[i].quoted);
    return counted ? text_string(&sql) : NULL;
}

static bool take_counts(DatabaseResult *result, TableStatistics *tables, size_t count, Error *error)
{
    const DatabaseValue *row;
    bool done = result_next(result, &row, error) && row;
    for (size_t i = 0, k = 0; done && i < count; i++)
        if (is_counted(&tables[i]))
            note_count(&tables[i], row[k++].integer);
    result_free(result);
    return done;
}

/* Counts in one round trip, since the server may be far away. False when one table cannot be read; then no count is
 * known. */
static bool count_together(Arena *arena, Database *database, TableStatistics *tables, size_t count, Error *error)
{
    const char *sql = sql_of_counts(arena, tables, count);
    DatabaseResult *result;
    return !sql ||
           (database_query(database, sql, NULL, 0, &result, error) && take_counts(result, tables, count, error));
}

/* A table that is locked, or not readable for this role, keeps its estimate. */
static bool count_each(Arena *arena, Database *database, TableStatistics *tables, size_t count, int *locked,
                       Error *error)
{
    enum { MAX_LOCKED = 5 }; /* stop counting after this many locked tables */
    for (size_t i = 0; i < count && *locked < MAX_LOCKED; i++) {
        Error ignored = {0};
        int64_t rows;
        if (!is_counted(&tables[i]))
            continue;
        if (database_integer(database, arena_format(arena, "SELECT count(*) FROM %s", tables[i].quoted), &rows,
                             &ignored)) {
            note_count(&tables[i], rows);
        } else if (ignored.kind == ERROR_CANCELLED) {
            *error = ignored;
            return false;
        }
        *locked += ignored.kind == ERROR_LOCKED;
    }
    return true;
}

/* Limits one query to tables that are counted quickly. */
static size_t count_together_size(const TableStatistics *tables, size_t count)
{
    enum { TOGETHER = 50 };
    int64_t bytes = 0;
    size_t some = 0;
    for (; some < count && some < TOGETHER && bytes < COUNTED_BYTES; some++)
        bytes += is_counted(&tables[some]) ? tables[some].bytes : 0;
    return some;
}

static bool count_rows(Arena *arena, Database *database, DatabaseStatistics *statistics, size_t first, Error *error)
{
    int locked = 0;
    size_t count = statistics->tables.count;
    for (size_t i = first, some = 0; i < count; i += some) {
        TableStatistics *tables = &statistics->tables.items[i];
        some = count_together_size(tables, count - i);
        Error refused = {0};
        if (count_together(arena, database, tables, some, &refused))
            continue;
        if (refused.kind == ERROR_CANCELLED) {
            *error = refused;
            return false;
        }
        if (!count_each(arena, database, tables, some, &locked, error))
            return false;
    }
    return true;
}

/* ---- the same in two round trips ---- */

static const char short_lock_timeout[] = "SELECT pg_catalog.set_config('lock_timeout', '100ms', true)";

size_t statistics_prefetch(const Database *database, PrefetchQuery queries[STATISTICS_PREFETCH])
{
    if (!database_traits(database)->is_server)
        return 0;
    queries[0] = (PrefetchQuery){.sql = sql_postgresql_database};
    queries[1] = (PrefetchQuery){.sql = short_lock_timeout, .joins_next = true};
    queries[2] = (PrefetchQuery){.sql = sql_postgresql_tables};
    return STATISTICS_PREFETCH;
}

/* Those that were counted; the rest of the tables from *counted on was not, because one of them is locked or may not be
 * read. */
static void count_ahead(Arena *arena, Database *database, DatabaseStatistics *statistics, size_t *counted)
{
    size_t count = statistics->tables.count, asked = 0;
    PrefetchQuery *queries = ARENA_ARRAY(arena, PrefetchQuery, 2 * count + 1);
    for (size_t i = 0, some; i < count; i += some) {
        some = count_together_size(&statistics->tables.items[i], count - i);
        const char *sql = sql_of_counts(arena, &statistics->tables.items[i], some);
        if (!sql)
            continue;
        queries[asked++] = (PrefetchQuery){.sql = short_lock_timeout, .joins_next = true};
        queries[asked++] = (PrefetchQuery){.sql = sql};
    }
    database_prefetch(database, queries, asked);
    Error ignored = {0};
    for (size_t some; *counted < count; *counted += some) {
        TableStatistics *tables = &statistics->tables.items[*counted];
        some = count_together_size(tables, count - *counted);
        const char *sql = sql_of_counts(arena, tables, some);
        DatabaseResult *result = sql ? database_cached_answer(database, sql, NULL, 0) : NULL;
        if (sql && (!result || !take_counts(result, tables, some, &ignored)))
            return;
    }
}

/* False: the tables from *counted on must be queried one by one. */
static bool tables_ahead(Arena *arena, Database *database, DatabaseStatistics *statistics, size_t *counted)
{
    PrefetchQuery queries[STATISTICS_PREFETCH];
    size_t count = statistics_prefetch(database, queries);
    DatabaseResult *tables = database_cached_answer(database, sql_postgresql_tables, NULL, 0);
    Error ignored = {0};
    if (!tables) {
        database_prefetch(database, queries + 1, count - 1);
        tables = database_cached_answer(database, sql_postgresql_tables, NULL, 0);
    }
    if (!tables || !take_tables(arena, tables, statistics, &ignored)) {
        statistics->tables.count = 0;
        return false;
    }
    count_ahead(arena, database, statistics, counted);
    return *counted == statistics->tables.count;
}

/* ---- one by one ---- */

static bool shorten_lock_timeout(Arena *arena, Database *database, const char **before, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    TransactionScope *scope = database_scope(database);
    if (database_facts(database)->is_pooled) {
        *before = scope->settings;
        scope->settings =
            arena_format(arena, "%s%sSET LOCAL lock_timeout = '100ms'", *before ? *before : "", *before ? "; " : "");
        return true;
    }
    if (!database_query(database, "SHOW lock_timeout", NULL, 0, &result, error))
        return false;
    bool done = result_next(result, &row, error) && row;
    *before = done ? arena_strdup(arena, row->bytes) : "0";
    result_free(result);
    return done && database_execute(database, "SET lock_timeout = '100ms'", NULL, 0, NULL, error);
}

static bool restore_lock_timeout(Arena *arena, Database *database, const char *before, Error *error)
{
    if (database_facts(database)->is_pooled) {
        database_scope(database)->settings = before;
        return true;
    }
    bool done =
        database_execute(database, arena_format(arena, "SET lock_timeout = '%s'", before), NULL, 0, NULL, error);
    if (!done) /* stop: the next step must not wait for these locks, either */
        database_abandon(database);
    return done;
}

/* pg_total_relation_size() locks each table, as counting does: uses lock_timeout, so that the screen does not block
 * when a table is locked. */
static bool postgresql_tables(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error)
{
    const char *before;
    size_t counted = 0;
    Error locked = {0}, ignored = {0};
    if (tables_ahead(arena, database, statistics, &counted))
        return true;
    if (!shorten_lock_timeout(arena, database, &before, error))
        return false;
    bool done = statistics->tables.count || list_tables(arena, database, sql_postgresql_tables, statistics, &locked);
    if (!done) {
        statistics->tables.count = 0;
        done = locked.kind == ERROR_LOCKED
                   ? list_tables(arena, database, sql_postgresql_tables_unlocked, statistics, error)
                   : (*error = locked, false);
    }
    done = done && count_rows(arena, database, statistics, counted, error);
    return restore_lock_timeout(arena, database, before, done ? error : &ignored) && done;
}

static bool postgresql_database(Database *database, DatabaseStatistics *statistics, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, sql_postgresql_database, NULL, 0, &result, error))
        return false;
    bool done = result_next(result, &row, error);
    if (done && row) {
        statistics->bytes = row[DATABASE_SIZE_bytes].integer;
        statistics->sessions = row[DATABASE_SIZE_sessions].integer;
    }
    result_free(result);
    return done;
}

static const char *quoted_name(Arena *arena, const char *name)
{
    Text text = text_in(arena);
    text_append_char(&text, '"');
    for (; *name; name++) {
        text_append_char(&text, *name);
        if (*name == '"')
            text_append_char(&text, '"');
    }
    text_append_char(&text, '"');
    return text_string(&text);
}

static int by_rows(const void *left, const void *right)
{
    const TableStatistics *a = left, *b = right;
    return a->rows != b->rows ? (a->rows < b->rows) - (a->rows > b->rows) : strcmp(a->name, b->name);
}

bool sqlite_statistics(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, sql_sqlite_tables, NULL, 0, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        const char *name = arena_strdup(arena, row[SQLITE_TABLE_name].bytes);
        TableStatistics table = {name, name, -1, false, -1};
        vector_push(arena, &statistics->tables, table);
    }
    result_free(result);
    for (size_t i = 0; done && i < statistics->tables.count; i++) {
        TableStatistics *table = &statistics->tables.items[i];
        done =
            database_integer(database, arena_format(arena, "SELECT count(*) FROM %s", quoted_name(arena, table->name)),
                             &table->rows, error);
    }
    if (statistics->tables.count)
        qsort(statistics->tables.items, statistics->tables.count, sizeof *statistics->tables.items, by_rows);
    return done &&
           database_integer(database, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
                            &statistics->bytes, error);
}

bool postgresql_statistics(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error)
{
    return postgresql_database(database, statistics, error) && postgresql_tables(arena, database, statistics, error);
}

bool reflect_statistics(Arena *arena, Database *database, DatabaseStatistics *statistics, Error *error)
{
    *statistics = (DatabaseStatistics){.bytes = -1, .sessions = -1};
    return reflector_of(database)->statistics(arena, database, statistics, error);
}
