/* CASCADE drops all dependent objects without naming them. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    bool in_text = words_have(&session->words, "cascade") &&
                   (words_have(&session->words, "drop") || words_have(&session->words, "truncate"));
    if (in_text && !words_have(&session->words, "on delete cascade"))
        add_risk(session, &rule_cascades, "CASCADE also drops every object that depends on it", NULL);
    if (operation->kind == OPERATION_DROP_SCHEMA && operation->cascades)
        add_risk(session, &rule_cascades, "drops a schema and everything in it", NULL);
}

const LintRule rule_cascades = {
    .name = "cascades",
    .level = RISK_WARNING,
    .reason = "views, foreign keys and other dependent objects are dropped too, without being listed",
    .remedy = "drop the dependent objects by name first",
    .check = check};
