/* What an operator should know before a step runs, and an author before it is
 * written: one rule a file, each a row of the table in lint.c. Operations are shown to the rules one by one, as the
 * script makes them; they need not live any longer.
 *
 *     LintSession session = {.arena = arena, .dialect = "postgresql"};
 *     lint_operation(&session, operation);   // once each
 *     show(session.risks);
 */
#ifndef LIMBECK_LINT_LINT_H
#define LIMBECK_LINT_LINT_H

#include "limbeck/operations/operation.h"
#include "limbeck/schema/model.h"

/* ADVICE is about how scripts are written, and kept out of an operator's way. */
typedef enum { RISK_ADVICE, RISK_NOTE, RISK_WARNING, RISK_LOSS } RiskLevel;

typedef struct Risk {
    RiskLevel level;
    const char *rule;    /* "destroys" */
    const char *message; /* one line */
    const char *table;   /* whose rows are at stake; NULL when none */
    const char *schema;  /* its schema, where one is named */
    const char *column;  /* the one whose values are; NULL: all of the row */
    bool is_part;        /* of the rows perhaps not all: there is a condition */
    const char *remedy;  /* the safe way to write it; NULL when there is none to tell */
    int line;            /* of the script; 0: the whole of it */
} Risk;

typedef struct LintSession {
    Arena *arena;
    const char *dialect;
    VECTOR(Risk) risks;
    const SchemaModel *schema;   /* before the step; NULL: not known */
    StringVector gone;           /* tables, and their columns and constraints, dropped so far */
    bool is_outside;             /* a transaction: in an autocommit block */
    int line;                    /* of the operation shown next */
    StringVector unique_columns; /* "table.column" made UNIQUE so far */
    StringVector new_tables;     /* made in this step: empty, and nobody else's yet */
    StringVector new_columns;    /* "table.column", added in this step */
    bool is_downgrade;
    StringVector words; /* of the SQL text under the eyes of the rules */
    bool column_added;
    size_t operations;
} LintSession;

void lint_operation(LintSession *session, const Operation *operation);

/* When both directions of a revision have been shown: `upgrade` learns whether
 * anything undoes it. */
void lint_one_way(LintSession *upgrade, const LintSession *downgrade);
/* Of the script: where it acts though it is merely read; 0: nowhere. */
void lint_acting_line(LintSession *session, int line);

/* Whether the script says "# limbeck: allow RULE" at the line, in the comment over
 * it, or "# limbeck: allow-file RULE" anywhere. */
bool lint_is_silenced(const char *source, int line, const char *rule);

/* Every rule, for a list of them. */
typedef struct RuleText {
    const char *name;
    RiskLevel level;
    const char *dialect; /* NULL: both */
    const char *reason;
    const char *remedy;
} RuleText;

size_t lint_rule_count(void);
RuleText lint_rule_text(size_t index);
const char *risk_level_name(RiskLevel level);

#endif
