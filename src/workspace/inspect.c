/* Inspections of the database: its sessions, a table's definition, its journal entries. */
#include "answer_limit.h"
#include "internal.h"
#include "live_state.h"
#include "orphan_script.h"
#include "refresh.h"
#include "step_locks.h"
#include "table_blame.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/figures.h"
#include "limbeck/migrate/side_tables.h"
#include "limbeck/reflection/definition.h"
#include "limbeck/reflection/sessions.h"
#include "limbeck/sql/table_layout.h"
#include "limbeck/workspace/inspect_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_MILLISECONDS = 2000 };

typedef struct InspectJob {
    Workspace *workspace;
    InspectKind kind;
    char *name, *quoted; /* of the table */
} InspectJob;

static void add_row(Arena *arena, InspectSnapshot *inspection, bool is_highlighted, const char *const *cells,
                    size_t count)
{
    InspectRow row = {.is_highlighted = is_highlighted};
    for (size_t i = 0; i < count; i++)
        vector_push(arena, &row.cells, cells[i]);
    vector_push(arena, &inspection->rows, row);
}

static bool read_sessions(const InspectJob *job, Arena *arena, InspectSnapshot *inspection)
{
    static const char *const header[] = {"pid", "user", "from", "program", "state", "since", "waits", "locks", "query"};
    SessionRows sessions = {0};
    inspection->columns = sizeof header / sizeof *header;
    add_row(arena, inspection, false, header, inspection->columns);
    if (!database_traits(job->workspace->database)->is_server) {
        inspection->nothing = "SQLite does not record which programs have the file open";
        return true;
    }
    if (!reflect_sessions(arena, job->workspace->database, &sessions, &inspection->error))
        return false;
    for (size_t i = 0; i < sessions.count; i++) {
        const SessionRow *session = &sessions.items[i];
        const char *cells[] = {arena_format(arena, "%lld", (long long)session->pid),
                               session->user,
                               session->address,
                               session->application,
                               session->state,
                               session->since,
                               session->waits,
                               session->locks,
                               session->query};
        add_row(arena, inspection, *session->waits, cells, inspection->columns);
    }
    inspection->nothing = "no other session is connected to this database";
    return true;
}

static bool read_table(const InspectJob *job, Arena *arena, InspectSnapshot *inspection)
{
    StringVector lines = {0};
    inspection->columns = 1;
    inspection->name = arena_strdup(arena, job->name);
    inspection->nothing = "it no longer exists";
    if (!reflect_definition(arena, job->workspace->database, job->quoted, &lines, &inspection->error))
        return false;
    const SqlSyntax syntax = dialect_syntax(dialect_of(job->workspace->database));
    for (size_t i = 0; i < lines.count; i++) {
        const char *text = sql_table_layout(arena, syntax, lines.items[i]);
        add_row(arena, inspection, false, &text, 1);
    }
    return true;
}

/* Newest first. Of a run that has ended only the second line is shown. */
static bool read_journal(const InspectJob *job, Arena *arena, InspectSnapshot *inspection)
{
    static const char *const header[] = {"when (UTC)", "who", "what", "revisions", "outcome", "took"};
    enum { MAX_ENTRIES = 200 };
    Journal journal;
    inspection->columns = sizeof header / sizeof *header;
    add_row(arena, inspection, false, header, inspection->columns);
    inspection->nothing = "the journal has no entry for this database yet";
    if (!journal_read(arena, &journal, &inspection->error))
        return false;
    const char *url = job->workspace->url ? database_url_render(arena, job->workspace->url) : "";
    for (size_t i = journal.entries.count; i-- > 0 && inspection->rows.count <= MAX_ENTRIES;) {
        const JournalEntry *entry = &journal.entries.items[i];
        bool is_end = *entry->outcome;
        if (strcmp(entry->database, url) != 0 || (!is_end && journal_has_ended(&journal, i)))
            continue;
        const char *cells[] = {arena_format(arena, "%.19s", entry->time),
                               entry->who,
                               entry->verb,
                               string_vector_join(arena, &entry->revisions, " "),
                               is_end ? entry->outcome : "started, not finished",
                               is_end ? format_duration(arena, entry->milliseconds) : ""};
        add_row(arena, inspection, !is_end || strcmp(entry->outcome, "done") != 0, cells, inspection->columns);
    }
    return true;
}

/* The script's first lines, and the commits that changed it. */
static bool read_orphan(const InspectJob *job, Arena *arena, InspectSnapshot *inspection)
{
    Orphan orphan;
    inspection->columns = 1;
    inspection->name = arena_strdup(arena, job->name);
    inspection->nothing =
        "git has no script with this id: it belongs to another project, or to a branch that was not fetched";
    inspection->can_restore = workspace_find_orphan(job->workspace, arena, job->name, &orphan);
    if (!inspection->can_restore)
        return true;
    const char *line = arena_format(arena, "%s by %s on %s in %.12s: %s", orphan.was_removed ? "taken away" : "written",
                                    orphan.author, orphan.date, orphan.commit, orphan.subject);
    add_row(arena, inspection, true, &line, 1);
    add_row(arena, inspection, false, &orphan.path, 1);
    char *rest = arena_strdup(arena, orphan.script), *code;
    while ((code = strsep(&rest, "\n"))) {
        const char *shown = code;
        add_row(arena, inspection, false, &shown, 1);
    }
    return true;
}

/* ---- sessions in the way of a step ---------------------------------------------------------- */

/* A line for each lock: its mode as a number, schema and table, between tabs. */
const char *inspected_locks(Arena *arena, const PreviewLocks *locks)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < locks->count; i++)
        text_append_format(&text, "%d\t%s\t%s\n", (int)locks->items[i].mode,
                           locks->items[i].schema ? locks->items[i].schema : "", locks->items[i].table);
    return text_string(&text);
}

static const char *quoted(Arena *arena, const char *name)
{
    Text text = text_in(arena);
    text_append_char(&text, '"');
    for (; *name; name++)
        text_append_format(&text, *name == '"' ? "\"\"" : "%c", *name);
    text_append_char(&text, '"');
    return text_string(&text);
}

static bool add_conflicts(const InspectJob *job, Arena *arena, char *line, InspectSnapshot *inspection)
{
    HeldLocks held = {0};
    const char *mode = strsep(&line, "\t"), *schema = strsep(&line, "\t"), *table = line;
    LockMode needed = (LockMode)(mode[0] - '0');
    if (!table)
        return true;
    const char *name =
        *schema ? arena_format(arena, "%s.%s", quoted(arena, schema), quoted(arena, table)) : quoted(arena, table);
    if (!reflect_locks_on(arena, job->workspace->database, name, &held, &inspection->error))
        return false;
    for (size_t i = 0; i < held.count; i++) {
        const Session *session = &held.items[i].session;
        LockMode other = lock_mode_named(held.items[i].mode);
        if (!lock_modes_conflict(needed, other))
            continue;
        const char *text =
            arena_format(arena, "%s (pid %lld, %s since %s) holds %s on %s: %s",
                         *session->application ? session->application : session->user, (long long)session->pid,
                         session->state, session->since, lock_mode_name(other), table, session->query);
        add_row(arena, inspection, true, &text, 1);
    }
    return true;
}

static bool read_conflicts(const InspectJob *job, Arena *arena, InspectSnapshot *inspection)
{
    char *lines = arena_strdup(arena, job->name), *line;
    inspection->columns = 1;
    inspection->name = arena_strdup(arena, job->name);
    while (lines && (line = strsep(&lines, "\n")))
        if (*line && !add_conflicts(job, arena, line, inspection))
            return false;
    return true;
}

static bool read_blame(const InspectJob *job, Arena *arena, InspectSnapshot *inspection)
{
    PartOrigins origins = {0};
    inspection->columns = 4;
    inspection->name = arena_strdup(arena, job->name);
    inspection->nothing = "no script makes this table";
    if (!workspace_blame_table(job->workspace, arena, job->name, &origins, &inspection->error))
        return false;
    for (size_t i = 0; i < origins.count; i++) {
        const PartOrigin *origin = &origins.items[i];
        const char *cells[] = {origin->part, origin->revision, origin->date, origin->author};
        add_row(arena, inspection, false, cells, inspection->columns);
    }
    return true;
}

typedef bool Inspector(const InspectJob *job, Arena *arena, InspectSnapshot *inspection);

static void run_inspect(void *state)
{
    static Inspector *const inspectors[] = {
        [INSPECT_SESSIONS] = read_sessions, [INSPECT_JOURNAL] = read_journal,     [INSPECT_TABLE] = read_table,
        [INSPECT_ORPHAN] = read_orphan,     [INSPECT_CONFLICTS] = read_conflicts, [INSPECT_BLAME] = read_blame};
    InspectJob *job = state;
    Workspace *workspace = job->workspace;
    Arena *arena;
    InspectSnapshot *snapshot = snapshot_new(sizeof *snapshot, &arena);
    snapshot->generation = workspace_next_generation(workspace);
    snapshot->kind = job->kind;
    AnswerLimit answer_limit;
    answer_limit_begin(&answer_limit, workspace, MAX_MILLISECONDS, false);
    if (workspace_connect(workspace, &snapshot->error))
        inspectors[job->kind](job, arena, snapshot);
    answer_limit_end(&answer_limit);
    workspace_note_lost(workspace);
    snapshot->taken = clock_milliseconds();
    workspace_publish(workspace, &workspace->inspection_place, snapshot);
    free(job->name);
    free(job->quoted);
    free(job);
}

void workspace_post_inspect(Workspace *workspace, InspectKind kind, const char *name, const char *quoted)
{
    InspectJob *job = memory_alloc(sizeof *job);
    *job = (InspectJob){.workspace = workspace, .kind = kind};
    job->name = name ? strdup(name) : NULL;
    job->quoted = quoted ? strdup(quoted) : NULL;
    worker_post(workspace->worker, run_inspect, job);
}

const InspectSnapshot *workspace_inspected(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->inspection_place);
}
