/* The LintRule interface: name, reason, remedy, and a function that checks one operation.
 *
 * To add one: copy a rule_*.c, and add its row to rule_list.h. */
#ifndef LIMBECK_SRC_LINT_RULE_H
#define LIMBECK_SRC_LINT_RULE_H

#include "limbeck/lint/lint.h"
#include "limbeck/operations/loss.h"

typedef struct LintRule {
    const char *name;
    RiskLevel level;
    const char *dialect; /* NULL: all dialects */
    const char *reason;
    const char *remedy; /* NULL: no general remedy */
    void (*check)(LintSession *session, const Operation *operation);
} LintRule;

#define RULE(name) extern const LintRule rule_##name;
#include "rule_list.h"
#undef RULE

/* Adds a risk of losing data that can be counted. */
void add_loss(LintSession *session, const LintRule *rule, const char *message, const Loss *loss);
/* `table`: the table with the data at risk; NULL: none. */
void add_risk(LintSession *session, const LintRule *rule, const char *message, const char *table);

/* Adds the rows of other tables that ON DELETE or TRUNCATE ... CASCADE deletes or changes, where the schema is
 * known. */
void add_referring_rows(LintSession *session, const LintRule *rule, const Loss *loss);
/* Whether more rows of the loss's own table go than it selects: the table refers to itself, or a circle of keys leads
 * back to it. */
bool deletes_more_of_table(LintSession *session, const Loss *loss);

/* Call after each operation. */
void note_changed_data(LintSession *session, const Operation *operation);
/* False when an earlier operation of the step may change which rows the operation selects. */
bool is_unchanged(LintSession *session, const char *rows);

/* The losses of a DELETE or UPDATE, whether SQL text or a SQLAlchemy statement; none for other operations. */
void losses_of_execute(LintSession *session, const Operation *operation, LossVector *losses);

/* True for a table created in this step: locking or rewriting it blocks no other session. */
bool is_new_table(const LintSession *session, const char *table);

/* Calls `look` for each column that a CREATE TABLE or ADD COLUMN creates. */
typedef void ColumnVisitor(LintSession *session, const char *table, const Column *column);
void each_new_column(LintSession *session, const Operation *operation, ColumnVisitor *look);

/* ---- words.c: the SQL text of an op.execute() ---------------------------------------------- */

/* Splits SQL into statements (also those inside DO blocks), each a list of words, names, numbers and commas. The
 * contents of strings, comments and function bodies are left out. */
typedef VECTOR(StringVector) SqlWordsVector;
void split_statements(Arena *arena, const char *sql, SqlWordsVector *statements);

/* Index after the words of `phrase` (such as "alter table") when they occur at or after `at`; else 0. */
size_t words_after(const StringVector *words, size_t at, const char *phrase);
bool words_begin(const StringVector *words, const char *phrase);
bool words_have(const StringVector *words, const char *phrase);

/* The name without schema and quotes: public."users" becomes users. */
char *bare_name(Arena *arena, const char *written);
size_t skip_fillers(const StringVector *words, size_t at);
/* The name at `at`, after IF EXISTS and ONLY; "?" at the end of the statement. */
const char *name_at(LintSession *session, size_t at);

#endif
