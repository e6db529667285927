/* A constraint without a name cannot be dropped by name in the downgrade. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    const Constraint *constraint = operation->kind == OPERATION_CREATE_CONSTRAINT ? operation->constraint : NULL;
    if (constraint && !constraint->name)
        add_risk(session, &rule_unnamed_constraint,
                 arena_format(session->arena, "a constraint of %s has no name", operation->table_name), NULL);
    for (size_t i = 0; operation->kind == OPERATION_CREATE_TABLE && i < operation->table->constraints.count; i++) {
        const Constraint *made = operation->table->constraints.items[i];
        if (!made->name && made->kind != CONSTRAINT_PRIMARY_KEY && !made->implemented_type)
            add_risk(session, &rule_unnamed_constraint,
                     arena_format(session->arena, "a constraint of %s has no name", operation->table->name), NULL);
    }
}

const LintRule rule_unnamed_constraint = {.name = "unnamed-constraint",
                                          .level = RISK_ADVICE,
                                          .reason =
                                              "each database generates another name, so a later drop does not know it",
                                          .remedy = "name it, or set a naming_convention on the MetaData",
                                          .check = check};
