#include "fleet_work.h"
#include "interrupt.h"

#include "limbeck/base/log.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/fleet_source.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/schema_history.h"

#include <string.h>

typedef struct MemberWork {
    const FleetCall *fleet;
    VerbCall call;
    GlobalOptions global;
    FILE *report;
    Workspace *workspace;
    Error *error;
} MemberWork;

/* "notice: ..." of the run; steps are reported separately. */
static void take_log_line(void *state, const char *line)
{
    fleet_report_note(state, line);
}

static void take_step(void *state, const char *line)
{
    fleet_report_step(state, line);
}

/* A member of several databases would need a place for each. */
static bool is_one_database(MemberWork *work)
{
    const size_t count = workspace_database_count(work->workspace, work->error);
    if (count <= 1)
        return count == 1;
    error_set(work->error, ERROR_COMMAND, "env.py migrates %zu databases in one run, and a member of a fleet is one",
              count);
    error_hint(work->error, "limbeck upgrade runs such an env.py; or list its databases by their URLs");
    return false;
}

static bool read_place(MemberWork *work)
{
    const char *place;
    if (!is_one_database(work) || !workspace_place(work->workspace, work->call.arena, &place, work->error))
        return false;
    fleet_report_marks(work->report, workspace_marks(work->workspace));
    fleet_report_place(work->report, place);
    return true;
}

static bool read_rows(MemberWork *work)
{
    StringVector rows = {0};
    const char *url;
    if (!workspace_current(work->workspace, work->call.arena, &rows, &url, work->error))
        return false;
    fleet_report_rows(work->report, &rows);
    return true;
}

static bool count_steps(MemberWork *work, size_t *count)
{
    Plan plan;
    if (!workspace_plan(work->workspace, work->call.arena, work->fleet->target, NULL, work->fleet->direction, &plan,
                        work->error))
        return false;
    *count = plan.steps.count;
    fleet_report_steps(work->report, *count);
    return true;
}

static bool read_member(MemberWork *work)
{
    size_t count;
    return read_place(work) && read_rows(work) && count_steps(work, &count);
}

static bool find_losses(MemberWork *work)
{
    Ledger ledger;
    if (!read_place(work) || !read_rows(work) ||
        !workspace_losses(work->workspace, work->call.arena, work->fleet->target, work->fleet->direction, &ledger,
                          work->error))
        return false;
    fleet_report_steps(work->report, ledger.steps);
    for (size_t i = 0; i < ledger.entries.count; i++) {
        const LedgerEntry *entry = &ledger.entries.items[i];
        const LossFigures *figures = &entry->figures;
        const int64_t count = figures->has_column ? figures->values : figures->rows;
        const char *unit = figures->has_column ? "values" : "rows";
        fleet_report_finding(work->report, arena_format(work->call.arena, "%s %s", entry->revision->id, entry->what),
                             count,
                             count < 0                      ? "not counted"
                             : loss_is_upper_limit(figures) ? arena_format(work->call.arena, "%s at most", unit)
                                                            : unit);
    }
    for (size_t i = 0; i < ledger.not_seen.count; i++)
        fleet_report_finding(
            work->report,
            arena_format(work->call.arena, "%s could not be read completely", ledger.not_seen.items[i]->id), 0, NULL);
    return true;
}

static void report_lines(MemberWork *work, const char *text)
{
    for (const char *at = text; *at;) {
        const size_t length = strcspn(at, "\n");
        if (length)
            fleet_report_sql(work->report, arena_strndup(work->call.arena, at, length));
        at += length + (at[length] == '\n');
    }
}

static bool find_drift(MemberWork *work)
{
    ComparisonReport report = {0};
    if (!read_place(work) || !read_rows(work) ||
        !workspace_drift(work->workspace, work->call.arena, false, &report, work->error))
        return false;
    for (size_t i = 0; i < report.changes.count; i++)
        fleet_report_finding(work->report, report.changes.items[i].text, 0, NULL);
    for (size_t i = 0; i < report.unsure.count; i++)
        fleet_report_finding(work->report, arena_format(work->call.arena, "not sure: %s", report.unsure.items[i].text),
                             0, NULL);
    return true;
}

/* The rows are read again after a failure, too: with a transaction for each revision some steps may be done. */
static bool migrate_member(MemberWork *work)
{
    size_t count;
    Error ignored = {0}, *error = work->error;
    if (!read_place(work) || !read_rows(work) || !count_steps(work, &count))
        return false;
    const bool done = !count || workspace_migrate(work->workspace, work->fleet->target,
                                                  work->fleet->direction == PLAN_DOWN, take_step, work->report, error);
    work->error = &ignored;
    const bool is_read = read_rows(work);
    work->error = error;
    if (!is_read)
        fleet_report_rows_unknown(work->report);
    return done && (is_read || error_set(error, ERROR_DATABASE, "the version rows could not be read after the run: %s",
                                         ignored.message));
}

static int run_one(void *state, const FleetMember *member, FILE *report, bool (*act)(MemberWork *work))
{
    const FleetCall *fleet = state;
    Error error = {0};
    Arena *arena = arena_new();
    MemberWork work = {
        .fleet = fleet, .call = *fleet->call, .global = *fleet->call->global, .report = report, .error = &error};
    work.global.workspace = fleet_member_options(arena, &work.global.workspace, member);
    work.call.global = &work.global;
    work.call.arena = arena;
    log_to(take_log_line, report);
    work.workspace = interruptible_workspace(&work.call, false, NULL, &error);
    const bool done = work.workspace && act(&work);
    interruptible_close(work.workspace);
    if (!done)
        fleet_report_error(report, &error);
    arena_free(arena);
    return done ? 0 : 1;
}

int fleet_read_one(void *state, const FleetMember *member, FILE *report)
{
    return run_one(state, member, report, read_member);
}

/* Before a run, so that such a member is left out, and does not stop it. */
static bool may_write(MemberWork *work)
{
    return !workspace_marks(work->workspace)->read_only ||
           error_set(work->error, ERROR_COMMAND, "the ini has read_only = true: nothing can be changed from here");
}

static bool look_ahead(MemberWork *work)
{
    return find_losses(work) && may_write(work);
}

/* A step whose SQL depends on rows is shown up to the first such statement. */
static bool show_sql(MemberWork *work)
{
    Plan plan;
    if (!find_losses(work) || !workspace_plan(work->workspace, work->call.arena, work->fleet->target, NULL,
                                              work->fleet->direction, &plan, work->error))
        return false;
    for (size_t i = 0; i < plan.steps.count; i++) {
        Text sql = text_in(work->call.arena);
        Error error = {0};
        const char *id = plan.steps.items[i].revision->id;
        fleet_report_sql(work->report, arena_format(work->call.arena, "-- %s", id));
        const bool is_whole = workspace_sql(work->workspace, id, plan.downgrade, NULL, &sql, &error);
        report_lines(work, text_string(&sql));
        if (!is_whole)
            fleet_report_sql(work->report, arena_format(work->call.arena, "-- the rest is not known before it runs: %s",
                                                        text_one_line(work->call.arena, error.message)));
    }
    return true;
}

int fleet_losses_one(void *state, const FleetMember *member, FILE *report)
{
    return run_one(state, member, report, find_losses);
}

int fleet_drift_one(void *state, const FleetMember *member, FILE *report)
{
    return run_one(state, member, report, find_drift);
}

int fleet_migrate_one(void *state, const FleetMember *member, FILE *report)
{
    return run_one(state, member, report, migrate_member);
}

int fleet_task_one(void *state, const FleetTask *task, const FleetMember *member, FILE *report)
{
    static bool (*const acts[FLEET_TASK_COUNT])(MemberWork * work) = {[FLEET_READ] = read_member,
                                                                      [FLEET_LOOK_AHEAD] = look_ahead,
                                                                      [FLEET_SHOW_SQL] = show_sql,
                                                                      [FLEET_MIGRATE] = migrate_member};
    FleetCall fleet = {.call = state, .target = task->target, .direction = task->direction};
    return run_one(&fleet, member, report, acts[task->kind]);
}
