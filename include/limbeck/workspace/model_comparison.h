/* Compares two schemas of a project: its models, its database, its history.
 *
 *     ComparisonReport report = {0};
 *     if (!workspace_compare_models(workspace, arena, NULL, &report, error)) ... */
#ifndef LIMBECK_WORKSPACE_MODEL_COMPARISON_H
#define LIMBECK_WORKSPACE_MODEL_COMPARISON_H

#include "limbeck/workspace/workspace.h"

typedef struct SchemaChange {
    const char *text;     /* "+ table users" */
    const char *sql;      /* SQL for the change; NULL when the dialect has none */
    const char *python;   /* op directive for the change; NULL when there is none */
    const char *revision; /* revision that created or last changed the object; NULL: unknown */
} SchemaChange;

typedef VECTOR(SchemaChange) SchemaChanges;

typedef struct ComparisonReport {
    SchemaChanges changes; /* found by Alembic's autogenerate */
    SchemaChanges beyond;  /* not compared by Alembic */
    SchemaChanges unsure;  /* drift: may come from revisions that limbeck could not read; each names such a one */
    StringVector opaque;   /* statements that may have changed the schema in ways limbeck cannot determine */
    StringVector renames;  /* "users.name=full_name": dropped and added, possibly a rename */
} ComparisonReport;

/* Compares the database with target_metadata, for each database of env.py, or with a file of SQL (`target`; may be
 * NULL). An error when the database is not at its heads, as in Alembic. */
bool workspace_compare_models(Workspace *workspace, Arena *arena, const char *target, ComparisonReport *report,
                              Error *error);

typedef struct AutogenerateRequest {
    GenerateRequest revision;
    const char *target;   /* file of SQL to use instead of the models; NULL: none */
    bool thorough;        /* include what Alembic does not compare */
    StringVector renames; /* "users.name=full_name": treat as a rename, not as dropped and added */
    /* Called on the worker's thread for every other possible rename. NULL: none is a rename. */
    bool (*is_rename)(void *state, const char *rename);
    /* Called on the worker's thread for each change the script will make; may be NULL. */
    void (*found)(void *state, const char *change);
    void *state;
} AutogenerateRequest;

/* Writes a revision that changes the database to match the models. *path is NULL when env.py's
 * process_revision_directives() removed it. */
bool workspace_autogenerate(Workspace *workspace, Arena *arena, const AutogenerateRequest *request, const char **path,
                            Error *error);

#endif
