/* As in SQLAlchemy, an index or constraint over columns that already belong to a table is added to that table:
 * Index("ix", Model.name), UniqueConstraint(table.c.x). */
#ifndef LIMBECK_SRC_SQLALCHEMY_ATTACHING_H
#define LIMBECK_SRC_SQLALCHEMY_ATTACHING_H

#include "limbeck/python/native.h"

/* Adds `item` to the table that the columns belong to, if they belong to one. */
bool attach_to_table(Interpreter *interpreter, const Value *columns, size_t count, Value item);

/* Sets the table of an item: of a Column, a constraint or an index. */
void attach_item(Interpreter *interpreter, Value item, Value table);

/* _listened(identifier, place): a listener of a Table or a MetaData that would run when it is created or dropped. */
NativeFunction note_listener;

/* False where such a listener would run in `verb`: "create" or "drop". */
bool listeners_allow(Interpreter *interpreter, Value self, const char *verb);

#endif
