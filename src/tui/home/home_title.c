/* Title of the database pane: the database's name and the age of the data. */
#include "limbeck/tui/screen/screen.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/database_snapshot.h"

/* Name of the selected database, when env.py migrates several. */
static const char *database_position_text(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (database->database_count < 2)
        return "";
    return arena_format(application->frame, " (%zu of %zu)", database->which + 1, database->database_count);
}

/* A refresh is running: the pane shows older data. */
static const char *refreshing_text(Application *application)
{
    int64_t waited = clock_milliseconds() - application->refresh.requested_at;
    if (!application->refresh.is_requested)
        return "";
    return waited < 1000
               ? " · refreshing"
               : arena_format(application->frame, " · NO ANSWER for %s", format_duration(application->frame, waited));
}

const char *ago_text(Arena *arena, int64_t milliseconds)
{
    int64_t seconds = milliseconds / 1000;
    return seconds < 120 ? arena_format(arena, "%lld s ago", (long long)seconds)
                         : arena_format(arena, "%lld min ago", (long long)(seconds / 60));
}

/* The age of the version rows, shown only when the poll every two seconds has not updated them. */
static const char *age_text(Application *application)
{
    enum { FRESH_MILLISECONDS = 5000 };
    int64_t age = clock_milliseconds() - workspace_rows_read_at(application->workspace);
    if (is_running(application))
        return " · before this step";
    return age < FRESH_MILLISECONDS
               ? ""
               : arena_format(application->frame, " · as of %s", ago_text(application->frame, age));
}

/* A recent change by another program; NULL: none. */
static const char *recent_change_text(Application *application)
{
    enum { NEWS_MILLISECONDS = 5 * 60 * 1000, NOW_MILLISECONDS = 10000 };
    const DatabaseSnapshot *database = application->latest.database;
    Arena *arena = application->frame;
    int64_t since = clock_milliseconds() - database->moved;
    if (!database->moved || since > NEWS_MILLISECONDS)
        return NULL;
    return arena_format(arena, " · moved to %s %s (not by this screen)", short_rows(arena, &database->rows),
                        since < NOW_MILLISECONDS ? "just now" : ago_text(arena, since));
}

const char *time_of_day(Arena *arena, int64_t moment)
{
    int64_t second = (moment / 1000 + clock_local_offset(moment / 1000)) % ((int64_t)24 * 60 * 60);
    return arena_format(arena, "%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

/* limbeck reconnects by itself only to a database it was connected to before; during an attempt no next one is
 * scheduled. */
static const char *lost_text(Application *application)
{
    Arena *arena = application->frame;
    int64_t due = workspace_refresh_due(application->workspace), left = due - clock_milliseconds();
    bool is_trying =
        application->refresh.is_requested || (due ? left <= 0 : application->latest.database->last_seen != 0);
    const char *next = is_trying ? "trying now"
                       : due ? arena_format(arena, "next try in %lld s, r tries now", (long long)(left + 999) / 1000)
                             : "r tries again";
    return arena_format(arena, "Database  not connected since %s · %s",
                        time_of_day(arena, application->latest.database->lost), next);
}

const char *database_title(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (!database)
        return "Database  connecting ...";
    if (!database->connected)
        return lost_text(application);
    const char *refreshing = refreshing_text(application), *moved = recent_change_text(application);
    if (!*refreshing)
        refreshing = age_text(application);
    if (moved) /* replaces text that does not change */
        return arena_format(application->frame, "Database  %s%s%s",
                            database->is_sqlite ? path_basename(database->database) : database->database, moved,
                            refreshing);
    if (database->is_sqlite)
        return arena_format(application->frame, "Database  %s%s%s · %lld ms%s", path_basename(database->database),
                            database_position_text(application), database->read_only ? " (read only)" : "",
                            (long long)database->milliseconds, refreshing);
    return arena_format(application->frame, "Database  %s@%s as %s%s%s · %lld ms%s", database->database,
                        database->host && *database->host ? database->host : "localhost", database->role,
                        database_position_text(application), database->read_only ? " (read only)" : "",
                        (long long)database->milliseconds, refreshing);
}
