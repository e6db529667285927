/* A fleet that is worked on from a separate process: what is known of its members, and how it is stopped. Its members
 * are scripted: no database is read. */
#include "support/support.h"

#include "limbeck/fleet/control.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* base - a - b - c, and d, which revises b and depends on x. */
static FleetRevisions branched(Arena *arena)
{
    static const char *const lines[][5] = {
        {"c", "b", NULL}, {"d", "b", "x", NULL}, {"b", "a", NULL}, {"a", NULL}, {"x", NULL}};
    FleetRevisions revisions = {0};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        FleetRevision revision = {.id = lines[i][0], .message = "", .is_head = i < 2};
        for (size_t k = 1; lines[i][k]; k++)
            vector_push(arena, &revision.below, lines[i][k]);
        vector_push(arena, &revisions, revision);
    }
    return revisions;
}

static StringVector rows_of(Arena *arena, const char *one, const char *other)
{
    StringVector rows = {0};
    if (one)
        vector_push(arena, &rows, one);
    if (other)
        vector_push(arena, &rows, other);
    return rows;
}

static void test_lag(void **state)
{
    Arena *arena = arena_new();
    const FleetRevisions revisions = branched(arena);
    FleetHistory *history = fleet_history_new(arena, &revisions);
    const struct {
        const char *one, *other;
        size_t lag;
    } cases[] = {{NULL, NULL, 5}, {"a", NULL, 4}, {"c", NULL, 2}, {"d", NULL, 1}, {"c", "d", 0}, {"d", "c", 0}};
    (void)state;
    for (int twice = 0; twice < 2; twice++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            const StringVector rows = rows_of(arena, cases[i].one, cases[i].other);
            assert_int_equal(fleet_lag(history, &rows), cases[i].lag);
            assert_null(fleet_orphan_row(history, &rows));
        }
    const StringVector gone = rows_of(arena, "a", "gone");
    assert_string_equal(fleet_orphan_row(history, &gone), "gone");
    arena_free(arena);
}

/* ---- scripted members --------------------------------------------------------------------------------- */

/* What the member's name says: "rows=a", "rows=a,hangs", "fails", "locked", "silent". Migrating ends at c. */
static int work(void *state, const FleetTask *task, const FleetMember *member, FILE *report)
{
    Arena *arena = arena_new();
    const char *name = member->name;
    const char *row = strstr(name, "rows=");
    StringVector rows = {0};
    Error error = {0};
    (void)state;
    if (strstr(name, "silent"))
        raise(SIGKILL);
    if (row && row[5] != ',' && row[5])
        vector_push(arena, &rows, arena_strndup(arena, row + 5, strcspn(row + 5, ",")));
    if (row)
        fleet_report_rows(report, &rows);
    if (strstr(name, "unreachable")) {
        error_set(&error, ERROR_DATABASE, "no such server\nat all");
        error_hint(&error, "start it");
        fleet_report_error(report, &error);
        return 1;
    }
    fleet_report_steps(report, 2);
    if (task->kind == FLEET_LOOK_AHEAD)
        fleet_report_finding(report, "destroys table t", 6, "rows");
    if (task->kind == FLEET_SHOW_SQL)
        fleet_report_sql(report, task->direction == PLAN_DOWN ? "DROP TABLE t" : "CREATE TABLE t");
    if (task->kind != FLEET_MIGRATE)
        return 0;
    fleet_report_step(report, task->target);
    if (strstr(name, "hangs"))
        pause();
    if (strstr(name, "fails") || strstr(name, "locked")) {
        error_set(&error, strstr(name, "locked") ? ERROR_LOCKED : ERROR_DATABASE, "it did not work");
        error_state(&error, "Rolled back.");
        fleet_report_error(report, &error);
        return 1;
    }
    rows = rows_of(arena, "c", "d");
    fleet_report_rows(report, &rows);
    return 0;
}

typedef struct Fleet {
    Arena *arena;
    FleetMembers members;
    FleetRevisions revisions;
    FleetHost host;
    FleetControl *control;
    size_t order[16];
} Fleet;

static bool fail_after(void *state, const FleetTask *task, const FleetRun *run, Error *error)
{
    (void)state;
    (void)task;
    (void)run;
    return error_set(error, ERROR_FILE, "cannot write the report 'r.md': No space left on device");
}

static Fleet *fleet_of(const char *const *names, size_t count, FleetPace pace)
{
    Arena *arena = arena_new();
    Fleet *fleet = ARENA_NEW(arena, Fleet);
    Error error = {0};
    fleet->arena = arena;
    fleet->revisions = branched(arena);
    for (size_t i = 0; i < count; i++) {
        vector_push(arena, &fleet->members, (FleetMember){.name = names[i]});
        fleet->order[i] = i;
    }
    fleet->host = (FleetHost){.members = &fleet->members, .revisions = &fleet->revisions, .pace = pace, .work = work};
    fleet->host.ended = pace.wave == 3 ? fail_after : NULL; /* of test_report_fails */
    fleet->control = fleet_control_start(arena, &fleet->host, &error);
    assert_non_null(fleet->control);
    return fleet;
}

static void fleet_free(Fleet *fleet)
{
    fleet_control_end(fleet->control, 10000);
    arena_free(fleet->arena);
}

static void begin(Fleet *fleet, FleetTaskKind kind, PlanDirection direction)
{
    Error error = {0};
    const FleetTask task = {kind, "heads", direction};
    assert_true(fleet_control_begin(fleet->control, &task, fleet->order, fleet->members.count, &error));
    assert_int_equal(fleet_control_task(fleet->control)->kind, kind);
}

static void finish(Fleet *fleet)
{
    while (fleet_control_task(fleet->control))
        fleet_control_take(fleet->control);
}

static void run(Fleet *fleet, FleetTaskKind kind, PlanDirection direction)
{
    begin(fleet, kind, direction);
    finish(fleet);
}

static void assert_state(const Fleet *fleet, size_t member, FleetState state, size_t lag)
{
    const FleetStatus *status = fleet_control_status(fleet->control, member);
    if (status->state != state || status->lag != lag)
        fail_msg("%s is %s, %zu behind", fleet->members.items[member].name, fleet_state_name(status->state),
                 status->lag);
}

static void test_states(void **state)
{
    static const char *const names[] = {"rows=d", "rows=", "rows=gone", "unreachable", "silent", "rows=a"};
    Fleet *fleet = fleet_of(names, 6, (FleetPace){.jobs = 2});
    (void)state;
    assert_state(fleet, 0, FLEET_UNREAD, 0);
    run(fleet, FLEET_READ, PLAN_UP);
    assert_state(fleet, 0, FLEET_BEHIND, 1);
    assert_state(fleet, 1, FLEET_BEHIND, 5);
    assert_int_equal(fleet_control_status(fleet->control, 1)->rows.count, 0);
    assert_int_equal(fleet_control_status(fleet->control, 2)->state, FLEET_ORPHAN);
    assert_state(fleet, 3, FLEET_UNREACHABLE, 0);
    assert_string_equal(fleet_control_status(fleet->control, 3)->problem, "no such server\nat all");
    assert_string_equal(fleet_control_status(fleet->control, 3)->hint, "start it");
    assert_state(fleet, 4, FLEET_FAILED, 0);
    assert_non_null(strstr(fleet_control_status(fleet->control, 4)->problem, "ended without a result"));
    assert_int_equal(fleet_control_count(fleet->control, FLEET_BEHIND), 3);
    assert_int_equal(fleet_control_ended(fleet->control), 6);
    run(fleet, FLEET_LOOK_AHEAD, PLAN_DOWN);
    assert_state(fleet, 5, FLEET_BEHIND, 4);
    assert_string_equal(fleet_control_status(fleet->control, 5)->answer.findings.items[0].text, "destroys table t");
    assert_int_equal(fleet_control_status(fleet->control, 5)->answer.findings.items[0].count, 6);
    run(fleet, FLEET_SHOW_SQL, PLAN_DOWN);
    assert_string_equal(fleet_control_status(fleet->control, 5)->answer.sql.items[0], "DROP TABLE t");
    fleet_free(fleet);
}

static void test_run(void **state)
{
    static const char *const names[] = {"rows=a", "rows=a,locked", "rows=b,fails", "rows=b"};
    Fleet *fleet = fleet_of(names, 4, (FleetPace){.jobs = 1, .most_failed = 1});
    (void)state;
    run(fleet, FLEET_MIGRATE, PLAN_UP);
    assert_state(fleet, 0, FLEET_DONE, 0);
    assert_state(fleet, 1, FLEET_LOCKED, 4);
    assert_state(fleet, 2, FLEET_FAILED, 3);
    assert_string_equal(fleet_control_status(fleet->control, 2)->kept, "Rolled back.");
    assert_state(fleet, 3, FLEET_NOT_BEGUN, 0);
    assert_string_equal(fleet_control_stopped(fleet->control), "2 databases failed");
    run(fleet, FLEET_READ, PLAN_UP);
    assert_null(fleet_control_stopped(fleet->control));
    assert_state(fleet, 3, FLEET_BEHIND, 3);
    fleet_free(fleet);
}

static void wait_for(Fleet *fleet, size_t member, FleetState wanted)
{
    while (fleet_control_status(fleet->control, member)->state != wanted)
        fleet_control_take(fleet->control);
}

/* The first stop lets what runs end, the second cancels it. */
static void test_stop(void **state)
{
    static const char *const names[] = {"rows=a,hangs", "rows=a"};
    Fleet *fleet = fleet_of(names, 2, (FleetPace){.jobs = 1});
    Error error = {0};
    (void)state;
    begin(fleet, FLEET_MIGRATE, PLAN_UP);
    assert_false(fleet_control_begin(fleet->control, &(FleetTask){FLEET_READ, "", PLAN_UP}, fleet->order, 1, &error));
    while (!fleet_control_status(fleet->control, 0)->step)
        fleet_control_take(fleet->control);
    assert_int_equal(fleet_control_status(fleet->control, 0)->state, FLEET_RUNNING);
    assert_int_equal(fleet_control_status(fleet->control, 0)->steps, 2);
    fleet_control_stop(fleet->control);
    fleet_control_stop(fleet->control);
    finish(fleet);
    assert_string_equal(fleet_control_stopped(fleet->control), "it was interrupted");
    assert_int_equal(fleet_control_status(fleet->control, 0)->state, FLEET_FAILED);
    assert_false(fleet_control_status(fleet->control, 0)->has_rows);
    assert_state(fleet, 1, FLEET_NOT_BEGUN, 0);
    run(fleet, FLEET_READ, PLAN_UP);
    assert_state(fleet, 0, FLEET_BEHIND, 4);
    fleet_free(fleet);
}

/* To leave while a member runs cancels it; nothing waits for long. */
static void test_leave(void **state)
{
    static const char *const names[] = {"rows=a,hangs", "rows=a"};
    Fleet *fleet = fleet_of(names, 2, (FleetPace){.jobs = 1});
    (void)state;
    begin(fleet, FLEET_MIGRATE, PLAN_UP);
    wait_for(fleet, 0, FLEET_RUNNING);
    fleet_free(fleet);
}

static Revision *revision_of(Arena *arena, const char *id, const char *down)
{
    Revision *revision = ARENA_NEW(arena, Revision);
    revision->id = id;
    revision->doc = revision->content = "";
    revision->path = id;
    if (down)
        vector_push(arena, &revision->down_revisions, down);
    return revision;
}

/* The scripts are read again: one revision is gone, another is new. */
static void test_scripts(void **state)
{
    static const char *const names[] = {"rows=a", "rows=d", "unreachable"};
    Fleet *fleet = fleet_of(names, 3, (FleetPace){.jobs = 2});
    RevisionMap *map = revision_map_new(fleet->arena);
    Error error = {0};
    (void)state;
    run(fleet, FLEET_READ, PLAN_UP);
    assert_state(fleet, 0, FLEET_BEHIND, 4);
    assert_state(fleet, 1, FLEET_BEHIND, 1);
    revision_map_add(map, revision_of(fleet->arena, "a", NULL));
    assert_true(revision_map_link(map, &error));
    fleet_control_set_scripts(fleet->control, map);
    assert_state(fleet, 0, FLEET_AT_HEAD, 0);
    assert_int_equal(fleet_control_status(fleet->control, 1)->state, FLEET_ORPHAN);
    assert_state(fleet, 2, FLEET_UNREACHABLE, 0);
    fleet_free(fleet);
}

/* 10,000 members, of which every second one is taken: the command still fits in the pipe. */
static void test_many(void **state)
{
    enum { MANY = 10000 };
    Arena *arena = arena_new();
    FleetMembers members = {0};
    const FleetRevisions revisions = branched(arena);
    size_t *order = ARENA_ARRAY(arena, size_t, MANY / 2);
    Error error = {0};
    (void)state;
    for (size_t i = 0; i < MANY; i++)
        vector_push(arena, &members, (FleetMember){.name = i == 9998 ? "rows=a" : "unreachable"});
    for (size_t i = 0; i < MANY / 2; i++)
        order[i] = i * 2;
    const FleetHost host = {
        .members = &members, .revisions = &revisions, .pace = {.jobs = 1, .canaries = 1}, .work = work};
    FleetControl *control = fleet_control_start(arena, &host, &error);
    assert_true(fleet_control_begin(control, &(FleetTask){FLEET_MIGRATE, "heads", PLAN_UP}, order, MANY / 2, &error));
    while (fleet_control_task(control))
        fleet_control_take(control);
    assert_string_equal(fleet_control_stopped(control), "a canary failed");
    assert_int_equal(fleet_control_count(control, FLEET_NOT_BEGUN), MANY / 2 - 1);
    assert_int_equal(fleet_control_count(control, FLEET_UNREAD), MANY / 2);
    fleet_control_end(control, 10000);
    arena_free(arena);
}

/* The interface hears of a report that could not be written. */
static void test_report_fails(void **state)
{
    static const char *const names[] = {"rows=a", "rows=b"};
    Fleet *fleet = fleet_of(names, 2, (FleetPace){.jobs = 1, .most_failed = 1, .wave = 3});
    (void)state;
    run(fleet, FLEET_MIGRATE, PLAN_UP);
    assert_state(fleet, 1, FLEET_DONE, 0);
    assert_string_equal(fleet_control_stopped(fleet->control),
                        "cannot write the report 'r.md': No space left on device");
    fleet_free(fleet);
}

/* A member whose process could not be started is not one whose database cannot be reached. */
static void test_not_started(void **state)
{
    FleetMembers members = {0};
    FleetResult result = {0};
    FleetRun run = {.arena = arena_new(), .members = &members, .results = &result};
    (void)state;
    vector_push(run.arena, &members, (FleetMember){.name = "a"});
    fleet_take_copy(&run, 0, "begin");
    fleet_take_copy(&run, 0, "error\t4\tcannot start another process\t\t\t");
    fleet_take_copy(&run, 0, "end\t-1");
    assert_int_equal(result.state, MEMBER_FAILED);
    fleet_take_copy(&run, 0, "begin");
    fleet_take_copy(&run, 0, "error\t9\tconnection refused\t\t\t");
    fleet_take_copy(&run, 0, "end\t1");
    assert_int_equal(result.state, MEMBER_UNREACHABLE);
    arena_free(run.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lag),  cmocka_unit_test(test_states),       cmocka_unit_test(test_run),
        cmocka_unit_test(test_stop), cmocka_unit_test(test_leave),        cmocka_unit_test(test_scripts),
        cmocka_unit_test(test_many), cmocka_unit_test(test_report_fails), cmocka_unit_test(test_not_started)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
