#include "limbeck/migrate/version.h"

#include "limbeck/migrate/side_tables.h"
#include "limbeck/reflection/catalogue.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- which rows change, as Alembic's HeadMaintainer decides ------------------------- */

static bool remove_head(StringVector *heads, const char *id)
{
    for (size_t i = 0; i < heads->count; i++) {
        if (strcmp(heads->items[i], id) != 0)
            continue;
        heads->count--;
        memmove(heads->items + i, heads->items + i + 1, (heads->count - i) * sizeof *heads->items);
        return true;
    }
    return false;
}

void version_change(Arena *arena, VersionChanges *changes, StringVector *heads, VersionChange change)
{
    vector_push(arena, changes, change);
    if (change.from)
        remove_head(heads, change.from);
    if (change.to)
        vector_push(arena, heads, change.to);
}

/* All revisions at or below the rows, except the rows in `except`. */
static RevisionSet below_others(Arena *arena, const RevisionMap *map, const StringVector *heads,
                                const RevisionVector *except)
{
    RevisionSet set = revision_set_new(arena, map);
    for (size_t i = 0; i < heads->count; i++) {
        const Revision *head = map_get(&map->by_name, heads->items[i]);
        bool excepted = !head;
        for (size_t k = 0; k < except->count && !excepted; k++)
            excepted = except->items[k] == head;
        if (!excepted)
            revision_set_add_ancestors(map, set, head, true);
    }
    return set;
}

static bool step_up(Arena *arena, const RevisionMap *map, const Revision *revision, StringVector *heads,
                    VersionChanges *changes, Error *error)
{
    RevisionVector down = {0}, present = {0};
    revision_all_down(arena, revision, &down);
    for (size_t i = 0; i < down.count; i++)
        if (string_vector_contains(heads, down.items[i]->id))
            vector_push(arena, &present, down.items[i]);
    if (!present.count) {
        version_change(arena, changes, heads, (VersionChange){VERSION_INSERT, NULL, revision->id});
        return true;
    }
    if (present.count > 1) {
        RevisionSet elsewhere = below_others(arena, map, heads, &down);
        RevisionVector merged = {0};
        for (size_t i = 0; i < down.count; i++)
            if (!elsewhere[down.items[i]->index]) {
                if (!string_vector_contains(heads, down.items[i]->id)) /* Alembic raises a KeyError here */
                    return error_set(error, ERROR_COMMAND,
                                     "%s merges %s, which is applied but not among the rows of the version table",
                                     revision->id, down.items[i]->id);
                vector_push(arena, &merged, down.items[i]);
            }
        for (size_t i = 0; i + 1 < merged.count; i++)
            version_change(arena, changes, heads, (VersionChange){VERSION_DELETE, merged.items[i]->id, NULL});
        if (merged.count)
            version_change(arena, changes, heads,
                           (VersionChange){VERSION_UPDATE, merged.items[merged.count - 1]->id, revision->id});
        return true;
    }
    version_change(arena, changes, heads, (VersionChange){VERSION_UPDATE, present.items[0]->id, revision->id});
    return true;
}

/* The new version rows when `revision` is downgraded: its down revisions not covered by other rows. */
static void rows_below(Arena *arena, const RevisionMap *map, const Revision *revision, const StringVector *heads,
                       RevisionVector *rows)
{
    RevisionVector down = {0}, itself = {0};
    revision_all_down(arena, revision, &down);
    vector_push(arena, &itself, revision);
    RevisionSet covered = below_others(arena, map, heads, &itself);
    if (heads->count == 1)
        for (size_t i = 0; i < down.count; i++) {
            RevisionSet below = revision_set_new(arena, map);
            revision_set_add_ancestors(map, below, down.items[i], true);
            below[down.items[i]->index] = 0;
            for (size_t k = 0; k < map->revisions.count; k++)
                covered[k] |= below[k];
        }
    for (size_t i = 0; i < down.count; i++)
        if (!covered[down.items[i]->index])
            vector_push(arena, rows, down.items[i]);
}

static bool step_down(Arena *arena, const RevisionMap *map, const Revision *revision, StringVector *heads,
                      VersionChanges *changes, Error *error)
{
    RevisionVector rows = {0}, down = {0};
    if (!string_vector_contains(heads, revision->id))
        return error_set(error, ERROR_COMMAND, "revision %s is not among the rows of the version table", revision->id);
    revision_all_down(arena, revision, &down);
    rows_below(arena, map, revision, heads, &rows);
    if (!rows.count) {
        version_change(arena, changes, heads, (VersionChange){VERSION_DELETE, revision->id, NULL});
        return true;
    }
    for (size_t i = 0; i + 1 < rows.count; i++)
        version_change(arena, changes, heads, (VersionChange){VERSION_INSERT, NULL, rows.items[i]->id});
    version_change(arena, changes, heads,
                   (VersionChange){VERSION_UPDATE, revision->id, rows.items[rows.count - 1]->id});
    return true;
}

bool version_step(Arena *arena, const RevisionMap *map, const MigrationStep *step, StringVector *heads,
                  VersionChanges *changes, Error *error)
{
    if (step->downgrade)
        return step_down(arena, map, step->revision, heads, changes, error);
    return step_up(arena, map, step->revision, heads, changes, error);
}

/* ---- SQL ---------------------------------------------------------------------------------- */

char *version_table_name(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment)
{
    const char *table = dialect_quote(arena, dialect, environment->version_table);
    if (!environment->version_table_schema)
        return arena_strdup(arena, table);
    return arena_format(arena, "%s.%s", dialect_quote(arena, dialect, environment->version_table_schema), table);
}

/* Offline, PostgreSQL and SQLite return different columns in RETURNING; executed statements omit it, because the
 * result is not used. */
static const char *returning(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment,
                             const char *table)
{
    if (!environment->version_table_pk)
        return "";
    if (!dialect_traits(dialect)->returning_names_table)
        return " RETURNING version_num";
    return arena_format(arena, " RETURNING %s.version_num", table);
}

char *version_change_sql(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment,
                         const VersionChange *row, bool offline)
{
    const char *table = version_table_name(arena, dialect, environment);
    switch (row->kind) {
    case VERSION_INSERT:
        return arena_format(arena, "INSERT INTO %s (version_num) VALUES ('%s')%s", table, row->to,
                            offline ? returning(arena, dialect, environment, table) : "");
    case VERSION_DELETE:
        return arena_format(arena, "DELETE FROM %s WHERE %s.version_num = '%s'", table, table, row->from);
    default:
        return arena_format(arena, "UPDATE %s SET version_num='%s' WHERE %s.version_num = '%s'", table, row->to, table,
                            row->from);
    }
}

char *version_create_sql(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment)
{
    const char *key = arena_format(arena, "%s_pkc", environment->version_table);
    return arena_format(arena, "CREATE TABLE %s (\n\tversion_num VARCHAR(32) NOT NULL%s%s%s\n)",
                        version_table_name(arena, dialect, environment),
                        environment->version_table_pk ? ", \n\tCONSTRAINT " : "",
                        environment->version_table_pk ? dialect_quote(arena, dialect, key) : "",
                        environment->version_table_pk ? " PRIMARY KEY (version_num)" : "");
}

/* ---- reading ------------------------------------------------------------------------------- */

static bool table_exists(Arena *arena, Database *database, const ScriptEnvironment *environment, bool *exists,
                         Error *error)
{
    const char *name = database_traits(database)->has_schemas
                           ? version_table_name(arena, dialect_of(database), environment)
                           : environment->version_table;
    return database_has_table(database, name, exists, error);
}

bool version_rows(Arena *arena, Database *database, const ScriptEnvironment *environment, StringVector *rows,
                  Error *error)
{
    DatabaseResult *result;
    return database_query(database, version_rows_sql(arena, database, environment), NULL, 0, &result, error) &&
           version_take_rows(arena, result, rows, error);
}

const char *version_rows_sql(Arena *arena, const Database *database, const ScriptEnvironment *environment)
{
    return arena_format(arena, "SELECT version_num FROM %s",
                        version_table_name(arena, dialect_of(database), environment));
}

bool version_take_rows(Arena *arena, DatabaseResult *result, StringVector *rows, Error *error)
{
    const DatabaseValue *row;
    bool done;
    while ((done = result_next(result, &row, error)) && row)
        if (row[0].type == CELL_TEXT)
            vector_push(arena, rows, arena_strdup(arena, row[0].bytes));
    result_free(result);
    return done;
}

/* ---- reading at the opening of a connection ----------------------------------------------------- */

static const char *literal(Arena *arena, const char *text)
{
    Text quoted = text_in(arena);
    text_append_char(&quoted, '\'');
    for (; *text; text++)
        text_append_format(&quoted, *text == '\'' ? "''" : "%c", *text);
    text_append_char(&quoted, '\'');
    return text_string(&quoted);
}

/* One query for a table that may be missing, without an error where it is: query_to_xml() runs its text only then. The
 * rows are hexadecimal, so that nothing of them is XML. */
static const char *state_sql(Arena *arena, const Dialect *dialect, const ScriptEnvironment *environment)
{
    const char *table = version_table_name(arena, dialect, environment);
    const char *rows =
        arena_format(arena,
                     "SELECT pg_catalog.string_agg('x' || pg_catalog.encode(pg_catalog.convert_to(version_num, "
                     "'UTF8'), 'hex'), ' ') AS found FROM %s",
                     table);
    return arena_format(arena,
                        "SELECT CASE WHEN pg_catalog.to_regclass(%s) IS NOT NULL THEN "
                        "pg_catalog.query_to_xml(%s, false, true, '')::pg_catalog.text ELSE '' END",
                        literal(arena, table), literal(arena, rows));
}

size_t version_opening(Arena *arena, const DatabaseUrl *url, const ScriptEnvironment *environment,
                       PrefetchQuery queries[2])
{
    const DatabaseTraits *traits = database_url_traits(url);
    const Dialect *dialect = dialect_named(traits->dialect);
    DatabaseValue *name = ARENA_NEW(arena, DatabaseValue);
    const char *checkpoints = checkpoint_table, *schema = environment->version_table_schema;
    if (!traits->is_server || strchr(version_table_name(arena, dialect, environment), '\\'))
        return 0;
    *name = database_text(schema ? arena_format(arena, "%s.%s", dialect_quote(arena, dialect, schema), checkpoints)
                                 : checkpoints);
    queries[0] = (PrefetchQuery){.sql = state_sql(arena, dialect, environment)};
    queries[1] = (PrefetchQuery){traits->has_table, name, 1, false};
    return 2;
}

static PrefetchQuery has_table(Arena *arena, const Database *database, const char *name)
{
    DatabaseValue *value = ARENA_NEW(arena, DatabaseValue);
    *value = database_text(name);
    return (PrefetchQuery){database_traits(database)->has_table, value, 1, false};
}

size_t version_prefetch(Arena *arena, const Database *database, const ScriptEnvironment *environment, bool exists,
                        PrefetchQuery queries[VERSION_PREFETCH])
{
    if (!database_traits(database)->is_server)
        return 0;
    const char *table = version_table_name(arena, dialect_of(database), environment);
    queries[0] = has_table(arena, database, table);
    queries[1] = has_table(arena, database, side_table_name(arena, database, environment, checkpoint_table));
    queries[2] = has_table(arena, database, side_table_name(arena, database, environment, stash_table));
    if (exists)
        queries[3] = (PrefetchQuery){.sql = version_rows_sql(arena, database, environment)};
    return exists ? 4 : 3;
}

static char from_hexadecimal(const char *at)
{
    const char digits[] = {at[0], at[1], '\0'};
    return (char)strtol(digits, NULL, 16);
}

static void read_hexadecimal(Arena *arena, const char *xml, StringVector *rows)
{
    const char *at = strstr(xml, "<found>");
    for (at = at ? at + strlen("<found>") : ""; *at == 'x'; at += *at == ' ') {
        Text row = text_in(arena);
        for (at++; isxdigit((unsigned char)at[0]) && isxdigit((unsigned char)at[1]); at += 2)
            text_append_char(&row, from_hexadecimal(at));
        vector_push(arena, rows, text_string(&row));
    }
}

bool version_read_opening(Arena *arena, Database *database, const ScriptEnvironment *environment, StringVector *rows,
                          bool *exists)
{
    if (!database_traits(database)->is_server)
        return false;
    DatabaseResult *result =
        database_cached_answer(database, state_sql(arena, dialect_of(database), environment), NULL, 0);
    const DatabaseValue *row;
    bool done = result && result_next(result, &row, NULL) && row && row[0].type == CELL_TEXT;
    if (done) {
        *exists = *row[0].bytes;
        read_hexadecimal(arena, row[0].bytes, rows);
    }
    result_free(result);
    return done;
}

bool version_read(Arena *arena, Database *database, const ScriptEnvironment *environment, StringVector *rows,
                  bool *exists, Error *error)
{
    return version_read_opening(arena, database, environment, rows, exists) ||
           (table_exists(arena, database, environment, exists, error) &&
            (!*exists || version_rows(arena, database, environment, rows, error)));
}

bool same_version_heads(const StringVector *left, const StringVector *right)
{
    for (size_t i = 0; i < left->count; i++)
        if (!string_vector_contains(right, left->items[i]))
            return false;
    return left->count == right->count;
}

/* ---- writing ------------------------------------------------------------------------------- */

bool version_apply(Arena *arena, Database *database, const Dialect *dialect, const ScriptEnvironment *environment,
                   const VersionChange *change, Error *error)
{
    int64_t affected = -1;
    const char *sql = version_change_sql(arena, dialect, environment, change, false);
    return database_execute(database, sql, NULL, 0, &affected, error) &&
           version_check_affected(environment, change, affected, error);
}

bool version_check_affected(const ScriptEnvironment *environment, const VersionChange *change, int64_t affected,
                            Error *error)
{
    if (affected == 1 || change->kind == VERSION_INSERT)
        return true;
    if (change->kind == VERSION_DELETE)
        return error_set(error, ERROR_COMMAND,
                         "Online migration expected to match one row when deleting '%s' in '%s'; %lld found",
                         change->from, environment->version_table, (long long)affected);
    return error_set(error, ERROR_COMMAND,
                     "Online migration expected to match one row when updating '%s' to '%s' in '%s'; %lld found",
                     change->from, change->to, environment->version_table, (long long)affected);
}
