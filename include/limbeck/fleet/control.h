/* A fleet for an interface that must never wait: a separate process works on the members. It receives tasks, and sends
 * reports, which fleet_control_take() reads without waiting.
 *
 *     FleetMembers members = {...};
 *     FleetRevisions revisions = {...};
 *     FleetHost host = {.members = &members, .revisions = &revisions, .pace = {.jobs = 4}, .work = work_on_one};
 *     FleetControl *control = fleet_control_start(arena, &host, error);
 *     const FleetTask task = {FLEET_READ, "heads", PLAN_UP};
 *     const size_t order[] = {0};
 *     fleet_control_begin(control, &task, order, 1, error);
 *     while (fleet_control_task(control))
 *         fleet_control_take(control);
 *     show("%zu behind", fleet_control_status(control, 0)->lag);
 *     fleet_control_end(control, 5000);
 *
 * Killed or not, a member is before or after each revision: its own process migrates it, as in `limbeck fleet`. When
 * this process ends, that of the fleet cancels what runs, and ends. */
#ifndef LIMBECK_FLEET_CONTROL_H
#define LIMBECK_FLEET_CONTROL_H

#include "limbeck/fleet/run.h"
#include "limbeck/fleet/standing.h"
#include "limbeck/workspace/plan.h"

typedef enum {
    FLEET_READ,       /* version rows and steps to the target */
    FLEET_LOOK_AHEAD, /* and what the steps destroy */
    FLEET_SHOW_SQL,   /* and their SQL */
    FLEET_MIGRATE,
    FLEET_TASK_COUNT
} FleetTaskKind;

typedef struct FleetTask {
    FleetTaskKind kind;
    const char *target;
    PlanDirection direction;
} FleetTask;

typedef struct FleetHost {
    const FleetMembers *members;
    const FleetRevisions *revisions;
    FleetPace pace; /* of FLEET_MIGRATE; the others take `jobs` of it */
    /* As FleetRun.work. */
    int (*work)(void *state, const FleetTask *task, const FleetMember *member, FILE *report);
    /* In the fleet's process, after a task, with its members only; NULL: not wanted. The error of one that returns
     * false is part of fleet_control_stopped(). */
    bool (*ended)(void *state, const FleetTask *task, const FleetRun *run, Error *error);
    void *state;
} FleetHost;

typedef enum {
    FLEET_UNREAD,
    FLEET_AT_HEAD,
    FLEET_BEHIND,
    FLEET_ORPHAN, /* at a revision that has no script here, such as one of a newer checkout */
    FLEET_UNREACHABLE,
    FLEET_NOT_BEGUN,
    FLEET_RUNNING,
    FLEET_DONE,
    FLEET_FAILED,
    FLEET_LOCKED, /* failed because another session held a lock */
    FLEET_STATE_COUNT
} FleetState;

/* "at head", "not begun" and the like. Static. */
const char *fleet_state_name(FleetState state);
/* Orphan, unreachable, failed or locked. */
bool fleet_state_is_problem(FleetState state);

/* What a task found out about a member. */
typedef struct FleetAnswer {
    size_t steps;
    const char *problem;     /* NULL: none */
    StringVector notes, sql; /* a line each */
    VECTOR(FleetFinding) findings;
    bool confirms_typed;
    const char *place;
} FleetAnswer;

typedef struct FleetStatus {
    FleetState state;
    bool is_busy;      /* its process runs */
    bool has_rows;     /* the version rows are known */
    StringVector rows; /* empty: at base */
    size_t lag;        /* revisions that are not applied */
    size_t steps, steps_begun;
    const char *step;                  /* the last that began; NULL: none */
    const char *problem, *kept, *hint; /* what failed, what stays, what to do; NULL: nothing */
    int64_t milliseconds;              /* of the last task */
    FleetAnswer answer;                /* of the last task but FLEET_MIGRATE */
} FleetStatus;

typedef struct FleetControl FleetControl;

/* Call it while this process has no other thread. Of `host`, all must outlive the control. */
FleetControl *fleet_control_start(Arena *arena, const FleetHost *host, Error *error);
const FleetHost *fleet_control_host(const FleetControl *control);

/* False with a message when a task is not over yet, or the fleet's process has ended. */
bool fleet_control_begin(FleetControl *control, const FleetTask *task, const size_t *order, size_t count, Error *error);
/* What is being done; NULL: nothing. */
const FleetTask *fleet_control_task(const FleetControl *control);
/* No other member begins; the second time, those that run are cancelled. */
void fleet_control_stop(FleetControl *control);
/* Takes what was reported since, for some milliseconds at most. */
void fleet_control_take(FleetControl *control);
/* The scripts were read again: finds out again how far the members are behind them, and which are orphans. */
void fleet_control_set_scripts(FleetControl *control, const RevisionMap *map);
/* Increases whenever something has changed. */
uint64_t fleet_control_generation(const FleetControl *control);

/* Of a member; its texts are valid until the next fleet_control_take(). */
const FleetStatus *fleet_control_status(const FleetControl *control, size_t member);
size_t fleet_control_count(const FleetControl *control, FleetState state);
/* The members of the present task, or of the last one; those of them whose process has ended. */
size_t fleet_control_total(const FleetControl *control);
size_t fleet_control_ended(const FleetControl *control);
/* Why the last task did not begin all members, or what failed after it; NULL: nothing. */
const char *fleet_control_stopped(const FleetControl *control);

/* Cancels what runs and waits for its end, at most so long. */
void fleet_control_end(FleetControl *control, int milliseconds);

#endif
