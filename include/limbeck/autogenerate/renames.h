/* Renames. A comparison cannot see them: a dropped table or column and a similar added one may be the
 * same object under another name. If the user confirms it, its data is kept.
 *
 *     find_renames(arena, &options, &differences, &probable, error);
 *     rename_in_schema(arena, dialect, live, &probable.items[0], &differences, error); */
#ifndef LIMBECK_AUTOGENERATE_RENAMES_H
#define LIMBECK_AUTOGENERATE_RENAMES_H

#include "limbeck/autogenerate/compare.h"

typedef struct Rename {
    const char *schema, *table;
    const char *column; /* NULL: the table is renamed */
    const char *name;   /* new name */
} Rename;

typedef VECTOR(Rename) Renames;

/* Finds candidates: columns of the same table and type; tables with the same columns. */
bool find_renames(Arena *arena, const ComparisonOptions *options, const Differences *differences, Renames *renames,
                  Error *error);

/* Parses "users.name=full_name" or "people=users"; "schema." may precede either. */
bool rename_parse(Arena *arena, const SchemaModel *live, const char *text, Rename *rename, Error *error);
/* In the format of rename_parse(). */
char *rename_text(Arena *arena, const Rename *rename);

/* Applies the rename to the live schema and adds it to the differences. */
bool rename_in_schema(Arena *arena, const Dialect *dialect, SchemaModel *live, const Rename *rename,
                      Differences *differences, Error *error);

#endif
