/* CASCADE removes whatever depends, and does not say what. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    bool in_text = words_have(&session->words, "cascade") &&
                   (words_have(&session->words, "drop") || words_have(&session->words, "truncate"));
    if (in_text && !words_have(&session->words, "on delete cascade"))
        add_risk(session, &rule_cascades, "CASCADE removes whatever depends on it, unseen", NULL);
    if (operation->kind == OPERATION_DROP_SCHEMA && operation->cascades)
        add_risk(session, &rule_cascades, "drops a schema with everything in it", NULL);
}

const LintRule rule_cascades = {.name = "cascades",
                                .level = RISK_WARNING,
                                .reason = "views, foreign keys and more may go with it unseen",
                                .remedy = "drop what depends by name first",
                                .check = check};
