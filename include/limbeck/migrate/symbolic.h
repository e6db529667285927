/* The schema that a history makes of an empty database, without any database: each
 * operation is applied to a model at the moment the script makes it.
 *
 *     SymbolicHistory history = {.schema = schema_model_new(arena)};
 *     for (...) if (!symbolic_step(arena, &request, revision, false, &history, error)) ...
 *
 * Tables have no rows but those that the scripts themselves put there: a query of one that is
 * empty is answered with no rows. What rests on another answer, on SQL that is no plain DDL, or
 * on Python that limbeck does not evaluate, is noted as opaque in the model. */
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
    Map origins;         /* which revision made a table, or last changed a part of one by itself */
    Map latest;          /* which revision last changed anything of a table */
    StringVector filled; /* tables that scripts put rows into */
} SymbolicHistory;

/* False only where the person at the keyboard said stop. */
bool symbolic_step(Arena *arena, const SymbolicRequest *request, const Revision *revision, bool downgrade,
                   SymbolicHistory *history, Error *error);

/* The id of the revision that made the table, or with a `part` (a column, an index, a
 * constraint) last touched that alone; NULL: none did. */
const char *symbolic_origin(Arena *arena, const SymbolicHistory *history, const char *schema, const char *table,
                            const char *part);
/* The last one that touched anything of it. */
const char *symbolic_latest(Arena *arena, const SymbolicHistory *history, const char *schema, const char *table);

#endif
