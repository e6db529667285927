/* A batch operation that SQLite cannot do in place copies the whole table. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    if (operation->kind == OPERATION_REBUILD_TABLE)
        add_risk(session, &rule_copies_table,
                 arena_format(session->arena, "copies every row of %s", operation->table_name), operation->table_name);
}

const LintRule rule_copies_table = {.name = "copies-table",
                                    .level = RISK_NOTE,
                                    .dialect = "sqlite",
                                    .reason = "every row is copied, and the file grows by as much",
                                    .remedy = "put all changes of a table into one batch_alter_table()",
                                    .check = check};
