/* UNIQUE, PRIMARY KEY and EXCLUDE build an index while the table is locked. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Constraint *constraint = operation->kind == OPERATION_CREATE_CONSTRAINT ? operation->constraint : NULL;
    bool builds = constraint &&
                  (constraint->kind == CONSTRAINT_UNIQUE || constraint->kind == CONSTRAINT_PRIMARY_KEY ||
                   constraint->kind == CONSTRAINT_EXCLUDE) &&
                  !is_new_table(session, operation->table_name);
    bool in_text = words_begin(&session->words, "alter table") && words_have(&session->words, "add constraint") &&
                   (words_have(&session->words, "unique") || words_have(&session->words, "primary key")) &&
                   !words_have(&session->words, "using index");
    if (builds || in_text)
        add_risk(session, &rule_constraint_builds_index,
                 builds ? arena_format(session->arena, "builds an index over %s while reads and writes of it wait",
                                       operation->table_name)
                        : "builds an index while other sessions wait",
                 operation->table_name);
}

const LintRule rule_constraint_builds_index = {
    .name = "constraint-builds-index",
    .level = RISK_WARNING,
    .dialect = "postgresql",
    .reason = "the index is built under an ACCESS EXCLUSIVE lock",
    .remedy = "CREATE UNIQUE INDEX CONCURRENTLY, then ALTER TABLE ... ADD CONSTRAINT ... USING INDEX",
    .check = check};
