/* Losses by row changes: UPDATE, DELETE, MERGE, REPLACE, ON CONFLICT DO UPDATE. */
#include "limbeck/dialect/loss.h"

#include <string.h>

bool sql_take_table(Arena *arena, SqlReader *tokens, Loss *loss)
{
    loss->schema = NULL;
    loss->table = sql_take_name(arena, tokens);
    if (loss->table && sql_take(tokens, ".")) {
        loss->schema = loss->table;
        loss->table = sql_take_name(arena, tokens);
    }
    return loss->table != NULL;
}

static bool is_name(const SqlToken *token)
{
    return token->kind == SQL_TOKEN_WORD || token->kind == SQL_TOKEN_NAME;
}

static const SqlToken *find(const SqlToken *at, const SqlToken *end, int depth, const char *word)
{
    while (at < end && at->depth >= depth && !(at->depth == depth && sql_token_is(at, word)))
        at++;
    return at < end && at->depth == depth ? at : NULL;
}

/* FROM begins a clause, but not in IS DISTINCT FROM. */
static bool ends_settings(const SqlToken *token)
{
    static const char *const words[] = {"where", "returning", "order", "limit", ";"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_token_is(token, words[i]))
            return true;
    return sql_token_is(token, "from") && !sql_token_is(&token[-1], "distinct");
}

static void add_column(Arena *arena, Loss loss, const SqlToken *name, LossVector *losses)
{
    loss.column = sql_token_name(arena, name);
    vector_push(arena, losses, loss);
}

static bool names_column(Arena *arena, const SqlToken *token, const char *column)
{
    return is_name(token) && strcmp(sql_token_name(arena, token), column) == 0;
}

/* Whether a condition of parts joined by AND has the part "column IS NULL". */
static bool has_null_condition(Arena *arena, SqlReader condition, const char *column)
{
    bool found = false;
    for (const SqlToken *at = condition.at; at < condition.end && at->depth >= condition.at->depth; at++) {
        if (at->depth > condition.at->depth)
            continue;
        const bool negates = sql_token_is(at, "not") && (at == condition.at || !sql_token_is(&at[-1], "is"));
        if (negates || sql_token_is(at, "or") || sql_token_is(at, "case"))
            return false;
        found |= at + 2 < condition.end && names_column(arena, at, column) && sql_token_is(&at[1], "is") &&
                 sql_token_is(&at[2], "null");
    }
    return found;
}

/* After SET: the value that ends before the next comma or clause. */
static void read_value(Arena *arena, SqlReader tokens, int depth, Loss *loss)
{
    const SqlToken *end = tokens.at;
    while (end < tokens.end && end->depth >= depth &&
           !(end->depth == depth && (sql_token_is(end, ",") || ends_settings(end))))
        end++;
    const SqlReader value = {tokens.at, end};
    if (value.at >= value.end)
        return;
    loss->to_null = value.end == value.at + 1 && sql_token_is(value.at, "null");
    loss->fills = value.at + 3 < value.end && sql_token_is(value.at, "coalesce") &&
                  names_column(arena, &value.at[2], loss->column) && sql_token_is(&value.at[3], ",");
    if (!loss->to_null && !sql_token_is(value.at, "default") && sql_only_computes(value))
        loss->value = arena_strndup(arena, value.at->start, (size_t)(end[-1].start + end[-1].length - value.at->start));
}

/* After SET: a = 1, (b, c) = (2, 3), d.e = 4 */
static void read_settings(Arena *arena, SqlReader tokens, Loss loss, LossVector *losses)
{
    if (tokens.at >= tokens.end)
        return;
    const int depth = tokens.at->depth;
    const SqlToken *where = find(tokens.at, tokens.end, depth, "where");
    bool begins = true;
    for (const SqlToken *at = tokens.at; at < tokens.end && at->depth >= depth; at++) {
        if (at->depth == depth && ends_settings(at) && !begins)
            return;
        if (begins && sql_token_is(at, "("))
            for (at++; at < tokens.end && at->depth > depth; at++)
                if (is_name(at))
                    add_column(arena, loss, at, losses);
        if (begins && at < tokens.end && is_name(at)) {
            Loss one = loss;
            one.column = sql_token_name(arena, at);
            if (at + 1 < tokens.end && sql_token_is(&at[1], "="))
                read_value(arena, (SqlReader){at + 2, tokens.end}, depth, &one);
            one.fills |= where && has_null_condition(arena, (SqlReader){where + 1, tokens.end}, one.column);
            vector_push(arena, losses, one);
        }
        begins = at < tokens.end && at->depth == depth && sql_token_is(at, ",");
    }
}

/* UPDATE [OR REPLACE] [ONLY] name [AS alias] SET ... */
static void read_update(Arena *arena, SqlReader tokens, LossVector *losses)
{
    Loss loss = {.kind = LOSS_OVERWRITTEN};
    bool may_replace = sql_take(&tokens, "or");
    if (may_replace)
        sql_take_name(arena, &tokens);
    sql_take(&tokens, "only");
    if (!sql_take_table(arena, &tokens, &loss))
        return;
    if (tokens.at < tokens.end)
        loss.is_part = find(tokens.at, tokens.end, tokens.at[-1].depth, "where") != NULL;
    if (may_replace)
        vector_push(arena, losses, loss);
    const SqlToken *set = tokens.at < tokens.end ? find(tokens.at, tokens.end, tokens.at[-1].depth, "set") : NULL;
    if (set)
        read_settings(arena, (SqlReader){set + 1, tokens.end}, loss, losses);
}

static void read_rows(Arena *arena, SqlReader tokens, LossKind kind, LossVector *losses)
{
    Loss loss = {.kind = kind, .is_part = true};
    sql_take(&tokens, "only");
    if (!sql_take_table(arena, &tokens, &loss))
        return;
    if (kind == LOSS_DELETED)
        loss.is_part = tokens.at < tokens.end && (find(tokens.at, tokens.end, tokens.at[-1].depth, "where") ||
                                                  find(tokens.at, tokens.end, tokens.at[-1].depth, "using"));
    vector_push(arena, losses, loss);
}

/* INSERT [OR REPLACE] INTO name ... ON CONFLICT ... DO UPDATE SET ... */
static void read_insert(Arena *arena, SqlReader tokens, LossVector *losses)
{
    Loss loss = {.kind = LOSS_OVERWRITTEN, .is_part = true};
    bool replaces = sql_take(&tokens, "or") && sql_take(&tokens, "replace");
    if (!replaces && tokens.at < tokens.end && is_name(tokens.at) && !sql_token_is(tokens.at, "into"))
        tokens.at++; /* OR IGNORE */
    if (!sql_take(&tokens, "into") || !sql_take_table(arena, &tokens, &loss))
        return;
    int depth = tokens.at[-1].depth; /* REPLACE INTO itself is recorded as a loss elsewhere */
    const SqlToken *action = tokens.at < tokens.end ? find(tokens.at, tokens.end, depth, "do") : NULL;
    if (action && action + 3 < tokens.end && sql_token_is(&action[1], "update") && sql_token_is(&action[2], "set"))
        read_settings(arena, (SqlReader){action + 3, tokens.end}, loss, losses);
}

/* FOR UPDATE, FOR NO KEY UPDATE, ON UPDATE CASCADE, DO UPDATE */
static bool is_clause(const SqlToken *first, const SqlToken *update)
{
    static const char *const words[] = {"for", "key", "on", "do", "before", "after", "of", "then", "or"};
    for (size_t i = 0; update > first && i < sizeof words / sizeof *words; i++)
        if (sql_token_is(&update[-1], words[i]))
            return true;
    return false;
}

void sql_row_losses(Arena *arena, SqlReader tokens, LossVector *losses)
{
    for (const SqlToken *at = tokens.at; at + 1 < tokens.end; at++) {
        SqlReader rest = {at + 1, tokens.end};
        if (sql_token_is(at, "update") && !is_clause(tokens.at, at))
            read_update(arena, rest, losses);
        else if (sql_token_is(at, "delete") && sql_take(&rest, "from"))
            read_rows(arena, rest, LOSS_DELETED, losses);
        else if ((sql_token_is(at, "merge") || sql_token_is(at, "replace")) && sql_take(&rest, "into"))
            read_rows(arena, rest, LOSS_OVERWRITTEN, losses);
        else if (sql_token_is(at, "insert"))
            read_insert(arena, rest, losses);
    }
}
