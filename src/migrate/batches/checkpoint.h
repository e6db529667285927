/* How far a step that commits in batches has come, kept in the database beside the
 * version table and changed in the transaction of each batch: whatever happens, it
 * says exactly which rows were handled. */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_CHECKPOINT_H
#define LIMBECK_SRC_MIGRATE_BATCHES_CHECKPOINT_H

#include "limbeck/alembic/environment.h"
#include "limbeck/database/database.h"

typedef struct Checkpoint {
    const char *revision;
    bool downgrade;
    int64_t statement;       /* of those the step has executed */
    const char *fingerprint; /* of the statements up to and with it */
    const char *after;       /* the key of the last row handled; "": none yet */
    const char *until;       /* of the last one to handle */
    int64_t rows;            /* changed so far */
    int64_t total;           /* to change, as counted when it began; 0: not known */
    int64_t batch_rows;
    bool finished; /* the statement is; what follows it is not */
    bool is_old;   /* its table has no place for the total */
} Checkpoint;

/* The one of this version table. */
bool checkpoint_read(Arena *arena, Database *database, const ScriptEnvironment *environment, Checkpoint *checkpoint,
                     bool *exists, Error *error);
/* Makes the table where there is none. */
bool checkpoint_write(Arena *arena, Database *database, const ScriptEnvironment *environment,
                      const Checkpoint *checkpoint, Error *error);
/* The table goes with its last row. */
bool checkpoint_remove(Arena *arena, Database *database, const ScriptEnvironment *environment, Error *error);

/* The values of a row's key as one text, and back. NULL where a value is no number and no text. */
const char *key_text(Arena *arena, const DatabaseValue *values, size_t count);
bool key_values(Arena *arena, const char *text, DatabaseValue *values, size_t count);

#endif
