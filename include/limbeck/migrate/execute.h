/* Steps, executed: the DDL, the data and the version rows in one transaction, so
 * that after any failure the database is exactly what it was. */
#ifndef LIMBECK_MIGRATE_EXECUTE_H
#define LIMBECK_MIGRATE_EXECUTE_H

#include "limbeck/migrate/version.h"
#include "limbeck/script/evaluation.h"

typedef enum {
    PROGRESS_STATEMENT, /* `text` begins now */
    PROGRESS_DONE,      /* the statement before is finished, after `milliseconds` */
    PROGRESS_ROWS,      /* `done` of `total` rows of a query were handled */
    PROGRESS_NOTE,      /* something the script printed, or a warning */
} ProgressKind;

typedef struct ProgressEvent {
    ProgressKind kind;
    const char *text;
    int line;
    int64_t milliseconds;
    int64_t done;
    int64_t total;
} ProgressEvent;

typedef void ProgressReceiver(void *state, const ProgressEvent *event);

typedef struct ExecuteRequest {
    Database *database;
    const ScriptDirectory *directory;
    const ScriptEnvironment *environment;
    ScriptSession *session; /* of a path of several steps; may be NULL */
    MigrationStep step;
    const StringVector *expected_heads; /* the rows the plan was made for */
    const atomic_bool *cancelled;
    ProgressReceiver *receiver; /* may be NULL */
    void *receiver_state;
} ExecuteRequest;

bool migrate_execute(const ExecuteRequest *request, Error *error);

/* A path as env.py configures it: one transaction for all its steps where DDL is
 * transactional, unless transaction_per_migration is set; else one for each. */
typedef struct PathRequest {
    ExecuteRequest each; /* but for its step; `expected_heads` are those of the first */
    const MigrationStep *steps;
    size_t count;
    void (*announce)(void *state, const MigrationStep *step); /* before each */
    void *announce_state;
} PathRequest;

bool migrate_path(const PathRequest *request, Error *error);

#endif
