#include "limbeck/reflection/traces.h"

#include "queries.h"

#include <inttypes.h>
#include <string.h>

/* Called for each row. */
typedef void TakeRow(Arena *arena, void *target, const DatabaseValue *row);

static bool each_row(Arena *arena, Database *database, const char *sql, const DatabaseValue *keys, size_t count,
                     TakeRow *take, void *target, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, sql, keys, count, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row)
        take(arena, target, row);
    result_free(result);
    return done;
}

static void take_relation(Arena *arena, void *target, const DatabaseValue *row)
{
    RelationTrace *trace = ARENA_NEW(arena, RelationTrace);
    *trace = (RelationTrace){row[RELATION_oid].integer, arena_strdup(arena, row[RELATION_name].bytes),
                             row[RELATION_filenode].integer};
    map_set(arena, target, arena_format(arena, "%" PRId64, trace->oid), trace);
}

bool reflect_relations(Arena *arena, Database *database, Map *relations, Error *error)
{
    return each_row(arena, database, sql_postgresql_relations, NULL, 0, take_relation, relations, error);
}

static void take_lock(Arena *arena, void *target, const DatabaseValue *row)
{
    LockTrace trace = {row[OWN_LOCK_relation].integer, arena_strdup(arena, row[OWN_LOCK_mode].bytes),
                       row[OWN_LOCK_filenode].integer};
    vector_push(arena, (LockTraces *)target, trace);
}

bool reflect_own_locks(Arena *arena, Database *database, LockTraces *locks, Error *error)
{
    return each_row(arena, database, sql_postgresql_own_locks, NULL, 0, take_lock, locks, error);
}

bool reflect_wal(Database *database, int64_t *position, Error *error)
{
    return database_integer(database, "SELECT (pg_catalog.pg_current_wal_insert_lsn() - '0/0')::bigint", position,
                            error);
}

const char lock_table_question[] = "SELECT current_setting('max_locks_per_transaction')::bigint * "
                                   "(current_setting('max_connections')::bigint + "
                                   "current_setting('max_prepared_transactions')::bigint)";

bool reflect_lock_table(Database *database, int64_t *room, Error *error)
{
    return database_integer(database, lock_table_question, room, error);
}

static void take_sequence(Arena *arena, void *target, const DatabaseValue *row)
{
    map_set(arena, target, arena_strdup(arena, row[SEQUENCE_STATE_name].bytes),
            arena_strdup(arena, row[SEQUENCE_STATE_value].bytes));
}

bool reflect_sequences(Arena *arena, Database *database, Map *sequences, Error *error)
{
    return each_row(arena, database, sql_postgresql_sequences, NULL, 0, take_sequence, sequences, error);
}

static void take_sequence_of_table(Arena *arena, void *target, const DatabaseValue *row)
{
    SequenceOfTable sequence = {arena_strdup(arena, row[TABLE_SEQUENCE_name].bytes),
                                row[TABLE_SEQUENCE_increment].integer};
    vector_push(arena, (SequencesOfTable *)target, sequence);
}

bool reflect_sequences_of_table(Arena *arena, Database *database, const char *table, SequencesOfTable *sequences,
                                Error *error)
{
    const DatabaseValue key = database_text(table);
    return each_row(arena, database, sql_postgresql_sequences_of_table, &key, 1, take_sequence_of_table, sequences,
                    error);
}
