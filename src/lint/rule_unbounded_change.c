/* An UPDATE or DELETE without WHERE changes every row in one transaction. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    bool core = statement && (statement->kind == STATEMENT_UPDATE || statement->kind == STATEMENT_DELETE) &&
                !statement->where.count && !is_new_table(session, statement->table->name);
    bool in_text = (words_begin(&session->words, "update") || words_begin(&session->words, "delete from")) &&
                   !words_have(&session->words, "where");
    const char *table = core      ? statement->table->name
                        : in_text ? name_at(session, words_begin(&session->words, "update") ? 1 : 2)
                                  : NULL;
    if (table && !is_new_table(session, table))
        add_risk(session, &rule_unbounded_change,
                 arena_format(session->arena, "changes every row of %s in one statement", table), table);
}

const LintRule rule_unbounded_change = {
    .name = "unbounded-change",
    .level = RISK_WARNING,
    .reason = "every row stays locked until the end, and the table can double in size",
    .remedy = "update in batches by key, or run it with limbeck upgrade --batch-size",
    .check = check};
