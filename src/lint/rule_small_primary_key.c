/* An INTEGER key overflows after about two thousand million rows. */
#include "rule.h"

#include "limbeck/dialect/dialect.h"

static void check_column(LintSession *session, const char *table, const Column *column)
{
    bool is_small = column->type && type_row(column->type->kind)->affinity == AFFINITY_INTEGER &&
                    column->type->kind != TYPE_BIG_INTEGER && column->type->kind != TYPE_UPPER_BIGINT;
    if (column->primary_key && is_small && !column->foreign_keys.count && column->autoincrement != 0 &&
        dialect_traits(dialect_named(session->dialect))->has_serials)
        add_risk(session, &rule_small_primary_key,
                 arena_format(session->arena, "%s.%s cannot exceed 2147483647", table, column->name), NULL);
}

static void check(LintSession *session, const Operation *operation)
{
    each_new_column(session, operation, check_column);
}

const LintRule rule_small_primary_key = {
    .name = "small-primary-key",
    .level = RISK_ADVICE,
    .reason = "inserts fail after 2147483647 rows, and changing the type rewrites the table",
    .remedy = "sa.BigInteger",
    .check = check};
