/* A downgrade that undoes nothing: found when both directions are known, not at an
 * operation; see lint_one_way(). */
#include "rule.h"

const LintRule rule_one_way = {.name = "one-way",
                               .level = RISK_NOTE,
                               .reason = "downgrade() does nothing where upgrade() does something",
                               .remedy = "write what undoes it, or raise there and say why it cannot be undone"};

void lint_one_way(LintSession *upgrade, const LintSession *downgrade)
{
    upgrade->line = 0;
    if (upgrade->operations && !downgrade->operations)
        add_risk(upgrade, &rule_one_way, "downgrade() undoes nothing of what upgrade() does", NULL);
}
