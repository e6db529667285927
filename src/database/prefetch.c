/* Queries sent together before the calls that need their results: with a distant server many queries then cost one
 * round trip. database_query() takes the cached result of the same text and parameters. It must equal what that call
 * would read: any other statement on the connection, and a short time, clear the cache. */
#include "limbeck/database/driver.h"

#include "limbeck/base/clock.h"

#include <stdlib.h>
#include <string.h>

enum { CACHED_MILLISECONDS = 2000, MAX_QUERIES = 3000 /* of groups of two or three */ };

struct CachedAnswer {
    CachedAnswer *next;
    char *query;
    DatabaseResult *result;
    int64_t read_at;
};

/* The text and the parameters as one string. */
static char *query_key(const char *sql, const DatabaseValue *parameters, size_t count)
{
    Text key = text_on_heap();
    text_append(&key, sql);
    for (size_t i = 0; i < count; i++) {
        const DatabaseValue *value = &parameters[i];
        if (value->type == CELL_TEXT)
            text_append_format(&key, "%cT%zu:%s", 0x1f, value->length, value->bytes);
        else
            text_append_format(&key, "%c%d:%lld", 0x1f, (int)value->type, (long long)value->integer);
    }
    char *copy = strdup(text_string(&key));
    text_release(&key);
    return copy;
}

static bool can_be_prefetched(const PrefetchQuery *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->parameters[i].type != CELL_NULL && query->parameters[i].type != CELL_INTEGER &&
            query->parameters[i].type != CELL_TEXT)
            return false;
    return true;
}

void database_cache_answer(Database *database, const PrefetchQuery *query, DatabaseResult *result)
{
    CachedAnswer *cached = memory_alloc(sizeof *cached);
    *cached = (CachedAnswer){database->cached_answers, query_key(query->sql, query->parameters, query->count), result,
                             clock_milliseconds()};
    database->cached_answers = cached;
}

static void drop(CachedAnswer *cached)
{
    result_free(cached->result);
    free(cached->query);
    free(cached);
}

void database_clear_cached_answers(Database *database)
{
    while (database->cached_answers) {
        CachedAnswer *next = database->cached_answers->next;
        drop(database->cached_answers);
        database->cached_answers = next;
    }
}

DatabaseResult *database_cached_answer(Database *database, const char *sql, const DatabaseValue *parameters,
                                       size_t count)
{
    DatabaseResult *found = NULL;
    if (!database->cached_answers)
        return NULL;
    char *query = query_key(sql, parameters, count);
    for (CachedAnswer **at = &database->cached_answers; *at && !found; at = &(*at)->next) {
        CachedAnswer *cached = *at;
        if (strcmp(cached->query, query) != 0 || clock_milliseconds() - cached->read_at > CACHED_MILLISECONDS)
            continue;
        found = cached->result;
        cached->result = NULL;
        *at = cached->next;
        drop(cached);
        break;
    }
    free(query);
    return found;
}

static bool answers_are_cached(const Database *database, const PrefetchQuery *queries, size_t count)
{
    bool are = count > 0;
    for (size_t i = 0; i < count && are; i++) {
        char *query = query_key(queries[i].sql, queries[i].parameters, queries[i].count);
        are = false;
        for (const CachedAnswer *cached = database->cached_answers; cached && !are; cached = cached->next)
            are = strcmp(cached->query, query) == 0 && clock_milliseconds() - cached->read_at <= CACHED_MILLISECONDS;
        free(query);
    }
    return are;
}

void database_prefetch(Database *database, const PrefetchQuery *queries, size_t count)
{
    if (answers_are_cached(database, queries, count))
        return;
    if (!database->driver->query_together || database->facts.has_pooler || database_in_transaction(database) ||
        database_transaction(database) != TRANSACTION_NONE)
        return;
    database_clear_cached_answers(database);
    for (size_t first = 0; first < count; first += MAX_QUERIES) {
        size_t some = count - first < MAX_QUERIES ? count - first : MAX_QUERIES;
        for (size_t i = 0; i < some; i++)
            if (!can_be_prefetched(&queries[first + i]))
                return;
        DatabaseResult **results = memory_alloc(some * sizeof *results);
        database->driver->query_together(database, queries + first, some, results);
        for (size_t i = 0; i < some; i++)
            if (results[i])
                database_cache_answer(database, &queries[first + i], results[i]);
        free(results);
    }
}
