/* insert(), update(), delete(): the parts that ON CONFLICT uses too. */
#ifndef LIMBECK_SQLALCHEMY_CHANGES_H
#define LIMBECK_SQLALCHEMY_CHANGES_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

typedef VECTOR(Assignment) AssignmentVector;

/* An empty INSERT, UPDATE or DELETE. `table` is a Table, table() or a mapped class; anything else is refused. */
bool statement_on(Interpreter *interpreter, Value table, const NativeClass *type, StatementKind kind, Value *result,
                  Statement **statement);
/* values() of one row: keys are columns or their names; an unknown one is SQLAlchemy's "Unconsumed column names".
 * */
bool read_row(Interpreter *interpreter, Native *owner, const Table *table, Value dict, AssignmentVector *row);
/* In the order of the table's columns, as SQLAlchemy does. */
void sort_assignments(Arena *arena, const Table *table, AssignmentVector *assignments);

#endif
