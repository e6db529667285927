/* A downgrade that undoes nothing. Found when both directions are known, not at an operation; see lint_one_way(). */
#include "rule.h"

const LintRule rule_one_way = {.name = "one-way",
                               .level = RISK_NOTE,
                               .reason = "upgrade() changes the database and downgrade() does not",
                               .remedy = "write the reverse, or raise an exception that says why there is none"};

void lint_one_way(LintSession *upgrade, const LintSession *downgrade)
{
    upgrade->line = 0;
    if (upgrade->operations && !downgrade->operations)
        add_risk(upgrade, &rule_one_way, "downgrade() reverses nothing of upgrade()", NULL);
}
