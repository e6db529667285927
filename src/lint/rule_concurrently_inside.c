/* CONCURRENTLY cannot run inside a transaction. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Index *index =
        operation->kind == OPERATION_CREATE_INDEX || operation->kind == OPERATION_DROP_INDEX ? operation->index : NULL;
    bool asks = index && option_is_true(&index->options, "postgresql", "concurrently");
    const StringVector *words = &session->words;
    bool in_text = words_have(words, "index concurrently") || words_have(words, "table concurrently");
    if ((asks || in_text) && !session->is_outside)
        add_risk(session, &rule_concurrently_inside,
                 "CONCURRENTLY outside an autocommit block: limbeck commits the statements before it first", NULL);
}

const LintRule rule_concurrently_inside = {
    .name = "concurrently-inside",
    .level = RISK_NOTE,
    .dialect = "postgresql",
    .reason = "Alembic fails here; limbeck commits the statements before it, and the rest runs in another transaction",
    .remedy = "op.get_context().autocommit_block(), in a separate revision",
    .check = check};
