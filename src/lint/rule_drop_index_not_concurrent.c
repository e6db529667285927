/* DROP INDEX waits for all sessions that use the table, and blocks new ones. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Index *index = operation->kind == OPERATION_DROP_INDEX ? operation->index : NULL;
    bool locks = index && !(index->table && is_new_table(session, index->table)) &&
                 !option_is_true(&index->options, "postgresql", "concurrently");
    if (locks || (words_begin(&session->words, "drop index") && !words_have(&session->words, "concurrently")))
        add_risk(session, &rule_drop_index_not_concurrent, "drops an index under an ACCESS EXCLUSIVE lock", NULL);
}

const LintRule rule_drop_index_not_concurrent = {
    .name = "drop-index-not-concurrent",
    .level = RISK_NOTE,
    .dialect = "postgresql",
    .reason = "DROP INDEX takes an ACCESS EXCLUSIVE lock on the table",
    .remedy = "op.drop_index(..., postgresql_concurrently=True) inside op.get_context().autocommit_block()",
    .check = check};
