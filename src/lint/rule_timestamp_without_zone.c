/* A TIMESTAMP without time zone is interpreted differently by each reader. */
#include "rule.h"

static void check_column(LintSession *session, const char *table, const Column *column)
{
    if (column->type && type_row(column->type->kind)->affinity == AFFINITY_DATETIME && !column->type->timezone)
        add_risk(session, &rule_timestamp_without_zone,
                 arena_format(session->arena, "%s.%s has no time zone", table, column->name), NULL);
}

static void check(LintSession *session, const Operation *operation)
{
    each_new_column(session, operation, check_column);
}

const LintRule rule_timestamp_without_zone = {.name = "timestamp-without-zone",
                                              .level = RISK_ADVICE,
                                              .dialect = "postgresql",
                                              .reason = "clients in different time zones read different moments",
                                              .remedy = "sa.DateTime(timezone=True)",
                                              .check = check};
