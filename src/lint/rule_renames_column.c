/* A running application still uses the old column name. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const ColumnChange *change = operation->kind == OPERATION_ALTER_COLUMN ? operation->change : NULL;
    bool renames = change && change->new_name && !is_new_table(session, operation->table_name);
    if (renames || (words_begin(&session->words, "alter table") && words_have(&session->words, "rename column")))
        add_risk(session, &rule_renames_column,
                 renames
                     ? arena_format(session->arena, "renames %s.%s in one step", operation->table_name, change->column)
                     : "renames a column in one step",
                 NULL);
}

const LintRule rule_renames_column = {.name = "renames-column",
                                      .level = RISK_WARNING,
                                      .reason = "running application code fails from the moment it commits",
                                      .remedy =
                                          "add the new column, write both, switch the readers, drop the old one later",
                                      .check = check};
