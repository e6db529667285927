#include "watch.h"

#include "limbeck/base/clock.h"
#include "limbeck/reflection/sessions.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A statement this short is nobody's concern; after that a look now and then. */
enum { PATIENCE_MILLISECONDS = 200, LOOK_MILLISECONDS = 400 };

static void tell_blockers(Watch *watch, Arena *arena, const Sessions *blockers, int64_t queue)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < blockers->count; i++)
        text_append_format(&text, "%s%s", i ? "; " : "", session_text(arena, &blockers->items[i]));
    if (queue)
        text_append_format(&text, " (%" PRId64 " waiting behind this step)", queue);
    bool same = strncmp(watch->blockers, text_string(&text), sizeof watch->blockers - 1) == 0;
    if (same && watch->is_blocked == (blockers->count > 0))
        return;
    watch->is_blocked = blockers->count > 0;
    snprintf(watch->blockers, sizeof watch->blockers, "%s", text_string(&text));
    const char *told = watch->is_blocked ? arena_format(arena, "waiting for %s", watch->blockers) : NULL;
    supervision_tell(watch->supervision, &(ProgressEvent){.kind = PROGRESS_WAITING, .text = told});
}

static void tell_locks(Watch *watch, const char *locks)
{
    if (strncmp(watch->locks, locks ? locks : "", sizeof watch->locks - 1) == 0)
        return;
    snprintf(watch->locks, sizeof watch->locks, "%s", locks ? locks : "");
    supervision_tell(watch->supervision, &(ProgressEvent){.kind = PROGRESS_LOCKS, .text = locks});
}

static void look(Watch *watch)
{
    Arena *arena = arena_new();
    Sessions blockers = {0};
    int64_t queue = 0, limit = watch->supervision->guard.queue_limit;
    if (reflect_blockers(arena, watch->beside, watch->pid, &blockers, &queue, NULL)) {
        tell_blockers(watch, arena, &blockers, queue);
        watch->queue_too_long = limit && queue > limit;
    }
    const char *locks;
    if (reflect_held_locks(arena, watch->beside, watch->pid, &locks, NULL))
        tell_locks(watch, locks);
    arena_free(arena);
}

static bool open_beside(Watch *watch)
{
    if (watch->beside || watch->unavailable)
        return watch->beside;
    /* A pooler may have no other connection, and let us wait for one until this statement ends. */
    if (database_facts(watch->database)->has_pooler) {
        watch->unavailable = true;
        supervision_note(watch->supervision, "a pooler is between limbeck and the server: who blocks this step is not "
                                             "known, and queue_limit does not apply");
        return false;
    }
    watch->beside = database_open_beside(watch->database, NULL);
    if (watch->beside)
        database_abandon_with(watch->beside, watch->database);
    watch->unavailable =
        !watch->beside ||
        !database_execute(watch->beside, "SET statement_timeout = 1000; SET default_transaction_read_only = on", NULL,
                          0, NULL, NULL);
    if (watch->unavailable)
        supervision_note(watch->supervision, "no second connection could be opened: who blocks this step is not known");
    return !watch->unavailable;
}

static bool while_waiting(void *state, int64_t waited)
{
    Watch *watch = state;
    int64_t now = clock_milliseconds();
    if (waited < PATIENCE_MILLISECONDS || now - watch->looked < LOOK_MILLISECONDS)
        return true;
    watch->looked = now;
    if (open_beside(watch))
        look(watch);
    return !watch->queue_too_long;
}

static bool while_working(void *state, int64_t waited)
{
    const Watch *watch = state;
    (void)waited;
    return !supervision_cancelled(watch->supervision);
}

void watch_begin(Watch *watch, Database *database, const Supervision *supervision)
{
    *watch = (Watch){.database = database, .supervision = supervision, .pid = database_facts(database)->session};
    bool is_server = database_kind(database) == DATABASE_POSTGRESQL;
    database_watch(database, is_server ? while_waiting : while_working, watch);
}

void watch_end(Watch *watch)
{
    database_watch(watch->database, NULL, NULL);
    database_close(watch->beside);
    if (watch->is_blocked)
        supervision_tell(watch->supervision, &(ProgressEvent){.kind = PROGRESS_WAITING});
}

void watch_explain(const Watch *watch, Error *error)
{
    if (watch->queue_too_long && error->kind == ERROR_CANCELLED && !supervision_cancelled(watch->supervision)) {
        error_clear(error);
        error_set(error, ERROR_LOCKED, "more than %" PRId64 " sessions waited behind this step",
                  watch->supervision->guard.queue_limit);
    }
    if (error->kind == ERROR_LOCKED && watch->blockers[0]) {
        Error told = *error;
        int room = (int)sizeof told.message - (int)sizeof watch->blockers - 16;
        snprintf(error->message, sizeof error->message, "%.*s; held by %s", room, told.message, watch->blockers);
    }
}
