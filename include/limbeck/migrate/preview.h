/* The exact SQL of a revision: without a database as Alembic prints it offline,
 * with one as it would run on it. */
#ifndef LIMBECK_MIGRATE_PREVIEW_H
#define LIMBECK_MIGRATE_PREVIEW_H

#include "limbeck/alembic/evaluation.h"
#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/migrate/preview_schema.h"
#include "limbeck/migrate/version.h"
#include "limbeck/operations/loss.h"

typedef struct PreviewStatement {
    const char *sql;  /* as offline mode prints it, terminator included */
    int line;         /* of the script that made it */
    bool is_boundary; /* COMMIT or BEGIN around an autocommit block */
} PreviewStatement;

/* What a statement takes with it by its text, or a function that it calls. */
typedef struct PreviewLoss {
    Loss loss;
    const char *called; /* NULL: the loss is meant */
    int line;
} PreviewLoss;

typedef struct Preview {
    VECTOR(PreviewStatement) statements;
    StringVector notes;  /* warnings and what the script printed */
    StringVector splits; /* where the step commits in the middle, and by what */
    bool commits_midway; /* there are some */
    /* What goes or is overwritten, in order, but of tables and columns that the step makes itself. */
    VECTOR(PreviewLoss) losses;
    int question_line; /* of the first read that nobody answers; 0 when none */
    /* Shown each operation as it is made, at which line, and whether in an autocommit
     * block; set by the caller, may be NULL. */
    void (*observer)(void *state, const Operation *operation, int line, bool is_outside);
    void *observer_state;
    /* Answers what the script reads before it writes, in a read-only transaction,
     * and shows the table that a batch rebuilds; NULL without one. */
    Database *database;
    /* What the steps before this one leave of an SQLite database; NULL where there are none. */
    PreviewSchema *schema_now;
    TypeMemo *type_memo; /* of the steps before this one; NULL: the step is a run by itself */
} Preview;

/* `preview` starts zeroed but for its observer and its database. False with the error that stopped
 * the script; what came before it is kept. */
bool migrate_preview(Arena *arena, const EvaluationRequest *request, const CompileOptions *options, Preview *preview,
                     Error *error);

/* What Alembic takes for granted of DDL: env.py's transactional_ddl, or the dialect's. */
bool environment_is_transactional(const ScriptEnvironment *environment, const Dialect *dialect);

/* Options for previewing as `alembic --sql` would under this env.py. */
bool preview_options(Arena *arena, const ScriptEnvironment *environment, const char *dialect_name,
                     CompileOptions *options, Error *error);

#endif
