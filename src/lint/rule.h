/* What a rule is: a name and a look at one operation. */
#ifndef LIMBECK_SRC_LINT_RULE_H
#define LIMBECK_SRC_LINT_RULE_H

#include "limbeck/lint/lint.h"

typedef struct LintRule {
    const char *name;
    void (*check)(LintSession *session, const Operation *operation);
} LintRule;

extern const LintRule rule_destroys, rule_deletes, rule_unbatched_update, rule_redundant_index, rule_python_default;

void add_risk(LintSession *session, const LintRule *rule, RiskLevel level, const char *message, const char *table);

#endif
