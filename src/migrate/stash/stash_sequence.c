#include "stash_sequence.h"

#include "limbeck/migrate/side_tables.h"
#include "stash_comparison.h"

#include "limbeck/reflection/catalogue.h"

#include <string.h>

static bool has_sequences(const Database *database)
{
    return database_traits(database)->has_sequences;
}

/* Quotes a string: 'it''s'. */
static const char *literal(Arena *arena, const char *text)
{
    char *quoted = arena_alloc(arena, 2 * strlen(text) + 3), *to = quoted;
    *to++ = '\'';
    for (; *text; text++) {
        if (*text == '\'')
            *to++ = '\'';
        *to++ = *text;
    }
    *to++ = '\'';
    *to = '\0';
    return quoted;
}

static bool query_counts_any(Database *database, const char *sql, bool *holds_so, Error *error)
{
    int64_t count;
    if (!database_integer(database, sql, &count, error))
        return false;
    *holds_so = count > 0;
    return true;
}

static const char *select_of(Arena *arena, const Database *database, const Loss *loss)
{
    return has_sequences(database)
               ? arena_format(arena, "SELECT last_value, is_called FROM %s", loss_table(arena, database, loss))
               : arena_format(arena, "SELECT seq AS last_value, 1 AS is_called FROM sqlite_sequence WHERE name = %s",
                              literal(arena, loss->table));
}

static bool sequence_exists(Arena *arena, Database *database, const Loss *loss, bool *exists, Error *error)
{
    if (has_sequences(database))
        return query_counts_any(
            database,
            arena_format(arena,
                         "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(%s) AND "
                         "relkind = 'S'",
                         literal(arena, loss_table(arena, database, loss))),
            exists, error);
    return query_counts_any(database, "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'", exists,
                            error) &&
           (!*exists || query_counts_any(database,
                                         arena_format(arena, "SELECT count(*) FROM sqlite_sequence WHERE name = %s",
                                                      literal(arena, loss->table)),
                                         exists, error));
}

bool sequence_stash_query(Arena *arena, Database *database, const Loss *loss, const char **select, Error *error)
{
    bool exists;
    if (!sequence_exists(arena, database, loss, &exists, error))
        return false;
    *select = exists ? select_of(arena, database, loss) : NULL;
    return true;
}

bool sequences_of(Arena *arena, Database *database, const Loss *loss, LossVector *sequences, Error *error)
{
    StringVector names = {0};
    if (!has_sequences(database)) {
        if (!loss->column)
            vector_push(arena, sequences, ((Loss){.table = loss->table, .is_sequence = true}));
        return true;
    }
    if (!reflect_owned_sequences(arena, database, loss_table(arena, database, loss), loss->column, &names, error))
        return false;
    for (size_t i = 0; i + 1 < names.count; i += 2)
        vector_push(arena, sequences,
                    ((Loss){.schema = names.items[i], .table = names.items[i + 1], .is_sequence = true}));
    return true;
}

bool sequence_is_unmoved(Arena *arena, const ExecuteRequest *request, const Stash *stash, bool *same, Error *error)
{
    Database *database = request->database;
    if (!sequence_exists(arena, database, &stash->loss, same, error) || !*same)
        return error->kind == ERROR_NONE;
    return query_counts_any(
        database,
        arena_format(arena,
                     "SELECT count(*) FROM (%s) AS now JOIN %s AS kept ON now.last_value = kept.last_value AND "
                     "now.is_called = kept.is_called",
                     select_of(arena, database, &stash->loss),
                     side_table_name(arena, database, request->environment, stash->name)),
        same, error);
}

/* A condition: the stashed position is ahead, in the direction in which the sequence counts. */
static const char *move_forward_sql(Arena *arena, const Database *database, const Loss *loss, const char *quoted_stash)
{
    if (!has_sequences(database))
        return arena_format(arena,
                            "UPDATE sqlite_sequence SET seq = max(seq, (SELECT last_value FROM %s)) WHERE name = %s",
                            quoted_stash, literal(arena, loss->table));
    const char *written = loss_table(arena, database, loss), *name = literal(arena, written);
    return arena_format(
        arena,
        "SELECT pg_catalog.setval(%s, kept.last_value, kept.is_called OR (now.is_called AND "
        "now.last_value = kept.last_value)) FROM %s AS kept, %s AS now, pg_catalog.pg_sequence AS counts "
        "WHERE counts.seqrelid = pg_catalog.to_regclass(%s) AND (kept.last_value - now.last_value) * "
        "pg_catalog.sign(counts.seqincrement) >= 0",
        name, quoted_stash, written, name);
}

/* sqlite_sequence gets a table's row only with its first INSERT; adds it if missing. */
static bool insert_sqlite_sequence(Arena *arena, Database *database, const Loss *loss, Error *error)
{
    const char *name = literal(arena, loss->table);
    return database_execute(
        database,
        arena_format(arena,
                     "INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master WHERE type = 'table' "
                     "AND name = %s AND upper(sql) LIKE '%%AUTOINCREMENT%%' AND NOT EXISTS (SELECT 1 FROM "
                     "sqlite_sequence WHERE name = %s)",
                     name, name),
        NULL, 0, NULL, error);
}

bool sequence_restore(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error)
{
    Database *database = request->database;
    const char *quoted_stash = side_table_name(arena, database, request->environment, stash->name);
    bool exists = false, has_list = has_sequences(database);
    if (!has_list && !query_counts_any(database, "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'",
                                       &has_list, error))
        return false;
    if ((!has_sequences(database) && has_list && !insert_sqlite_sequence(arena, database, &stash->loss, error)) ||
        !sequence_exists(arena, database, &stash->loss, &exists, error))
        return false;
    if (!exists) {
        supervision_note(request->supervision, "sequence %s does not exist: its position stays in %s",
                         stash->loss.table, stash->name);
        return true;
    }
    if (!database_execute(database, move_forward_sql(arena, database, &stash->loss, quoted_stash), NULL, 0, NULL,
                          error))
        return false;
    supervision_note(request->supervision, "put back %s", loss_text(arena, &stash->loss));
    return stash_registry_remove(arena, database, request->environment, stash, error);
}
