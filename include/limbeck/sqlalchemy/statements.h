/* insert(), update(), delete(): each method returns a new statement. */
#ifndef LIMBECK_SQLALCHEMY_STATEMENTS_H
#define LIMBECK_SQLALCHEMY_STATEMENTS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

typedef struct StatementObject {
    Statement *statement;
} StatementObject;

extern const NativeClass statement_class, insert_class, update_class, delete_class;
bool fill_statements(Interpreter *interpreter, Module *module);
/* NULL for any other value. It is the object's: derive_statement() makes one that may be changed. */
Statement *statement_of(Value value);
bool new_statement(Interpreter *interpreter, const NativeClass *type, StatementKind kind, Value *result,
                   Statement **statement);

/* A copy to change; the original is unchanged. */
bool derive_statement(Interpreter *interpreter, Value self, Value *result, Statement **statement);

/* Copies the items to where `more` fit behind them, and returns them. */
const Expression **list_with_room(Arena *arena, ExpressionList *list, size_t more);
bool append_expressions(Interpreter *interpreter, Native *owner, const Arguments *arguments, ExpressionList *list);

/* derive_statement(), with conditions added to the list at this offset of a Statement. */
bool extend_criteria(Interpreter *interpreter, Value self, const Arguments *arguments, size_t offset, Value *result);

NativeFunction statement_where;

/* insert() with ON CONFLICT, of the dialects' modules. */
bool fill_dialect_statements(Interpreter *interpreter, Module *module);

/* Replaces an object by what its __clause_element__() answers; leaves anything else. The value stays on the stack. */
bool clause_element(Interpreter *interpreter, Value *value);
/* Replaces a mapped class by its table too. */
bool table_of_class(Interpreter *interpreter, Value *value);

/* Good for as long as the arena and the value. */
bool statement_from(Interpreter *interpreter, Arena *arena, Value value, const Statement **statement);

/* They are declared with the statements they begin. */
NativeFunction table_insert;

NativeFunction table_update, table_delete;

/* text() whose expanding parameters have the lists that `parameters` gives them; they are taken out of it. Values are
 * pushed. */
bool text_with_lists(Interpreter *interpreter, Value *text, Value *parameters);

#endif
