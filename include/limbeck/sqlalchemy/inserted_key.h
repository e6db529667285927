/* CursorResult.inserted_primary_key: the key of the one row that an INSERT made.
 *
 *     Statement statement = {.kind = STATEMENT_INSERT};
 *     ScriptRows rows = {.has_rows = true};
 *     bool answered = inserted_key_is_answer(&statement, 0, &rows);
 */
#ifndef LIMBECK_SQLALCHEMY_INSERTED_KEY_H
#define LIMBECK_SQLALCHEMY_INSERTED_KEY_H

#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

typedef struct InsertedKey {
    const char **names;
    const Value *values; /* kept by the owner */
    size_t count;        /* 0: limbeck does not know the key */
} InsertedKey;

/* Whether the server's result is the key, by an implicit RETURNING that the script does not have. */
bool inserted_key_is_answer(const Statement *statement, size_t set_count, const ScriptRows *rows);

/* The key by the values of the statement or of its parameters, and by SQLite's last row. */
bool inserted_key_find(Interpreter *interpreter, Native *owner, const Statement *statement, const ParameterSet *sets,
                       size_t set_count, const ScriptRows *rows, InsertedKey *key);

#endif
