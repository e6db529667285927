/* Works on the databases of a fleet, several at a time; each has its own process.
 *
 *     FleetMembers members = {...};
 *     FleetRun fleet = {.arena = arena, .members = &members, .pace = {.jobs = 4}, .work = migrate_one};
 *     const size_t which[] = {0, 1, 2};
 *     fleet_begin(&fleet);
 *     fleet_run(&fleet, which, 3);
 *     if (fleet_count(&fleet, MEMBER_FAILED)) ...
 *
 * What is known of a member is what its own process reported; its database decides what a later run has to do. */
#ifndef LIMBECK_FLEET_RUN_H
#define LIMBECK_FLEET_RUN_H

#include "limbeck/fleet/members.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>

typedef enum {
    MEMBER_WAITING,
    MEMBER_RUNNING,
    MEMBER_DONE,
    MEMBER_FAILED,
    MEMBER_UNREACHABLE, /* failed before its version rows were read */
    MEMBER_STATE_COUNT
} MemberState;

/* "waiting", "running", "done" and the like. Static. */
const char *member_state_name(MemberState state);

/* Something found in a database, such as a loss or a difference. */
typedef struct FleetFinding {
    const char *text, *unit; /* "destroys column users.email", "values"; unit "": it has no count */
    int64_t count;
} FleetFinding;

typedef struct FleetResult {
    MemberState state;
    bool has_rows;     /* its version rows were read */
    bool rows_unknown; /* they were read before the run only: the version rows now are not known */
    StringVector rows; /* as last read; empty: at base */
    StringVector rows_before;
    const char *place; /* see workspace_place() */
    size_t steps, steps_begun;
    const char *step; /* the last that began: "Running upgrade a -> b, add users" */
    Error error;
    StringVector notes, sql;
    VECTOR(FleetFinding) findings;
    int64_t began, milliseconds;
    bool confirms_typed; /* as [limbeck] marks it */
} FleetResult;

/* How fast. */
typedef struct FleetPace {
    size_t jobs;        /* members at a time */
    size_t canaries;    /* the first members; any failure of theirs ends the run */
    size_t wave;        /* members of each later wave; 0: all */
    int64_t pause;      /* milliseconds between waves */
    size_t most_failed; /* the run ends when more have failed */
    time_t until;       /* no member begins after it; 0: no limit */
} FleetPace;

typedef struct FleetRun {
    Arena *arena;
    const FleetMembers *members;
    FleetPace pace;
    /* In a member's process: does the work, reports, and returns its exit status. */
    int (*work)(void *state, const FleetMember *member, FILE *report);
    /* In this process, whenever something of a member changed; NULL: not wanted. */
    void (*changed)(void *state, const struct FleetRun *run, size_t member);
    void *state;
    const volatile sig_atomic_t *stops; /* 1: no member begins any more; 2: those that run are cancelled */
    FleetResult *results;               /* one a member */
    FILE *copy;                         /* receives "MEMBER REPORT" lines, for fleet_take_copy(); NULL: none */
    const char *stopped;                /* why not all members began; NULL: they did */
} FleetRun;

/* Makes the results: all are waiting. */
void fleet_begin(FleetRun *run);
/* Works on these members in this order; returns when all have ended that began. */
void fleet_run(FleetRun *run, const size_t *order, size_t count);
size_t fleet_count(const FleetRun *run, MemberState state);

/* For FleetRun.stops: the first Ctrl-C lets what runs end, the second cancels it, the third ends it at once; SIGTERM
 * and the like begin with the second. */
extern volatile sig_atomic_t fleet_stops;
/* Sets it to 0. False: signals end the program again. */
void fleet_take_signals(bool takes);

/* Takes a line of another run's copy, "MEMBER REPORT", into the results of this one, of which arena, members, results
 * and changed are used. */
void fleet_take_copy(FleetRun *run, size_t member, const char *report);
/* Another session holds a lock that the run waited for in vain. */
bool fleet_was_locked(const FleetResult *result);

/* ---- what the work reports ----------------------------------------------------------------- */

/* Each writes one line to the report of a member's process; fleet_run() reads it into the member's result. */
void fleet_report_rows(FILE *report, const StringVector *rows);
void fleet_report_rows_unknown(FILE *report);
void fleet_report_place(FILE *report, const char *place);
void fleet_report_marks(FILE *report, const Marks *marks);
void fleet_report_steps(FILE *report, size_t count);
void fleet_report_step(FILE *report, const char *line);
void fleet_report_note(FILE *report, const char *line);
void fleet_report_sql(FILE *report, const char *line);
/* `unit` NULL: without a count. */
void fleet_report_finding(FILE *report, const char *text, int64_t count, const char *unit);
void fleet_report_error(FILE *report, const Error *error);

#endif
