/* What a transaction has done so far, seen from inside it (PostgreSQL). */
#ifndef LIMBECK_REFLECTION_TRACES_H
#define LIMBECK_REFLECTION_TRACES_H

#include "limbeck/base/map.h"
#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct RelationTrace {
    int64_t oid;
    const char *name;
    int64_t file; /* changes when the table is written anew */
} RelationTrace;

/* Every relation of the database, by its oid in digits: key -> RelationTrace *. */
bool reflect_relations(Arena *arena, Database *database, Map *relations, Error *error);

typedef struct LockTrace {
    int64_t oid;
    const char *mode; /* "ACCESS EXCLUSIVE" */
    int64_t file;
} LockTrace;

typedef VECTOR(LockTrace) LockTraces;

/* The locks on relations that this session holds now. */
bool reflect_own_locks(Arena *arena, Database *database, LockTraces *locks, Error *error);

/* How far the server's write-ahead log has come, in bytes. */
bool reflect_wal(Database *database, int64_t *position, Error *error);

/* How many locks all its transactions can hold at once, about. */
bool reflect_lock_table(Database *database, int64_t *room, Error *error);

/* Where each sequence stands: name -> text of its last value. */
bool reflect_sequences(Arena *arena, Database *database, Map *sequences, Error *error);

typedef struct SequenceOfTable {
    const char *name;
    int64_t increment;
} SequenceOfTable;

typedef VECTOR(SequenceOfTable) SequencesOfTable;

/* The sequences behind a table's defaults, of those that this role may alter. */
bool reflect_sequences_of_table(Arena *arena, Database *database, const char *table, SequencesOfTable *sequences,
                                Error *error);

#endif
