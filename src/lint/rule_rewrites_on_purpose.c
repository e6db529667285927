/* VACUUM FULL, CLUSTER and REINDEX block other sessions while they rewrite. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    (void)operation;
    const StringVector *words = &session->words;
    bool rewrites = words_begin(words, "vacuum full") || words_begin(words, "cluster") ||
                    (words_begin(words, "reindex") && !words_have(words, "concurrently"));
    if (rewrites)
        add_risk(session, &rule_rewrites_on_purpose,
                 "rewrites a table or its indexes while reads and writes of it wait", NULL);
}

const LintRule rule_rewrites_on_purpose = {.name = "rewrites-on-purpose",
                                           .level = RISK_WARNING,
                                           .dialect = "postgresql",
                                           .reason = "takes an ACCESS EXCLUSIVE lock until the table is rewritten",
                                           .remedy =
                                               "REINDEX ... CONCURRENTLY; for bloat, an extension that copies online",
                                           .check = check};
