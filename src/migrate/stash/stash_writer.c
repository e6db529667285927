#include "stash_writer.h"

#include "limbeck/migrate/journal.h"
#include "limbeck/migrate/side_tables.h"
#include "stash_comparison.h"
#include "stash_registry.h"
#include "stash_sequence.h"

#include "limbeck/base/map.h"
#include "limbeck/base/text.h"
#include "limbeck/dialect/loss.h"
#include "limbeck/migrate/stash_unsupported.h"
#include "limbeck/reflection/catalogue.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct StashWriter {
    const ExecuteRequest *request;
    Arena *arena;   /* freed after the step */
    Arena *scratch; /* freed after each statement */
    bool writes_stash;
    bool begun;          /* stashes of an interrupted run were read */
    Map touched;         /* objects already stashed, or created by this step */
    Map omitted;         /* reasons already reported */
    StashVector stashes; /* made by this step */
    const char *stored_at;
    Text known; /* the last text checked: a loop repeats it */
    int line;   /* of the script */
};

StashWriter *stash_writer_new(const ExecuteRequest *request)
{
    StashWriter *stash_writer = memory_alloc(sizeof *stash_writer);
    *stash_writer = (StashWriter){
        .request = request, .writes_stash = request->writes_stash, .arena = arena_new(), .scratch = arena_new()};
    return stash_writer;
}

void stash_writer_free(StashWriter *stash_writer)
{
    text_release(&stash_writer->known);
    arena_free(stash_writer->scratch);
    arena_free(stash_writer->arena);
    free(stash_writer);
}

/* ---- objects already handled ----------------------------------------------------------------- */

static char *touched_key(Arena *arena, const Loss *loss, const char *column)
{
    return arena_format(arena, "%s\n%s\n%s\n%d", loss->schema ? loss->schema : "", loss->table, column ? column : "",
                        loss->is_sequence);
}

static bool is_touched(const StashWriter *stash_writer, const Loss *loss)
{
    return map_has(&stash_writer->touched, touched_key(stash_writer->scratch, loss, NULL)) ||
           (loss->column && map_has(&stash_writer->touched, touched_key(stash_writer->scratch, loss, loss->column)));
}

static void note_touched(StashWriter *stash_writer, const Loss *loss)
{
    map_set(stash_writer->arena, &stash_writer->touched, touched_key(stash_writer->arena, loss, loss->column),
            stash_writer);
}

/* Reads what an interrupted run of this step has stashed: those objects need no second copy. */
static bool begin(StashWriter *stash_writer, Error *error)
{
    const ExecuteRequest *request = stash_writer->request;
    StashVector stashes = {0};
    if (stash_writer->begun)
        return true;
    stash_writer->begun = true;
    stash_writer->stored_at = journal_time(stash_writer->arena);
    if (!stashes_read(stash_writer->arena, request->database, request->environment, &stashes, error))
        return false;
    for (size_t i = 0; i < stashes.count; i++) {
        const Stash *stash = &stashes.items[i];
        if (stash->rows != STASH_IS_OPEN || strcmp(stash->revision, request->step.revision->id) != 0 ||
            stash->downgrade != request->step.downgrade)
            continue;
        stash_writer->stored_at = stash->stored_at;
        vector_push(stash_writer->arena, &stash_writer->stashes, *stash);
        note_touched(stash_writer, &stash->loss);
    }
    return true;
}

bool stash_writer_resume(StashWriter *stash_writer, Error *error)
{
    if (!begin(stash_writer, error))
        return false;
    if (stash_writer->writes_stash && !stash_writer->stashes.count)
        supervision_note(stash_writer->request->supervision,
                         "what this step changed before it was interrupted is NOT kept: --stash was not given then");
    stash_writer->writes_stash |= stash_writer->stashes.count > 0;
    return true;
}

/* ---- copying ---------------------------------------------------------------------------------- */

static bool write_stash(StashWriter *stash_writer, const Loss *loss, const char *select, Error *error)
{
    const ExecuteRequest *request = stash_writer->request;
    Database *database = request->database;
    Arena *arena = stash_writer->arena;
    Stash stash = {.revision = request->step.revision->id,
                   .downgrade = request->step.downgrade,
                   .rows = STASH_IS_OPEN,
                   .stored_at = stash_writer->stored_at};
    stash.loss = *loss;
    stash.loss.schema = arena_strdup(arena, loss->schema);
    stash.loss.table = arena_strdup(arena, loss->table);
    stash.loss.column = arena_strdup(arena, loss->column);
    if (!stash_registry_create(arena, database, request->environment, error) ||
        !stash_next_id(arena, request, &stash.id, error))
        return false;
    stash.name = arena_format(arena, "%s_%" PRId64, stash_table, stash.id);
    const char *quoted_stash = side_table_name(arena, database, request->environment, stash.name);
    if (!database_execute(database, arena_format(stash_writer->scratch, "CREATE TABLE %s AS %s", quoted_stash, select),
                          NULL, 0, NULL, error) ||
        !stash_registry_add(arena, request, &stash, error))
        return false;
    vector_push(arena, &stash_writer->stashes, stash);
    note_touched(stash_writer, loss);
    return true;
}

static bool stash_sequence(StashWriter *stash_writer, const Loss *loss, Error *error)
{
    const char *select;
    return is_touched(stash_writer, loss) ||
           (sequence_stash_query(stash_writer->scratch, stash_writer->request->database, loss, &select, error) &&
            (!select || write_stash(stash_writer, loss, select, error)));
}

static bool stash_sequences(StashWriter *stash_writer, const Loss *loss, Error *error)
{
    LossVector sequences = {0};
    if (loss->kind != LOSS_GONE && !loss->restarts)
        return true;
    bool done = sequences_of(stash_writer->scratch, stash_writer->request->database, loss, &sequences, error);
    for (size_t i = 0; done && i < sequences.count; i++)
        done = stash_sequence(stash_writer, &sequences.items[i], error);
    return done;
}

/* The step may drop a user-defined type: its values are stashed as text. */
static void append_stashed_column(Text *sql, const PlainColumn *column)
{
    text_append_format(sql, column->may_drop_type ? "%s%s::text AS %s" : "%s%s", sql->length ? ", " : "",
                       column->written, column->written);
}

/* An error, or only a note when a partial stash is allowed. */
static bool omit_or_refuse(StashWriter *stash_writer, const char *why, Error *error)
{
    if (!stash_writer->request->allows_partial_stash) {
        error_set(error, ERROR_COMMAND, "line %d: %s", stash_writer->line, why);
        error_hint(error, "copy it by hand and run the step without --stash; --stash-what-can-be keeps the rest");
        return false;
    }
    if (!map_has(&stash_writer->omitted, why))
        supervision_note(stash_writer->request->supervision, "line %d: %s: NOT kept", stash_writer->line, why);
    map_set(stash_writer->arena, &stash_writer->omitted, arena_strdup(stash_writer->arena, why), stash_writer);
    return true;
}

static bool select_column(StashWriter *stash_writer, const Loss *loss, const PlainColumns *columns, const char **select,
                          Error *error)
{
    Arena *arena = stash_writer->scratch;
    Database *database = stash_writer->request->database;
    const PlainColumn *column = column_named(columns, loss->column);
    Text list = text_in(arena);
    RowKey key = {0};
    if (!reflect_row_key(arena, database, loss_table_to_reflect(arena, database, loss), &key, error))
        return false;
    bool is_key = string_vector_contains(&key.columns, loss->column);
    for (size_t i = 0; i < key.columns.count; i++)
        append_stashed_column(&list, column_named(columns, key.columns.items[i]));
    if (!is_key)
        append_stashed_column(&list, column);
    *select =
        arena_format(arena, "SELECT %s FROM %s%s", text_string(&list), loss_table(arena, database, loss),
                     loss->kind == LOSS_GONE ? arena_format(arena, " WHERE %s IS NOT NULL", column->written) : "");
    return true;
}

static const char *select_rows(StashWriter *stash_writer, const Loss *loss, const PlainColumns *columns)
{
    Text list = text_in(stash_writer->scratch);
    for (size_t i = 0; i < columns->count; i++)
        append_stashed_column(&list, &columns->items[i]);
    return arena_format(stash_writer->scratch, "SELECT %s FROM %s", text_string(&list),
                        loss_table(stash_writer->scratch, stash_writer->request->database, loss));
}

static bool stash_one(StashWriter *stash_writer, const Loss *loss, Error *error)
{
    Arena *arena = stash_writer->scratch;
    Database *database = stash_writer->request->database;
    const char *table = loss_table_to_reflect(arena, database, loss), *select, *why, *triggers;
    PlainColumns columns = {0};
    if (is_touched(stash_writer, loss))
        return true;
    if (!reflect_plain_columns(arena, database, table, &columns, error))
        return false;
    if (!columns.count || (loss->column && !column_named(&columns, loss->column)))
        return true;
    if (!stash_unsupported_triggers(arena, database, loss, &triggers, error) ||
        (triggers && !omit_or_refuse(stash_writer, triggers, error)) ||
        !stash_unsupported_loss(arena, database, loss, &why, error))
        return false;
    if (why) {
        note_touched(stash_writer, loss);
        return omit_or_refuse(stash_writer, why, error);
    }
    if (!stash_sequences(stash_writer, loss, error))
        return false;
    if (!loss->column)
        select = select_rows(stash_writer, loss, &columns);
    else if (!select_column(stash_writer, loss, &columns, &select, error))
        return false;
    return write_stash(stash_writer, loss, select, error);
}

static bool stash_dependents(StashWriter *stash_writer, const Loss *loss, Error *error)
{
    LossVector dependents = {0};
    bool done = loss_dependents(stash_writer->scratch, stash_writer->request->database, loss, &dependents, error);
    for (size_t i = 0; done && i < dependents.count; i++)
        done = stash_one(stash_writer, &dependents.items[i], error);
    return done;
}

static bool stash_loss(StashWriter *stash_writer, const Loss *loss, Error *error)
{
    const char *why;
    if (!loss->table) /* a whole schema, or dynamic SQL */
        return stash_unsupported_loss(stash_writer->scratch, stash_writer->request->database, loss, &why, error) &&
               omit_or_refuse(stash_writer, why, error);
    /* Stashes are restored in reverse order: stashes referring rows before the rows they refer to. */
    return loss->is_sequence ? stash_sequence(stash_writer, loss, error)
                             : stash_dependents(stash_writer, loss, error) && stash_one(stash_writer, loss, error);
}

static bool stash_losses(StashWriter *stash_writer, const LossVector *losses, Error *error)
{
    bool done = begin(stash_writer, error);
    for (size_t i = 0; done && i < losses->count; i++)
        done = stash_loss(stash_writer, &losses->items[i], error);
    return done;
}

/* The SQL does not show which data a user-defined function changes. */
static bool check_functions(StashWriter *stash_writer, const char *sql, Error *error)
{
    StringVector names = {0};
    const char *why;
    sql_called(stash_writer->scratch, sql, &names);
    return stash_unsupported_functions(stash_writer->scratch, stash_writer->request->database, &names, &why, error) &&
           (!why || omit_or_refuse(stash_writer, why, error));
}

bool stash_writer_before_statement(StashWriter *stash_writer, const char *sql, int line, Error *error)
{
    LossVector losses = {0}, made = {0};
    if (!stash_writer->writes_stash || (stash_writer->known.length && strcmp(stash_writer->known.data, sql) == 0))
        return true;
    arena_reset(stash_writer->scratch);
    stash_writer->line = line;
    sql_losses(stash_writer->scratch, sql, &losses);
    if (!losses_have_unknown(&losses) && !check_functions(stash_writer, sql, error))
        return false;
    if (losses.count && !stash_losses(stash_writer, &losses, error))
        return false;
    sql_created(stash_writer->scratch, sql, &made);
    for (size_t i = 0; i < made.count; i++)
        note_touched(stash_writer, &made.items[i]);
    text_clear(&stash_writer->known);
    text_append(&stash_writer->known, sql);
    return true;
}

bool stash_writer_before_operation(StashWriter *stash_writer, const Operation *operation, int line, Error *error)
{
    LossVector losses = {0};
    if (!stash_writer->writes_stash)
        return true;
    arena_reset(stash_writer->scratch);
    stash_writer->line = line;
    operation_losses(stash_writer->scratch, operation, &losses);
    return !losses.count || stash_losses(stash_writer, &losses, error);
}

/* ---- at the end of the step -------------------------------------------------------------------- */

/* *unchanged: all stashed data is still in the table, unchanged. */
static bool drop_unchanged(StashWriter *stash_writer, Stash *stash, bool *unchanged, Error *error)
{
    const ExecuteRequest *request = stash_writer->request;
    Arena *arena = stash_writer->scratch;
    StashComparison comparison;
    *unchanged = false;
    if (stash->loss.is_sequence) {
        stash->rows = 1;
        return sequence_is_unmoved(arena, request, stash, unchanged, error);
    }
    if (!comparison_find(arena, request, stash, &comparison, error))
        return false;
    bool compares = comparison.table_exists && !comparison.missing && !comparison.hides_rows;
    int64_t absent = 1, other = 0;
    /* Without a key equal rows cannot be distinguished: then all of them stay in the stash. */
    if (compares && !(comparison.key.count ? comparison_drop_unchanged(arena, &comparison, error)
                                           : comparison_count_lost(arena, &comparison, &absent, &other, error)))
        return false;
    if (!database_integer(request->database, arena_format(arena, "SELECT count(*) FROM %s", comparison.stash),
                          &stash->rows, error))
        return false;
    *unchanged = compares && (comparison.key.count ? !stash->rows : !absent);
    return true;
}

bool stash_writer_finish(StashWriter *stash_writer, Error *error)
{
    if (!stash_writer->writes_stash)
        return true;
    const ExecuteRequest *request = stash_writer->request;
    bool done = begin(stash_writer, error);
    for (size_t i = 0; done && i < stash_writer->stashes.count; i++) {
        Stash *stash = &stash_writer->stashes.items[i];
        bool unchanged;
        arena_reset(stash_writer->scratch);
        if (!drop_unchanged(stash_writer, stash, &unchanged, error))
            return false;
        if (unchanged) {
            done = stash_registry_remove(stash_writer->scratch, request->database, request->environment, stash, error);
            continue;
        }
        done = stash_set_rows(stash_writer->scratch, request, stash, error);
        supervision_note(request->supervision, "kept %s, %s, in %s", loss_text(stash_writer->scratch, &stash->loss),
                         stash_count(stash_writer->scratch, stash, stash->rows), stash->name);
    }
    return done;
}
