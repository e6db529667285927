#include "limbeck/migrate/stash_unsupported.h"

#include "stash_comparison.h"

#include "limbeck/dialect/loss.h"
#include "limbeck/reflection/dependents.h"
#include "limbeck/reflection/keyed.h"

#include <string.h>

/* ---- one loss ------------------------------------------------------------------------------- */

static bool column_obstacle(Arena *arena, Database *database, const Loss *loss, const char *table, const char **why,
                            Error *error)
{
    RowKey key = {0};
    if (!reflect_row_key(arena, database, table, &key, error))
        return false;
    bool is_overwritten_key = loss->kind == LOSS_OVERWRITTEN && string_vector_contains(&key.columns, loss->column);
    if (!key.columns.count)
        *why = arena_format(
            arena, "column %s.%s cannot be kept: restoring it needs a primary key, which the table does not have",
            loss->table, loss->column);
    else if (is_overwritten_key)
        *why = arena_format(arena, "column %s.%s cannot be kept: it is overwritten, and rows are restored by this key",
                            loss->table, loss->column);
    return true;
}

static bool table_obstacle(Arena *arena, Database *database, const Loss *loss, const char **why, Error *error)
{
    const char *table = loss_table_to_reflect(arena, database, loss);
    PlainColumns columns = {0};
    bool is_hidden;
    if (!reflect_plain_columns(arena, database, table, &columns, error) ||
        !reflect_hides_rows(database, table, &is_hidden, error))
        return false;
    if (!columns.count || (loss->column && !column_named(&columns, loss->column)))
        return true;
    if (is_hidden)
        *why = arena_format(arena, "table %s cannot be kept: row level security shows role %s only a part of its rows",
                            loss->table, database_facts(database)->role);
    else if (loss->column)
        return column_obstacle(arena, database, loss, table, why, error);
    return true;
}

bool stash_unsupported_loss(Arena *arena, Database *database, const Loss *loss, const char **why, Error *error)
{
    *why = NULL;
    if (loss->kind == LOSS_UNKNOWN)
        *why = arena_format(arena, "what %s changes is not known before it runs", loss->schema);
    else if (!loss->table)
        *why = arena_format(arena, "schema %s cannot be kept as a whole", loss->schema);
    else if (!loss->is_sequence)
        return table_obstacle(arena, database, loss, why, error);
    return true;
}

bool stash_unsupported_triggers(Arena *arena, Database *database, const Loss *loss, const char **why, Error *error)
{
    StringVector names = {0};
    bool changes_rows = loss->table && !loss->is_sequence && loss->kind != LOSS_GONE && loss->kind != LOSS_CAST;
    *why = NULL;
    if (changes_rows &&
        !reflect_own_triggers(arena, database, loss_table_to_reflect(arena, database, loss), &names, error))
        return false;
    if (names.count)
        *why = arena_format(arena, "table %s has triggers (%s), and what they change is not known before they run",
                            loss->table, string_vector_join(arena, &names, ", "));
    return true;
}

bool stash_unsupported_functions(Arena *arena, Database *database, const StringVector *names, const char **why,
                                 Error *error)
{
    StringVector writing = {0};
    *why = NULL;
    if (!reflect_writing_functions(arena, database, names, &writing, error))
        return false;
    if (writing.count)
        *why = arena_format(arena, "what function %s changes is not known before it runs",
                            string_vector_join(arena, &writing, ", "));
    return true;
}

bool loss_dependents(Arena *arena, Database *database, const Loss *loss, LossVector *losses, Error *error)
{
    DependentTables dependents = {0};
    bool deletes = loss->kind == LOSS_DELETED || (loss->kind == LOSS_OVERWRITTEN && !loss->column);
    if (!loss->table || (!deletes && !(loss->kind == LOSS_EMPTIED && loss->cascades)))
        return true;
    if (!reflect_dependents(arena, database, loss_table_to_reflect(arena, database, loss), !deletes, &dependents,
                            error))
        return false;
    for (size_t i = 0; i < dependents.count; i++) {
        const DependentTable *dependent = &dependents.items[i];
        Loss own = {.schema = dependent->schema,
                    .table = dependent->table,
                    .column = dependent->column,
                    .kind = dependent->column ? LOSS_OVERWRITTEN : loss->kind,
                    .restarts = loss->restarts};
        vector_push(arena, losses, own);
    }
    return true;
}

/* ---- a step, before it runs ----------------------------------------------------------------- */

typedef struct FunctionCheck {
    Arena *arena;
    Database *database;
    int line;
    StringVector *sentences;
} FunctionCheck;

static void add_sentence(const FunctionCheck *look, const char *why)
{
    const char *sentence = why ? arena_format(look->arena, "line %d: %s: NOT kept", look->line, why) : NULL;
    if (sentence && !string_vector_contains(look->sentences, sentence))
        vector_push(look->arena, look->sentences, sentence);
}

static bool check_call(const FunctionCheck *look, const char *called, Error *error)
{
    StringVector names = {0};
    const char *why;
    vector_push(look->arena, &names, called);
    if (!stash_unsupported_functions(look->arena, look->database, &names, &why, error))
        return false;
    add_sentence(look, why);
    return true;
}

static bool check_loss(const FunctionCheck *look, const Loss *loss, Error *error)
{
    LossVector all = {0};
    const char *why, *triggers;
    vector_push(look->arena, &all, *loss);
    if (!loss_dependents(look->arena, look->database, loss, &all, error))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        if (!stash_unsupported_loss(look->arena, look->database, &all.items[i], &why, error) ||
            !stash_unsupported_triggers(look->arena, look->database, &all.items[i], &triggers, error))
            return false;
        add_sentence(look, why);
        add_sentence(look, triggers);
    }
    return true;
}

bool stash_unsupported_in_preview(Arena *arena, Database *database, const Preview *preview, StringVector *sentences,
                                  Error *error)
{
    FunctionCheck look = {arena, database, 0, sentences};
    bool done = true;
    for (size_t i = 0; done && i < preview->losses.count; i++) {
        const PreviewLoss *loss = &preview->losses.items[i];
        look.line = loss->line;
        done = loss->called ? check_call(&look, loss->called, error) : check_loss(&look, &loss->loss, error);
    }
    return done;
}
