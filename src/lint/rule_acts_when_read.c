/* Code at module level runs whenever Alembic loads the scripts: for history, heads, and upgrades of other revisions.
 * Found by the caller that has the script; see lint_import_effect(). */
#include "rule.h"

const LintRule rule_acts_when_read = {.name = "acts-when-read",
                                      .level = RISK_ADVICE,
                                      .reason = "code at module level runs each time the script is loaded",
                                      .remedy = "move it into upgrade() or downgrade()",
                                      .check = NULL};

void lint_import_effect(LintSession *session, int line)
{
    session->line = line;
    if (line)
        add_risk(session, &rule_acts_when_read, "code runs at module level", NULL);
}
