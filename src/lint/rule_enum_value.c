/* A value added to an enumeration type cannot be used before COMMIT. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    (void)operation;
    if (words_begin(&session->words, "alter type") && words_have(&session->words, "add value") && !session->is_outside)
        add_risk(session, &rule_enum_value, "adds an enum value that cannot be used in this transaction", NULL);
}

const LintRule rule_enum_value = {.name = "enum-value",
                                  .level = RISK_NOTE,
                                  .dialect = "postgresql",
                                  .reason = "the new value cannot be used before the transaction commits",
                                  .remedy = "op.get_context().autocommit_block() around the ALTER TYPE",
                                  .check = check};
