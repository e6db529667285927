/* The report of a run of one or more steps: Markdown for people, JSON for programs.
 *
 *     const char *markdown;
 *     ReportStep step = {.revision = revision->id, .message = revision->doc};
 *     Report report = {.database = database_url_render(arena, url)};
 *     vector_push(arena, &report.steps, step);
 *     return report_save(arena, &report, &markdown, error);
 */
#ifndef LIMBECK_MIGRATE_REPORT_H
#define LIMBECK_MIGRATE_REPORT_H

#include "limbeck/base/error.h"
#include "limbeck/migrate/logged_statements.h"

typedef struct ReportStep {
    const char *revision, *message;
    bool downgrade, rehearses, stamps, failed;
    bool rolled_back; /* env.py rolled it back */
    bool undecided;   /* failed, and the result of COMMIT is unknown */
    int64_t milliseconds;
    LoggedStatements statements;
    StringVector changes, notes;
    const char *error; /* NULL: none */
} ReportStep;

typedef struct Report {
    VECTOR(ReportStep) steps; /* steps that were begun, in order; at least one */
    StringVector not_begun;   /* "095b7fa26183 Orders get a reference" */
    const char *database;     /* the URL without its password */
    const char *server, *role;
    bool rows_known;   /* the version rows after the run could be read */
    StringVector rows; /* version rows after the run */
} Report;

/* Writes two new files in reports/ next to the journal; *path is the Markdown file. */
bool report_save(Arena *arena, const Report *report, const char **path, Error *error);
/* reports/ next to the journal; NULL where there is no place for a journal. */
const char *report_folder(Arena *arena, Error *error);
/* The picture of a screen, as a new file in `folder`. */
bool report_save_picture(Arena *arena, const char *folder, const char *svg, size_t length, const char **path,
                         Error *error);

#endif
