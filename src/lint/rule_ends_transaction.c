/* A COMMIT in the script splits its step. */
#include "rule.h"

#include "limbeck/dialect/transaction.h"

static void check(LintSession *session, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    TransactionEnd end;
    if (statement && statement->kind == STATEMENT_TEXT && !session->is_outside &&
        sql_ends_transaction(session->arena, statement->text->text, &end))
        add_risk(
            session, &rule_ends_transaction,
            arena_format(session->arena, "%s ends the transaction: this step is no longer all or nothing", end.words),
            NULL);
}

const LintRule rule_ends_transaction = {
    .name = "ends-transaction",
    .level = RISK_WARNING,
    .reason = "the statements before it stay committed when the rest fails, and a rehearsal refuses it",
    .remedy = "op.get_context().autocommit_block() around the statements that must be outside, in a separate revision",
    .check = check};
