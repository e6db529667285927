/* Dropped tables and columns take their data with them. */
#include "rule.h"

#include "limbeck/operations/loss.h"

static void check(LintSession *session, const Operation *operation)
{
    LossVector losses = {0};
    operation_losses(session->arena, operation, &losses);
    for (size_t i = 0; i < losses.count; i++) {
        const Loss *loss = &losses.items[i];
        bool goes = loss->kind == LOSS_GONE && !loss->is_sequence;
        if (goes && !is_new_table(session, loss->table))
            add_loss(session, &rule_destroys,
                     arena_format(session->arena, "destroys %s", loss_text(session->arena, loss)), loss);
    }
}

const LintRule rule_destroys = {.name = "destroys",
                                .level = RISK_LOSS,
                                .reason = "the data of a dropped table or column is lost",
                                .remedy = "stop using it first; copy the data and drop it in a later release",
                                .check = check};
