/* Adding a stored computed column computes every row while the table is locked. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Column *column = operation->kind == OPERATION_ADD_COLUMN ? operation->column : NULL;
    if (column && column->computed && !is_new_table(session, operation->table_name))
        add_risk(session, &rule_stored_computed,
                 arena_format(session->arena, "rewrites %s to compute %s", operation->table_name, column->name),
                 operation->table_name);
}

const LintRule rule_stored_computed = {.name = "stored-computed",
                                       .level = RISK_WARNING,
                                       .dialect = "postgresql",
                                       .reason = "the table is rewritten under an ACCESS EXCLUSIVE lock",
                                       .remedy = "use a plain column filled in batches and a trigger, or a view",
                                       .check = check};
