/* Expressions with a syntax of their own: functions, casts, CASE, windows, lists. */
#ifndef LIMBECK_SRC_DIALECT_SPECIAL_FORMS_H
#define LIMBECK_SRC_DIALECT_SPECIAL_FORMS_H

#include "limbeck/dialect/compiler.h"

typedef bool ExpressionCompiler(Compiler *compiler, const Expression *expression);

ExpressionCompiler compile_binary, compile_unary, compile_members;
ExpressionCompiler compile_collation, compile_slice, compile_next_value, compile_field;
ExpressionCompiler compile_any, compile_array, compile_case, compile_cast, compile_extract, compile_function;
ExpressionCompiler compile_json_extract;
ExpressionCompiler compile_ordered, compile_over, compile_subquery, compile_tuple, compile_within_group;

#endif
