/* A column added and filled in one step: PostgreSQL holds the ALTER's lock until every row is written. */
#include "rule.h"

#include "limbeck/dialect/dialect.h"

#include <string.h>
#include <strings.h>

static bool updates(const Operation *operation)
{
    if (operation->kind != OPERATION_EXECUTE)
        return false;
    const Statement *statement = operation->statement;
    if (statement->kind != STATEMENT_TEXT)
        return statement->kind == STATEMENT_UPDATE;
    const char *sql = statement->text->text;
    return strncasecmp(sql + strspn(sql, " \t\r\n"), "update", 6) == 0;
}

static void check(LintSession *session, const Operation *operation)
{
    bool holds_lock = session->column_added && dialect_traits(dialect_named(session->dialect))->locks_tables;
    if (holds_lock && updates(operation))
        add_risk(session, &rule_unbatched_update,
                 "updates rows in one statement while holding the ACCESS EXCLUSIVE lock of the new column", NULL);
    session->column_added |= operation->kind == OPERATION_ADD_COLUMN;
}

const LintRule rule_unbatched_update = {.name = "unbatched-update",
                                        .level = RISK_WARNING,
                                        .dialect = "postgresql",
                                        .reason =
                                            "the lock of the new column blocks reads and writes while rows are updated",
                                        .remedy = "add the column in one revision; fill it in the next, in batches",
                                        .check = check};
