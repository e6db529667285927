#ifndef LIMBECK_SRC_SQLALCHEMY_COLUMN_READERS_H
#define LIMBECK_SRC_SQLALCHEMY_COLUMN_READERS_H

#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

/* What the types of a statement's columns make of the values it answers. */
typedef struct ColumnReader {
    Value read;   /* a callable; ABSENT: values are what they are */
    bool of_text; /* only of those that the driver left as text */
} ColumnReader;

bool column_readers(Interpreter *interpreter, Value owner, const Statement *statement, size_t count,
                    const ColumnReader **readers);
bool column_read(Interpreter *interpreter, const ColumnReader *reader, const ScriptCell *cell, Value *value);

#endif
