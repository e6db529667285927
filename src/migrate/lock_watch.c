#include "lock_watch.h"

#include "limbeck/base/clock.h"
#include "limbeck/reflection/sessions.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Statements shorter than the first are not watched; the others are intervals of checks during and between
 * statements. */
enum { PATIENCE_MILLISECONDS = 200, CHECK_MILLISECONDS = 400, BETWEEN_MILLISECONDS = 1000 };

static void report_blockers(LockWatch *watch, Arena *arena, const Sessions *blockers)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < blockers->count; i++)
        text_append_format(&text, "%s%s", i ? "; " : "", session_text(arena, &blockers->items[i]));
    bool same = strncmp(watch->blockers, text_string(&text), sizeof watch->blockers - 1) == 0;
    if (same && watch->is_blocked == (blockers->count > 0))
        return;
    watch->is_blocked = blockers->count > 0;
    snprintf(watch->blockers, sizeof watch->blockers, "%s", text_string(&text));
    const char *waiting = watch->is_blocked ? arena_format(arena, "waiting for %s", watch->blockers) : NULL;
    supervision_report(watch->supervision, &(ProgressEvent){.kind = PROGRESS_WAITING,
                                                            .text = waiting,
                                                            .done = watch->is_blocked ? blockers->items[0].pid : 0});
}

static void report_waiters(LockWatch *watch, Arena *arena, const Waiters *waiters)
{
    const char *text = waiters->count ? waiters_text(arena, waiters) : NULL;
    if (strncmp(watch->waiters, text ? text : "", sizeof watch->waiters - 1) == 0)
        return;
    snprintf(watch->waiters, sizeof watch->waiters, "%s", text ? text : "");
    supervision_report(watch->supervision, &(ProgressEvent){.kind = PROGRESS_QUEUE, .text = text});
}

static void report_locks(LockWatch *watch, const char *locks)
{
    if (strncmp(watch->locks, locks ? locks : "", sizeof watch->locks - 1) == 0)
        return;
    snprintf(watch->locks, sizeof watch->locks, "%s", locks ? locks : "");
    supervision_report(watch->supervision, &(ProgressEvent){.kind = PROGRESS_LOCKS, .text = locks});
}

/* As the operator wished. The server refuses it to a role that may not. */
static void end_session(LockWatch *watch)
{
    Pace *pace = watch->supervision->pace;
    int64_t pid = pace ? atomic_exchange(&pace->ended_session, 0) : 0;
    const DatabaseValue key = {.type = CELL_INTEGER, .integer = pid};
    Error error = {0};
    if (!pid)
        return;
    if (database_execute(watch->second, "SELECT pg_catalog.pg_terminate_backend($1::int)", &key, 1, NULL, &error))
        supervision_note(watch->supervision, "session %" PRId64 " was ended, as requested", pid);
    else
        supervision_note(watch->supervision, "session %" PRId64 " could not be ended: %s", pid, error.message);
    error_clear(&error);
}

static void check_locks(LockWatch *watch)
{
    Arena *arena = arena_new();
    end_session(watch);
    Sessions blockers = {0};
    Waiters waiters;
    int64_t limit = watch->supervision->guard.queue_limit;
    if (reflect_blockers(arena, watch->second, watch->pid, &blockers, NULL))
        report_blockers(watch, arena, &blockers);
    if (reflect_waiters(arena, watch->second, watch->pid, &waiters, NULL)) {
        report_waiters(watch, arena, &waiters);
        watch->queue_too_long = limit && waiters.count > limit;
    }
    const char *locks;
    if (reflect_held_locks(arena, watch->second, watch->pid, &locks, NULL))
        report_locks(watch, locks);
    arena_free(arena);
}

static bool open_second_connection(LockWatch *watch)
{
    if (watch->second || watch->unavailable)
        return watch->second;
    /* A pooler may have no free connection and block a second one until this statement ends. */
    if (database_facts(watch->database)->has_pooler) {
        watch->unavailable = true;
        supervision_note(watch->supervision, "a pooler is between limbeck and the server: who blocks this step is not "
                                             "known, and queue_limit does not apply");
        return false;
    }
    watch->second = database_open_another(watch->database, NULL);
    if (watch->second)
        database_abandon_with(watch->second, watch->database);
    watch->unavailable =
        !watch->second ||
        !database_execute(watch->second, "SET statement_timeout = 1000; SET default_transaction_read_only = on", NULL,
                          0, NULL, NULL);
    if (watch->unavailable)
        supervision_note(watch->supervision, "no second connection could be opened: who blocks this step is not known");
    return !watch->unavailable;
}

static bool check_when_due(LockWatch *watch, int64_t now, int64_t pause)
{
    if (now - watch->checked_at >= pause) {
        watch->checked_at = now;
        if (open_second_connection(watch))
            check_locks(watch);
    }
    return !watch->queue_too_long;
}

static bool is_server(const LockWatch *watch)
{
    return database_traits(watch->database)->is_server;
}

bool lock_watch_check(void *state)
{
    LockWatch *watch = state;
    return !is_server(watch) || check_when_due(watch, clock_milliseconds(), CHECK_MILLISECONDS);
}

static bool refuse_queue(const LockWatch *watch, Error *error)
{
    return error_set(error, ERROR_LOCKED, "more than %" PRId64 " sessions waited behind this step",
                     watch->supervision->guard.queue_limit);
}

bool lock_watch_between(LockWatch *watch, Error *error)
{
    int64_t now = clock_last_tick();
    if (is_server(watch) && now - watch->step_started_at >= BETWEEN_MILLISECONDS)
        check_when_due(watch, now, BETWEEN_MILLISECONDS);
    return !watch->queue_too_long || refuse_queue(watch, error);
}

static bool while_waiting(void *state, int64_t waited)
{
    LockWatch *watch = state;
    /* The request that was sent with the cancel may have come between two statements of a pipeline. */
    if (waited >= PATIENCE_MILLISECONDS && supervision_cancelled(watch->supervision))
        return false;
    return waited < PATIENCE_MILLISECONDS || check_when_due(watch, clock_milliseconds(), CHECK_MILLISECONDS);
}

static bool while_working(void *state, int64_t waited)
{
    const LockWatch *watch = state;
    (void)waited;
    return !supervision_cancelled(watch->supervision);
}

void lock_watch_begin(LockWatch *watch, Database *database, const Supervision *supervision)
{
    *watch = (LockWatch){.database = database, .supervision = supervision, .pid = database_facts(database)->session};
    watch->step_started_at = clock_milliseconds();
    database_watch(database, is_server(watch) ? while_waiting : while_working, watch);
}

void lock_watch_end(LockWatch *watch)
{
    database_watch(watch->database, NULL, NULL);
    database_close(watch->second);
    if (watch->is_blocked)
        supervision_report(watch->supervision, &(ProgressEvent){.kind = PROGRESS_WAITING});
    if (watch->waiters[0])
        supervision_report(watch->supervision, &(ProgressEvent){.kind = PROGRESS_QUEUE});
}

void lock_watch_explain(const LockWatch *watch, Error *error)
{
    if (watch->queue_too_long && error->kind == ERROR_CANCELLED && !supervision_cancelled(watch->supervision)) {
        error_clear(error);
        refuse_queue(watch, error);
    }
    if (error->kind == ERROR_LOCKED && watch->blockers[0]) {
        Error original = *error;
        int room = (int)sizeof original.message - (int)sizeof watch->blockers - 16;
        snprintf(error->message, sizeof error->message, "%.*s; held by %s", room, original.message, watch->blockers);
    }
}
