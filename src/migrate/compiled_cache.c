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

/* A loop compiles the same few texts for each row. */
static bool find_facts(CompiledCache *cache, const char *sql)
{
    size_t length = strlen(sql);
    for (size_t i = 0; i < REMEMBERED_STATEMENTS; i++) {
        size_t at = (cache->current + i) % REMEMBERED_STATEMENTS;
        const Text *known = &cache->remembered[at].sql;
        if (known->length == length && length && memcmp(known->data, sql, length) == 0) {
            cache->current = at;
            return true;
        }
    }
    return false;
}

static void replace_facts(CompiledCache *cache, const Statement *statement, const char *sql)
{
    cache->current = (cache->current + 1) % REMEMBERED_STATEMENTS;
    StatementFacts *facts = compiled_cache_facts(cache);
    text_clear(&facts->sql);
    text_append(&facts->sql, sql);
    facts->returns_rows = returns_rows(statement, sql);
    facts->is_plain = false;
}

bool compiled_cache_use(CompiledCache *cache, const CompileOptions *options, const Statement *statement, Error *error)
{
    if (is_cached(cache, statement))
        return true;
    cache->text = NULL;
    cache->compiled.sql = NULL;
    arena_reset(cache->arena);
    if (!compile_statement(cache->arena, options, statement, &cache->compiled, error))
        return false;
    if (!find_facts(cache, cache->compiled.sql))
        replace_facts(cache, statement, cache->compiled.sql);
    if (statement->kind == STATEMENT_TEXT)
        cache->text = arena_strdup(cache->arena, statement->text->text);
    return true;
}

void compiled_cache_free(CompiledCache *cache)
{
    for (size_t i = 0; i < REMEMBERED_STATEMENTS; i++)
        text_release(&cache->remembered[i].sql);
    arena_free(cache->arena);
}
