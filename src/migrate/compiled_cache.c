#include "compiled_cache.h"

#include "limbeck/base/text.h"

#include <string.h>
#include <strings.h>

/* Statements that cannot return rows are executed without a result, with a prepared statement. */
static bool returns_rows(const Statement *statement, const char *sql)
{
    static const char *const plain[] = {"update", "insert", "delete"};
    sql += strspn(sql, " \t\r\n(");
    if (statement->kind == STATEMENT_SELECT || statement->returning.count || text_find_word(sql, "returning"))
        return true;
    for (size_t i = 0; i < 3; i++)
        if (strncasecmp(sql, plain[i], 6) == 0)
            return false;
    return true;
}

static bool is_cached(const CompiledCache *cache, const Statement *statement)
{
    return cache->text && statement->kind == STATEMENT_TEXT && statement->text->is_text_clause &&
           !statement->text->parameter_count && strcmp(cache->text, statement->text->text) == 0;
}

bool compiled_cache_use(CompiledCache *cache, const CompileOptions *options, const Statement *statement, Error *error)
{
    if (is_cached(cache, statement))
        return true;
    cache->text = NULL;
    cache->is_plain = false;
    arena_reset(cache->arena);
    if (!compile_statement(cache->arena, options, statement, &cache->compiled, error))
        return false;
    cache->returns_rows = returns_rows(statement, cache->compiled.sql);
    if (statement->kind == STATEMENT_TEXT)
        cache->text = arena_strdup(cache->arena, statement->text->text);
    return true;
}
