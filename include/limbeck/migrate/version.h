/* The version table: which rows a step changes, and the SQL for it.
 *
 *     StringVector rows = {0};
 *     VersionChanges changes = {0};
 *     MigrationStep step = {revision, false};
 *     if (!version_rows(arena, database, environment, &rows, error) ||
 *         !version_step(arena, map, &step, &rows, &changes, error))
 *         return false;
 *     for (size_t i = 0; i < changes.count; i++)
 *         show("%s", version_change_sql(arena, dialect, environment, &changes.items[i], false));
 */
#ifndef LIMBECK_MIGRATE_VERSION_H
#define LIMBECK_MIGRATE_VERSION_H

#include "limbeck/alembic/environment.h"
#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/graph/revision.h"

typedef enum { VERSION_INSERT, VERSION_DELETE, VERSION_UPDATE } VersionChangeKind;

typedef struct VersionChange {
    VersionChangeKind kind;
    const char *from; /* for DELETE and UPDATE */
    const char *to;   /* for INSERT and UPDATE */
} VersionChange;

typedef VECTOR(VersionChange) VersionChanges;

/* One revision, upgrade or downgrade. */
typedef struct MigrationStep {
    const Revision *revision;
    bool downgrade;
} MigrationStep;

/* Adds the changes of the step to `changes`; updates `heads` to the rows after it. */
bool version_step(Arena *arena, const RevisionMap *map, const MigrationStep *step, StringVector *heads,
                  VersionChanges *changes, Error *error);

/* Appends one change and applies it to `heads`. */
void version_change(Arena *arena, VersionChanges *changes, StringVector *heads, VersionChange change);

/* SQL with quoted names, in `arena`, as Alembic's MigrationContext writes it; `offline`: without RETURNING. */
char *version_table_name(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment);
char *version_change_sql(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment,
                         const VersionChange *change, bool offline);
char *version_create_sql(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment);

/* The rows of the table; *exists is false when the table is missing. */
bool version_read(Arena *arena, Database *database, const ScriptEnvironment *environment, StringVector *rows,
                  bool *exists, Error *error);

/* For the opening of a connection: the two queries that version_read() runs first; none if they cannot be prefetched.
 */
size_t version_opening(Arena *arena, const DatabaseUrl *url, const ScriptEnvironment *environment,
                       PrefetchQuery questions[2]);

/* The queries of version_read(), half_done_read() and stashes_read() on an open connection; for database_prefetch(). */
enum { VERSION_PREFETCH = 4 };
size_t version_prefetch(Arena *arena, const Database *database, const ScriptEnvironment *environment, bool exists,
                        PrefetchQuery questions[VERSION_PREFETCH]);

/* The same for a table known to exist. */
bool version_rows(Arena *arena, Database *database, const ScriptEnvironment *environment, StringVector *rows,
                  Error *error);

/* Whether both hold the same rows, in any order. */
bool same_version_heads(const StringVector *left, const StringVector *right);

/* The query of version_rows(), and its answer. */
const char *version_rows_sql(Arena *arena, const Database *database, const ScriptEnvironment *environment);
bool version_take_rows(Arena *arena, DatabaseResult *result, StringVector *rows, Error *error);
/* At the opening of a connection; false: the version table was not read then. */
bool version_read_opening(Arena *arena, Database *database, const ScriptEnvironment *environment, StringVector *rows,
                          bool *exists);

/* Applies the change; an error unless exactly one row was affected, as in Alembic. */
bool version_apply(Arena *arena, Database *database, const Dialect *dialect, const ScriptEnvironment *environment,
                   const VersionChange *change, Error *error);
bool version_check_affected(const ScriptEnvironment *environment, const VersionChange *change, int64_t affected,
                            Error *error);

#endif
