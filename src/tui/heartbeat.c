/* Polls the database, because other programs may migrate it. */
#include "internal.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/workspace.h"

enum { POLL_MILLISECONDS = 2000 };

/* Version rows as text: "3e7f90d1, a7715c3e"; "base". */
const char *short_rows(Arena *arena, const StringVector *rows)
{
    StringVector shortened = {0};
    for (size_t i = 0; i < rows->count; i++)
        vector_push(arena, &shortened, arena_format(arena, "%.8s", rows->items[i]));
    return rows->count ? string_vector_join(arena, &shortened, ", ") : "base";
}

/* A message, once, on any screen; the database pane shows the change for some minutes. */
static void report_move(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (!database || !database->moved || database->moved == application->refresh.move_shown)
        return;
    application->refresh.move_shown = database->moved;
    application_message(application, "another program moved the database to %s",
                        short_rows(application->frame, &database->rows));
}

void application_poll_database(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    int64_t due = workspace_refresh_due(application->workspace), now = clock_milliseconds();
    report_move(application);
    if (application->source.reload || !workspace_is_idle(application->workspace))
        return;
    if (due && now >= due)
        workspace_post_refresh(application->workspace);
    else if (database && database->connected && now - workspace_last_poll(application->workspace) >= POLL_MILLISECONDS)
        workspace_post_poll(application->workspace);
}
