#ifndef LIMBECK_SRC_SQLALCHEMY_COLUMN_READERS_H
#define LIMBECK_SRC_SQLALCHEMY_COLUMN_READERS_H

#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

/* Conversions of result values by the types of a statement's columns. */
typedef struct ColumnReader {
    Value read;          /* a callable; ABSENT: no conversion */
    Value own;           /* the application's function that converts the value read, NULL too; ABSENT: none */
    const char *refusal; /* why a row cannot be read; NULL: it can */
    bool of_text;        /* only for values that the driver left as text */
} ColumnReader;

/* The value that Python's database driver gives for a cell. */
bool cell_value(Interpreter *interpreter, const ScriptCell *cell, Value *value);
bool column_readers(Interpreter *interpreter, Value owner, const Statement *statement, size_t count,
                    const ColumnReader **readers);
bool column_read(Interpreter *interpreter, const ColumnReader *reader, const ScriptCell *cell, Value *value);

#endif
