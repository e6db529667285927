/* SQL that somebody wrote, cut into tokens: enough to see how a statement is built
 * without knowing all of the language.
 *
 *     SqlTokens tokens = {0};
 *     if (sql_tokens(arena, sql, &tokens) && sql_token_is(&tokens.items[0], "update")) ...
 */
#ifndef LIMBECK_SQL_TOKEN_H
#define LIMBECK_SQL_TOKEN_H

#include "limbeck/base/vector.h"
#include "limbeck/sql/syntax.h"

typedef enum {
    SQL_TOKEN_WORD, /* a keyword, or a name without quotes */
    SQL_TOKEN_NAME, /* in quotes */
    SQL_TOKEN_STRING,
    SQL_TOKEN_NUMBER,
    SQL_TOKEN_PARAMETER, /* $1, ?, ?1, :name */
    SQL_TOKEN_SYMBOL,    /* one character each */
} SqlTokenKind;

typedef struct SqlToken {
    SqlTokenKind kind;
    const char *start; /* in the text itself */
    size_t length;
    int depth; /* of parentheses around it; they themselves stand outside */
} SqlToken;

typedef VECTOR(SqlToken) SqlTokens;

/* Blanks and comments are left out. False where a quote, a comment or a parenthesis
 * has no end. */
bool sql_tokens(Arena *arena, const char *sql, SqlTokens *tokens);
/* As one database reads it: SQLite has [names], and neither E'' nor $$. */
bool sql_tokens_of(Arena *arena, SqlSyntax syntax, const char *sql, SqlTokens *tokens);

/* Whether it is this word, in any case, or this symbol. */
bool sql_token_is(const SqlToken *token, const char *text);

/* Of a WORD the name it stands for, in lower case; of a NAME what is between its quotes. */
char *sql_token_name(Arena *arena, const SqlToken *token);

/* A way through tokens. */
typedef struct SqlReader {
    const SqlToken *at, *end;
} SqlReader;

/* Past the word, or symbol, where it stands next. */
bool sql_take(SqlReader *reader, const char *text);
bool sql_at_name(const SqlReader *reader);
/* The name that stands next; NULL where none does. */
char *sql_take_name(Arena *arena, SqlReader *reader);

#endif
