/* Parameters whose type PostgreSQL cannot infer. psycopg2 sends them as literals, which PostgreSQL takes as
 * text; sent as parameters they fail with "could not determine data type". */
#include "limbeck/dialect/compiler.h"
#include "limbeck/sql/token.h"

#include <stdlib.h>
#include <string.h>

/* Functions with arguments of type "any". pg_typeof() is not one of them: it returns unknown for a literal. */
static bool takes_any(const SqlToken *function)
{
    static const char *const names[] = {"concat",
                                        "concat_ws",
                                        "format",
                                        "json_build_array",
                                        "json_build_object",
                                        "jsonb_build_array",
                                        "jsonb_build_object",
                                        "num_nulls",
                                        "num_nonnulls"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sql_token_is(function, names[i]))
            return true;
    return false;
}

/* The word in front of the enclosing parenthesis; NULL if there is none. */
static const SqlToken *enclosing_function(const SqlTokens *tokens, const SqlToken *inside)
{
    const SqlToken *at = inside;
    while (at > tokens->items && (at->depth >= inside->depth || !sql_token_is(at, "(")))
        at--;
    return at > tokens->items && at->depth < inside->depth ? at - 1 : NULL;
}

/* Whether the parameter is a whole argument: nothing but parentheses around it. */
static bool is_argument_of_any(const SqlTokens *tokens, const SqlToken *parameter)
{
    const SqlToken *before = parameter - 1, *after = parameter + 1;
    const SqlToken *first = tokens->items, *last = first + tokens->count - 1;
    while (sql_token_is(before, "(") && sql_token_is(after, ")") && before > first && after < last &&
           before[-1].kind == SQL_TOKEN_SYMBOL)
        before--, after++;
    bool is_whole = (sql_token_is(before, "(") || sql_token_is(before, ",")) &&
                    (sql_token_is(after, ",") || sql_token_is(after, ")"));
    const SqlToken *function = is_whole ? enclosing_function(tokens, after - 1) : NULL;
    return function && takes_any(function);
}

static bool is_compared_with_null(const SqlToken *parameter, const SqlToken *end)
{
    SqlReader rest = {parameter + 1, end};
    if (!sql_take(&rest, "is"))
        return false;
    sql_take(&rest, "not");
    return sql_take(&rest, "null");
}

void postgresql_mark_undecided(Arena *arena, CompiledSql *compiled)
{
    SqlTokens tokens = {0};
    if (!compiled->parameters.count || !sql_tokens(arena, compiled->sql, &tokens))
        return;
    for (size_t i = 1; i + 1 < tokens.count; i++) {
        const SqlToken *token = &tokens.items[i];
        size_t number = token->kind == SQL_TOKEN_PARAMETER ? strtoul(token->start + 1, NULL, 10) : 0;
        if (number && number <= compiled->parameters.count &&
            (is_argument_of_any(&tokens, token) || is_compared_with_null(token, tokens.items + tokens.count)))
            compiled->parameters.items[number - 1].is_undecided = true;
    }
}
