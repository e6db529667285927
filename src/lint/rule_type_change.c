/* Most type changes rewrite the table. */
#include "rule.h"

/* True for a longer VARCHAR or TEXT, which PostgreSQL stores the same way. */
static bool is_widening(const SqlType *from, const SqlType *to)
{
    if (!from || type_row(from->kind)->affinity != AFFINITY_STRING || type_row(to->kind)->affinity != AFFINITY_STRING ||
        from->kind == TYPE_UPPER_CHAR || to->kind == TYPE_UPPER_CHAR)
        return false;
    return to->length < 0 || (from->length >= 0 && to->length >= from->length);
}

static void check(LintSession *session, const Operation *operation)
{
    const ColumnChange *change = operation->kind == OPERATION_ALTER_COLUMN ? operation->change : NULL;
    bool changes = change && change->type && !is_widening(change->existing_type, change->type) &&
                   !is_new_table(session, operation->table_name);
    if (changes)
        add_risk(session, &rule_type_change,
                 arena_format(session->arena, "may rewrite %s for the new type of %s", operation->table_name,
                              change->column),
                 operation->table_name);
    bool in_text = words_begin(&session->words, "alter table") && words_have(&session->words, "type") &&
                   words_have(&session->words, "alter");
    if (in_text && !words_have(&session->words, "add value"))
        add_risk(session, &rule_type_change, "may rewrite a table for the new type of a column", NULL);
}

const LintRule rule_type_change = {.name = "type-change",
                                   .level = RISK_WARNING,
                                   .dialect = "postgresql",
                                   .reason = "the table and its indexes are rewritten under an ACCESS EXCLUSIVE lock",
                                   .remedy = "add a column of the new type, fill it in batches, then switch",
                                   .check = check};
