#include "limbeck/migrate/logged_statements.h"

#include "limbeck/base/clock.h"

#include <string.h>

enum { LOOP_STATEMENTS = 3 };

/* The entry, among the last few, with the same SQL. */
static LoggedStatement *repeated(LoggedStatements *statements, const char *sql)
{
    for (size_t back = 1; back <= LOOP_STATEMENTS && back <= statements->count; back++) {
        LoggedStatement *earlier = &statements->items[statements->count - back];
        if (strcmp(earlier->sql, sql) == 0)
            return earlier;
    }
    return NULL;
}

static bool begins(Arena *arena, LoggedStatements *statements, const char *sql, size_t most)
{
    LoggedStatement *earlier = repeated(statements, sql);
    if (earlier)
        earlier->times++;
    if (earlier || statements->count >= most)
        return false;
    LoggedStatement statement = {
        .sql = arena_strdup(arena, sql), .milliseconds = -1, .started = clock_milliseconds(), .times = 1, .rows = -1};
    vector_push(arena, statements, statement);
    return true;
}

static bool ends(LoggedStatements *statements, const ProgressEvent *event)
{
    LoggedStatement *last = statements->count ? repeated(statements, event->text) : NULL;
    if (!last)
        return false;
    bool first = last->milliseconds < 0;
    last->milliseconds = (first ? 0 : last->milliseconds) + event->milliseconds;
    last->rows = event->done < 0 || (!first && last->rows < 0) ? -1 : (first ? 0 : last->rows) + event->done;
    return first;
}

bool logged_statements_note(Arena *arena, LoggedStatements *statements, const ProgressEvent *event, size_t most)
{
    return event->kind == PROGRESS_STATEMENT ? begins(arena, statements, event->text, most) : ends(statements, event);
}
