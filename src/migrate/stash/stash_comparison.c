#include "stash_comparison.h"

#include "limbeck/migrate/side_tables.h"

#include "limbeck/base/text.h"

#include <string.h>

static const StashForms forms[] = {
    {.dialect = "postgresql",
     .stash_name_has_schema = true,
     .casts_values = true,
     .text = {"", "::text"},
     .same = "IS NOT DISTINCT FROM",
     .row = {"ROW(", ", ", ")::text"},
     .place = "ctid",
     .overriding = " OVERRIDING SYSTEM VALUE"},
    {.dialect = "sqlite",
     .text = {"quote(", ")"},
     .same = "IS",
     .row = {"", " || ',' || ", ""},
     .place = "rowid",
     .overriding = ""},
};

const StashForms *comparison_forms(const StashComparison *comparison)
{
    const char *dialect = database_traits(comparison->database)->dialect;
    size_t i = 0;
    while (i + 1 < sizeof forms / sizeof *forms && strcmp(forms[i].dialect, dialect) != 0)
        i++;
    return &forms[i];
}

const char *loss_table(Arena *arena, const Database *database, const Loss *loss)
{
    const Dialect *dialect = dialect_of(database);
    const char *name = dialect_quote(arena, dialect, loss->table);
    return loss->schema ? arena_format(arena, "%s.%s", dialect_quote(arena, dialect, loss->schema), name) : name;
}

const char *loss_table_to_reflect(Arena *arena, const Database *database, const Loss *loss)
{
    return database_traits(database)->has_schemas ? loss_table(arena, database, loss) : loss->table;
}

const PlainColumn *column_named(const PlainColumns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->items[i].name, name) == 0)
            return &columns->items[i];
    return NULL;
}

/* ---- columns and keys ---------------------------------------------------------------------- */

static void match_columns(Arena *arena, StashComparison *comparison)
{
    for (size_t i = 0; i < comparison->stash_columns.count; i++) {
        const PlainColumn *column = column_named(&comparison->columns, comparison->stash_columns.items[i].name);
        if (!column)
            comparison->missing = comparison->stash_columns.items[i].name;
        else if (!column->is_computed)
            vector_push(arena, &comparison->both, *column);
    }
}

/* The rows' key. For a stashed column: the key stored with it. For a stashed table: the table's present key, if the
 * stash has all its columns. */
static bool find_key(Arena *arena, StashComparison *comparison, const Stash *stash, Error *error)
{
    RowKey key = {0};
    const char *table = loss_table_to_reflect(arena, comparison->database, &stash->loss);
    if (!reflect_row_key(arena, comparison->database, table, &key, error))
        return false;
    for (size_t i = 0; i < comparison->both.count; i++) {
        const PlainColumn *column = &comparison->both.items[i];
        bool is_key = string_vector_contains(&key.columns, column->name);
        if (stash->loss.column)
            is_key =
                strcmp(column->name, stash->loss.column) != 0 || comparison->stash_columns.count == key.columns.count;
        if (is_key)
            vector_push(arena, &comparison->key, *column);
    }
    if (!stash->loss.column && comparison->key.count < key.columns.count)
        comparison->key.count = 0;
    return true;
}

bool comparison_find(Arena *arena, const ExecuteRequest *request, const Stash *stash, StashComparison *comparison,
                     Error *error)
{
    Database *database = request->database;
    const char *table = loss_table_to_reflect(arena, database, &stash->loss);
    *comparison = (StashComparison){.database = database,
                                    .table = loss_table(arena, database, &stash->loss),
                                    .stash = side_table_name(arena, database, request->environment, stash->name)};
    const char *quoted_stash = comparison_forms(comparison)->stash_name_has_schema ? comparison->stash : stash->name;
    if (!reflect_plain_columns(arena, database, table, &comparison->columns, error) ||
        !reflect_plain_columns(arena, database, quoted_stash, &comparison->stash_columns, error) ||
        !reflect_hides_rows(database, table, &comparison->hides_rows, error))
        return false;
    comparison->table_exists = comparison->columns.count > 0;
    match_columns(arena, comparison);
    return find_key(arena, comparison, stash, error);
}

/* ---- conditions ---------------------------------------------------------------------------- */

const char *comparison_stashed_value(Arena *arena, const StashComparison *comparison, const PlainColumn *column)
{
    return comparison_forms(comparison)->casts_values
               ? arena_format(arena, "limbeck_kept.%s::%s", column->written, column->type)
               : arena_format(arena, "limbeck_kept.%s", column->written);
}

const char *comparison_same_key(Arena *arena, const StashComparison *comparison)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < comparison->key.count; i++)
        text_append_format(&text, "%slimbeck_now.%s = %s", i ? " AND " : "", comparison->key.items[i].written,
                           comparison_stashed_value(arena, comparison, &comparison->key.items[i]));
    return text_string(&text);
}

/* Values are compared as text: not every type has an equality operator, and a cast to the column's type may truncate.
 */
static const char *as_text(Arena *arena, const StashComparison *comparison, const char *row, const PlainColumn *column)
{
    const StashForms *form = comparison_forms(comparison);
    return arena_format(arena, "%s%s.%s%s", form->text[0], row, column->written, form->text[1]);
}

const char *comparison_same_values(Arena *arena, const StashComparison *comparison)
{
    const char *is = comparison_forms(comparison)->same;
    Text text = text_in(arena);
    for (size_t i = 0; i < comparison->both.count; i++)
        text_append_format(&text, "%s%s %s %s", i ? " AND " : "",
                           as_text(arena, comparison, "limbeck_now", &comparison->both.items[i]), is,
                           as_text(arena, comparison, "limbeck_kept", &comparison->both.items[i]));
    return text_string(&text);
}

static const char *row_text(Arena *arena, const StashComparison *comparison, const char *row)
{
    const StashForms *form = comparison_forms(comparison);
    Text text = text_in(arena);
    text_append(&text, form->row[0]);
    for (size_t i = 0; i < comparison->both.count; i++)
        text_append_format(&text, "%s%s", i ? form->row[1] : "",
                           as_text(arena, comparison, row, &comparison->both.items[i]));
    text_append(&text, form->row[2]);
    return text_string(&text);
}

/* For rows without a key: numbers equal rows, to compare how many there are. */
static const char *numbered(Arena *arena, const StashComparison *comparison, const char *place)
{
    return arena_format(arena,
                        "SELECT a.place FROM (SELECT limbeck_kept.%s AS place, %s AS line, row_number() OVER "
                        "(PARTITION BY %s) AS number FROM %s AS limbeck_kept) AS a LEFT JOIN (SELECT %s AS line, "
                        "count(*) AS times FROM %s AS limbeck_now GROUP BY 1) AS b ON a.line = b.line",
                        place, row_text(arena, comparison, "limbeck_kept"), row_text(arena, comparison, "limbeck_kept"),
                        comparison->stash, row_text(arena, comparison, "limbeck_now"), comparison->table);
}

static const char *place_of(const StashComparison *comparison)
{
    return comparison_forms(comparison)->place;
}

const char *comparison_absent(Arena *arena, const StashComparison *comparison)
{
    if (comparison->key.count)
        return arena_format(arena, "NOT EXISTS (SELECT 1 FROM %s AS limbeck_now WHERE %s)", comparison->table,
                            comparison_same_key(arena, comparison));
    return arena_format(arena, "limbeck_kept.%s IN (%s WHERE b.times IS NULL OR a.number > b.times)",
                        place_of(comparison), numbered(arena, comparison, place_of(comparison)));
}

/* ---- comparing ------------------------------------------------------------------------------- */

bool comparison_drop_unchanged(Arena *arena, const StashComparison *comparison, Error *error)
{
    return database_execute(comparison->database,
                            arena_format(arena,
                                         "DELETE FROM %s AS limbeck_kept WHERE EXISTS (SELECT 1 FROM %s AS limbeck_now "
                                         "WHERE %s AND %s)",
                                         comparison->stash, comparison->table, comparison_same_key(arena, comparison),
                                         comparison_same_values(arena, comparison)),
                            NULL, 0, NULL, error);
}

bool comparison_count_lost(Arena *arena, const StashComparison *comparison, int64_t *absent, int64_t *other,
                           Error *error)
{
    const char *count = arena_format(arena, "SELECT count(*) FROM %s AS limbeck_kept WHERE ", comparison->stash);
    *other = 0;
    if (comparison->missing &&
        !database_integer(comparison->database, arena_format(arena, "%s1 = 1", count), other, error))
        return false;
    *absent = 0;
    if (comparison->missing)
        return true;
    return database_integer(comparison->database,
                            arena_format(arena, "%s%s", count, comparison_absent(arena, comparison)), absent, error) &&
           (!comparison->key.count ||
            database_integer(comparison->database,
                             arena_format(arena, "%sEXISTS (SELECT 1 FROM %s AS limbeck_now WHERE %s AND NOT (%s))",
                                          count, comparison->table, comparison_same_key(arena, comparison),
                                          comparison_same_values(arena, comparison)),
                             other, error));
}
