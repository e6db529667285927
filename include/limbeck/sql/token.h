/* Splits SQL into tokens: enough to see the structure of a statement without a full parser.
 *
 *     SqlTokens tokens = {0};
 *     if (sql_tokens(arena, sql, &tokens) && sql_token_is(&tokens.items[0], "update")) ... */
#ifndef LIMBECK_SQL_TOKEN_H
#define LIMBECK_SQL_TOKEN_H

#include "limbeck/base/vector.h"
#include "limbeck/sql/syntax.h"

typedef enum {
    SQL_TOKEN_WORD, /* keyword or unquoted name */
    SQL_TOKEN_NAME, /* quoted name */
    SQL_TOKEN_STRING,
    SQL_TOKEN_NUMBER,
    SQL_TOKEN_PARAMETER, /* $1, ?, ?1, :name */
    SQL_TOKEN_SYMBOL,    /* one character each */
} SqlTokenKind;

typedef struct SqlToken {
    SqlTokenKind kind;
    const char *start; /* within the SQL text */
    size_t length;
    int depth; /* number of parentheses around it, not counting itself */
} SqlToken;

typedef VECTOR(SqlToken) SqlTokens;

/* Skips blanks and comments. False for an unterminated quote, comment or parenthesis. */
bool sql_tokens(Arena *arena, const char *sql, SqlTokens *tokens);
/* With the rules of one database: SQLite has [names] but no E'' and $$. */
bool sql_tokens_of(Arena *arena, SqlSyntax syntax, const char *sql, SqlTokens *tokens);

/* Whether the token is this word, in any case, or this symbol. */
bool sql_token_is(const SqlToken *token, const char *text);

/* The name: of a WORD in lower case, of a NAME without its quotes. */
char *sql_token_name(Arena *arena, const SqlToken *token);

/* A position in a list of tokens. */
typedef struct SqlReader {
    const SqlToken *at, *end;
} SqlReader;

/* Skips the word or symbol if it is next; false otherwise. */
bool sql_take(SqlReader *reader, const char *text);
bool sql_at_name(const SqlReader *reader);
/* Reads the next name; NULL if there is none. */
char *sql_take_name(Arena *arena, SqlReader *reader);

#endif
