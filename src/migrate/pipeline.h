/* The pipeline: statements of a step, or of several steps in one transaction, that are sent before the results of
 * earlier ones arrive, so that a run waits once for a distant server and not once a statement.
 *
 * - Only a statement whose answer the script does not use is sent so, within an open transaction that it cannot end
 *   (pipeline_accepts()); everything else waits for all that was sent (pipeline_settle()).
 * - What is told of it (the step, the statement that runs, its time) is told when the server has come so far: the first
 *   entry without an answer is the statement that runs.
 * - After an error the server skips the rest; the first entry without an answer is the one that failed, and says in
 *   which file and line.
 * - A version row that does not change exactly one row is an error when its answer comes. COMMIT is sent after all
 *   answers were read, so nothing of such a step stays. */
#ifndef LIMBECK_SRC_MIGRATE_PIPELINE_H
#define LIMBECK_SRC_MIGRATE_PIPELINE_H

#include "limbeck/migrate/step.h"

#include "limbeck/base/text.h"

typedef enum { PIPELINE_STATEMENT, PIPELINE_VERSION, PIPELINE_STEP, PIPELINE_NUMBER } PipelineKind;

typedef struct PipelineEntry {
    PipelineKind kind;
    char *sql; /* of STATEMENT and VERSION */
    const char *file;
    int line;
    MigrationStep step;
    size_t number;        /* of the step in its path */
    VersionChange change; /* of VERSION */
    bool is_announced;    /* that it runs */
} PipelineEntry;

typedef struct Pipeline {
    Database *database;
    const ExecuteRequest *request;
    bool is_on;
    VECTOR(PipelineEntry) entries;
    size_t first;  /* without an answer */
    Arena *arena;  /* of the entries; reset when there are none */
    int64_t began; /* when the first entry began to run */
    size_t number; /* of the step that is being sent */
    Text repeated; /* the last text with parameters, and how often it came in a row */
    size_t repetitions;
    bool version_is_known; /* no script has named the version table */
    bool has_number;
    int64_t transaction; /* see commit_number() */
    bool has_mismatch;
    Error mismatch;       /* of a version row */
    size_t failed_number; /* of the step that an error belongs to */
} Pipeline;

/* Off where the run needs each answer, or statements cannot be sent so. */
void pipeline_begin(Pipeline *pipeline, const ExecuteRequest *request);
void pipeline_end(Pipeline *pipeline);

/* One statement of plain DDL or DML, without parameters, that a simple query would run in the same way. */
bool pipeline_accepts(Arena *arena, const char *sql);

/* Call with each text that has parameters: true in a loop: its rows use a faster way, without a result for each. */
bool pipeline_is_in_loop(Pipeline *pipeline, const char *sql);

/* Reports that the step begins, now or when the server has reached it. */
void pipeline_announce(Pipeline *pipeline, const ExecuteRequest *request);
bool pipeline_send(Pipeline *pipeline, const char *sql, const DatabaseValue *values, size_t count, const char *file,
                   int line, Error *error);
bool pipeline_send_version(Pipeline *pipeline, const char *sql, const VersionChange *change, Error *error);
/* Waits for all answers, and with them for the number of the transaction, which is about to be committed. */
bool pipeline_settle_numbered(Pipeline *pipeline, StepOutcome *outcome, Error *error);
/* Waits for all answers. */
bool pipeline_settle(Pipeline *pipeline, Error *error);
/* After a call that found what was sent before it refused: places the error. Always false. */
bool pipeline_failed(Pipeline *pipeline, Error *error);
bool pipeline_is_empty(const Pipeline *pipeline);

#endif
