/* The state of a step that runs, for the sink (execute.c) and for what sends its SQL (execute_send.c). */
#ifndef LIMBECK_SRC_MIGRATE_EXECUTE_SINK_H
#define LIMBECK_SRC_MIGRATE_EXECUTE_SINK_H

#include "batches/batches.h"
#include "batches/row_batcher.h"
#include "compiled_cache.h"
#include "lock_watch.h"
#include "pipeline.h"
#include "second_connection.h"
#include "stash/stash_writer.h"
#include "step_transaction.h"

#include "limbeck/operations/sink.h"

typedef struct ExecuteSink {
    Sink sink;      /* must be first: src/alembic sees only this part */
    Arena *scratch; /* freed after each operation */
    CompiledCache cache;
    const ExecuteRequest *request;
    CompileOptions options;
    LockWatch watch;
    RowBatcher *batcher;
    Batches *batches;
    StashWriter *stash_writer;
    StepTransaction transaction;
    Pipeline *pipeline;
    const Witness *witness;    /* may be NULL */
    bool writes_literals;      /* as env.py's driver does, where the server takes no parameters */
    bool is_rebuilding;        /* an SQLite table is being rebuilt */
    bool is_left_out;          /* inside an autocommit block that cannot be rehearsed */
    size_t statements;         /* statements run in this step */
    size_t skipped_statements; /* already applied */
    bool has_sent_rows;        /* without waiting, but not through the pipeline */
    bool has_changed_rows;     /* since the last COMMIT; pysqlite's transaction begins with that */
    SecondConnection *second;  /* that the script opened; NULL: none yet */
    Error refused;             /* of the last statement that the server refused, for a script may catch it */
    Error earlier;             /* of a statement sent earlier, found while the script printed */
    int64_t last_milliseconds; /* duration of the last statement, milliseconds */
    int64_t rows_reported_at;  /* when row progress was last reported */
} ExecuteSink;

typedef struct SqlCall {
    const char *sql;
    const DatabaseValue *values;
    size_t count;
    DatabaseResult **result; /* NULL: no rows wanted */
    int64_t *affected;       /* may be NULL */
    bool is_deferred;        /* the caller does not need the result now */
    bool may_be_piped;       /* the same, of a statement without parameters */
} SqlCall;

/* Reports progress at the script's current line. */
void execute_report(ExecuteSink *self, ProgressEvent event);

/* Waits for what was sent. A failure is one of an earlier statement, which the script cannot catch. `commits`: COMMIT
 * follows. */
bool execute_settle_to(ExecuteSink *self, bool commits, Error *error);
bool execute_settle(ExecuteSink *self, Error *error);
/* Sends the rows collected so far, unless `sql` can join them; NULL: always. */
bool execute_flush_before(ExecuteSink *self, const char *sql, Error *error);
/* Sets the line of a failed statement that was sent earlier. */
void execute_set_place_of_sent(ExecuteSink *self, Error *error);
/* Commits. `by`: the cause, for messages. */
bool execute_commit_by(ExecuteSink *self, const char *by, Error *error);

/* The server takes no statement, since an earlier one of the transaction failed. */
bool is_of_aborted_transaction(const Error *error);
/* Sends one SQL text: outside the transaction where it must be, witnessed in a rehearsal. */
bool execute_call(ExecuteSink *self, const SqlCall *call, Error *error);
bool execute_sql(ExecuteSink *self, const char *sql, int64_t *affected, Error *error);
/* A statement written in the script: data that it destroys is stashed before it, and it may run in batches. */
bool execute_scripted(ExecuteSink *self, const SqlCall *call, bool needs_result, Error *error);

#endif
