/* Creating an index blocks writes to the table. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Index *index = operation->kind == OPERATION_CREATE_INDEX ? operation->index : NULL;
    if (index && !is_new_table(session, index->table) && !option_is_true(&index->options, "postgresql", "concurrently"))
        add_risk(session, &rule_index_not_concurrent,
                 arena_format(session->arena, "blocks writes to %s while building index %s", index->table, index->name),
                 index->table);
    bool makes = words_begin(&session->words, "create index") || words_begin(&session->words, "create unique index");
    if (makes && !words_have(&session->words, "concurrently"))
        add_risk(session, &rule_index_not_concurrent, "blocks writes to a table while building its index", NULL);
}

const LintRule rule_index_not_concurrent = {
    .name = "index-not-concurrent",
    .level = RISK_WARNING,
    .dialect = "postgresql",
    .reason = "CREATE INDEX blocks writes until it is done",
    .remedy = "op.create_index(..., postgresql_concurrently=True) inside op.get_context().autocommit_block()",
    .check = check};
