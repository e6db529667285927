#include "run_outcome.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/snapshot.h"

void release_runs(Application *application)
{
    for (size_t i = 0; i < application->path.runs.count; i++)
        snapshot_release(application->path.runs.items[i]);
    application->path.runs.count = 0;
}

/* The database was read after the run, so its revision is known. */
bool is_read_after_run(const Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    return database && database->generation > application->latest.run->generation;
}

bool has_more_steps(const Application *application)
{
    return run_has_finished(application) && !application->latest.run->failed && !application->latest.run->rehearses &&
           !application->latest.run->rolls_back && application->path.at + 1 < application->path.count;
}

/* Another program changed the version rows after our step: the rest of the plan no longer applies. */
bool is_off_the_path(const Application *application)
{
    return has_more_steps(application) && is_read_after_run(application) &&
           !database_has_rows(application, &application->path.rows.items[application->path.at]);
}

/* "stopped in 2 (Fill orders.reference)". */
static const char *end_text(Application *application)
{
    const RunSnapshot *run = application->latest.run;
    const char *form = run->error.kind == ERROR_UNDECIDED ? "not known whether %d (%s) took effect"
                       : run->failed                      ? "stopped in %d (%s)"
                                                          : "%d (%s) rolled back by env.py";
    return arena_format(application->frame, form, application->path.at + 1,
                        application_title(application, application->step.revision));
}

/* "1 of 3 done (Audit log), stopped in 2 (Fill orders.reference), 3 not begun." */
static const char *path_text(Application *application, bool stopped)
{
    Arena *arena = application->frame;
    int count = application->path.count, at = application->path.at, done = stopped ? at : at + 1, next = at + 1;
    Text text = text_in(arena);
    text_append_format(&text, "%d of %d done", done, count);
    for (int i = 0; i < done; i++)
        text_append_format(&text, "%s%s%s", i ? ", " : " (",
                           application_title(application, application->path.steps.items[application->path.first + i]),
                           i + 1 == done ? ")" : "");
    if (stopped)
        text_append_format(&text, ", %s", end_text(application));
    if (next + 1 < count)
        text_append_format(&text, ", %d to %d not begun", next + 1, count);
    else if (next < count)
        text_append_format(&text, ", %d not begun", next + 1);
    text_append(&text, ".");
    return text_string(&text);
}

/* The version rows as read after the run. */
static const char *place_text(Application *application)
{
    const DatabaseSnapshot *database = application->latest.database;
    if (!is_read_after_run(application))
        return "Reading the version table ...";
    if (!database->connected || !database->rows_known)
        return "The revision of the database is not known: it does not answer.";
    return arena_format(application->frame, "The database is at %s.", short_rows(application->frame, &database->rows));
}

const char *run_outcome(Application *application)
{
    bool stopped = application->latest.run->failed || application->latest.run->rolls_back;
    bool ends = stopped || is_off_the_path(application);
    if (application->latest.run->stamps || application->latest.run->rehearses || (!ends && application->path.count < 2))
        return "";
    const char *path = application->path.count > 1 ? path_text(application, stopped) : "";
    const char *why = is_off_the_path(application) ? " Another program moved it: the rest is not run." : "";
    return arena_format(application->frame, "%s%s%s%s", path, *path ? " " : "", place_text(application), why);
}

void act_report(Application *application, Key key)
{
    const char *path;
    Error error = {0};
    (void)key;
    if (!application->latest.database)
        return;
    RunReport report = {.first = (const RunSnapshot *const *)application->path.runs.items,
                        .first_count = application->path.runs.count,
                        .last = application->latest.run,
                        .database = application->latest.database,
                        .is_read_after_run = is_read_after_run(application)};
    for (int i = application->path.at + 1; i < application->path.count; i++)
        vector_push(application->frame, &report.not_begun, application->path.steps.items[application->path.first + i]);
    if (workspace_save_report(application->arena, &report, &path, &error))
        application_message(application, "saved %s and .json in %s", path_basename(path),
                            path_dirname(application->arena, path));
    else
        application_message(application, "%s", error.message);
}
