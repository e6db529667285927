/* The report of a run of one step or several, for people as Markdown and for programs as JSON. */
#ifndef LIMBECK_MIGRATE_REPORT_H
#define LIMBECK_MIGRATE_REPORT_H

#include "limbeck/base/error.h"
#include "limbeck/migrate/logged_statements.h"

typedef struct ReportStep {
    const char *revision, *message;
    bool downgrade, rehearses, stamps, failed;
    bool rolled_back; /* by env.py */
    bool undecided;   /* failed, and what COMMIT did is not known */
    int64_t milliseconds;
    LoggedStatements statements;
    StringVector changes, notes;
    const char *error; /* NULL: none */
} ReportStep;

typedef struct Report {
    VECTOR(ReportStep) steps; /* that were begun, in their order; one at least */
    StringVector not_begun;   /* "095b7fa26183 Orders get a reference" */
    const char *database;     /* the URL without its password */
    const char *server, *role;
    bool rows_known;   /* those of the version table, read after the run */
    StringVector rows; /* that is */
} Report;

/* Two new files in reports/ beside the journal; *path is of the Markdown. */
bool report_save(Arena *arena, const Report *report, const char **path, Error *error);

#endif
