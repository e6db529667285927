/* The version table: which rows a step changes, and the SQL for it. */
#ifndef LIMBECK_MIGRATE_VERSION_H
#define LIMBECK_MIGRATE_VERSION_H

#include "limbeck/alembic/environment.h"
#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/graph/revision.h"

typedef enum { VERSION_INSERT, VERSION_DELETE, VERSION_UPDATE } VersionChangeKind;

typedef struct VersionChange {
    VersionChangeKind kind;
    const char *from; /* DELETE and UPDATE */
    const char *to;   /* INSERT and UPDATE */
} VersionChange;

typedef VECTOR(VersionChange) VersionChanges;

/* One revision, up or down. */
typedef struct MigrationStep {
    const Revision *revision;
    bool downgrade;
} MigrationStep;

/* What the step does to the rows `heads`, which become the rows after it. */
bool version_step(Arena *arena, const RevisionMap *map, const MigrationStep *step, StringVector *heads,
                  VersionChanges *changes, Error *error);

/* Notes a change and moves the rows by it. */
void version_change(Arena *arena, VersionChanges *changes, StringVector *heads, VersionChange change);

char *version_table_name(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment);
char *version_change_sql(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment,
                         const VersionChange *change, bool offline);
char *version_create_sql(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment);

/* The rows of the table; *exists is false when there is no such table. */
bool version_read(Arena *arena, Database *database, const ScriptEnvironment *environment, StringVector *rows,
                  bool *exists, Error *error);

/* The same of a table that is known to be there. */
bool version_rows(Arena *arena, Database *database, const ScriptEnvironment *environment, StringVector *rows,
                  Error *error);

/* Makes the change; one row must have been touched. */
bool version_apply(Arena *arena, Database *database, const Dialect *dialect, const ScriptEnvironment *environment,
                   const VersionChange *change, Error *error);
bool version_check_affected(const ScriptEnvironment *environment, const VersionChange *change, int64_t affected,
                            Error *error);

#endif
