/* The other tables that a change of a table's rows affects.
 *
 *     DependentTables dependents = {0};
 *     if (reflect_dependents(arena, database, "users", false, &dependents, error) && dependents.count)
 *         show("deleting users also changes %s", dependents.items[0].table);
 */
#ifndef LIMBECK_REFLECTION_DEPENDENTS_H
#define LIMBECK_REFLECTION_DEPENDENTS_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct DependentTable {
    const char *schema; /* NULL: not named */
    const char *table;
    const char *column; /* column whose values change; NULL: rows are deleted */
} DependentTable;

typedef VECTOR(DependentTable) DependentTables;

/* `table`: as written in SQL on PostgreSQL, the plain name on SQLite. Follows foreign keys to the table: all of them
 * for TRUNCATE CASCADE (`truncates`), else those with an ON DELETE action. */
bool reflect_dependents(Arena *arena, Database *database, const char *table, bool truncates,
                        DependentTables *dependents, Error *error);

typedef struct DependentsQuery {
    const char *table; /* as above */
    bool truncates;
} DependentsQuery;

typedef VECTOR(DependentsQuery) DependentsQueries;

/* Sends the queries of several calls of reflect_dependents() in one message; see database_prefetch(). */
void dependents_prefetch(Arena *arena, Database *database, const DependentsQueries *queries);

/* User-defined triggers, not those of constraints. */
bool reflect_own_triggers(Arena *arena, Database *database, const char *table, StringVector *names, Error *error);

/* PostgreSQL: those of `names` that are user-defined functions that may change tables. */
bool reflect_writing_functions(Arena *arena, Database *database, const StringVector *names, StringVector *writing,
                               Error *error);

/* PostgreSQL: schema and name of each sequence dropped together with the table or column. */
bool reflect_owned_sequences(Arena *arena, Database *database, const char *table, const char *column,
                             StringVector *names, Error *error);

/* Whether row level security may hide rows of the table from this role. */
bool reflect_hides_rows(Database *database, const char *table, bool *hides, Error *error);

/* Sends in one message the queries of reflect_plain_columns(), reflect_hides_rows(), reflect_row_key() and
 * reflect_own_triggers() for each table, and of reflect_writing_functions() for each single name; see
 * database_prefetch(). */
void table_facts_prefetch(Arena *arena, Database *database, const StringVector *tables, const StringVector *functions);

#endif
