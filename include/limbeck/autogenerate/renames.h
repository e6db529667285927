/* Renames, which no comparison can see: a table or column that goes while one like it comes
 * may be the same by another name. Who knows says so; then its data stays.
 *
 *     find_renames(arena, &options, &differences, &probable, error);
 *     rename_in_schema(arena, dialect, live, &probable.items[0], &renamed, error);
 */
#ifndef LIMBECK_AUTOGENERATE_RENAMES_H
#define LIMBECK_AUTOGENERATE_RENAMES_H

#include "limbeck/autogenerate/compare.h"

typedef struct Rename {
    const char *schema, *table;
    const char *column; /* NULL: the table itself */
    const char *name;   /* what it is called then */
} Rename;

typedef VECTOR(Rename) Renames;

/* Columns of one table and of one type; tables with the same columns. */
bool find_renames(Arena *arena, const ComparisonOptions *options, const Differences *differences, Renames *renames,
                  Error *error);

/* "users.name=full_name", "people=users", with "schema." before either. */
bool rename_parse(Arena *arena, const SchemaModel *live, const char *text, Rename *rename, Error *error);
/* As rename_parse() takes it. */
char *rename_text(Arena *arena, const Rename *rename);

/* The live schema as it is afterwards; the rename itself is added to the differences. */
bool rename_in_schema(Arena *arena, const Dialect *dialect, SchemaModel *live, const Rename *rename,
                      Differences *differences, Error *error);

#endif
