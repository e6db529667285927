#include "keeping.h"

#include "beside.h"
#include "journal_line.h"
#include "stash_registry.h"
#include "stash_sequence.h"
#include "stash_sides.h"

#include "limbeck/base/map.h"
#include "limbeck/base/text.h"
#include "limbeck/dialect/loss.h"
#include "limbeck/migrate/unkept.h"
#include "limbeck/reflection/catalogue.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct Keeping {
    const ExecuteRequest *request;
    Arena *arena;   /* of the step */
    Arena *scratch; /* of the statement under way */
    bool keeps;
    bool begun;          /* what an interrupted run of the step kept is known */
    Map touched;         /* kept, or made by the step itself */
    Map left_out;        /* the reasons that were said */
    StashVector stashes; /* of this step */
    const char *kept_at;
    Text known; /* the last text looked at: a loop has it again */
    int line;   /* of the script */
};

Keeping *keeping_new(const ExecuteRequest *request)
{
    Keeping *keeping = memory_alloc(sizeof *keeping);
    *keeping = (Keeping){.request = request, .keeps = request->keeps, .arena = arena_new(), .scratch = arena_new()};
    return keeping;
}

void keeping_free(Keeping *keeping)
{
    text_release(&keeping->known);
    arena_free(keeping->scratch);
    arena_free(keeping->arena);
    free(keeping);
}

/* ---- what was touched ------------------------------------------------------------------------ */

static char *touched_key(Arena *arena, const Loss *loss, const char *column)
{
    return arena_format(arena, "%s\n%s\n%s\n%d", loss->schema ? loss->schema : "", loss->table, column ? column : "",
                        loss->is_sequence);
}

static bool is_touched(const Keeping *keeping, const Loss *loss)
{
    return map_has(&keeping->touched, touched_key(keeping->scratch, loss, NULL)) ||
           (loss->column && map_has(&keeping->touched, touched_key(keeping->scratch, loss, loss->column)));
}

static void note_touched(Keeping *keeping, const Loss *loss)
{
    map_put(keeping->arena, &keeping->touched, touched_key(keeping->arena, loss, loss->column), keeping);
}

/* Between two batches a step may have been interrupted: what it kept then is from before. */
static bool begin(Keeping *keeping, Error *error)
{
    const ExecuteRequest *request = keeping->request;
    StashVector stashes = {0};
    if (keeping->begun)
        return true;
    keeping->begun = true;
    keeping->kept_at = journal_time(keeping->arena);
    if (!stashes_read(keeping->arena, request->database, request->environment, &stashes, error))
        return false;
    for (size_t i = 0; i < stashes.count; i++) {
        const Stash *stash = &stashes.items[i];
        if (stash->rows != STASH_IS_OPEN || strcmp(stash->revision, request->step.revision->id) != 0 ||
            stash->downgrade != request->step.downgrade)
            continue;
        keeping->kept_at = stash->kept_at;
        vector_push(keeping->arena, &keeping->stashes, *stash);
        note_touched(keeping, &stash->loss);
    }
    return true;
}

bool keeping_resume(Keeping *keeping, Error *error)
{
    if (!begin(keeping, error))
        return false;
    if (keeping->keeps && !keeping->stashes.count)
        supervision_note(keeping->request->supervision,
                         "what this step changed before it was interrupted is NOT kept: --stash was not given then");
    keeping->keeps |= keeping->stashes.count > 0;
    return true;
}

/* ---- keeping --------------------------------------------------------------------------------- */

static bool enter(Keeping *keeping, const Loss *loss, const char *select, Error *error)
{
    const ExecuteRequest *request = keeping->request;
    Database *database = request->database;
    Arena *arena = keeping->arena;
    Stash stash = {.revision = request->step.revision->id,
                   .downgrade = request->step.downgrade,
                   .rows = STASH_IS_OPEN,
                   .kept_at = keeping->kept_at};
    stash.loss = *loss;
    stash.loss.schema = arena_strdup(arena, loss->schema);
    stash.loss.table = arena_strdup(arena, loss->table);
    stash.loss.column = arena_strdup(arena, loss->column);
    if (!stash_make_registry(arena, database, request->environment, error) ||
        !stash_next_id(arena, request, &stash.id, error))
        return false;
    stash.name = arena_format(arena, "%s_%" PRId64, stash_table, stash.id);
    const char *kept = beside_table(arena, database, request->environment, stash.name);
    if (!database_execute(database, arena_format(keeping->scratch, "CREATE TABLE %s AS %s", kept, select), NULL, 0,
                          NULL, error) ||
        !stash_enter(arena, request, &stash, error))
        return false;
    vector_push(arena, &keeping->stashes, stash);
    note_touched(keeping, loss);
    return true;
}

static bool keep_sequence(Keeping *keeping, const Loss *loss, Error *error)
{
    const char *select;
    return is_touched(keeping, loss) ||
           (sequence_to_keep(keeping->scratch, keeping->request->database, loss, &select, error) &&
            (!select || enter(keeping, loss, select, error)));
}

static bool keep_sequences(Keeping *keeping, const Loss *loss, Error *error)
{
    LossVector sequences = {0};
    if (loss->kind != LOSS_GONE && !loss->restarts)
        return true;
    bool done = sequences_of(keeping->scratch, keeping->request->database, loss, &sequences, error);
    for (size_t i = 0; done && i < sequences.count; i++)
        done = keep_sequence(keeping, &sequences.items[i], error);
    return done;
}

/* A type of the application's own may go with the step: its values are kept as texts. */
static void append_kept(Text *sql, const PlainColumn *column)
{
    text_append_format(sql, column->type_may_go ? "%s%s::text AS %s" : "%s%s", sql->length ? ", " : "", column->written,
                       column->written);
}

/* Refused, or only said where the run is to keep what can be kept. */
static bool leave_out(Keeping *keeping, const char *why, Error *error)
{
    if (!keeping->request->keeps_what_can) {
        error_set(error, ERROR_COMMAND, "line %d: %s", keeping->line, why);
        error_hint(error, "copy it by hand and run the step without --stash; --stash-what-can-be keeps the rest");
        return false;
    }
    if (!map_has(&keeping->left_out, why))
        supervision_note(keeping->request->supervision, "line %d: %s: NOT kept", keeping->line, why);
    map_put(keeping->arena, &keeping->left_out, arena_strdup(keeping->arena, why), keeping);
    return true;
}

static bool select_column(Keeping *keeping, const Loss *loss, const PlainColumns *columns, const char **select,
                          Error *error)
{
    Arena *arena = keeping->scratch;
    Database *database = keeping->request->database;
    const PlainColumn *column = column_named(columns, loss->column);
    Text list = text_in(arena);
    RowKey key = {0};
    if (!reflect_row_key(arena, database, loss_table_to_reflect(arena, database, loss), &key, error))
        return false;
    bool is_key = string_vector_contains(&key.columns, loss->column);
    for (size_t i = 0; i < key.columns.count; i++)
        append_kept(&list, column_named(columns, key.columns.items[i]));
    if (!is_key)
        append_kept(&list, column);
    *select =
        arena_format(arena, "SELECT %s FROM %s%s", text_string(&list), loss_table(arena, database, loss),
                     loss->kind == LOSS_GONE ? arena_format(arena, " WHERE %s IS NOT NULL", column->written) : "");
    return true;
}

static const char *select_rows(Keeping *keeping, const Loss *loss, const PlainColumns *columns)
{
    Text list = text_in(keeping->scratch);
    for (size_t i = 0; i < columns->count; i++)
        append_kept(&list, &columns->items[i]);
    return arena_format(keeping->scratch, "SELECT %s FROM %s", text_string(&list),
                        loss_table(keeping->scratch, keeping->request->database, loss));
}

static bool keep_one(Keeping *keeping, const Loss *loss, Error *error)
{
    Arena *arena = keeping->scratch;
    Database *database = keeping->request->database;
    const char *table = loss_table_to_reflect(arena, database, loss), *select, *why, *triggers;
    PlainColumns columns = {0};
    if (is_touched(keeping, loss))
        return true;
    if (!reflect_plain_columns(arena, database, table, &columns, error))
        return false;
    if (!columns.count || (loss->column && !column_named(&columns, loss->column)))
        return true;
    if (!unkept_triggers(arena, database, loss, &triggers, error) ||
        (triggers && !leave_out(keeping, triggers, error)) || !unkept_loss(arena, database, loss, &why, error))
        return false;
    if (why) {
        note_touched(keeping, loss);
        return leave_out(keeping, why, error);
    }
    if (!keep_sequences(keeping, loss, error))
        return false;
    if (!loss->column)
        select = select_rows(keeping, loss, &columns);
    else if (!select_column(keeping, loss, &columns, &select, error))
        return false;
    return enter(keeping, loss, select, error);
}

static bool keep_dependents(Keeping *keeping, const Loss *loss, Error *error)
{
    LossVector dependents = {0};
    bool done = loss_dependents(keeping->scratch, keeping->request->database, loss, &dependents, error);
    for (size_t i = 0; done && i < dependents.count; i++)
        done = keep_one(keeping, &dependents.items[i], error);
    return done;
}

static bool keep(Keeping *keeping, const Loss *loss, Error *error)
{
    const char *why;
    if (!loss->table) /* a schema, or SQL that decides as it runs */
        return unkept_loss(keeping->scratch, keeping->request->database, loss, &why, error) &&
               leave_out(keeping, why, error);
    /* What comes last comes back first: rows before those that refer to them. */
    return loss->is_sequence ? keep_sequence(keeping, loss, error)
                             : keep_dependents(keeping, loss, error) && keep_one(keeping, loss, error);
}

static bool keep_all(Keeping *keeping, const LossVector *losses, Error *error)
{
    bool done = begin(keeping, error);
    for (size_t i = 0; done && i < losses->count; i++)
        done = keep(keeping, &losses->items[i], error);
    return done;
}

/* What a function of the application does is not in the statement that calls it. */
static bool look_at_functions(Keeping *keeping, const char *sql, Error *error)
{
    StringVector names = {0};
    const char *why;
    sql_called(keeping->scratch, sql, &names);
    return unkept_functions(keeping->scratch, keeping->request->database, &names, &why, error) &&
           (!why || leave_out(keeping, why, error));
}

bool keeping_before(Keeping *keeping, const char *sql, int line, Error *error)
{
    LossVector losses = {0}, made = {0};
    if (!keeping->keeps || (keeping->known.length && strcmp(keeping->known.data, sql) == 0))
        return true;
    arena_reset(keeping->scratch);
    keeping->line = line;
    sql_losses(keeping->scratch, sql, &losses);
    if (!losses_have_unknown(&losses) && !look_at_functions(keeping, sql, error))
        return false;
    if (losses.count && !keep_all(keeping, &losses, error))
        return false;
    sql_made(keeping->scratch, sql, &made);
    for (size_t i = 0; i < made.count; i++)
        note_touched(keeping, &made.items[i]);
    text_clear(&keeping->known);
    text_append(&keeping->known, sql);
    return true;
}

bool keeping_before_operation(Keeping *keeping, const Operation *operation, int line, Error *error)
{
    LossVector losses = {0};
    if (!keeping->keeps)
        return true;
    arena_reset(keeping->scratch);
    keeping->line = line;
    operation_losses(keeping->scratch, operation, &losses);
    return !losses.count || keep_all(keeping, &losses, error);
}

/* ---- when the step ends ------------------------------------------------------------------------ */

/* *unchanged: it is all there, as it was. */
static bool drop_unchanged(Keeping *keeping, Stash *stash, bool *unchanged, Error *error)
{
    const ExecuteRequest *request = keeping->request;
    Arena *arena = keeping->scratch;
    Sides sides;
    *unchanged = false;
    if (stash->loss.is_sequence) {
        stash->rows = 1;
        return sequence_is_unmoved(arena, request, stash, unchanged, error);
    }
    if (!sides_find(arena, request, stash, &sides, error))
        return false;
    bool compares = sides.is_there && !sides.missing && !sides.is_hidden;
    int64_t absent = 1, other = 0;
    /* Which of two equal rows is gone cannot be told: without a key all of them stay kept. */
    if (compares && !(sides.key.count ? sides_drop_unchanged(arena, &sides, error)
                                      : sides_count_lost(arena, &sides, &absent, &other, error)))
        return false;
    if (!database_integer(request->database, arena_format(arena, "SELECT count(*) FROM %s", sides.kept), &stash->rows,
                          error))
        return false;
    *unchanged = compares && (sides.key.count ? !stash->rows : !absent);
    return true;
}

bool keeping_end(Keeping *keeping, Error *error)
{
    if (!keeping->keeps)
        return true;
    const ExecuteRequest *request = keeping->request;
    bool done = begin(keeping, error);
    for (size_t i = 0; done && i < keeping->stashes.count; i++) {
        Stash *stash = &keeping->stashes.items[i];
        bool unchanged;
        arena_reset(keeping->scratch);
        if (!drop_unchanged(keeping, stash, &unchanged, error))
            return false;
        if (unchanged) {
            done = stash_forget(keeping->scratch, request->database, request->environment, stash, error);
            continue;
        }
        done = stash_set_rows(keeping->scratch, request, stash, error);
        supervision_note(request->supervision, "kept %s, %s, in %s", loss_text(keeping->scratch, &stash->loss),
                         stash_count(keeping->scratch, stash, stash->rows), stash->name);
    }
    return done;
}
