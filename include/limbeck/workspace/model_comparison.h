/* What differs between two schemas of a project: its models, its database, its history.
 *
 *     ComparisonReport report = {0};
 *     if (!workspace_compare_models(workspace, arena, NULL, &report, error)) ...
 */
#ifndef LIMBECK_WORKSPACE_MODEL_COMPARISON_H
#define LIMBECK_WORKSPACE_MODEL_COMPARISON_H

#include "limbeck/workspace/workspace.h"

typedef struct SchemaChange {
    const char *text;     /* "+ table users" */
    const char *sql;      /* what would make it so; NULL where the dialect cannot */
    const char *python;   /* as a directive; NULL where it has none */
    const char *revision; /* that made, or last changed, what differs; NULL: unknown */
} SchemaChange;

typedef VECTOR(SchemaChange) SchemaChanges;

typedef struct ComparisonReport {
    SchemaChanges changes; /* that Alembic's autogenerate finds */
    SchemaChanges beyond;  /* what Alembic does not compare */
    StringVector opaque;   /* what may have changed the schema, and nobody here can tell */
    StringVector renames;  /* "users.name=full_name": what is dropped and added may be one thing */
} ComparisonReport;

/* The database against target_metadata, for every database of env.py in turn, or against a
 * file of SQL (`target`, else NULL). Refused where it is not at the heads. */
bool workspace_compare_models(Workspace *workspace, Arena *arena, const char *target, ComparisonReport *report,
                              Error *error);

typedef struct AutogenerateRequest {
    GenerateRequest revision;
    const char *target;   /* a file of SQL that stands for the models; NULL without one */
    bool thorough;        /* adds what Alembic does not compare */
    StringVector renames; /* "users.name=full_name": renamed, not dropped and added */
    /* Of any other that may be one, on the worker's thread: was it renamed? NULL: none was. */
    bool (*is_rename)(void *state, const char *rename);
    /* Told each change that the script will make, there too; may be NULL. */
    void (*found)(void *state, const char *change);
    void *state;
} AutogenerateRequest;

/* A script that makes the database what the models want; *path is NULL where env.py's
 * process_revision_directives() wants none. */
bool workspace_autogenerate(Workspace *workspace, Arena *arena, const AutogenerateRequest *request, const char **path,
                            Error *error);

#endif
