/* Dropped tables and columns take their data with them. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const char *destroyed = operation_destroys(session->arena, operation);
    if (destroyed)
        add_risk(session, &rule_destroys, RISK_LOSS, arena_format(session->arena, "destroys %s", destroyed),
                 operation->table_name);
}

const LintRule rule_destroys = {"destroys", check};
