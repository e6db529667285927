#include "stash_sides.h"

#include "beside.h"

#include "limbeck/base/text.h"

#include <string.h>

static bool on_postgresql(const Sides *sides)
{
    return database_kind(sides->database) == DATABASE_POSTGRESQL;
}

const char *loss_table(Arena *arena, const Database *database, const Loss *loss)
{
    const Dialect *dialect = dialect_of(database);
    const char *name = dialect_quote(arena, dialect, loss->table);
    return loss->schema ? arena_format(arena, "%s.%s", dialect_quote(arena, dialect, loss->schema), name) : name;
}

const char *loss_table_to_reflect(Arena *arena, const Database *database, const Loss *loss)
{
    return database_kind(database) == DATABASE_POSTGRESQL ? loss_table(arena, database, loss) : loss->table;
}

const PlainColumn *column_named(const PlainColumns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->items[i].name, name) == 0)
            return &columns->items[i];
    return NULL;
}

/* ---- finding ------------------------------------------------------------------------------- */

static void match_columns(Arena *arena, Sides *sides)
{
    for (size_t i = 0; i < sides->kept_columns.count; i++) {
        const PlainColumn *column = column_named(&sides->columns, sides->kept_columns.items[i].name);
        if (!column)
            sides->missing = sides->kept_columns.items[i].name;
        else if (!column->is_computed)
            vector_push(arena, &sides->both, *column);
    }
}

/* A column is kept with the key of then; a table goes by the key of now, where all of it is kept. */
static bool find_key(Arena *arena, Sides *sides, const Stash *stash, Error *error)
{
    RowKey key = {0};
    const char *table = loss_table_to_reflect(arena, sides->database, &stash->loss);
    if (!reflect_row_key(arena, sides->database, table, &key, error))
        return false;
    for (size_t i = 0; i < sides->both.count; i++) {
        const PlainColumn *column = &sides->both.items[i];
        bool is_key = string_vector_contains(&key.columns, column->name);
        if (stash->loss.column)
            is_key = strcmp(column->name, stash->loss.column) != 0 || sides->kept_columns.count == key.columns.count;
        if (is_key)
            vector_push(arena, &sides->key, *column);
    }
    if (!stash->loss.column && sides->key.count < key.columns.count)
        sides->key.count = 0;
    return true;
}

bool sides_find(Arena *arena, const ExecuteRequest *request, const Stash *stash, Sides *sides, Error *error)
{
    Database *database = request->database;
    const char *table = loss_table_to_reflect(arena, database, &stash->loss);
    *sides = (Sides){.database = database,
                     .table = loss_table(arena, database, &stash->loss),
                     .kept = beside_table(arena, database, request->environment, stash->name)};
    const char *kept = on_postgresql(sides) ? sides->kept : stash->name;
    if (!reflect_plain_columns(arena, database, table, &sides->columns, error) ||
        !reflect_plain_columns(arena, database, kept, &sides->kept_columns, error) ||
        !reflect_hides_rows(database, table, &sides->is_hidden, error))
        return false;
    sides->is_there = sides->columns.count > 0;
    match_columns(arena, sides);
    return find_key(arena, sides, stash, error);
}

/* ---- conditions ---------------------------------------------------------------------------- */

const char *sides_given(Arena *arena, const Sides *sides, const PlainColumn *column)
{
    return on_postgresql(sides) ? arena_format(arena, "limbeck_kept.%s::%s", column->written, column->type)
                                : arena_format(arena, "limbeck_kept.%s", column->written);
}

const char *sides_same_key(Arena *arena, const Sides *sides)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < sides->key.count; i++)
        text_append_format(&text, "%slimbeck_now.%s = %s", i ? " AND " : "", sides->key.items[i].written,
                           sides_given(arena, sides, &sides->key.items[i]));
    return text_string(&text);
}

/* As texts: not every type has an equality, and what a cast to the column's type cuts off is not the same. */
static const char *as_text(Arena *arena, const Sides *sides, const char *row, const PlainColumn *column)
{
    return arena_format(arena, on_postgresql(sides) ? "%s.%s::text" : "quote(%s.%s)", row, column->written);
}

const char *sides_same_values(Arena *arena, const Sides *sides)
{
    const char *is = on_postgresql(sides) ? "IS NOT DISTINCT FROM" : "IS";
    Text text = text_in(arena);
    for (size_t i = 0; i < sides->both.count; i++)
        text_append_format(&text, "%s%s %s %s", i ? " AND " : "",
                           as_text(arena, sides, "limbeck_now", &sides->both.items[i]), is,
                           as_text(arena, sides, "limbeck_kept", &sides->both.items[i]));
    return text_string(&text);
}

static const char *row_text(Arena *arena, const Sides *sides, const char *row)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < sides->both.count; i++)
        text_append_format(&text, "%s%s",
                           !i                     ? ""
                           : on_postgresql(sides) ? ", "
                                                  : " || ',' || ",
                           as_text(arena, sides, row, &sides->both.items[i]));
    return on_postgresql(sides) ? arena_format(arena, "ROW(%s)::text", text_string(&text)) : text_string(&text);
}

/* Of rows without a key: which of several equal ones each is, and how many the table has. */
static const char *numbered(Arena *arena, const Sides *sides, const char *place)
{
    return arena_format(arena,
                        "SELECT a.place FROM (SELECT limbeck_kept.%s AS place, %s AS line, row_number() OVER "
                        "(PARTITION BY %s) AS number FROM %s AS limbeck_kept) AS a LEFT JOIN (SELECT %s AS line, "
                        "count(*) AS times FROM %s AS limbeck_now GROUP BY 1) AS b ON a.line = b.line",
                        place, row_text(arena, sides, "limbeck_kept"), row_text(arena, sides, "limbeck_kept"),
                        sides->kept, row_text(arena, sides, "limbeck_now"), sides->table);
}

static const char *place_of(const Sides *sides)
{
    return on_postgresql(sides) ? "ctid" : "rowid";
}

const char *sides_absent(Arena *arena, const Sides *sides)
{
    if (sides->key.count)
        return arena_format(arena, "NOT EXISTS (SELECT 1 FROM %s AS limbeck_now WHERE %s)", sides->table,
                            sides_same_key(arena, sides));
    return arena_format(arena, "limbeck_kept.%s IN (%s WHERE b.times IS NULL OR a.number > b.times)", place_of(sides),
                        numbered(arena, sides, place_of(sides)));
}

/* ---- comparing ------------------------------------------------------------------------------- */

bool sides_drop_unchanged(Arena *arena, const Sides *sides, Error *error)
{
    return database_execute(sides->database,
                            arena_format(arena,
                                         "DELETE FROM %s AS limbeck_kept WHERE EXISTS (SELECT 1 FROM %s AS limbeck_now "
                                         "WHERE %s AND %s)",
                                         sides->kept, sides->table, sides_same_key(arena, sides),
                                         sides_same_values(arena, sides)),
                            NULL, 0, NULL, error);
}

bool sides_count_lost(Arena *arena, const Sides *sides, int64_t *absent, int64_t *other, Error *error)
{
    const char *count = arena_format(arena, "SELECT count(*) FROM %s AS limbeck_kept WHERE ", sides->kept);
    *other = 0;
    if (sides->missing && !database_integer(sides->database, arena_format(arena, "%s1 = 1", count), other, error))
        return false;
    *absent = 0;
    if (sides->missing)
        return true;
    return database_integer(sides->database, arena_format(arena, "%s%s", count, sides_absent(arena, sides)), absent,
                            error) &&
           (!sides->key.count ||
            database_integer(sides->database,
                             arena_format(arena, "%sEXISTS (SELECT 1 FROM %s AS limbeck_now WHERE %s AND NOT (%s))",
                                          count, sides->table, sides_same_key(arena, sides),
                                          sides_same_values(arena, sides)),
                             other, error));
}
