/* What a change of a table's rows reaches beside them. */
#ifndef LIMBECK_REFLECTION_DEPENDENTS_H
#define LIMBECK_REFLECTION_DEPENDENTS_H

#include "limbeck/base/vector.h"
#include "limbeck/database/database.h"

typedef struct DependentTable {
    const char *schema; /* NULL: none named */
    const char *table;
    const char *column; /* whose values go; NULL: rows do */
} DependentTable;

typedef VECTOR(DependentTable) DependentTables;

/* `table` as SQL writes it on PostgreSQL, its name alone on SQLite. By the foreign keys to it:
 * all of them where it is emptied by TRUNCATE CASCADE, else those that act ON DELETE. */
bool reflect_dependents(Arena *arena, Database *database, const char *table, bool truncates,
                        DependentTables *dependents, Error *error);

/* Triggers that somebody wrote. */
bool reflect_own_triggers(Arena *arena, Database *database, const char *table, StringVector *names, Error *error);

/* On PostgreSQL: those of the names that are functions somebody wrote, and may change tables. */
bool reflect_writing_functions(Arena *arena, Database *database, const StringVector *names, StringVector *writing,
                               Error *error);

/* On PostgreSQL: schema and name of each sequence that goes with the table, or with the column. */
bool reflect_owned_sequences(Arena *arena, Database *database, const char *table, const char *column,
                             StringVector *names, Error *error);

/* Whether row level security may hide rows of it from this role. */
bool reflect_hides_rows(Database *database, const char *table, bool *hides, Error *error);

#endif
