#include "limbeck/reflection/expressions.h"

#include "reflector.h"

#include <string.h>

static const char short_lock_timeout[] = "SELECT pg_catalog.set_config('lock_timeout', '100ms', true), "
                                         "pg_catalog.set_config('transaction_read_only', 'on', true)";

bool database_has_normal_forms(const Database *database)
{
    return reflector_of(database)->normal_form != NULL;
}

/* EXPLAIN prints the expression as the planner has it: with the types of all parts and without what is constant. */
static const char *explain_sql(Arena *arena, const Database *database, const ExpressionPair *pair,
                               const char *expression)
{
    const char *typed = pair->type ? arena_format(arena, "CAST((%s) AS %s)", expression, pair->type) : expression;
    return arena_format(arena, reflector_of(database)->normal_form, typed, pair->table);
}

static void prefetch_all(Arena *arena, Database *database, const ExpressionPairs *pairs)
{
    PrefetchQuery *queries = ARENA_ARRAY(arena, PrefetchQuery, 4 * pairs->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        const ExpressionPair *pair = &pairs->items[i];
        const char *const both[] = {pair->live, pair->wanted};
        for (size_t k = 0; k < 2; k++) {
            queries[count++] = (PrefetchQuery){.sql = short_lock_timeout, .joins_next = true};
            queries[count++] = (PrefetchQuery){.sql = explain_sql(arena, database, pair, both[k])};
        }
    }
    database_prefetch(database, queries, count);
}

/* One query in a separate transaction, on a connection that cannot prefetch. */
static DatabaseResult *run_now(Database *database, const char *sql)
{
    DatabaseResult *result = NULL;
    Error ignored = {0};
    if (database_in_transaction(database) || !database_begin(database, true, &ignored))
        return NULL;
    database_take_single(database, true); /* the expression comes from a script: it must not end the transaction */
    if (!database_execute(database, short_lock_timeout, NULL, 0, NULL, &ignored) ||
        !database_query(database, sql, NULL, 0, &result, &ignored))
        result = NULL;
    database_take_single(database, false);
    database_rollback(database);
    return result;
}

/* The lines of the plan; NULL: the server did not accept the expression. */
static const char *plan_text(Arena *arena, DatabaseResult *result)
{
    const DatabaseValue *row = NULL;
    Text text = text_in(arena);
    Error ignored = {0};
    bool done = result != NULL;
    while (done && (done = result_next(result, &row, &ignored)) && row)
        text_append_format(&text, "%s\n", row[0].type == CELL_TEXT ? row[0].bytes : "");
    result_free(result);
    return done ? text_string(&text) : NULL;
}

static const char *normal_form(Arena *arena, Database *database, const ExpressionPair *pair, const char *expression,
                               bool runs_now)
{
    const char *sql = explain_sql(arena, database, pair, expression);
    DatabaseResult *kept = database_cached_answer(database, sql, NULL, 0);
    return plan_text(arena, kept || !runs_now ? kept : run_now(database, sql));
}

void reflect_expression_pairs(Arena *arena, Database *database, ExpressionPairs *pairs)
{
    bool runs_now = !database_pipelines(database);
    if (!database_has_normal_forms(database))
        return;
    prefetch_all(arena, database, pairs);
    for (size_t i = 0; i < pairs->count; i++) {
        ExpressionPair *pair = &pairs->items[i];
        const char *live = normal_form(arena, database, pair, pair->live, runs_now);
        const char *wanted = normal_form(arena, database, pair, pair->wanted, runs_now);
        pair->verdict = !live || !wanted            ? EXPRESSIONS_UNKNOWN
                        : strcmp(live, wanted) == 0 ? EXPRESSIONS_SAME
                                                    : EXPRESSIONS_DIFFERENT;
    }
}
