/* select(), UNION and its like, EXISTS, queries as values. */
#ifndef LIMBECK_SQLALCHEMY_SELECTS_H
#define LIMBECK_SQLALCHEMY_SELECTS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

extern const NativeClass select_class, exists_class, scalar_class, textual_class;
extern const NativeClass query_class;
extern const NativeMember query_properties[];
extern const NativeMember query_methods[]; /* of whatever answers with rows */
bool fill_selects(Interpreter *interpreter, Module *module);
bool select_of_table(Interpreter *interpreter, Value table, Value *result);
bool add_columns(Interpreter *interpreter, Native *owner, const Value *values, size_t count, Statement *select);

/* A query as a value: (SELECT ...). */
bool scalar_from(Interpreter *interpreter, Native *owner, Value query, const Expression **expression);

NativeFunction select_join, select_outerjoin, select_join_from, select_outerjoin_from;
NativeFunction select_with_for_update, select_limit, select_offset, select_fetch, select_slice;
NativeFunction query_scalar, query_label, query_exists, make_exists;
NativeFunction make_union, make_union_all, make_except, make_except_all, make_intersect, make_intersect_all;
extern const NativeMember compound_methods[], row_methods[];

#endif
