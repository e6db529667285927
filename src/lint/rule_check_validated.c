/* Adding a CHECK tests every row while the table is locked. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Constraint *constraint = operation->kind == OPERATION_CREATE_CONSTRAINT ? operation->constraint : NULL;
    bool checks = constraint && constraint->kind == CONSTRAINT_CHECK && !is_new_table(session, operation->table_name) &&
                  !option_is_true(&constraint->options, "postgresql", "not_valid");
    bool in_text = words_begin(&session->words, "alter table") && words_have(&session->words, "check") &&
                   words_have(&session->words, "add") && !words_have(&session->words, "not valid");
    if (checks || in_text)
        add_risk(session, &rule_check_validated,
                 checks
                     ? arena_format(session->arena, "scans %s while reads and writes of it wait", operation->table_name)
                     : "reads every row of a table while other sessions wait",
                 operation->table_name);
}

const LintRule rule_check_validated = {
    .name = "check-validated",
    .level = RISK_WARNING,
    .dialect = "postgresql",
    .reason = "every row is read under an ACCESS EXCLUSIVE lock",
    .remedy = "add it NOT VALID (postgresql_not_valid=True), VALIDATE it in the next revision",
    .check = check};
