#include "limbeck/migrate/stash_unsupported.h"

#include "stash_comparison.h"

#include "limbeck/dialect/loss.h"
#include "limbeck/reflection/dependents.h"
#include "limbeck/reflection/keyed.h"

#include <string.h>

/* ---- what is known of a table ---------------------------------------------------------------- */

/* Each part is read once, when it is needed. */
typedef struct TableFacts {
    const char *table;
    PlainColumns columns;
    StringVector triggers;
    RowKey key;
    bool hides_rows;
    bool has_columns, has_triggers, has_key, has_hides_rows; /* read */
} TableFacts;

typedef struct FunctionFacts {
    const char *called, *why; /* as stash_unsupported_functions() */
} FunctionFacts;

typedef struct StashCheck {
    Arena *arena;
    Database *database;
    VECTOR(TableFacts *) tables;
    VECTOR(FunctionFacts) functions;
} StashCheck;

static TableFacts *facts_of(StashCheck *check, const char *table)
{
    for (size_t i = 0; i < check->tables.count; i++)
        if (strcmp(check->tables.items[i]->table, table) == 0)
            return check->tables.items[i];
    TableFacts *facts = ARENA_NEW(check->arena, TableFacts);
    facts->table = table;
    vector_push(check->arena, &check->tables, facts);
    return facts;
}

static bool read_columns(const StashCheck *check, TableFacts *facts, Error *error)
{
    facts->has_columns = facts->has_columns ||
                         reflect_plain_columns(check->arena, check->database, facts->table, &facts->columns, error);
    return facts->has_columns;
}

static bool read_hides_rows(const StashCheck *check, TableFacts *facts, Error *error)
{
    facts->has_hides_rows =
        facts->has_hides_rows || reflect_hides_rows(check->database, facts->table, &facts->hides_rows, error);
    return facts->has_hides_rows;
}

static bool read_key(const StashCheck *check, TableFacts *facts, Error *error)
{
    facts->has_key = facts->has_key || reflect_row_key(check->arena, check->database, facts->table, &facts->key, error);
    return facts->has_key;
}

static bool read_triggers(const StashCheck *check, TableFacts *facts, Error *error)
{
    facts->has_triggers = facts->has_triggers ||
                          reflect_own_triggers(check->arena, check->database, facts->table, &facts->triggers, error);
    return facts->has_triggers;
}

/* ---- one loss ------------------------------------------------------------------------------- */

static bool column_obstacle(const StashCheck *check, const Loss *loss, TableFacts *facts, const char **why,
                            Error *error)
{
    if (!read_key(check, facts, error))
        return false;
    const RowKey *key = &facts->key;
    bool is_overwritten_key = loss->kind == LOSS_OVERWRITTEN && string_vector_contains(&key->columns, loss->column);
    if (!key->columns.count)
        *why =
            arena_format(check->arena,
                         "column %s.%s cannot be kept: restoring it needs a primary key, which the table does not have",
                         loss->table, loss->column);
    else if (is_overwritten_key)
        *why = arena_format(check->arena,
                            "column %s.%s cannot be kept: it is overwritten, and rows are restored by this key",
                            loss->table, loss->column);
    return true;
}

static bool table_obstacle(StashCheck *check, const Loss *loss, const char **why, Error *error)
{
    TableFacts *facts = facts_of(check, loss_table_to_reflect(check->arena, check->database, loss));
    if (!read_columns(check, facts, error) || !read_hides_rows(check, facts, error))
        return false;
    if (!facts->columns.count || (loss->column && !column_named(&facts->columns, loss->column)))
        return true;
    if (facts->hides_rows)
        *why = arena_format(check->arena,
                            "table %s cannot be kept: row level security shows role %s only a part of its rows",
                            loss->table, database_facts(check->database)->role);
    else if (loss->column)
        return column_obstacle(check, loss, facts, why, error);
    return true;
}

static bool check_loss(StashCheck *check, const Loss *loss, const char **why, Error *error)
{
    *why = NULL;
    if (loss->kind == LOSS_UNKNOWN)
        *why = arena_format(check->arena, "what %s changes is not known before it runs", loss->schema);
    else if (!loss->table)
        *why = arena_format(check->arena, "schema %s cannot be kept as a whole", loss->schema);
    else if (!loss->is_sequence)
        return table_obstacle(check, loss, why, error);
    return true;
}

static bool check_triggers(StashCheck *check, const Loss *loss, const char **why, Error *error)
{
    bool changes_rows = loss->table && !loss->is_sequence && loss->kind != LOSS_GONE && loss->kind != LOSS_CAST;
    *why = NULL;
    if (!changes_rows)
        return true;
    TableFacts *facts = facts_of(check, loss_table_to_reflect(check->arena, check->database, loss));
    if (!read_triggers(check, facts, error))
        return false;
    if (facts->triggers.count)
        *why =
            arena_format(check->arena, "table %s has triggers (%s), and what they change is not known before they run",
                         loss->table, string_vector_join(check->arena, &facts->triggers, ", "));
    return true;
}

bool stash_unsupported_loss(Arena *arena, Database *database, const Loss *loss, const char **why, Error *error)
{
    StashCheck check = {.arena = arena, .database = database};
    return check_loss(&check, loss, why, error);
}

bool stash_unsupported_triggers(Arena *arena, Database *database, const Loss *loss, const char **why, Error *error)
{
    StashCheck check = {.arena = arena, .database = database};
    return check_triggers(&check, loss, why, error);
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

static bool has_dependents(const Loss *loss)
{
    bool deletes = loss->kind == LOSS_DELETED || (loss->kind == LOSS_OVERWRITTEN && !loss->column);
    return loss->table && (deletes || (loss->kind == LOSS_EMPTIED && loss->cascades));
}

bool loss_dependents(Arena *arena, Database *database, const Loss *loss, LossVector *losses, Error *error)
{
    DependentTables dependents = {0};
    if (!has_dependents(loss))
        return true;
    if (!reflect_dependents(arena, database, loss_table_to_reflect(arena, database, loss), loss->kind == LOSS_EMPTIED,
                            &dependents, error))
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

/* ---- steps, before they run ----------------------------------------------------------------- */

typedef struct ExpectedLoss {
    StringVector *sentences; /* of its step */
    int line;
    const char *called; /* as PreviewLoss.called */
    Loss loss;
} ExpectedLoss;

typedef VECTOR(ExpectedLoss) ExpectedLosses;

static void prefetch_dependents(const StashCheck *check, const Preview *previews, size_t count)
{
    DependentsQueries queries = {0};
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < previews[i].losses.count; k++) {
            const PreviewLoss *loss = &previews[i].losses.items[k];
            if (loss->called || !has_dependents(&loss->loss))
                continue;
            DependentsQuery query = {loss_table_to_reflect(check->arena, check->database, &loss->loss),
                                     loss->loss.kind == LOSS_EMPTIED};
            vector_push(check->arena, &queries, query);
        }
    dependents_prefetch(check->arena, check->database, &queries);
}

static bool add_expected(const StashCheck *check, const Preview *preview, StringVector *sentences,
                         ExpectedLosses *expected, Error *error)
{
    for (size_t i = 0; i < preview->losses.count; i++) {
        const PreviewLoss *loss = &preview->losses.items[i];
        ExpectedLoss each = {sentences, loss->line, loss->called, loss->loss};
        LossVector dependents = {0};
        vector_push(check->arena, expected, each);
        if (!loss->called && !loss_dependents(check->arena, check->database, &loss->loss, &dependents, error))
            return false;
        for (size_t k = 0; k < dependents.count; k++) {
            each.loss = dependents.items[k];
            vector_push(check->arena, expected, each);
        }
    }
    return true;
}

static void add_once(Arena *arena, StringVector *names, const char *name)
{
    if (!string_vector_contains(names, name))
        vector_push(arena, names, name);
}

static void prefetch_facts(const StashCheck *check, const ExpectedLosses *expected)
{
    StringVector tables = {0}, functions = {0};
    for (size_t i = 0; i < expected->count; i++) {
        const ExpectedLoss *each = &expected->items[i];
        if (each->called)
            add_once(check->arena, &functions, each->called);
        else if (each->loss.table && !each->loss.is_sequence && each->loss.kind != LOSS_UNKNOWN)
            add_once(check->arena, &tables, loss_table_to_reflect(check->arena, check->database, &each->loss));
    }
    table_facts_prefetch(check->arena, check->database, &tables, &functions);
}

static void add_sentence(const StashCheck *check, const ExpectedLoss *expected, const char *why)
{
    const char *sentence = why ? arena_format(check->arena, "line %d: %s: NOT kept", expected->line, why) : NULL;
    if (sentence && !string_vector_contains(expected->sentences, sentence))
        vector_push(check->arena, expected->sentences, sentence);
}

static bool check_function(StashCheck *check, const char *called, const char **why, Error *error)
{
    StringVector names = {0};
    for (size_t i = 0; i < check->functions.count; i++)
        if (strcmp(check->functions.items[i].called, called) == 0) {
            *why = check->functions.items[i].why;
            return true;
        }
    vector_push(check->arena, &names, called);
    if (!stash_unsupported_functions(check->arena, check->database, &names, why, error))
        return false;
    const FunctionFacts facts = {called, *why};
    vector_push(check->arena, &check->functions, facts);
    return true;
}

static bool check_expected(StashCheck *check, const ExpectedLoss *expected, Error *error)
{
    const char *why, *triggers = NULL;
    bool done = expected->called ? check_function(check, expected->called, &why, error)
                                 : check_loss(check, &expected->loss, &why, error) &&
                                       check_triggers(check, &expected->loss, &triggers, error);
    if (!done)
        return false;
    add_sentence(check, expected, why);
    add_sentence(check, expected, triggers);
    return true;
}

bool stash_unsupported_in_previews(Arena *arena, Database *database, const Preview *previews, size_t count,
                                   StringVector *sentences, Error *error)
{
    StashCheck check = {.arena = arena, .database = database};
    ExpectedLosses expected = {0};
    bool done = true;
    prefetch_dependents(&check, previews, count);
    for (size_t i = 0; done && i < count; i++)
        done = add_expected(&check, &previews[i], &sentences[i], &expected, error);
    if (done)
        prefetch_facts(&check, &expected);
    for (size_t i = 0; done && i < expected.count; i++)
        done = check_expected(&check, &expected.items[i], error);
    return done;
}
