/* The schema that a history creates in an empty database, computed without a database: each
 * operation is applied to a schema model when the script makes it.
 *
 *     SymbolicRequest request = {...};
 *     SymbolicHistory history = {.schema = schema_model_new(arena)};
 *     for (...) if (!symbolic_step(arena, &request, revision, false, &history, error)) ...
 *
 * Tables hold only rows that the scripts insert: a query of an empty table returns no rows.
 * Whatever depends on another query result, on SQL that is not plain DDL, or on Python that limbeck does
 * not evaluate is recorded as opaque in the model. */
#ifndef LIMBECK_MIGRATE_SYMBOLIC_H
#define LIMBECK_MIGRATE_SYMBOLIC_H

#include "limbeck/alembic/evaluation.h"
#include "limbeck/base/map.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/schema/model.h"

typedef struct SymbolicRequest {
    const ScriptDirectory *directory;
    const ScriptEnvironment *environment; /* may be NULL */
    const Dialect *dialect;
    ScriptSession *session;       /* may be NULL */
    const atomic_bool *cancelled; /* may be NULL */
} SymbolicRequest;

typedef struct SymbolicHistory {
    SchemaModel *schema;
    Map origins;         /* id of the revision that created a table, or last changed one part of it */
    Map latest;          /* id of the revision that last changed any part of a table */
    StringVector filled; /* tables that scripts insert into */
} SymbolicHistory;

/* False only when the user cancelled. */
bool symbolic_step(Arena *arena, const SymbolicRequest *request, const Revision *revision, bool downgrade,
                   SymbolicHistory *history, Error *error);

/* The id of the revision that created the table or, with a `part` (column, index, constraint), last changed that
 * part; NULL: none. */
const char *symbolic_origin(Arena *arena, const SymbolicHistory *history, const char *schema, const char *table,
                            const char *part);
/* The id of the last revision that changed the table or any part of it. */
const char *symbolic_latest(Arena *arena, const SymbolicHistory *history, const char *schema, const char *table);

#endif
