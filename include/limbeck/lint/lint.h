/* What an operator should know before a step runs: one rule a file, each a row
 * of the table in lint.c. Operations are shown to the rules one by one, as the
 * script makes them; they need not live any longer.
 *
 *     LintSession session = {.arena = arena, .dialect = "postgresql"};
 *     lint_operation(&session, operation);   // once each
 *     show(session.risks);
 */
#ifndef LIMBECK_LINT_LINT_H
#define LIMBECK_LINT_LINT_H

#include "limbeck/operations/operation.h"

typedef enum { RISK_NOTE, RISK_WARNING, RISK_LOSS } RiskLevel;

typedef struct Risk {
    RiskLevel level;
    const char *rule;    /* "destroys" */
    const char *message; /* one line */
    const char *table;   /* whose rows are at stake; NULL when none */
} Risk;

typedef struct LintSession {
    Arena *arena;
    const char *dialect;
    VECTOR(Risk) risks;
    StringVector unique_columns; /* "table.column" made UNIQUE so far */
    bool column_added;
} LintSession;

void lint_operation(LintSession *session, const Operation *operation);

#endif
