/* Refresh: reads the version rows, the tables and the server's state, and publishes a snapshot. */
#include "refresh.h"
#include "answer_limit.h"
#include "internal.h"
#include "live_state.h"

#include "limbeck/base/clock.h"
#include "limbeck/reflection/statistics.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

enum { MAX_MILLISECONDS = 10000, FIRST_PAUSE = 1000, MAX_PAUSE = 30000 };

typedef struct Refresh {
    Workspace *workspace;
    Arena *arena;
    DatabaseSnapshot *snapshot;
    const DatabaseSnapshot *before; /* the latest snapshot; NULL: none */
    const Error *earlier;           /* error of the call that failed, more precise than a new one; may be NULL */
    bool rows_only;                 /* do not read the tables */
    bool is_partial;                /* the tables are those of `before` */
} Refresh;

static void fill_facts(Workspace *workspace, Arena *arena, DatabaseSnapshot *snapshot)
{
    const ServerFacts *facts = database_facts(workspace->database);
    snapshot->connected = workspace->was_connected = true;
    workspace->tries = 0;
    snapshot->product = arena_strdup(arena, facts->product);
    snapshot->database = arena_strdup(arena, facts->database);
    snapshot->role = arena_strdup(arena, facts->role);
    snapshot->host = arena_strdup(arena, facts->host);
    snapshot->notices = arena_strdup(arena, facts->notices);
    snapshot->read_only = facts->read_only;
    snapshot->is_sqlite = !database_traits(workspace->database)->is_server;
}

static void fill_revisions(Workspace *workspace, Arena *arena, DatabaseSnapshot *snapshot)
{
    const RevisionMap *map = workspace->directory->map;
    snapshot->applied = revision_set_new(arena, map);
    snapshot->current = revision_set_new(arena, map);
    for (size_t i = 0; i < snapshot->rows.count; i++) {
        const Revision *revision = map_get(&map->by_name, snapshot->rows.items[i]);
        if (!revision) {
            vector_push(arena, &snapshot->unknown, snapshot->rows.items[i]);
            continue;
        }
        snapshot->current[revision->index] = 1;
        revision_set_add_ancestors(map, snapshot->applied, revision, true);
    }
    snapshot->pending = 0;
    for (size_t i = 0; i < map->revisions.count; i++)
        snapshot->pending += !snapshot->applied[i];
}

static bool fill_statistics(Workspace *workspace, Arena *arena, DatabaseSnapshot *snapshot, Error *error)
{
    DatabaseStatistics statistics;
    if (!reflect_statistics(arena, workspace->database, &statistics, error))
        return false;
    for (size_t i = 0; i < statistics.tables.count; i++) {
        const TableStatistics *table = &statistics.tables.items[i];
        SnapshotTable row = {table->name, table->quoted, table->rows, table->estimated, table->bytes};
        vector_push(arena, &snapshot->tables, row);
    }
    snapshot->bytes = statistics.bytes;
    snapshot->sessions = statistics.sessions;
    return true;
}

static void describe(Refresh *refresh)
{
    Workspace *workspace = refresh->workspace;
    DatabaseSnapshot *snapshot = refresh->snapshot;
    Arena *arena = refresh->arena;
    if (workspace->url)
        snapshot->url = database_url_render(arena, workspace->url);
    snapshot->name = arena_strdup(arena, environment_name(&workspace->environment));
    snapshot->database_count = workspace->environments.count;
    snapshot->which = workspace->which;
    for (size_t i = 0; workspace->environments.count > 1 && i < workspace->environments.count; i++) {
        const char *name = environment_name(&workspace->environments.items[i]);
        vector_push(arena, &snapshot->names, name ? arena_strdup(arena, name) : arena_format(arena, "%zu", i + 1));
    }
}

static Refresh begin(Workspace *workspace, const Error *earlier)
{
    Refresh refresh = {.workspace = workspace, .before = workspace_database(workspace), .earlier = earlier};
    if (refresh.before && refresh.before->which != workspace->which) {
        snapshot_release(refresh.before);
        refresh.before = NULL;
    }
    refresh.snapshot = snapshot_new(sizeof *refresh.snapshot, &refresh.arena);
    refresh.snapshot->generation = workspace_next_generation(workspace);
    fill_revisions(workspace, refresh.arena, refresh.snapshot); /* fills the sets even if reading fails later */
    atomic_store(&workspace->refresh_due_at, 0);
    return refresh;
}

static void publish(const Refresh *refresh)
{
    Workspace *workspace = refresh->workspace;
    atomic_store(&workspace->polled_at, clock_milliseconds());
    workspace_publish(workspace, &workspace->database_place, refresh->snapshot);
}

/* ---- no connection -------------------------------------------------------------------------- */

/* The pause doubles each time: even an abandoned attempt costs the server work. */
static void schedule_retry(Workspace *workspace, unsigned *tries)
{
    int64_t pause = *tries < 5 ? (int64_t)FIRST_PAUSE << *tries : MAX_PAUSE;
    ++*tries;
    atomic_store(&workspace->refresh_due_at, clock_milliseconds() + pause);
}

static void copy_last_seen(Refresh *refresh)
{
    const DatabaseSnapshot *before = refresh->before;
    DatabaseSnapshot *snapshot = refresh->snapshot;
    int64_t now = clock_wall_microseconds() / 1000;
    snapshot->lost = before && !before->connected ? before->lost : now;
    if (!before || !(before->rows_known || before->last_seen))
        return;
    const StringVector *rows = before->rows_known ? &before->rows : &before->last_rows;
    int64_t age = clock_milliseconds() - workspace_rows_read_at(refresh->workspace);
    snapshot->last_seen = before->rows_known ? now - age : before->last_seen;
    snapshot->last_rows = string_vector_copy(refresh->arena, rows);
}

static void explain_loss(Refresh *refresh)
{
    const Database *database = refresh->workspace->database;
    Error *error = &refresh->snapshot->error;
    bool has_reason = refresh->earlier || error->kind == ERROR_DATABASE || !database || !database_is_lost(database);
    if (refresh->earlier)
        *error = *refresh->earlier;
    if (has_reason)
        return;
    error_clear(error);
    error_set(error, ERROR_DATABASE, "%s",
              database_is_abandoned(database) ? "the server does not answer: limbeck closed the connection"
                                              : "the connection to the server was lost");
    error_hint(error, "check that the server runs and can be reached");
}

/* A lost connection is reopened automatically, with growing pauses. */
static void publish_lost(Refresh *refresh)
{
    Workspace *workspace = refresh->workspace;
    DatabaseSnapshot *snapshot = refresh->snapshot;
    explain_loss(refresh);
    snapshot->connected = false;
    workspace_disconnect(workspace);
    describe(refresh);
    copy_last_seen(refresh);
    if (workspace->was_connected)
        schedule_retry(workspace, &workspace->tries);
    publish(refresh);
}

/* Nothing new is known, and the waiting job comes first. */
static void postpone(Refresh *refresh)
{
    schedule_retry(refresh->workspace, &refresh->workspace->yielded_refreshes);
    snapshot_release(refresh->snapshot);
    workspace_wake(refresh->workspace);
}

static bool was_interrupted(const Refresh *refresh)
{
    const AnswerLimit *answer_limit = refresh->workspace->answer_limit;
    return answer_limit && answer_limit->has_yielded;
}

/* ---- reading ---------------------------------------------------------------------------------- */

/* All that does not need an answer first, in one round trip. The version rows alone come with the connection. */
static void prefetch(Refresh *refresh)
{
    Database *database = refresh->workspace->database;
    PrefetchQuery queries[VERSION_PREFETCH + STATISTICS_PREFETCH];
    const DatabaseSnapshot *before = refresh->before;
    if (refresh->rows_only)
        return;
    size_t count = version_prefetch(refresh->arena, database, &refresh->workspace->environment,
                                    before && before->rows_known && before->has_version_table, queries);
    count += statistics_prefetch(database, queries + count);
    database_prefetch(database, queries, count);
}

static bool read_rows(Refresh *refresh)
{
    Workspace *workspace = refresh->workspace;
    DatabaseSnapshot *snapshot = refresh->snapshot;
    bool exists;
    if (!version_read(refresh->arena, workspace->database, &workspace->environment, &snapshot->rows, &exists,
                      &snapshot->error))
        return false;
    snapshot->rows_known = true;
    snapshot->has_version_table = exists;
    atomic_store(&workspace->rows_read_at, clock_milliseconds());
    fill_revisions(workspace, refresh->arena, snapshot);
    return true;
}

/* Keeps the tables of `before`, with the time they were counted, since counting is slow. */
static void copy_tables(Refresh *refresh)
{
    Arena *arena = refresh->arena;
    DatabaseSnapshot *snapshot = refresh->snapshot;
    const DatabaseSnapshot *before = refresh->before;
    refresh->is_partial = true;
    error_clear(&snapshot->error);
    snapshot->bytes = snapshot->sessions = -1;
    snapshot->tables.count = 0;
    if (!refresh->rows_only)
        schedule_retry(refresh->workspace, &refresh->workspace->yielded_refreshes);
    if (!before)
        return;
    snapshot->bytes = before->measured ? before->bytes : -1;
    snapshot->sessions = before->measured ? before->sessions : -1;
    snapshot->measured = before->measured;
    for (size_t i = 0; i < before->tables.count; i++) {
        SnapshotTable table = before->tables.items[i];
        table.name = arena_strdup(arena, table.name);
        table.quoted = arena_strdup(arena, table.quoted);
        vector_push(arena, &snapshot->tables, table);
    }
}

static void read_rest(Refresh *refresh)
{
    Workspace *workspace = refresh->workspace;
    DatabaseSnapshot *snapshot = refresh->snapshot;
    bool done = half_done_read(refresh->arena, workspace->database, &workspace->environment, &snapshot->half_done,
                               &snapshot->error) &&
                fill_statistics(workspace, refresh->arena, snapshot, &snapshot->error);
    if (!done && snapshot->error.kind != ERROR_DATABASE &&
        (was_interrupted(refresh) || snapshot->error.kind == ERROR_LOCKED))
        copy_tables(refresh);
}

static bool is_lost(const Refresh *refresh)
{
    return refresh->snapshot->error.kind == ERROR_DATABASE || database_is_lost(refresh->workspace->database);
}

static bool read_state(Refresh *refresh, const RunSnapshot *run)
{
    int64_t started = clock_milliseconds();
    Workspace *workspace = refresh->workspace;
    DatabaseSnapshot *snapshot = refresh->snapshot;
    fill_facts(workspace, refresh->arena, snapshot);
    prefetch(refresh);
    bool read = read_rows(refresh);
    if (read && !refresh->rows_only)
        read_rest(refresh);
    if (read && refresh->rows_only)
        copy_tables(refresh);
    if (is_lost(refresh)) {
        snapshot->rows_known = false;
        publish_lost(refresh);
        return false;
    }
    if (!read && (was_interrupted(refresh) || (snapshot->error.kind == ERROR_LOCKED && refresh->before))) {
        postpone(refresh);
        return false;
    }
    describe(refresh);
    workspace_note_move(refresh->before, snapshot, run);
    snapshot->milliseconds = clock_milliseconds() - started;
    if (read && !refresh->is_partial) {
        snapshot->measured = clock_milliseconds();
        workspace->yielded_refreshes = 0;
    }
    publish(refresh);
    return read;
}

/* False when the database does not answer. */
static bool read_once(Workspace *workspace, const RunSnapshot *run, bool rows_only)
{
    Refresh refresh = begin(workspace, NULL);
    bool connected = workspace_connect(workspace, &refresh.snapshot->error);
    refresh.rows_only = rows_only && connected && database_traits(workspace->database)->is_server;
    bool read = connected && read_state(&refresh, run);
    if (!connected && was_interrupted(&refresh))
        postpone(&refresh);
    else if (!connected)
        publish_lost(&refresh);
    snapshot_release(refresh.before);
    return read;
}

/* ---- jobs --------------------------------------------------------------------------------------- */

void workspace_refresh(void *workspace)
{
    read_once(workspace, NULL, false);
}

/* The first refresh publishes the version rows before it counts tables, which takes long when there are many. */
static bool has_measured(Workspace *workspace)
{
    const DatabaseSnapshot *latest = workspace_database(workspace);
    bool has = latest && latest->which == workspace->which && latest->measured;
    snapshot_release(latest);
    return has;
}

void workspace_refresh_yielding(void *state)
{
    AnswerLimit answer_limit;
    answer_limit_begin(&answer_limit, state, MAX_MILLISECONDS, true);
    bool is_first = !has_measured(state), goes_on = !is_first || read_once(state, NULL, true);
    if (goes_on && !answer_limit.has_yielded && !(is_first && has_measured(state)))
        read_once(state, NULL, false);
    answer_limit_end(&answer_limit);
}

void workspace_refresh_failed(Workspace *workspace, const Error *earlier)
{
    Refresh refresh = begin(workspace, earlier);
    publish_lost(&refresh);
    snapshot_release(refresh.before);
}

void workspace_note_lost(Workspace *workspace)
{
    if (workspace->database && database_is_lost(workspace->database))
        workspace_refresh_failed(workspace, NULL);
}

void workspace_refresh_after(Workspace *workspace, const RunSnapshot *run)
{
    read_once(workspace, run, false);
}

void workspace_post_refresh(Workspace *workspace)
{
    worker_post_yielding(workspace->worker, workspace_refresh_yielding, workspace);
}

int64_t workspace_refresh_due(const Workspace *workspace)
{
    return atomic_load(&workspace->refresh_due_at);
}

/* ---- polling: notices changes by other programs ------------------------------------------------ */

enum { PATIENCE_MILLISECONDS = 1000, MEASURE_MILLISECONDS = 10000, CHEAP_MILLISECONDS = 50 };

static bool read_polled_rows(Workspace *workspace, Arena *arena, bool has_table, StringVector *rows, Error *error)
{
    bool exists = has_table;
    return has_table ? version_rows(arena, workspace->database, &workspace->environment, rows, error)
                     : version_read(arena, workspace->database, &workspace->environment, rows, &exists, error);
}

/* Counts again at intervals, if counting was fast. */
static bool counts_again(const Workspace *workspace, const DatabaseSnapshot *before)
{
    return before->milliseconds <= CHEAP_MILLISECONDS && !worker_has_waiting(workspace->worker) &&
           clock_milliseconds() - before->measured >= MEASURE_MILLISECONDS;
}

/* Does not wait for locked rows, and yields to other jobs. */
static void compare_rows(Workspace *workspace, const DatabaseSnapshot *before)
{
    Arena *arena = arena_new();
    StringVector rows = {0};
    Error error = {0};
    AnswerLimit answer_limit;
    answer_limit_begin(&answer_limit, workspace, PATIENCE_MILLISECONDS, true);
    bool read = read_polled_rows(workspace, arena, before->has_version_table, &rows, &error);
    answer_limit_end(&answer_limit);
    bool same = read && same_version_rows(&rows, &before->rows);
    bool unanswered =
        !read && (answer_limit.has_yielded || error.kind == ERROR_CANCELLED || error.kind == ERROR_LOCKED);
    if (read)
        atomic_store(&workspace->rows_read_at, clock_milliseconds());
    if (database_is_lost(workspace->database))
        workspace_refresh_failed(workspace, unanswered ? NULL : &error);
    else if ((!read && !unanswered) || (read && !same) || (same && counts_again(workspace, before)))
        workspace_refresh_yielding(workspace);
    arena_free(arena);
}

static void poll_rows(void *state)
{
    Workspace *workspace = state;
    const DatabaseSnapshot *before = workspace_database(workspace);
    bool is_of_this = before && before->connected && before->which == workspace->which;
    if (is_of_this && workspace->database && before->rows_known)
        compare_rows(workspace, before);
    else if (is_of_this) /* the rows could not be read, or the connection was closed */
        workspace_refresh_yielding(workspace);
    snapshot_release(before);
    atomic_store(&workspace->polled_at, clock_milliseconds());
    workspace_wake(workspace); /* the interface repeats requests that it did not post because the worker was busy */
}

void workspace_post_poll(Workspace *workspace)
{
    worker_post_yielding(workspace->worker, poll_rows, workspace);
}

int64_t workspace_rows_read_at(const Workspace *workspace)
{
    return atomic_load(&workspace->rows_read_at);
}

int64_t workspace_last_poll(const Workspace *workspace)
{
    return atomic_load(&workspace->polled_at);
}
