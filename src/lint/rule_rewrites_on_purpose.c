/* VACUUM FULL, CLUSTER and REINDEX keep everybody out while they write. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    (void)operation;
    const StringVector *words = &session->words;
    bool rewrites = words_begin(words, "vacuum full") || words_begin(words, "cluster") ||
                    (words_begin(words, "reindex") && !words_have(words, "concurrently"));
    if (rewrites)
        add_risk(session, &rule_rewrites_on_purpose, "writes a table or its indexes anew while everybody waits", NULL);
}

const LintRule rule_rewrites_on_purpose = {
    .name = "rewrites-on-purpose",
    .level = RISK_WARNING,
    .dialect = "postgresql",
    .reason = "an ACCESS EXCLUSIVE lock for as long as it takes to write the table",
    .remedy = "REINDEX ... CONCURRENTLY; for bloat, an extension that copies online",
    .check = check};
