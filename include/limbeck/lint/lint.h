/* The lint rules: risks that an operator should know before a step runs, and an author before it is
 * written. One rule per file, one row each in lint.c. Pass operations one by one as the script makes
 * them; they are not used afterwards.
 *
 *     LintSession session = {.arena = arena, .dialect = "postgresql"};
 *     lint_operation(&session, operation);   // once each
 *     show(session.risks); */
#ifndef LIMBECK_LINT_LINT_H
#define LIMBECK_LINT_LINT_H

#include "limbeck/operations/operation.h"
#include "limbeck/schema/model.h"

/* ADVICE concerns how scripts are written; it is not shown before a run. */
typedef enum { RISK_ADVICE, RISK_NOTE, RISK_WARNING, RISK_LOSS } RiskLevel;

typedef struct Risk {
    RiskLevel level;
    const char *rule;    /* "destroys" */
    const char *message; /* one line */
    const char *table;   /* the table with the data at risk; NULL: none */
    const char *schema;  /* its schema, if named */
    const char *column;  /* the column with the values at risk; NULL: whole rows */
    const char *rows;    /* those at risk, as the text after FROM: "t WHERE id > 2"; NULL: unknown, at most all */
    bool is_part;        /* possibly not all rows: there is a condition */
    const char *remedy;  /* a safer way to write it; NULL: none known */
    int line;            /* of the script; 0: the whole script */
} Risk;

typedef struct LintSession {
    Arena *arena;
    const char *dialect;
    VECTOR(Risk) risks;
    const SchemaModel *schema;   /* before the step; NULL: unknown */
    StringVector dropped;        /* tables, columns and constraints dropped so far */
    bool is_outside;             /* in an autocommit block, outside the transaction */
    int line;                    /* of the next operation */
    StringVector unique_columns; /* "table.column" made UNIQUE so far */
    StringVector new_tables;     /* created in this step: empty, and not used by others yet */
    StringVector new_columns;    /* "table.column", added in this step */
    StringVector changed;        /* tables whose rows, and columns whose values, operations so far have changed */
    bool enforces_foreign_keys;  /* deleted rows take rows with them that refer to them */
    bool changes_unknown;        /* what they have changed is not known */
    bool is_downgrade;
    StringVector words; /* of the SQL being checked */
    bool column_added;
    size_t operations;
} LintSession;

/* Checks one operation with every rule; risks and losses are added to the session, in its arena. */
void lint_operation(LintSession *session, const Operation *operation);

/* Call after both directions of a revision: adds a risk to `upgrade` if the downgrade undoes nothing. */
void lint_one_way(LintSession *upgrade, const LintSession *downgrade);
/* `line`: where the script has effects when it is only loaded; 0: nowhere. */
void lint_import_effect(LintSession *session, int line);

/* Whether the script contains "# limbeck: allow RULE" on the line or in the comment above it, or "# limbeck:
 * allow-file RULE" anywhere. */
bool lint_is_silenced(const char *source, int line, const char *rule);

/* A rule's texts, for lists. */
typedef struct RuleText {
    const char *name;
    RiskLevel level;
    const char *dialect; /* NULL: all dialects */
    const char *reason;
    const char *remedy;
} RuleText;

/* The rules in the order of rule_list.h. */
size_t lint_rule_count(void);
RuleText lint_rule_text(size_t index);
const char *risk_level_name(RiskLevel level);

#endif
