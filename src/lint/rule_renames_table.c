/* A running application still uses the old table name. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    bool renames = operation->kind == OPERATION_RENAME_TABLE && !is_new_table(session, operation->table_name);
    bool in_text = words_begin(&session->words, "alter table") && words_have(&session->words, "rename to");
    if (renames || in_text)
        add_risk(session, &rule_renames_table,
                 renames ? arena_format(session->arena, "renames the table %s in one step", operation->table_name)
                         : "renames a table in one step",
                 NULL);
}

const LintRule rule_renames_table = {.name = "renames-table",
                                     .level = RISK_WARNING,
                                     .reason = "running application code fails from the moment it commits",
                                     .remedy = "create a view with the old name until nothing uses it",
                                     .check = check};
