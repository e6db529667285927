/* Each question to a catalogue answers with the columns that its first line names, in that order: limbeck reads them
 * by an enum made of that line. */
#include "support/support.h"

#include "limbeck/base/text.h"
#include "limbeck/config/url.h"
#include "limbeck/database/database.h"

#include "queries.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_PARAMETERS = 3 };

static Database *open_url(Arena *arena, const char *text)
{
    Error error = {0};
    const DatabaseUrl *url = database_url_parse(arena, text, &error);
    Database *database = url ? database_open(url, &error) : NULL;
    if (!database)
        fail_msg("%s: %s", text, error.message);
    return database;
}

/* $1, $2; ?1; or one ? each. */
static size_t parameter_count(const char *sql)
{
    size_t highest = 0, plain = 0;
    for (const char *line = sql; *line; line += strcspn(line, "\n") + 1) {
        const char *end = line + (strncmp(line, "--", 2) == 0 ? 0 : strcspn(line, "\n"));
        for (const char *at = line; at < end; at++) {
            size_t number = *at == '$' || *at == '?' ? strtoul(at + 1, NULL, 10) : 0;
            highest = number > highest ? number : highest;
            plain += *at == '?' && !number;
        }
    }
    return highest > plain ? highest : plain;
}

static const char *column_names(Arena *arena, const DatabaseResult *result)
{
    StringVector names = {0};
    for (size_t i = 0; i < result_column_count(result); i++)
        vector_push(arena, &names, arena_strdup(arena, result_column_name(result, i)));
    return string_vector_join(arena, &names, ",");
}

static size_t check_queries(Arena *arena, Database *database, const char *prefix)
{
    const DatabaseValue nothing[MAX_PARAMETERS] = {{.type = CELL_NULL}, {.type = CELL_NULL}, {.type = CELL_NULL}};
    size_t checked = 0;
    for (const CatalogueQuery *query = catalogue_queries; query->name; query++) {
        DatabaseResult *result;
        Error error = {0};
        if (strncmp(query->name, prefix, strlen(prefix)) != 0)
            continue;
        if (!database_query(database, query->sql, nothing, parameter_count(query->sql), &result, &error))
            fail_msg("%s: %s", query->name, error.message);
        const char *names = column_names(arena, result);
        if (strcmp(names, query->columns) != 0)
            fail_msg("%s answers with %s, but its first line names %s", query->name, names, query->columns);
        result_free(result);
        checked++;
    }
    return checked;
}

static void test_postgresql(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char *url = test_postgresql_url("catalogue_queries");
    Database *database = open_url(arena, strchr(url, '=') + 1);
    assert_true(check_queries(arena, database, "postgresql_") >= 29);
    database_close(database);
    free(url);
    arena_free(arena);
}

static void test_sqlite(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Database *database = open_url(arena, arena_format(arena, "sqlite:///%s/queries.db", test_work()));
    assert_true(check_queries(arena, database, "sqlite_") >= 9);
    database_close(database);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_postgresql), cmocka_unit_test(test_sqlite)};
    return cmocka_run_group_tests_name("catalogue queries", tests, NULL, NULL);
}
