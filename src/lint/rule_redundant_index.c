/* An index on a column that is already UNIQUE, which has an index. */
#include "rule.h"

static const char *qualified(LintSession *session, const char *table, const char *column)
{
    return arena_format(session->arena, "%s.%s", table, column);
}

static void note_unique(LintSession *session, const Table *table)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        if (constraint->kind == CONSTRAINT_UNIQUE && constraint->columns.count == 1)
            vector_push(session->arena, &session->unique_columns,
                        qualified(session, table->name, constraint->columns.items[0]));
    }
}

static void check(LintSession *session, const Operation *operation)
{
    if (operation->kind == OPERATION_CREATE_TABLE)
        note_unique(session, operation->table);
    if (operation->kind != OPERATION_CREATE_INDEX || operation->index->expressions.count != 1)
        return;
    const Expression *column = operation->index->expressions.items[0];
    bool repeats =
        column->kind == EXPRESSION_COLUMN &&
        string_vector_contains(&session->unique_columns, qualified(session, operation->index->table, column->name));
    if (repeats)
        add_risk(session, &rule_redundant_index,
                 arena_format(session->arena, "index %s duplicates the index of the UNIQUE constraint",
                              operation->index->name),
                 NULL);
}

const LintRule rule_redundant_index = {.name = "redundant-index",
                                       .level = RISK_NOTE,
                                       .reason =
                                           "a UNIQUE constraint has an index; a second one only makes writes slower",
                                       .remedy = "leave the index out",
                                       .check = check};
