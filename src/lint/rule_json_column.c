/* JSON keeps the input text unchanged and has no equality operator. */
#include "rule.h"

static void check_column(LintSession *session, const char *table, const Column *column)
{
    if (column->type && column->type->kind == TYPE_JSON)
        add_risk(
            session, &rule_json_column,
            arena_format(session->arena, "%s.%s is json, which cannot be compared or indexed", table, column->name),
            NULL);
}

static void check(LintSession *session, const Operation *operation)
{
    each_new_column(session, operation, check_column);
}

const LintRule rule_json_column = {
    .name = "json-column",
    .level = RISK_ADVICE,
    .dialect = "postgresql",
    .reason = "json has no equality: DISTINCT, GROUP BY and UNION fail on it, and no index helps",
    .remedy = "postgresql.JSONB",
    .check = check};
