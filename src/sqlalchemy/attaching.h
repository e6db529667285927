/* An index or a constraint over columns that belong to a table already becomes that table's, as in
 * SQLAlchemy: Index("ix", Model.name), UniqueConstraint(table.c.x). */
#ifndef LIMBECK_SRC_SQLALCHEMY_ATTACHING_H
#define LIMBECK_SRC_SQLALCHEMY_ATTACHING_H

#include "limbeck/python/native.h"

/* `item` is one of the table whose columns these are, if they are of one. */
bool attach_to_table(Interpreter *interpreter, const Value *columns, size_t count, Value item);

#endif
