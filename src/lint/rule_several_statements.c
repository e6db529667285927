/* Several statements in one op.execute() are sent as one string and fail or succeed together. */
#include "rule.h"

#include <string.h>

static void check(LintSession *session, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    const char *text = statement && statement->kind == STATEMENT_TEXT ? statement->text->text : "";
    const char *semicolon = strchr(text, ';');
    bool quotes = strchr(text, '$') || strchr(text, '\'');
    if (semicolon && !quotes && semicolon[1 + strspn(semicolon + 1, "; \t\r\n")])
        add_risk(session, &rule_several_statements, "several statements in one text", NULL);
}

const LintRule rule_several_statements = {
    .name = "several-statements",
    .level = RISK_ADVICE,
    .reason = "an error does not say which statement failed; under Alembic, SQLite's driver refuses them",
    .remedy = "one op.execute() for each statement",
    .check = check};
