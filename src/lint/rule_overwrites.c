/* Values overwritten by an UPDATE. An upgrade often fills a column: where only absent values get one, or the column is
 * new in the step, nothing is lost. */
#include "rule.h"

#include "limbeck/dialect/loss.h"

static bool is_reported(const LintSession *session, const Loss *loss)
{
    bool is_new =
        is_new_table(session, loss->table) ||
        (loss->column && string_vector_contains(&session->new_columns,
                                                arena_format(session->arena, "%s.%s", loss->table, loss->column)));
    return loss->kind == LOSS_OVERWRITTEN && !is_new && (session->is_downgrade || !loss->fills);
}

static void report(LintSession *session, const Loss *loss)
{
    const char *what = loss->column ? arena_format(session->arena, "overwrites column %s.%s", loss->table, loss->column)
                                    : arena_format(session->arena, "may overwrite rows of table %s", loss->table);
    if (!is_reported(session, loss))
        return;
    add_loss(session, &rule_overwrites, what, loss);
}

static void check(LintSession *session, const Operation *operation)
{
    LossVector losses = {0};
    losses_of_execute(session, operation, &losses);
    for (size_t i = 0; i < losses.count; i++)
        report(session, &losses.items[i]);
}

const LintRule rule_overwrites = {.name = "overwrites",
                                  .level = RISK_LOSS,
                                  .reason = "the old values are lost; the opposite step cannot restore them",
                                  .remedy = "keep a copy first, or keep the old column until a later release",
                                  .check = check};
