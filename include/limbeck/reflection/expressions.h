/* Whether two spellings of an expression are the same one, by the server's own form of both.
 *
 *     ExpressionPairs pairs = {0};
 *     ExpressionPair pair = {.table = "\"user\"", .live = "(state = 'x'::text)", .wanted = "state = 'x'"};
 *     vector_push(arena, &pairs, pair);
 *     reflect_expression_pairs(arena, database, &pairs);
 *     if (pairs.items[0].verdict == EXPRESSIONS_SAME) ... */
#ifndef LIMBECK_REFLECTION_EXPRESSIONS_H
#define LIMBECK_REFLECTION_EXPRESSIONS_H

#include "limbeck/database/database.h"
#include "limbeck/schema/expression.h"

typedef struct ExpressionPair {
    const char *table; /* whose columns the expressions name; quoted for SQL */
    const char *type;  /* the type of the column, of a default; NULL: the expression's own */
    const char *live, *wanted;
    ExpressionVerdict verdict;
} ExpressionPair;

typedef VECTOR(ExpressionPair) ExpressionPairs;

/* Whether the server can print an expression in a normalized form: PostgreSQL. */
bool database_has_normal_forms(const Database *database);

/* Sets the verdict of each pair; nothing is executed, and no lock is waited for longer than 100 ms. An expression that
 * the server does not accept leaves its pair unknown. PostgreSQL: one round trip. */
void reflect_expression_pairs(Arena *arena, Database *database, ExpressionPairs *pairs);

#endif
