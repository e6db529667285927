/* Elements of a FROM: aliases, subqueries, CTEs, joins. */
#ifndef LIMBECK_SQLALCHEMY_FROM_CLAUSES_H
#define LIMBECK_SQLALCHEMY_FROM_CLAUSES_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

extern const NativeMember from_methods[];

/* methods of all FROM elements */
bool from_object(Interpreter *interpreter, Native *owner, Value value, const Table **table);

typedef struct JoinArguments {
    Value right, on;
    bool is_outer, is_full;
} JoinArguments;

/* `first`: the name of the first parameter. */
bool read_join(Interpreter *interpreter, const Arguments *arguments, const char *first, bool is_outer,
               JoinArguments *join);

/* Without ON, the foreign key between the two sides is the condition. */
bool infer_on(Interpreter *interpreter, Arena *arena, Table *join);

/* The arguments but the first, which must be positional. Always true. */
bool without_first(const Arguments *arguments, Arguments *rest);
/* Calls the method of the first argument with the others: alias(x, ...) is x.alias(...). */
bool call_method_of_first(Interpreter *interpreter, const Arguments *arguments, const char *name, Value *result);
/* The table's column; a new one without a type where it has none of that name. */
const Expression *column_in(Arena *arena, const Table *table, const char *name);
NativeFunction query_subquery, query_lateral, query_cte, make_join_function, make_outerjoin_function, make_alias;
NativeFunction from_join, from_outerjoin;

#endif
