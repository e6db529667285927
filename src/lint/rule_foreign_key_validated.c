/* Adding a foreign key checks every row while both tables are locked. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Constraint *constraint = operation->kind == OPERATION_CREATE_CONSTRAINT ? operation->constraint : NULL;
    bool checks = constraint && constraint->kind == CONSTRAINT_FOREIGN_KEY &&
                  !is_new_table(session, operation->table_name) &&
                  !option_is_true(&constraint->options, "postgresql", "not_valid");
    bool in_text = words_begin(&session->words, "alter table") && words_have(&session->words, "foreign key") &&
                   words_have(&session->words, "add") && !words_have(&session->words, "not valid");
    if (checks || in_text)
        add_risk(session, &rule_foreign_key_validated,
                 checks ? arena_format(session->arena, "checks every row of %s against %s under locks on both",
                                       operation->table_name, constraint->referent_table)
                        : "checks every row against another table under locks on both",
                 operation->table_name);
}

const LintRule rule_foreign_key_validated = {.name = "foreign-key-validated",
                                             .level = RISK_WARNING,
                                             .dialect = "postgresql",
                                             .reason = "every row is checked under locks on both tables",
                                             .remedy = "op.create_foreign_key(..., postgresql_not_valid=True), then "
                                                       "ALTER TABLE ... VALIDATE CONSTRAINT in the next revision",
                                             .check = check};
