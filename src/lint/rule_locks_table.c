/* LOCK TABLE blocks other sessions until the end of the transaction. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    (void)operation;
    if (words_begin(&session->words, "lock"))
        add_risk(session, &rule_locks_table, "locks a table for the rest of the step", NULL);
}

const LintRule rule_locks_table = {.name = "locks-table",
                                   .level = RISK_WARNING,
                                   .dialect = "postgresql",
                                   .reason = "the lock is held until the step commits",
                                   .remedy = "leave it out: statements take the locks they need",
                                   .check = check};
