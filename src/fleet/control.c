#include "limbeck/fleet/control.h"

#include "report_line.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/job_pool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* What is known of a member. Reading it again replaces all of it, and frees its arena. */
typedef struct Entry {
    FleetStatus status;
    Arena *arena;
    struct Reports *reports; /* of its process; NULL: none runs */
} Entry;

/* Reports of a member that is worked on; what was known before is shown until its process ends. */
typedef struct Reports {
    Arena *arena;
    FleetMembers one;
    FleetResult result;
    FleetRun run;
} Reports;

struct FleetControl {
    Arena *arena;
    const FleetHost *host;
    FleetHistory *history;
    Arena *scripts; /* of the history, once they were read again; NULL: they are the host's */
    JobPool *pool;
    int commands[2]; /* the fleet's process reads from the first end */
    FleetTask task;
    bool is_busy;
    size_t total, ended, stops;
    char stopped[200];
    uint64_t generation;
    Entry *entries;
};

/* ---- states ------------------------------------------------------------------------------------ */

const char *fleet_state_name(FleetState state)
{
    static const char *const names[FLEET_STATE_COUNT] = {
        [FLEET_UNREAD] = "not read",         [FLEET_AT_HEAD] = "at head",
        [FLEET_BEHIND] = "behind",           [FLEET_ORPHAN] = "orphan",
        [FLEET_UNREACHABLE] = "unreachable", [FLEET_NOT_BEGUN] = "not begun",
        [FLEET_RUNNING] = "running",         [FLEET_DONE] = "done",
        [FLEET_FAILED] = "failed",           [FLEET_LOCKED] = "locked"};
    return names[state];
}

bool fleet_state_is_problem(FleetState state)
{
    return state == FLEET_ORPHAN || state == FLEET_UNREACHABLE || state == FLEET_FAILED || state == FLEET_LOCKED;
}

static FleetState state_by_rows(const FleetControl *control, const FleetStatus *status)
{
    if (!status->has_rows)
        return FLEET_UNREACHABLE;
    if (fleet_orphan_row(control->history, &status->rows))
        return FLEET_ORPHAN;
    return status->lag ? FLEET_BEHIND : FLEET_AT_HEAD;
}

static FleetState state_after(const FleetControl *control, const FleetStatus *status, const FleetResult *result)
{
    if (result->state != MEMBER_DONE && fleet_was_locked(result))
        return FLEET_LOCKED;
    if (result->state == MEMBER_UNREACHABLE)
        return FLEET_UNREACHABLE;
    if (control->task.kind == FLEET_MIGRATE)
        return result->state == MEMBER_DONE ? FLEET_DONE : FLEET_FAILED;
    const FleetState state = state_by_rows(control, status);
    const bool could_not_plan = control->task.kind == FLEET_READ && result->state != MEMBER_DONE;
    return could_not_plan && state != FLEET_ORPHAN ? FLEET_FAILED : state;
}

/* ---- in the fleet's process ---------------------------------------------------------------------- */

static int work(void *state, const FleetMember *member, FILE *report)
{
    const FleetControl *control = state;
    return control->host->work(control->host->state, &control->task, member, report);
}

/* "3-17,20" */
static size_t read_order(const char *text, size_t members, size_t *order)
{
    size_t count = 0;
    for (char *at = (char *)text; *at >= '0' && *at <= '9'; at += *at == ',') {
        const size_t first = strtoul(at, &at, 10), last = *at == '-' ? strtoul(at + 1, &at, 10) : first;
        for (size_t i = first; i <= last && i < members && count < members; i++)
            order[count++] = i;
    }
    return count;
}

/* False when this process has to end: after a signal, or because the interface has ended. */
static bool read_command(FleetControl *control, Text *line)
{
    text_clear(line);
    for (;;) {
        char letter;
        const ssize_t length = read(control->commands[0], &letter, 1);
        if (fleet_stops > 1 || length == 0 || (length < 0 && errno != EINTR))
            return false;
        if (length > 0 && letter == '\n')
            return true;
        if (length > 0)
            text_append_char(line, letter);
    }
}

static bool end_task(const FleetControl *control, const FleetRun *run, const size_t *order, size_t count, Error *error)
{
    FleetMembers members = {0};
    FleetRun part = *run;
    part.members = &members;
    part.results = ARENA_ARRAY(run->arena, FleetResult, count + 1);
    for (size_t i = 0; i < count; i++) {
        vector_push(run->arena, &members, run->members->items[order[i]]);
        part.results[i] = run->results[order[i]];
    }
    return control->host->ended(control->host->state, &control->task, &part, error);
}

static void run_task(FleetControl *control, Arena *arena, const StringVector *command, FILE *report)
{
    const FleetHost *host = control->host;
    FleetRun run = {.arena = arena,
                    .members = host->members,
                    .pace = {.jobs = host->pace.jobs, .most_failed = host->members->count},
                    .work = work,
                    .state = control,
                    .stops = &fleet_stops,
                    .copy = report};
    size_t *order = ARENA_ARRAY(arena, size_t, host->members->count + 1);
    control->task = (FleetTask){.kind = (FleetTaskKind)strtol(command->items[0], NULL, 10),
                                .target = command->items[1],
                                .direction = (PlanDirection)strtol(command->items[2], NULL, 10)};
    if (control->task.kind == FLEET_MIGRATE)
        run.pace = host->pace;
    const size_t count = read_order(command->items[3], host->members->count, order);
    fleet_begin(&run);
    fleet_run(&run, order, count);
    Error error = {0};
    const char *stopped = run.stopped ? run.stopped : "";
    if (host->ended && !end_task(control, &run, order, count, &error))
        stopped = arena_format(arena, "%s%s%s", stopped, *stopped ? "; " : "", error.message);
    fleet_stops = 0; /* one that comes too late stops the next task before it begins, which is the safe side */
    report_fields(report, "idle", stopped, NULL);
}

static int serve(void *state, size_t job, FILE *report)
{
    FleetControl *control = state;
    Text line = text_on_heap();
    (void)job;
    close(control->commands[1]);
    fleet_take_signals(true);
    while (read_command(control, &line)) {
        StringVector command = {0};
        Arena *arena = arena_new();
        report_read(arena, text_string(&line), &command);
        if (command.count == 4)
            run_task(control, arena, &command, report);
        arena_free(arena);
    }
    text_release(&line);
    return 0;
}

/* ---- reports, in the interface's process ----------------------------------------------------------- */

static Reports *reports_new(void)
{
    Reports *reports = memory_alloc(sizeof *reports);
    reports->arena = arena_new();
    reports->one.count = 1;
    reports->run = (FleetRun){.arena = reports->arena, .members = &reports->one, .results = &reports->result};
    return reports;
}

static void reports_free(Reports *reports)
{
    if (!reports)
        return;
    arena_free(reports->arena);
    free(reports);
}

static const char *text_or_null(Arena *arena, const char *text)
{
    return *text ? arena_strdup(arena, text) : NULL;
}

static StringVector copy_texts(Arena *arena, const StringVector *texts)
{
    StringVector copy = {0};
    for (size_t i = 0; i < texts->count; i++)
        vector_push(arena, &copy, arena_strdup(arena, texts->items[i]));
    return copy;
}

static FleetAnswer answer_of(Arena *arena, const FleetResult *result, const char *problem)
{
    FleetAnswer answer = {.steps = result->steps,
                          .problem = problem,
                          .notes = copy_texts(arena, &result->notes),
                          .sql = copy_texts(arena, &result->sql),
                          .confirms_typed = result->confirms_typed,
                          .place = arena_strdup(arena, result->place)};
    for (size_t i = 0; i < result->findings.count; i++) {
        const FleetFinding *found = &result->findings.items[i];
        const FleetFinding copy = {arena_strdup(arena, found->text), arena_strdup(arena, found->unit), found->count};
        vector_push(arena, &answer.findings, copy);
    }
    return answer;
}

static void settle(FleetControl *control, Entry *entry)
{
    const FleetResult *result = &entry->reports->result;
    Arena *arena = arena_new();
    FleetStatus status = {.has_rows = result->has_rows && !result->rows_unknown,
                          .rows = copy_texts(arena, &result->rows),
                          .steps = result->steps,
                          .steps_begun = result->steps_begun,
                          .step = arena_strdup(arena, result->step),
                          .milliseconds = result->milliseconds};
    const char *problem = text_or_null(arena, result->error.message);
    status.lag = status.has_rows ? fleet_lag(control->history, &status.rows) : 0;
    status.state = state_after(control, &status, result);
    if (control->task.kind == FLEET_READ || control->task.kind == FLEET_MIGRATE || !status.has_rows) {
        status.problem = problem;
        status.kept = text_or_null(arena, result->error.state);
        status.hint = text_or_null(arena, result->error.hint);
    }
    status.answer = answer_of(arena, result, problem);
    reports_free(entry->reports);
    arena_free(entry->arena);
    *entry = (Entry){.status = status, .arena = arena};
}

/* A member that is migrated shows its steps as they begin. */
static void show_progress(Entry *entry)
{
    const FleetResult *result = &entry->reports->result;
    entry->status.state = FLEET_RUNNING;
    entry->status.steps = result->steps;
    entry->status.steps_begun = result->steps_begun;
    entry->status.step = result->step;
    entry->status.problem = entry->status.kept = entry->status.hint = NULL;
}

static void take_report(FleetControl *control, const char *line)
{
    char *rest;
    const size_t member = strtoul(line, &rest, 10);
    if (member >= control->host->members->count || *rest != '\t')
        return;
    Entry *entry = &control->entries[member];
    if (!entry->reports)
        entry->reports = reports_new();
    fleet_take_copy(&entry->reports->run, 0, rest + 1);
    entry->status.is_busy = true;
    if (entry->reports->result.state != MEMBER_RUNNING) {
        settle(control, entry);
        control->ended++;
    } else if (control->task.kind == FLEET_MIGRATE) {
        show_progress(entry);
    }
}

static void take_line(void *state, size_t job, const char *line)
{
    FleetControl *control = state;
    (void)job;
    control->generation++;
    if (strncmp(line, "idle\t", 5) != 0) {
        take_report(control, line);
        return;
    }
    control->is_busy = false;
    snprintf(control->stopped, sizeof control->stopped, "%s", line + 5);
}

/* The fleet's process has ended without a command to do so: what its members did is not known. */
static void note_end(void *state, size_t job, int status)
{
    FleetControl *control = state;
    (void)job;
    (void)status;
    control->generation++;
    if (control->is_busy)
        snprintf(control->stopped, sizeof control->stopped,
                 "the process of the fleet has ended; leave, and open limbeck fleet again to read the databases");
    control->is_busy = false;
    for (size_t i = 0; i < control->host->members->count; i++) {
        Entry *entry = &control->entries[i];
        if (!entry->reports)
            continue;
        reports_free(entry->reports);
        entry->reports = NULL;
        entry->status = (FleetStatus){.state = FLEET_UNREAD};
    }
}

/* ---- for the interface ------------------------------------------------------------------------------ */

FleetControl *fleet_control_start(Arena *arena, const FleetHost *host, Error *error)
{
    static const JobCalls calls = {serve, take_line, note_end};
    FleetControl *control = ARENA_NEW(arena, FleetControl);
    control->arena = arena;
    control->host = host;
    control->history = fleet_history_new(arena, host->revisions);
    control->entries = ARENA_ARRAY(arena, Entry, host->members->count + 1);
    if (pipe2(control->commands, O_CLOEXEC) != 0) {
        error_set(error, ERROR_FILE, "cannot start another process: %s", strerror(errno));
        return NULL;
    }
    control->pool = job_pool_new(&calls, control);
    const bool done = job_pool_begin(control->pool, 0, error);
    close(control->commands[0]);
    fcntl(control->commands[1], F_SETFL, O_NONBLOCK); /* all members of a large fleet fit in a pipe */
    if (done)
        return control;
    fleet_control_end(control, 0);
    return NULL;
}

const FleetHost *fleet_control_host(const FleetControl *control)
{
    return control->host;
}

static const char *order_text(Arena *arena, const size_t *order, size_t count)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < count;) {
        size_t length = 1;
        while (i + length < count && order[i + length] == order[i] + length)
            length++;
        text_append_format(&text, "%s%zu", i ? "," : "", order[i]);
        if (length > 1)
            text_append_format(&text, "-%zu", order[i] + length - 1);
        i += length;
    }
    return text_string(&text);
}

static bool send_command(FleetControl *control, const FleetTask *task, const char *order, Error *error)
{
    char *line = NULL;
    size_t length = 0;
    char kind[16], direction[16];
    FILE *out = open_memstream(&line, &length);
    snprintf(kind, sizeof kind, "%d", (int)task->kind);
    snprintf(direction, sizeof direction, "%d", (int)task->direction);
    report_fields(out, kind, task->target, direction, order, NULL);
    fclose(out);
    const bool sent = job_pool_running(control->pool) && write(control->commands[1], line, length) == (ssize_t)length;
    free(line);
    if (sent)
        return true;
    error_set(error, ERROR_COMMAND, "the process of the fleet has ended");
    error_hint(error, "leave, and open limbeck fleet again");
    return false;
}

bool fleet_control_begin(FleetControl *control, const FleetTask *task, const size_t *order, size_t count, Error *error)
{
    if (control->is_busy)
        return error_set(error, ERROR_COMMAND, "the fleet is still being worked on");
    Arena *arena = arena_new();
    const bool done = send_command(control, task, order_text(arena, order, count), error);
    arena_free(arena);
    if (!done)
        return false;
    control->task = (FleetTask){task->kind, arena_strdup(control->arena, task->target), task->direction};
    control->is_busy = true;
    control->total = count;
    control->ended = control->stops = 0;
    control->stopped[0] = '\0';
    control->generation++;
    for (size_t i = 0; task->kind == FLEET_MIGRATE && i < count; i++)
        control->entries[order[i]].status.state = FLEET_NOT_BEGUN;
    return true;
}

const FleetTask *fleet_control_task(const FleetControl *control)
{
    return control->is_busy ? &control->task : NULL;
}

void fleet_control_stop(FleetControl *control)
{
    if (control->is_busy) /* two of a kind that come together count as one */
        job_pool_signal(control->pool, control->stops++ ? SIGTERM : SIGINT);
}

enum { TAKE_MILLISECONDS = 8 };

void fleet_control_take(FleetControl *control)
{
    const int64_t until = clock_milliseconds() + TAKE_MILLISECONDS;
    while (job_pool_running(control->pool) && job_pool_wait(control->pool, 0) && clock_milliseconds() < until)
        continue;
}

void fleet_control_set_scripts(FleetControl *control, const RevisionMap *map)
{
    Arena *arena = arena_new();
    FleetRevisions *revisions = ARENA_NEW(arena, FleetRevisions);
    fleet_revisions_of_map(arena, map, revisions);
    control->history = fleet_history_new(arena, revisions);
    arena_free(control->scripts);
    control->scripts = arena;
    control->generation++;
    for (size_t i = 0; i < control->host->members->count; i++) {
        FleetStatus *status = &control->entries[i].status;
        status->lag = status->has_rows ? fleet_lag(control->history, &status->rows) : 0;
        if (status->state == FLEET_AT_HEAD || status->state == FLEET_BEHIND || status->state == FLEET_ORPHAN)
            status->state = state_by_rows(control, status);
    }
}

uint64_t fleet_control_generation(const FleetControl *control)
{
    return control->generation;
}

const FleetStatus *fleet_control_status(const FleetControl *control, size_t member)
{
    return &control->entries[member].status;
}

size_t fleet_control_count(const FleetControl *control, FleetState state)
{
    size_t count = 0;
    for (size_t i = 0; i < control->host->members->count; i++)
        count += control->entries[i].status.state == state;
    return count;
}

size_t fleet_control_total(const FleetControl *control)
{
    return control->total;
}

size_t fleet_control_ended(const FleetControl *control)
{
    return control->ended;
}

const char *fleet_control_stopped(const FleetControl *control)
{
    return *control->stopped ? control->stopped : NULL;
}

void fleet_control_end(FleetControl *control, int milliseconds)
{
    const int64_t until = clock_milliseconds() + milliseconds;
    if (!control)
        return;
    close(control->commands[1]);
    job_pool_signal(control->pool, SIGTERM);
    while (job_pool_running(control->pool) && clock_milliseconds() < until)
        job_pool_wait(control->pool, 100);
    job_pool_free(control->pool);
    for (size_t i = 0; i < control->host->members->count; i++) {
        reports_free(control->entries[i].reports);
        arena_free(control->entries[i].arena);
    }
    arena_free(control->scripts);
}
