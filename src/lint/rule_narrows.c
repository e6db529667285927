/* A narrower column type: numbers are rounded, timestamps lose their date or time. Not texts: one that is too long
 * is an error of the server, so no data is lost. */
#include "rule.h"

#include "limbeck/dialect/dialect.h"
#include "limbeck/dialect/loss.h"
#include "limbeck/operations/rebuild.h"

static int64_t scale_of(const SqlType *type)
{
    return type->scale < 0 && type->precision >= 0 ? 0 : type->scale; /* NUMERIC(10) is NUMERIC(10, 0) */
}

static bool limit_shrinks(int64_t from, int64_t to)
{
    return to >= 0 && (from < 0 || from > to);
}

static bool is_narrower(const SqlType *from, const SqlType *to)
{
    TypeAffinity was = type_row(from->kind)->affinity, is = type_row(to->kind)->affinity;
    switch (was) {
    case AFFINITY_FLOAT:
        return is == AFFINITY_INTEGER || (is == AFFINITY_NUMERIC && scale_of(to) >= 0);
    case AFFINITY_NUMERIC:
        return is == AFFINITY_INTEGER || (is == AFFINITY_NUMERIC && limit_shrinks(scale_of(from), scale_of(to)));
    case AFFINITY_DATETIME:
        return is == AFFINITY_DATE || is == AFFINITY_TIME ||
               (is == AFFINITY_DATETIME && limit_shrinks(from->precision, to->precision));
    default:
        return false;
    }
}

/* The rows whose value the new type changes. `value`: the new value, as SQL. */
static const char *changed_rows(LintSession *session, const Loss *loss, const char *value)
{
    Arena *arena = session->arena;
    const Dialect *dialect = dialect_named(session->dialect);
    const char *table = dialect_quote(arena, dialect, loss->table),
               *column = dialect_quote(arena, dialect, loss->column);
    const char *schema = loss->schema ? arena_format(arena, "%s.", dialect_quote(arena, dialect, loss->schema)) : "";
    SqlTokens tokens = {0};
    const char *sql = arena_format(arena, "DELETE FROM %s%s WHERE (%s) %s %s", schema, table, value,
                                   dialect_traits(dialect)->differs, column);
    return sql_tokens(arena, sql, &tokens)
               ? sql_selected_rows(arena, (SqlReader){tokens.items, tokens.items + tokens.count})
               : NULL;
}

static const char *cast_value(LintSession *session, const char *column, const SqlType *type)
{
    const Dialect *dialect = dialect_named(session->dialect);
    const char *text;
    Error ignored = {0};
    return dialect_type_text(session->arena, dialect, type, &text, &ignored)
               ? arena_format(session->arena, "CAST(%s AS %s)", dialect_quote(session->arena, dialect, column), text)
               : NULL;
}

static const char *new_value(LintSession *session, const Operation *operation, const char *column)
{
    const ColumnChange *change = operation->kind == OPERATION_ALTER_COLUMN ? operation->change : NULL;
    if (change)
        return change->using_text ? change->using_text : cast_value(session, column, change->type);
    const Transfer *transfer =
        operation->kind == OPERATION_REBUILD_TABLE ? rebuild_transfer(operation->rebuild, column) : NULL;
    return transfer && transfer->new_type ? cast_value(session, column, transfer->new_type) : NULL;
}

static void report(LintSession *session, const Operation *operation, const Loss *cast)
{
    Loss loss = *cast;
    loss.is_part = true; /* only rows that do not fit */
    if (is_new_table(session, loss.table))
        return;
    const char *value = new_value(session, operation, loss.column);
    if (value)
        loss.rows = changed_rows(session, &loss, value);
    add_loss(session, &rule_narrows,
             arena_format(session->arena, "may change values of column %s.%s", loss.table, loss.column), &loss);
}

static void report_casts(LintSession *session, const Operation *operation, const LossVector *losses)
{
    for (size_t i = 0; i < losses->count; i++)
        if (losses->items[i].kind == LOSS_CAST && losses->items[i].column)
            report(session, operation, &losses->items[i]);
}

static void check(LintSession *session, const Operation *operation)
{
    const ColumnChange *change = operation->kind == OPERATION_ALTER_COLUMN ? operation->change : NULL;
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    bool is_text = statement && statement->kind == STATEMENT_TEXT && words_have(&session->words, "using");
    bool narrows = change && change->type &&
                   (change->using_text || (change->existing_type && is_narrower(change->existing_type, change->type)));
    LossVector losses = {0};
    if (narrows || operation->kind == OPERATION_REBUILD_TABLE)
        operation_losses(session->arena, operation, &losses);
    else if (is_text)
        sql_losses(session->arena, statement->text->text, &losses);
    report_casts(session, operation, &losses);
}

const LintRule rule_narrows = {
    .name = "narrows",
    .level = RISK_LOSS,
    .reason = "the new type holds less: values are rounded or cut, and the opposite step cannot restore them",
    .remedy = "add a column of the new type, compare it with the old one, then switch",
    .check = check};
