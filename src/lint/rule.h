/* The LintRule interface: name, reason, remedy, and a function that checks one operation.
 *
 * To add one: copy a rule_*.c, declare it here, and add its row to lint.c. */
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

extern const LintRule rule_destroys, rule_deletes, rule_overwrites, rule_narrows, rule_unbatched_update,
    rule_redundant_index, rule_python_default, rule_index_not_concurrent, rule_drop_index_not_concurrent,
    rule_not_null_without_default, rule_set_not_null, rule_type_change, rule_foreign_key_validated,
    rule_check_validated, rule_constraint_builds_index, rule_renames_column, rule_renames_table, rule_volatile_default,
    rule_stored_computed, rule_unbounded_change, rule_enum_value, rule_locks_table, rule_cascades,
    rule_rewrites_on_purpose, rule_concurrently_inside, rule_json_column, rule_small_primary_key,
    rule_timestamp_without_zone, rule_unnamed_constraint, rule_copies_table, rule_several_statements,
    rule_still_referenced, rule_ends_transaction, rule_one_way, rule_acts_when_read;

/* Adds a risk of losing data that can be counted. */
void add_loss(LintSession *session, const LintRule *rule, const char *message, const Loss *loss);
/* `table`: the table with the data at risk; NULL: none. */
void add_risk(LintSession *session, const LintRule *rule, const char *message, const char *table);

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
size_t past_fillers(const StringVector *words, size_t at);
/* The name at `at`, after IF EXISTS and ONLY; "?" at the end of the statement. */
const char *name_at(LintSession *session, size_t at);

#endif
