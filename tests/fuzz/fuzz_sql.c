/* SQL that somebody wrote, and catalogues that hold it. */
#include "fuzz.h"

#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/reflection/catalogue.h"
#include "limbeck/reflection/definition.h"
#include "limbeck/reflection/sqlite_table.h"
#include "limbeck/sql/reading.h"
#include "limbeck/sql/token.h"

#include <string.h>

void fuzz_sql(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    const char *sql = fuzz_text(arena, bytes, length), *end = sql + strlen(sql);
    SqlTokens tokens = {0};
    if (sql_tokens(arena, sql, &tokens))
        for (size_t i = 0; i < tokens.count; i++) {
            const SqlToken *token = &tokens.items[i];
            must(token->length && token->start >= sql && token->start + token->length <= end && token->depth >= 0);
            must(i == 0 || token->start >= token[-1].start + token[-1].length);
        }
    static const char *const dialects[] = {"postgresql", "sqlite"};
    for (size_t i = 0; i < 2; i++) {
        SqlReading reading = {0};
        sql_read_changes(arena, dialect_syntax(dialect_named(dialects[i])), sql, &reading);
    }
    arena_free(arena);
}

static bool give_up(void *state, int64_t waited_milliseconds)
{
    (void)state;
    (void)waited_milliseconds;
    return false;
}

/* Whatever SQLite takes, limbeck reads from its catalogue, or says why not. */
void fuzz_catalogue(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    Error error = {0};
    const char *sql = fuzz_text(arena, bytes, length);
    Table *table = NULL;
    if (!table_from_sql(arena, sql, &table, &error))
        fuzz_error(&error);
    error_clear(&error);
    static const DatabaseUrl memory = {.kind = DATABASE_SQLITE, .dialect = "sqlite"};
    Database *database = database_open(&memory, &error);
    must(database);
    database_watch(database, give_up, NULL);
    /* No file is to be reached, nor a run without end. */
    bool is_ddl = strncasecmp(sql, "create ", 7) == 0 && !strcasestr(sql, "recursive") && !strcasestr(sql, "attach") &&
                  !strcasestr(sql, "vacuum") && !strcasestr(sql, "virtual") && !strcasestr(sql, "pragma");
    if (is_ddl && database_execute(database, sql, NULL, 0, NULL, &error)) {
        SchemaModel *model;
        StringVector lines = {0};
        if (!reflect_catalogue(arena, database, true, &model, &error))
            fuzz_error(&error);
        else if (table) {
            Error none = {0};
            reflect_definition(arena, database, arena_format(arena, "\"%s\"", table->name), &lines, &none);
        }
    }
    database_close(database);
    arena_free(arena);
}
