/* Column, and the dialect options that it shares with other constructs. */
#ifndef LIMBECK_SQLALCHEMY_COLUMNS_H
#define LIMBECK_SQLALCHEMY_COLUMNS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"

typedef struct ColumnObject {
    Expression *expression; /* first: a Column is an expression too */
    Column *column;
    bool is_found; /* of a comparison: a hook may change it */
} ColumnObject;

extern const NativeClass column_class;

/* The name under which a Table keeps what its column was given as info=. */
const char *column_info_key(Interpreter *interpreter, const char *name);

typedef struct OptionReceiver {
    Interpreter *interpreter;
    Native *owner;
    OptionVector *options;
    const char *construct; /* "Index": SQLAlchemy's class that is made; NULL: any option is taken */
} OptionReceiver;

/* A KeywordReceiver for postgresql_* and sqlite_* arguments; arguments for other dialects are dropped. One that the
 * construct does not take is SQLAlchemy's ArgumentError. */
bool receive_option(void *state, const char *name, Value value);
/* The same for Table, Column, Index and the constraints: an option of a dialect that SQLAlchemy does not have is
 * ignored, with a notice, and a name that is none is a TypeError. */
bool receive_part_option(void *state, const char *name, Value value);

#endif
