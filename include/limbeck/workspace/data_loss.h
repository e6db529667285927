/* The data that a path destroys, with counts, and the contents of the stash.
 *
 *     Ledger ledger = {0};
 *     if (workspace_losses(workspace, arena, "base", PLAN_DOWN, &ledger, error) && ledger.entries.count)
 *         show("%s: %s", ledger.entries.items[0].what, loss_figures(arena, &ledger.entries.items[0].figures));
 */
#ifndef LIMBECK_WORKSPACE_DATA_LOSS_H
#define LIMBECK_WORKSPACE_DATA_LOSS_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/workspace.h"

/* The amount of data at risk in a table, or in one column of it. */
typedef struct LossFigures {
    bool has_column;
    bool is_estimated;       /* from the server's statistics, not counted */
    bool is_part;            /* a condition selects some of the rows */
    bool is_selected;        /* only those were counted; else the figures of a part are an upper limit */
    int64_t rows, values;    /* live rows, and those with a value in the column; -1: not counted */
    const char *not_counted; /* reason for not counting; NULL: no reason known */
} LossFigures;

/* One thing that a path destroys. */
typedef struct LedgerEntry {
    const Revision *revision;
    const char *what; /* "destroys column users.email" */
    LossFigures figures;
    int line;
    const char *made_by; /* revision that created it, according to the scripts; NULL: unknown */
    StringVector
        destroyed_with_it; /* objects destroyed with it: "index ix_users_email", "foreign key orders.fk_user" */
} LedgerEntry;

typedef struct Ledger {
    bool downgrade;
    size_t steps;
    VECTOR(LedgerEntry) entries;
    RevisionVector not_seen; /* revisions whose scripts could not be evaluated to the end */
} Ledger;

/* The losses of the steps from the database's version to `target`, with counts of its rows. Waits for the worker; the
 * ledger is in `arena`. False with an error when the path or the database cannot be read. */
bool workspace_losses(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction, Ledger *ledger,
                      Error *error);
/* "1 204 rows"; "~1 204 rows" when estimated; "up to 1 204 rows" when a condition selects some that cannot be
 * counted before the run; "950 of 2 000 rows
 * hold a value"; or the reason for not counting. */
const char *loss_figures(Arena *arena, const LossFigures *figures);
/* A condition selects some of the rows counted. */
bool loss_is_upper_limit(const LossFigures *figures);

/* One stash: data that a step stored. */
typedef struct StashRow {
    int64_t number;
    const char *revision;
    bool downgrade; /* direction of the step that took it */
    const char *what;
    const char *stored_in;
    bool is_open; /* the step is half done: not counted yet */
    int64_t rows;
    const char *count; /* "950 values" */
    const char *stored_at;
} StashRow;

typedef VECTOR(StashRow) StashRows;
/* The stashes that remain after dropping number `dropped_number`; 0 drops none. */
bool workspace_stash(Workspace *workspace, Arena *arena, int64_t dropped_number, StashRows *rows, Error *error);

#endif
