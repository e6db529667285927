/* Column(default=...) is used only by SQLAlchemy; the server gets no default. */
#include "rule.h"

static void check(LintSession *session, const Operation *operation)
{
    bool makes = operation->kind == OPERATION_CREATE_TABLE || operation->kind == OPERATION_ADD_COLUMN;
    for (size_t i = 0; makes && i < operation->table->columns.count; i++) {
        const Column *column = operation->table->columns.items[i];
        if (column->python_default.kind && !column->server_default)
            add_risk(session, &rule_python_default,
                     arena_format(session->arena, "default= on %s.%s does nothing in SQL; use server_default=",
                                  operation->table->name, column->name),
                     NULL);
    }
}

const LintRule rule_python_default = {.name = "python-default",
                                      .level = RISK_NOTE,
                                      .reason = "default= works only in the application; other clients insert NULL",
                                      .remedy = "server_default=",
                                      .check = check};
