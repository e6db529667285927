/* A project and its database, for the two faces.
 *
 *     Workspace *workspace = workspace_open(&options, error);
 *     workspace_post_refresh(workspace);
 *     const DatabaseSnapshot *now = workspace_database(workspace);
 *     ...
 *     snapshot_release(now);
 *     workspace_close(workspace);
 *
 * Calls that answer at once (the terminal interface's) post work to the worker
 * and publish immutable snapshots; calls that wait (the command line's) end with
 * an Error. No call here lets the caller's thread touch a connection. */
#ifndef LIMBECK_WORKSPACE_WORKSPACE_H
#define LIMBECK_WORKSPACE_WORKSPACE_H

#include "limbeck/alembic/generate.h"
#include "limbeck/alembic/vocabulary.h"
#include "limbeck/base/error.h"
#include "limbeck/graph/lanes.h"
#include "limbeck/graph/path.h"
#include "limbeck/migrate/half_done.h"
#include "limbeck/migrate/journal_reader.h"
#include "limbeck/migrate/logged_statements.h"
#include "limbeck/migrate/partial_apply.h"
#include "limbeck/migrate/rehearsal.h"
#include "limbeck/migrate/sqlite_leftovers.h"
#include "limbeck/project/init.h"

typedef struct Workspace Workspace;

typedef struct WorkspaceOptions {
    StringVector config_files;
    const char *name;
    const char *url;
    StringVector x_arguments;
    bool search_upward;
    bool strict;
    const char *tag;       /* for env.py's get_tag_argument(); NULL without one */
    StringVector settings; /* "lock_wait=5s": over those of the ini's [limbeck] */
    bool offline;          /* env.py is evaluated as `alembic --sql` evaluates it */
} WorkspaceOptions;

/* Reads the ini and every revision's header; connects to nothing yet. */
Workspace *workspace_open(const WorkspaceOptions *options, Error *error);
void workspace_close(Workspace *workspace);
/* The same for a person who leaves: what does not end within two seconds, for a server
 * that does not answer, is left to the end of the process. */
void workspace_close_within(Workspace *workspace);

const RevisionMap *workspace_map(const Workspace *workspace);
const char *workspace_title(const Workspace *workspace);   /* the project's folder */
const char *workspace_section(const Workspace *workspace); /* of the ini */
/* Those of the ini that -n can name. */
void workspace_sections(const Workspace *workspace, Arena *arena, StringVector *names);
const StringVector *workspace_warnings(const Workspace *workspace);

/* What the ini's [limbeck] says of the database: so that nobody takes it for another. */
typedef enum { MARK_NONE, MARK_RED, MARK_YELLOW, MARK_GREEN, MARK_BLUE } MarkColour;

typedef struct Marks {
    const char *environment; /* "production"; NULL: nothing is said */
    MarkColour colour;
    bool confirm_typed; /* what writes asks for the name of the database */
    bool read_only;     /* nothing here writes */
} Marks;

/* Whether every script lies there. */
bool workspace_scripts_are_in(const Workspace *workspace, const char *folder);
/* Another one when a script was added, taken away or renamed; or when this one was changed. */
uint64_t workspace_files_digest(const Workspace *workspace);
uint64_t workspace_file_digest(const Revision *revision);
const Marks *workspace_marks(const Workspace *workspace);
/* What has to be typed: the database, or the name of its file. */
const char *confirmation_name(const char *database, bool is_sqlite);
/* The same, asking the database; NULL with an error. */
const char *workspace_confirmation_name(Workspace *workspace, Arena *arena, Error *error);

/* ---- the databases that env.py migrates ----------------------------------------

 * One, but for an env.py that configures several (the multidb template). The
 * calls below work on the one selected; the first, to begin with. */

/* 0 with an error when env.py cannot be evaluated. */
size_t workspace_database_count(Workspace *workspace, Error *error);
void workspace_select_database(Workspace *workspace, size_t index);
const char *workspace_database_name(const Workspace *workspace); /* NULL where there is only one */
/* The file env.py opened for what is printed offline; NULL: standard output. */
const char *workspace_output_path(const Workspace *workspace);

/* ---- calls that wait --------------------------------------------------------- */

/* The SQL of one revision, as the contract of `limbeck sql` says. What was
 * rendered before an error is in `out` all the same. */
bool workspace_sql(Workspace *workspace, const char *identifier, bool downgrade, const char *dialect, Text *out,
                   Error *error);

/* What `upgrade --sql` and `downgrade --sql` print, as limbeck/migrate/offline.h has it; `range` is
 * "to" or "from:to". */
bool workspace_offline(Workspace *workspace, Arena *arena, const char *range, bool downgrade, StringVector *script,
                       Error *error);

/* The rows of the version table, and the URL without its password. */
bool workspace_current(Workspace *workspace, Arena *arena, StringVector *rows, const char **url, Error *error);

/* A step interrupted between two batches; half->revision is NULL where there is none. */
bool workspace_half_done(Workspace *workspace, Arena *arena, HalfDone *half, Error *error);

typedef void StepAnnouncer(void *state, const char *line);
/* Moves the database, in transactions as env.py has them; each step is announced
 * first. Whoever migrates it already is waited for. */
bool workspace_migrate(Workspace *workspace, const char *target, bool downgrade, StepAnnouncer *announce, void *state,
                       Error *error);

typedef enum { PLAN_EITHER_WAY, PLAN_UP, PLAN_DOWN } PlanDirection;

typedef struct PlanRow {
    const Revision *revision;
    const char *reason;
    StringVector rows_after; /* of the version table */
    StringVector splits;     /* "line 7: the script's COMMIT ends the transaction: ...", as far as its text shows */
} PlanRow;

typedef struct Plan {
    bool downgrade;
    StringVector rows_before;
    VECTOR(PlanRow) steps;
} Plan;

/* The steps to `target`, in order. `from` (NULL: ask the database) is where it
 * stands; nothing is run. */
bool workspace_plan(Workspace *workspace, Arena *arena, const char *target, const char *from, PlanDirection direction,
                    Plan *plan, Error *error);

/* Runs the path to `target` and undoes it; see limbeck/migrate/rehearse.h. */
bool workspace_rehearse(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction,
                        Rehearsal *rehearsal, Error *error);
/* "12 ms, 200 rows; locks ACCESS EXCLUSIVE on users; rewrites users; 48 KB of write-ahead log" */
const char *rehearsed_facts(Arena *arena, const RehearsedStatement *statement);

/* Changes of whole tables in batches of so many rows, each committed; 0: not so. From
 * any thread, also while they run. */
int64_t workspace_batch_rows(const Workspace *workspace);
void workspace_set_batch_rows(Workspace *workspace, int64_t rows);
bool workspace_is_paused(const Workspace *workspace);
void workspace_pause(Workspace *workspace, bool paused);

/* The next step stops before each of its statements, in its transaction, until somebody
 * says how it goes on; cancelling rolls it back. */
void workspace_set_stepping(Workspace *workspace, bool stops);
bool workspace_is_stepping(const Workspace *workspace);
enum { MAX_BREAKPOINTS = 64 };
/* The next step also stops before what these lines of its script run. Not while one runs. */
void workspace_set_breakpoints(Workspace *workspace, const int *lines, size_t count);
/* To the next statement; or to the next of those lines, or the end. */
void workspace_continue(Workspace *workspace, bool to_the_end);

/* Batches, what is kept and what is put back are chosen for a run: afterwards the settings stand again. */
void workspace_reset_run_options(Workspace *workspace);

/* What choosing them gives up, in a sentence or two. */
const char *workspace_explain_batches(Arena *arena, int64_t rows);

/* What is at stake in a table, or in a column of it. */
typedef struct LossFigures {
    bool has_column;
    bool is_estimated;       /* as the server's statistics have it */
    bool is_part;            /* at most so many: a condition picks them */
    int64_t rows, values;    /* live: of the table, and not NULL; -1: not counted */
    const char *not_counted; /* why; NULL: no reason is known */
} LossFigures;

/* What a path destroys. */
typedef struct LedgerEntry {
    const Revision *revision;
    const char *what; /* "destroys column users.email" */
    LossFigures figures;
    int line;
    const char *made_by;  /* the revision that made it, by its scripts; NULL: not known */
    StringVector with_it; /* "index ix_users_email", "foreign key orders.fk_user" */
} LedgerEntry;

typedef struct Ledger {
    bool downgrade;
    size_t steps;
    VECTOR(LedgerEntry) entries;
    RevisionVector not_seen; /* whose scripts could not be looked at to their end */
} Ledger;

bool workspace_losses(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction, Ledger *ledger,
                      Error *error);
/* "1 204 rows", "~1 204 rows" as estimated, "up to 1 204 rows" where a condition picks them,
 * "950 of 2 000 rows hold a value"; or why they are not counted */
const char *loss_figures(Arena *arena, const LossFigures *figures);

/* What a step kept of it. */
typedef struct StashRow {
    int64_t number;
    const char *revision;
    bool downgrade; /* the step that took it */
    const char *what;
    const char *kept_in;
    bool is_open; /* the step is half done: not counted yet */
    int64_t rows;
    const char *kept_at;
} StashRow;

typedef VECTOR(StashRow) StashRows;

/* Those that are left after the one with the number, if any, is dropped. */
bool workspace_stash(Workspace *workspace, Arena *arena, int64_t forgotten, StashRows *rows, Error *error);

/* Whether the next steps keep what they destroy, and put back what their opposites kept. */
void workspace_set_stash(Workspace *workspace, bool keeps, bool puts_back);
bool workspace_stashes(const Workspace *workspace);
/* What cannot be kept then does not stop a step; a person has read what that is. */
void workspace_set_partial_stash(Workspace *workspace, bool what_can);
bool workspace_stashes_partially(const Workspace *workspace);
/* What the steps to a target change that cannot be kept, a line each: "down b2, line 7: ...: NOT kept". */
bool workspace_stash_limits(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction,
                            StringVector *lines, Error *error);
bool workspace_restores_stash(const Workspace *workspace);

/* What Alembic left half-done on SQLite; mended where `mends`. */
typedef struct Leftovers {
    SqliteLeftovers tables;
    PartialApplyVector revisions;
} Leftovers;

bool workspace_leftovers(Workspace *workspace, Arena *arena, bool mends, Leftovers *leftovers, Error *error);

/* What a rule found, or a rule itself. */
typedef struct Finding {
    const Revision *revision;
    const char *severity; /* "advice", "note", "warning", "loss" */
    const char *rule, *message;
    const char *remedy;  /* NULL: none */
    const char *dialect; /* of a rule; NULL: both */
    int line;            /* 0: the whole script */
    int rank;            /* of the severity */
    bool is_silenced;    /* by a comment in the script */
} Finding;

typedef VECTOR(Finding) Findings;

typedef struct LintWanted {
    const char *lower, *upper; /* as history's range */
    const char *dialect;       /* NULL: the URL's */
    bool down;
} LintWanted;

/* Oldest revision first; needs no database. */
bool workspace_lint(Workspace *workspace, Arena *arena, const LintWanted *wanted, Findings *findings, Error *error);
void workspace_rules(Arena *arena, Findings *rules);
int finding_rank(const char *severity); /* -1: there is no such severity */

typedef struct StampOptions {
    StringVector targets;
    bool purge;
    bool over_half_done; /* also where a step is half done, which the version table then hides */
    StepAnnouncer *announce;
    void *state;
} StampOptions;
/* On the database, or as SQL where `script` is given. */
bool workspace_stamp(Workspace *workspace, Arena *arena, const StampOptions *options, StringVector *script,
                     Error *error);
/* The rows that a stamp of these would leave. */
bool workspace_stamp_rows(Workspace *workspace, Arena *arena, const StringVector *rows, const StampOptions *options,
                          StringVector *after, Error *error);
/* Writes the script of a revision that is not there back, as git remembers it. */
bool workspace_restore_script(Workspace *workspace, Arena *arena, const char *id, const char **path, Error *error);
bool workspace_ensure_version(Workspace *workspace, Arena *arena, StringVector *script, Error *error);

/* Writes a new revision file; *path is where. With the project's
 * revision_environment env.py is evaluated first. */
bool workspace_generate(Workspace *workspace, Arena *arena, const GenerateRequest *request, const char **path,
                        Error *error);
/* Whether the project has revision_environment = true. */
bool workspace_revision_environment(Workspace *workspace, bool *runs, Error *error);

/* True when env.py set up logging, so that Alembic's log lines appear. */
bool workspace_logging_configured(Workspace *workspace, Error *error);

/* ---- snapshots ------------------------------------------------------------------ */

typedef struct SnapshotTable {
    const char *name;
    const char *quoted; /* as the server takes it */
    int64_t rows;       /* -1: unknown */
    bool estimated;
    int64_t bytes; /* -1: unknown */
} SnapshotTable;

typedef struct DatabaseSnapshot {
    uint64_t generation;
    bool loading; /* nothing is known yet */
    bool connected;
    Error error;            /* why not */
    int64_t lost;           /* since when not, in milliseconds since 1970 */
    int64_t last_seen;      /* the rows were then read last, while not connected; 0: never */
    StringVector last_rows; /* of the version table, as they were */
    const char *product;
    const char *database;
    const char *role;
    const char *host;
    const char *url;  /* without its password */
    const char *name; /* of the databases that env.py migrates; NULL where there is only one */
    size_t database_count;
    size_t which;        /* of them */
    StringVector names;  /* of all; empty where there is only one */
    const char *notices; /* of the server at login; NULL: none */
    bool is_sqlite;
    bool read_only;
    int64_t milliseconds; /* the refresh took */
    bool rows_known;      /* the version table was read */
    bool has_version_table;
    int64_t moved;        /* clock_milliseconds() when another program's move was seen; 0: none was */
    StringVector rows;    /* of the version table */
    StringVector unknown; /* rows no script stands for */
    HalfDone half_done;   /* a step interrupted between two batches */
    RevisionSet applied;  /* by Revision.index */
    RevisionSet current;
    size_t pending;
    VECTOR(SnapshotTable) tables;
    int64_t bytes;
    int64_t sessions;
    int64_t measured; /* clock_milliseconds() when tables, bytes and sessions were counted; 0: not yet */
} DatabaseSnapshot;

typedef struct PreviewLine {
    const char *sql;
    int line; /* of the script */
} PreviewLine;

typedef enum { PREVIEW_RISK_NOTE, PREVIEW_RISK_WARNING, PREVIEW_RISK_LOSS } PreviewRiskLevel;

typedef struct PreviewRisk {
    PreviewRiskLevel level;
    const char *rule, *message;
    const char *remedy; /* NULL: none */
    int line;           /* of the script; 0: the whole of it */
    LossFigures figures;
} PreviewRisk;

typedef struct PreviewSnapshot {
    uint64_t generation;
    const Revision *revision;
    bool downgrade;
    size_t which;        /* of the databases it is for */
    bool is_live;        /* the database was asked, and answered */
    int64_t taken;       /* clock_milliseconds() */
    const char *dialect; /* "postgresql" */
    VECTOR(PreviewLine) lines;
    VECTOR(PreviewRisk) risks;
    StringVector notes;
    bool can_keep;       /* tables or columns go, or are overwritten */
    StringVector unkept; /* of what cannot be kept: "line 7: ...: NOT kept" */
    StringVector kept;   /* of what the opposite step took: "column users.email, 950 rows" */
    bool commits_midway;
    const char *rolls_back; /* env.py does: how and where; NULL: it commits */
    int question_line;      /* of the first read; what follows depends on the answer */
    Error error;            /* where it stopped, if it did, other than for want of an answer */
} PreviewSnapshot;

/* What a revision changes of the schema: the tables and types it touches, as SQL, line by
 * line. */
typedef struct SchemaLine {
    char mark; /* + comes, - goes, ' ' stays; 0: the name of what follows */
    const char *text;
} SchemaLine;

typedef struct SchemaSnapshot {
    uint64_t generation;
    const Revision *revision;
    size_t which;
    VECTOR(SchemaLine) lines;
    StringVector opaque; /* of this revision and those before it: why it may be more */
    Error error;
} SchemaSnapshot;

/* The gravest of what the rules say of a step; NULL: nothing grave. */
typedef struct PlanRisk {
    PreviewRiskLevel level;
    const char *message;
    const char *table;   /* whose rows are at stake; NULL: no one's */
    int64_t rows, bytes; /* of it, as last seen; -1: unknown */
    bool is_estimated;   /* the rows are: as the server's statistics have them */
    StringVector unkept; /* of the step: what cannot be kept of it */
    int question_line;   /* of the first read; what follows is known only as it runs */
} PlanRisk;

/* The way from where the database stands to a revision. */
typedef struct PlanSnapshot {
    uint64_t generation;
    const Revision *target;
    size_t which;      /* of the databases it is for */
    bool is_live;      /* the database was asked what the steps destroy, and answered */
    int64_t taken;     /* clock_milliseconds() */
    int64_t last_seen; /* the rows it begins with were read then, in milliseconds since 1970; 0: while connected */
    Plan plan;
    VECTOR(PlanRisk) risks; /* of its first steps */
    int *number_of;         /* among the steps, by Revision.index, from 1; 0: none */
    Error error;
} PlanSnapshot;

enum { MOST_RATES = 48 };

typedef struct RunSnapshot {
    uint64_t generation;
    const Revision *revision;
    bool downgrade;
    bool rehearses;  /* nothing of it stays */
    bool stamps;     /* the version table alone */
    bool rolls_back; /* env.py does, and the version table was looked at again */
    bool finished;
    bool failed;
    Error error;
    int64_t started; /* clock_milliseconds() */
    int64_t ended;
    LoggedStatements statements;
    int64_t in_batches_of;      /* rows: the statement under way commits each; 0: it does not run in batches */
    int64_t batch_milliseconds; /* of the last one */
    bool has_committed;         /* batches of this step, in this run or before it was interrupted */
    int64_t rows_committed;     /* by them */
    int64_t rows_done;
    int64_t rows_total;        /* 0: no query is being worked through */
    int64_t rows_started;      /* clock_milliseconds() of the first row */
    int64_t rates[MOST_RATES]; /* rows a second, lately, oldest first */
    size_t rate_count;
    bool is_stopped;         /* before the last of the statements; `changes` are those so far */
    bool in_transaction;     /* that is */
    int stopped_line;        /* of the script */
    const char *waiting_for; /* whom; NULL: nobody */
    bool commit_out;         /* COMMIT is sent and not answered yet */
    const char *queue;       /* who waits for the step; NULL: no session does, or it is not known */
    const char *kept;        /* what of the step is committed for good though it has not ended; NULL: nothing */
    const char *locks;       /* what the step holds, while it is open; NULL: nothing, or not known */
    StringVector notes;
    StringVector changes; /* what the step changed in the schema; of a rehearsal, what it found */
} RunSnapshot;

/* A look at the database beside the migrations. */
typedef enum { INSPECT_SESSIONS, INSPECT_JOURNAL, INSPECT_TABLE, INSPECT_ORPHAN } InspectKind;

typedef struct InspectRow {
    StringVector cells;
    bool stands_out; /* it waits, or it failed */
} InspectRow;

typedef struct InspectSnapshot {
    uint64_t generation;
    InspectKind kind;
    const char *name; /* of the table, or of the row */
    bool can_restore; /* an orphan's script */
    size_t columns;
    VECTOR(InspectRow) rows; /* the first has the columns' names, but of a table's definition */
    const char *nothing;     /* what it means that there is no row */
    int64_t taken;           /* clock_milliseconds() */
    Error error;
} InspectSnapshot;

/* Each returns the latest snapshot, to be given back with its release; NULL when
 * there is none yet. */
const DatabaseSnapshot *workspace_database(Workspace *workspace);
const PreviewSnapshot *workspace_preview(Workspace *workspace);
const PreviewSnapshot *workspace_other_preview(Workspace *workspace);
const SchemaSnapshot *workspace_revision_schema(Workspace *workspace);
const RunSnapshot *workspace_run(Workspace *workspace);
const PlanSnapshot *workspace_plan_to_selected(Workspace *workspace);
const InspectSnapshot *workspace_inspected(Workspace *workspace);
/* A new one, waited for. */
const DatabaseSnapshot *workspace_refresh_and_wait(Workspace *workspace);
void snapshot_release(const void *snapshot);
/* Another hold on it, to be released too. */
const void *snapshot_retain(const void *snapshot);
/* Of every revision it is known whether the database has it. */
bool snapshot_knows_pending(const DatabaseSnapshot *database);

/* ---- calls that answer at once ----------------------------------------------------- */

void workspace_post_refresh(Workspace *workspace);
/* Reads the rows of the version table in one round trip, and looks at everything again where
 * they changed. Gives way to any other call; nothing where there is no connection. */
void workspace_post_poll(Workspace *workspace);
/* clock_milliseconds() when the next refresh is to be posted: after one that gave way, or a lost connection; 0: none
 * is. */
int64_t workspace_refresh_due(const Workspace *workspace);
/* clock_milliseconds() when those rows were last read, and when that was last tried; 0: never. */
int64_t workspace_rows_read_at(const Workspace *workspace);
int64_t workspace_last_poll(const Workspace *workspace);
/* Another of the databases that env.py migrates. */
void workspace_post_select(Workspace *workspace, size_t index);
void workspace_post_preview(Workspace *workspace, const Revision *revision, bool downgrade);
/* As SQLite would have it where the database is PostgreSQL, and the other way round. */
void workspace_post_other_preview(Workspace *workspace, const Revision *revision, bool downgrade);
/* The schema before and after it, from the scripts alone. */
void workspace_post_schema(Workspace *workspace, const Revision *revision);
/* `name` and `quoted`: of INSPECT_TABLE's table; the id of INSPECT_ORPHAN's row. */
void workspace_post_inspect(Workspace *workspace, InspectKind kind, const char *name, const char *quoted);
void workspace_post_plan(Workspace *workspace, const Revision *target);
/* Runs the one step; the version table must still hold the rows of `seen`, on which the
 * person decided. */
void workspace_post_step(Workspace *workspace, const Revision *revision, bool downgrade, const DatabaseSnapshot *seen);
/* A run of one step or of several: those that ended before the last one, and those that were not begun. */
typedef struct RunReport {
    const RunSnapshot *const *first;
    size_t first_count;
    const RunSnapshot *last;
    RevisionVector not_begun;
    const DatabaseSnapshot *database;
    bool is_looked_up; /* `database` was read after the run */
} RunReport;

/* What was done and how it ended, as Markdown and as JSON beside the journal; *path is of
 * the Markdown. */
bool workspace_save_report(Arena *arena, const RunReport *run, const char **path, Error *error);
void workspace_post_rehearsal(Workspace *workspace, const Revision *revision, bool downgrade,
                              const DatabaseSnapshot *seen);
/* Told as a run of the revision. */
void workspace_post_stamp(Workspace *workspace, const Revision *revision, const StampOptions *options,
                          const DatabaseSnapshot *seen);
void workspace_cancel(Workspace *workspace);
/* Waits no longer for a server that does not answer a cancel. */
void workspace_abandon(Workspace *workspace);
bool workspace_commit_is_pending(const Workspace *workspace);
/* With what does not give way to another call; and with nothing at all. */
bool workspace_is_busy(Workspace *workspace);
bool workspace_is_idle(Workspace *workspace);

/* The revision that one step up or down would run. */
bool workspace_next_step(Workspace *workspace, Arena *arena, const DatabaseSnapshot *database, const Revision *selected,
                         bool downgrade, const Revision **revision, Error *error);

/* Readable when a snapshot changed; workspace_clear_wake() empties it. */
int workspace_wake_descriptor(const Workspace *workspace);
void workspace_clear_wake(Workspace *workspace);

#endif
