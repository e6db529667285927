/* What a rule is: a name, a reason, a safer way, and a look at one operation.
 *
 * To add one: copy a rule_*.c, declare it here, and add its row to lint.c. */
#ifndef LIMBECK_SRC_LINT_RULE_H
#define LIMBECK_SRC_LINT_RULE_H

#include "limbeck/lint/lint.h"
#include "limbeck/operations/loss.h"

typedef struct LintRule {
    const char *name;
    RiskLevel level;
    const char *dialect; /* NULL: both */
    const char *reason;
    const char *remedy; /* NULL: none but to think again */
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

/* Of data that goes, which can be counted. */
void add_loss(LintSession *session, const LintRule *rule, const char *message, const Loss *loss);
/* `table`: whose rows are at stake; NULL when none. */
void add_risk(LintSession *session, const LintRule *rule, const char *message, const char *table);

/* Made in this step: whatever happens to it blocks nobody. */
bool is_new_table(const LintSession *session, const char *table);

/* Shows each column that a CREATE TABLE or an ADD COLUMN makes. */
typedef void LookAtColumn(LintSession *session, const char *table, const Column *column);
void each_new_column(LintSession *session, const Operation *operation, LookAtColumn *look);

/* ---- words.c: the SQL text of an op.execute() ---------------------------------------------- */

/* The statements of an SQL text, those of a DO block too: the words, names, numbers and commas of each. What is in
 * strings, comments and the bodies of functions is left out. */
typedef VECTOR(StringVector) SqlWordsVector;
void split_statements(Arena *arena, const char *sql, SqlWordsVector *statements);

/* Where the words (such as "alter table") stand one after the other, from `at` on;
 * what follows them, or 0. */
size_t words_after(const StringVector *words, size_t at, const char *phrase);
bool words_begin(const StringVector *words, const char *phrase);
bool words_have(const StringVector *words, const char *phrase);

/* public."users" is users to the list of tables. */
char *bare_name(Arena *arena, const char *written);
size_t past_fillers(const StringVector *words, size_t at);
/* The name that follows, past IF EXISTS and ONLY; "?" at the end. */
const char *name_at(LintSession *session, size_t at);

#endif
