/* What a path destroys, counted; and what the stash holds. */
#ifndef LIMBECK_WORKSPACE_DATA_LOSS_H
#define LIMBECK_WORKSPACE_DATA_LOSS_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/workspace.h"

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

#endif
