/* The exact SQL of a revision. Without a database: as Alembic prints it offline. With one: as it would run there.
 *
 *     EvaluationRequest request = {...};
 *     CompileOptions compile;
 *     Preview shown = {.is_sql_only = true};
 *     if (!preview_options(arena, environment, "postgresql", &compile, error) ||
 *         !migrate_preview(arena, &request, &compile, &shown, error))
 *         return false;
 *     for (size_t i = 0; i < shown.statements.count; i++)
 *         show("%s", shown.statements.items[i].sql);
 */
#ifndef LIMBECK_MIGRATE_PREVIEW_H
#define LIMBECK_MIGRATE_PREVIEW_H

#include "limbeck/alembic/evaluation.h"
#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/migrate/preview_schema.h"
#include "limbeck/migrate/version.h"
#include "limbeck/operations/loss.h"

typedef struct PreviewStatement {
    const char *sql;  /* as offline mode prints it, with its terminator */
    int line;         /* of the script */
    bool is_boundary; /* COMMIT or BEGIN of an autocommit block */
} PreviewStatement;

/* Data destroyed or overwritten by a statement, as its text shows, or a function it calls. */
typedef struct PreviewLoss {
    Loss loss;
    const char *called; /* the function called; NULL: `loss` is set */
    int line;
} PreviewLoss;

typedef struct Preview {
    /* Set by a caller that reads the statements alone: splits and losses, which take a fifth of the time, are not
     * looked for. */
    bool is_sql_only;
    VECTOR(PreviewStatement) statements;
    StringVector notes;  /* warnings and output of print() */
    StringVector splits; /* where and why the step commits before its end */
    bool commits_midway; /* `splits` is not empty */
    /* Data destroyed or overwritten, in order. Tables and columns created by the same step are left out. */
    VECTOR(PreviewLoss) losses;
    int question_line; /* line of the first read that nothing answered; 0: none */
    /* Called for each operation with its line, and whether it is in an autocommit block. Set by the caller; may be
     * NULL. */
    void (*observer)(void *state, const Operation *operation, int line, bool is_outside);
    void *observer_state;
    /* Used in a read-only transaction to answer what the script reads before it writes, and to reflect the table a
     * batch rebuilds. NULL: no database. */
    Database *database;
    /* For an example of what a loop does: the first query whose answer is long gets this many of its rows, and the step
     * may have added tables and columns before it. 0: no example. */
    int example_rows;
    int example_line;     /* line of that query; 0: none was long */
    bool query_failed;    /* a query of the script was refused, or took too long */
    size_t example_begin; /* number of statements before it */
    /* An SQLite database's schema after the steps before this one; NULL: no such steps. */
    PreviewSchema *schema_now;
    TypeMemo *type_memo; /* shared with the steps before; NULL: the run has one step */
} Preview;

/* `preview` is zeroed by the caller except for what it sets. False with the error that stopped the script;
 * statements before it are kept. */
bool migrate_preview(Arena *arena, const EvaluationRequest *request, const CompileOptions *options, Preview *preview,
                     Error *error);

/* Whether DDL is transactional for Alembic: env.py's transactional_ddl, else the dialect's default. */
bool environment_is_transactional(const ScriptEnvironment *environment, const Dialect *dialect);

/* Compile options for a preview that equals `alembic --sql` under this env.py. */
bool preview_options(Arena *arena, const ScriptEnvironment *environment, const char *dialect_name,
                     CompileOptions *options, Error *error);

#endif
