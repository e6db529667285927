/* Values overwritten by an UPDATE: in a downgrade always; in an upgrade only where it sets NULL, since filling a
 * column is normal there. */
#include "rule.h"

#include "limbeck/dialect/loss.h"

static bool is_told(const LintSession *session, const Loss *loss)
{
    bool is_new =
        is_new_table(session, loss->table) ||
        (loss->column && string_vector_contains(&session->new_columns,
                                                arena_format(session->arena, "%s.%s", loss->table, loss->column)));
    return loss->kind == LOSS_OVERWRITTEN && !is_new && (session->is_downgrade || loss->to_null);
}

static void report(LintSession *session, const Loss *loss)
{
    const char *what = loss->column ? arena_format(session->arena, "overwrites column %s.%s", loss->table, loss->column)
                                    : arena_format(session->arena, "may overwrite rows of table %s", loss->table);
    if (!is_told(session, loss))
        return;
    add_loss(session, &rule_overwrites, what, loss);
}

static void check_construct(LintSession *session, const Statement *statement)
{
    for (size_t i = 0; statement->row_count && i < statement->rows[0].count; i++) {
        const Assignment *assignment = &statement->rows[0].items[i];
        const Loss loss = {.schema = statement->table->schema,
                           .table = statement->table->name,
                           .column = assignment->column,
                           .kind = LOSS_OVERWRITTEN,
                           .to_null = assignment->value && assignment->value->kind == EXPRESSION_NULL,
                           .is_part = statement->where.count > 0};
        report(session, &loss);
    }
}

static void check(LintSession *session, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    LossVector losses = {0};
    if (statement && statement->kind == STATEMENT_UPDATE)
        check_construct(session, statement);
    if (!statement || statement->kind != STATEMENT_TEXT)
        return;
    sql_losses(session->arena, statement->text->text, &losses);
    for (size_t i = 0; i < losses.count; i++)
        report(session, &losses.items[i]);
}

const LintRule rule_overwrites = {.name = "overwrites",
                                  .level = RISK_LOSS,
                                  .reason = "the values that were there are gone; the opposite step cannot know them",
                                  .remedy = "keep a copy first, or keep the old column until a later release",
                                  .check = check};
