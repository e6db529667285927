/* The checkpoint: how far a step in batches has come. It is a row in a table next to the version table, updated in
 * the transaction of each batch, so it always matches the rows changed. */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_CHECKPOINT_H
#define LIMBECK_SRC_MIGRATE_BATCHES_CHECKPOINT_H

#include "limbeck/alembic/environment.h"
#include "limbeck/database/database.h"

typedef struct Checkpoint {
    const char *revision;
    bool downgrade;
    int64_t statement;       /* index of the statement within the step */
    const char *fingerprint; /* hash of the statements up to and including it */
    const char *after;       /* key of the last row processed; "": none */
    const char *until;       /* key of the last row to process */
    int64_t rows;            /* changed so far */
    int64_t total;           /* rows to change, counted at the start; 0: unknown */
    int64_t batch_rows;
    bool finished; /* the statement is complete, but not the statements after it */
    bool is_old;   /* its table lacks the column for the total */
} Checkpoint;

/* The checkpoint for this version table. */
bool checkpoint_read(Arena *arena, Database *database, const ScriptEnvironment *environment, Checkpoint *checkpoint,
                     bool *exists, Error *error);
/* Creates the table if it is missing. */
bool checkpoint_write(Arena *arena, Database *database, const ScriptEnvironment *environment,
                      const Checkpoint *checkpoint, Error *error);
/* Deletes the checkpoint, and drops the table with its last row. */
bool checkpoint_remove(Arena *arena, Database *database, const ScriptEnvironment *environment, Error *error);

/* Encodes the values of a row's key as one text, and decodes it. NULL when a value is neither number nor text. */
const char *key_text(Arena *arena, const DatabaseValue *values, size_t count);
bool key_values(Arena *arena, const char *text, DatabaseValue *values, size_t count);

#endif
