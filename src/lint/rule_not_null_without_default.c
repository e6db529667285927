/* A NOT NULL column without a default cannot be added to a table that has rows. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Column *column = operation->kind == OPERATION_ADD_COLUMN ? operation->column : NULL;
    bool has_value = column && (column->server_default || column->identity || column->computed || column->is_sequence);
    if (column && !column->nullable && !has_value && !is_new_table(session, operation->table_name))
        add_risk(session, &rule_not_null_without_default,
                 arena_format(session->arena, "adds %s.%s NOT NULL without a default: fails if the table has rows",
                              operation->table_name, column->name),
                 operation->table_name);
}

const LintRule rule_not_null_without_default = {
    .name = "not-null-without-default",
    .level = RISK_WARNING,
    .reason = "existing rows would have NULL, so the statement fails",
    .remedy = "add it nullable, fill it, then set NOT NULL; or give server_default=",
    .check = check};
