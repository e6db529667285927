#include "limbeck/fleet/run.h"

#include "report_line.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/figures.h"
#include "limbeck/base/job_pool.h"
#include "limbeck/base/text.h"

#include <inttypes.h>
#include <stdlib.h>

const char *member_state_name(MemberState state)
{
    static const char *const names[MEMBER_STATE_COUNT] = {[MEMBER_WAITING] = "waiting",
                                                          [MEMBER_RUNNING] = "running",
                                                          [MEMBER_DONE] = "done",
                                                          [MEMBER_FAILED] = "failed",
                                                          [MEMBER_UNREACHABLE] = "unreachable"};
    return names[state];
}

size_t fleet_count(const FleetRun *run, MemberState state)
{
    size_t count = 0;
    for (size_t i = 0; i < run->members->count; i++)
        count += run->results[i].state == state;
    return count;
}

/* ---- what the work reports ----------------------------------------------------------------- */

static void report_list(FILE *report, const char *kind, const StringVector *texts)
{
    Arena *arena = arena_new();
    StringVector fields = {0};
    vector_push(arena, &fields, kind);
    for (size_t i = 0; i < texts->count; i++)
        vector_push(arena, &fields, texts->items[i]);
    report_field_vector(report, &fields);
    arena_free(arena);
}

void fleet_report_rows(FILE *report, const StringVector *rows)
{
    report_list(report, "rows", rows);
}

void fleet_report_rows_unknown(FILE *report)
{
    report_fields(report, "rows_unknown", NULL);
}

void fleet_report_place(FILE *report, const char *place)
{
    report_fields(report, "place", place, NULL);
}

void fleet_report_marks(FILE *report, const Marks *marks)
{
    if (marks->confirm_typed)
        report_fields(report, "confirms_typed", NULL);
}

void fleet_report_steps(FILE *report, size_t count)
{
    char text[32];
    snprintf(text, sizeof text, "%zu", count);
    report_fields(report, "steps", text, NULL);
}

void fleet_report_step(FILE *report, const char *line)
{
    report_fields(report, "step", line, NULL);
}

void fleet_report_note(FILE *report, const char *line)
{
    report_fields(report, "note", line, NULL);
}

void fleet_report_sql(FILE *report, const char *line)
{
    report_fields(report, "sql", line, NULL);
}

void fleet_report_finding(FILE *report, const char *text, int64_t count, const char *unit)
{
    char number[32];
    snprintf(number, sizeof number, "%" PRId64, count);
    report_fields(report, "finding", text, unit ? unit : "", number, NULL);
}

void fleet_report_error(FILE *report, const Error *error)
{
    report_error(report, error);
}

/* ---- reading the reports --------------------------------------------------------------------- */

static void take_rows(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    StringVector rows = {0};
    for (size_t i = 1; i < fields->count; i++)
        vector_push(run->arena, &rows, fields->items[i]);
    if (!result->has_rows)
        result->rows_before = rows;
    result->rows = rows;
    result->has_rows = true;
}

static void take_rows_unknown(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    (void)run;
    (void)fields;
    result->rows_unknown = true;
}

static void take_place(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    (void)run;
    result->place = fields->items[1];
}

static void take_steps(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    (void)run;
    result->steps = strtoul(fields->items[1], NULL, 10);
}

static void take_step(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    (void)run;
    result->step = fields->items[1];
    result->steps_begun++;
}

static void take_note(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    vector_push(run->arena, &result->notes, fields->items[1]);
}

static void take_sql(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    vector_push(run->arena, &result->sql, fields->items[1]);
}

static void take_finding(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    const FleetFinding finding = {fields->items[1], fields->items[2], strtoll(fields->items[3], NULL, 10)};
    vector_push(run->arena, &result->findings, finding);
}

static void take_typed(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    (void)run;
    (void)fields;
    result->confirms_typed = true;
}

static void take_error(FleetRun *run, FleetResult *result, const StringVector *fields)
{
    (void)run;
    report_take_error(fields, &result->error);
}

static const struct {
    const char *kind;
    size_t fields; /* at least, with the kind */
    void (*take)(FleetRun *run, FleetResult *result, const StringVector *fields);
} reports[] = {
    {"rows", 1, take_rows},       {"rows_unknown", 1, take_rows_unknown},
    {"place", 2, take_place},     {"steps", 2, take_steps},
    {"step", 2, take_step},       {"note", 2, take_note},
    {"finding", 4, take_finding}, {"confirms_typed", 1, take_typed},
    {"error", 5, take_error},     {"sql", 2, take_sql},
};

static void report_change(const FleetRun *run, size_t member)
{
    if (run->changed)
        run->changed(run->state, run, member);
}

static void take_report(FleetRun *run, size_t member, const char *line)
{
    StringVector fields = {0};
    report_read(run->arena, line, &fields);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        if (strcmp(reports[i].kind, fields.items[0]) == 0 && fields.count >= reports[i].fields)
            reports[i].take(run, &run->results[member], &fields);
    report_change(run, member);
}

static void take_line(void *state, size_t member, const char *line)
{
    FleetRun *run = state;
    if (run->copy)
        fprintf(run->copy, "%zu\t%s\n", member, line);
    take_report(run, member, line);
}

/* Instead of an exit status: the member's process could not be started, which says nothing about its database. */
enum { NOT_STARTED = -1 };

static void take_end(FleetRun *run, size_t member, int status)
{
    FleetResult *result = &run->results[member];
    result->milliseconds = clock_milliseconds() - result->began;
    bool is_reached = result->has_rows || status == NOT_STARTED;
    result->state = status == 0 ? MEMBER_DONE : is_reached ? MEMBER_FAILED : MEMBER_UNREACHABLE;
    if (status && result->error.kind == ERROR_NONE) {
        result->state = MEMBER_FAILED;
        result->rows_unknown = result->has_rows;
        error_set(&result->error, ERROR_COMMAND, "the process of this database ended without a result (status %d)",
                  status);
        error_hint(&result->error, "limbeck fleet status shows where it stands; then run the same command again");
    }
    report_change(run, member);
}

static void note_end(void *state, size_t member, int status)
{
    FleetRun *run = state;
    if (run->copy)
        fprintf(run->copy, "%zu\tend\t%d\n", member, status);
    take_end(run, member, status);
}

static void take_begin(FleetRun *run, size_t member)
{
    run->results[member] = (FleetResult){.state = MEMBER_RUNNING, .began = clock_milliseconds()};
    report_change(run, member);
}

void fleet_take_copy(FleetRun *run, size_t member, const char *report)
{
    if (strcmp(report, "begin") == 0)
        take_begin(run, member);
    else if (strncmp(report, "end\t", 4) == 0)
        take_end(run, member, (int)strtol(report + 4, NULL, 10));
    else
        take_report(run, member, report);
}

bool fleet_was_locked(const FleetResult *result)
{
    return result->error.kind == ERROR_LOCKED || strcmp(result->error.code, "55P03") == 0;
}

static int work(void *state, size_t member, FILE *report)
{
    const FleetRun *run = state;
    return run->work(run->state, &run->members->items[member], report);
}

/* ---- the run --------------------------------------------------------------------------------- */

void fleet_begin(FleetRun *run)
{
    run->results = ARENA_ARRAY(run->arena, FleetResult, run->members->count + 1);
    memset(run->results, 0, run->members->count * sizeof *run->results);
}

/* Those that were not reached count, too: a server that is down fails all its members. */
static size_t failed(const FleetRun *run, const size_t *order, size_t count)
{
    size_t failures = 0;
    for (size_t i = 0; i < count; i++) {
        const MemberState state = run->results[order[i]].state;
        failures += state == MEMBER_FAILED || state == MEMBER_UNREACHABLE;
    }
    return failures;
}

static const char *reason_to_stop(const FleetRun *run, const size_t *order, size_t begun)
{
    const size_t failures = failed(run, order, begun);
    if (run->stops && *run->stops)
        return "it was interrupted";
    if (failures && begun <= run->pace.canaries)
        return "a canary failed";
    if (failures > run->pace.most_failed)
        return arena_format(run->arena, "%zu database%s failed", failures, failures == 1 ? "" : "s");
    if (run->pace.until && time(NULL) >= run->pace.until)
        return "its time limit is reached";
    return NULL;
}

typedef struct Signals {
    int sent;
} Signals;

static void pass_on_cancel(const FleetRun *run, const JobPool *pool, Signals *signals)
{
    if (run->stops && *run->stops > 1 && signals->sent < *run->stops) {
        signals->sent = *run->stops;
        job_pool_signal(pool, SIGINT);
    }
}

static void begin_member(FleetRun *run, JobPool *pool, size_t member)
{
    Error error = {0};
    if (run->copy)
        fprintf(run->copy, "%zu\tbegin\n", member);
    take_begin(run, member);
    if (job_pool_begin(pool, member, &error))
        return;
    run->results[member].error = error;
    if (run->copy) {
        fprintf(run->copy, "%zu\t", member);
        report_error(run->copy, &error);
    }
    note_end(run, member, NOT_STARTED);
}

enum { WAIT_MILLISECONDS = 500 };

/* The members from `first` on; returns when all that began have ended. */
static size_t run_wave(FleetRun *run, JobPool *pool, const size_t *order, size_t first, size_t end)
{
    size_t begun = first;
    Signals signals = {0};
    while (begun < end || job_pool_running(pool)) {
        if (!run->stopped && begun < end)
            run->stopped = reason_to_stop(run, order, begun);
        if (run->stopped)
            end = begun;
        while (begun < end && job_pool_running(pool) < run->pace.jobs) {
            begin_member(run, pool, order[begun++]);
        }
        job_pool_wait(pool, WAIT_MILLISECONDS);
        pass_on_cancel(run, pool, &signals);
    }
    return begun;
}

static void pause_between(const FleetRun *run)
{
    const int64_t until = clock_milliseconds() + run->pace.pause;
    for (int64_t left; (left = until - clock_milliseconds()) > 0 && !(run->stops && *run->stops);)
        nanosleep(&(struct timespec){0, (left < 100 ? left : 100) * 1000000}, NULL);
}

void fleet_run(FleetRun *run, const size_t *order, size_t count)
{
    static const JobCalls calls = {work, take_line, note_end};
    JobPool *pool = job_pool_new(&calls, run);
    run->stopped = NULL;
    for (size_t begun = 0; begun < count && !run->stopped;) {
        const size_t size = begun < run->pace.canaries ? run->pace.canaries - begun : run->pace.wave;
        const size_t end = size && begun + size < count ? begun + size : count;
        begun = run_wave(run, pool, order, begun, end);
        if (begun < count && !run->stopped)
            run->stopped = reason_to_stop(run, order, begun);
        if (begun < count && !run->stopped && run->pace.pause > 0)
            pause_between(run);
    }
    job_pool_free(pool);
}
