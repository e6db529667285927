/* SET NOT NULL reads the whole table under an exclusive lock. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const ColumnChange *change = operation->kind == OPERATION_ALTER_COLUMN ? operation->change : NULL;
    bool sets = change && change->nullable == 0 && !is_new_table(session, operation->table_name);
    if (sets || (words_begin(&session->words, "alter table") && words_have(&session->words, "set not null")))
        add_risk(session, &rule_set_not_null,
                 sets ? arena_format(session->arena, "scans %s for NULLs in %s while reads and writes of it wait",
                                     operation->table_name, change->column)
                      : "scans a table for NULLs while other sessions wait",
                 operation->table_name);
}

const LintRule rule_set_not_null = {
    .name = "set-not-null",
    .level = RISK_WARNING,
    .dialect = "postgresql",
    .reason = "the table is scanned under an ACCESS EXCLUSIVE lock",
    .remedy = "add CHECK (column IS NOT NULL) NOT VALID, VALIDATE it, then SET NOT NULL, which then needs no scan",
    .check = check};
