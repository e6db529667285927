/* The report of one run, for people as Markdown and for programs as JSON. */
#ifndef LIMBECK_MIGRATE_REPORT_H
#define LIMBECK_MIGRATE_REPORT_H

#include "limbeck/base/error.h"
#include "limbeck/migrate/statements.h"

typedef struct Report {
    const char *revision, *message;
    bool downgrade, rehearses, stamps, failed;
    const char *database; /* the URL without its password */
    const char *server, *role;
    int64_t milliseconds;
    LoggedStatements statements;
    StringVector changes, notes;
    const char *error; /* NULL: none */
} Report;

/* Two new files in reports/ beside the journal; *path is of the Markdown. */
bool report_save(Arena *arena, const Report *report, const char **path, Error *error);

#endif
