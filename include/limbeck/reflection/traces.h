/* The effects of a transaction so far, seen from inside it (PostgreSQL). */
#ifndef LIMBECK_REFLECTION_TRACES_H
#define LIMBECK_REFLECTION_TRACES_H

#include "limbeck/base/map.h"
#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct RelationTrace {
    int64_t oid;
    const char *name;
    int64_t file; /* file number; changes when the table is rewritten */
} RelationTrace;

/* All relations of the database: oid as text -> RelationTrace *. */
bool reflect_relations(Arena *arena, Database *database, Map *relations, Error *error);

typedef struct LockTrace {
    int64_t oid;
    const char *mode; /* "ACCESS EXCLUSIVE" */
    int64_t file;
} LockTrace;

typedef VECTOR(LockTrace) LockTraces;

/* The locks on relations that this session holds. */
bool reflect_own_locks(Arena *arena, Database *database, LockTraces *locks, Error *error);

/* The server's write-ahead log position, in bytes. */
bool reflect_wal(Database *database, int64_t *position, Error *error);

/* About how many locks fit into the server's lock table. */
extern const char lock_table_question[];
bool reflect_lock_table(Database *database, int64_t *room, Error *error);

/* Position of each sequence: name -> text of its last value. */
bool reflect_sequences(Arena *arena, Database *database, Map *sequences, Error *error);

typedef struct SequenceOfTable {
    const char *name;
    int64_t increment;
} SequenceOfTable;

typedef VECTOR(SequenceOfTable) SequencesOfTable;

/* The sequences used in the table's defaults, as far as this role may alter them. */
bool reflect_sequences_of_table(Arena *arena, Database *database, const char *table, SequencesOfTable *sequences,
                                Error *error);

#endif
