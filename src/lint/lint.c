#include "rule.h"

static const LintRule *const rules[] = {&rule_destroys, &rule_deletes, &rule_unbatched_update, &rule_redundant_index,
                                        &rule_python_default};

void add_risk(LintSession *session, const LintRule *rule, RiskLevel level, const char *message, const char *table)
{
    Risk risk = {level, rule->name, message, arena_strdup(session->arena, table)};
    vector_push(session->arena, &session->risks, risk);
}

void lint_operation(LintSession *session, const Operation *operation)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        rules[i]->check(session, operation);
}
