#include "limbeck/dialect/transaction.h"

#include "limbeck/base/text.h"
#include "limbeck/sql/token.h"

#include <string.h>
#include <strings.h>

/* ---- the statements of a text ----------------------------------------------------------- */

static bool is_any(const SqlToken *token, const char *const *words)
{
    for (; *words; words++)
        if (sql_token_is(token, *words))
            return true;
    return false;
}

/* CREATE [OR REPLACE] FUNCTION, PROCEDURE, [TEMP] TRIGGER: statements whose body can be BEGIN ... END. */
static bool may_hold_body(const SqlToken *from, const SqlToken *end)
{
    static const char *const fillers[] = {"or", "replace", "temp", "temporary", "constraint", NULL};
    static const char *const holders[] = {"function", "procedure", "trigger", NULL};
    if (from >= end || !sql_token_is(from, "create"))
        return false;
    for (from++; from < end && is_any(from, fillers);)
        from++;
    return from < end && is_any(from, holders);
}

/* The semicolon that ends the statement at `from`, or `end`. */
static const SqlToken *statement_end(const SqlToken *from, const SqlToken *end)
{
    bool holds_body = may_hold_body(from, end);
    int depth = 0;
    for (const SqlToken *at = from; at < end; at++) {
        bool opens = sql_token_is(at, "begin") || (depth && sql_token_is(at, "case"));
        depth += holds_body && opens;
        depth -= depth && sql_token_is(at, "end");
        if (!depth && !at->depth && sql_token_is(at, ";"))
            return at;
    }
    return end;
}

/* The next statement that is not empty, starting at *at; false at the end of the text. */
static bool next_statement(const SqlToken **at, const SqlToken *end, SqlReader *statement)
{
    while (*at < end) {
        const SqlToken *from = *at, *stop = statement_end(from, end);
        *at = stop < end ? stop + 1 : end;
        *statement = (SqlReader){from, stop};
        if (stop > from)
            return true;
    }
    return false;
}

bool sql_statements(Arena *arena, const char *sql, StringVector *statements)
{
    SqlTokens tokens = {0};
    SqlReader statement;
    if (!sql_tokens(arena, sql, &tokens))
        return false;
    const SqlToken *at = tokens.items;
    while (next_statement(&at, tokens.items + tokens.count, &statement)) {
        const SqlToken *last = statement.end - 1;
        size_t length = (size_t)(last->start + last->length - statement.at->start);
        vector_push(arena, statements, arena_strndup(arena, statement.at->start, length));
    }
    return true;
}

/* ---- those that end a transaction ---------------------------------------------------------- */

static const struct {
    const char *word;
    bool keeps;
} forms[] = {{"commit", true}, {"end", true}, {"rollback", false}, {"abort", false}};

static const char *upper(Arena *arena, const SqlReader *statement)
{
    Text text = text_in(arena);
    for (const SqlToken *at = statement->at; at < statement->end && at->kind == SQL_TOKEN_WORD; at++) {
        text_append(&text, at > statement->at ? " " : "");
        for (size_t i = 0; i < at->length; i++)
            text_append_char(&text, at->start[i] >= 'a' && at->start[i] <= 'z' ? (char)(at->start[i] - 'a' + 'A')
                                                                               : at->start[i]);
    }
    return text_string(&text);
}

static bool reads_as_end(Arena *arena, const SqlReader *statement, TransactionEnd *end)
{
    SqlReader rest = *statement;
    *end = (TransactionEnd){0};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!sql_take(&rest, forms[i].word))
            continue;
        if (!sql_take(&rest, "work"))
            sql_take(&rest, "transaction");
        if (sql_take(&rest, "to") || sql_take(&rest, "prepared"))
            return false;
        *end = (TransactionEnd){.words = upper(arena, statement), .keeps = forms[i].keeps};
        return true;
    }
    if (!sql_take(&rest, "prepare") || !sql_take(&rest, "transaction"))
        return false;
    *end = (TransactionEnd){.words = upper(arena, statement), .prepares = true};
    return true;
}

/* A fast test: most texts are one statement that begins with another word, or contain none of them. */
static bool may_end(const char *sql)
{
    static const char *const words[] = {"commit", "rollback", "abort", "end", "prepare"};
    sql += strspn(sql, " \t\r\n");
    bool begins_with_word = (*sql >= 'a' && *sql <= 'z') || (*sql >= 'A' && *sql <= 'Z');
    bool is_one_statement = begins_with_word && !strchr(sql, ';');
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_one_statement ? strncasecmp(sql, words[i], strlen(words[i])) == 0
                             : text_find_word(sql, words[i]) != NULL)
            return true;
    return false;
}

bool sql_ends_transaction(Arena *arena, const char *sql, TransactionEnd *end)
{
    SqlTokens tokens = {0};
    SqlReader statement;
    if (!may_end(sql))
        return false;
    sql_tokens(arena, sql, &tokens); /* an unterminated text is read as far as possible */
    const SqlToken *at = tokens.items;
    while (next_statement(&at, tokens.items + tokens.count, &statement))
        if (reads_as_end(arena, &statement, end))
            return true;
    return false;
}

const char *transaction_end_text(Arena *arena, const TransactionEnd *end, int line)
{
    return arena_format(arena, "line %d: the script's %s ends the transaction: %s", line, end->words,
                        end->prepares ? "what ran before it is prepared, neither committed nor rolled back"
                        : end->keeps  ? "what ran before it stays committed, even if the rest fails"
                                      : "what ran before it is rolled back, and the rest of the step runs without it");
}
