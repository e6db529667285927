#include "rule.h"

#include "limbeck/dialect/dialect.h"
#include "limbeck/dialect/loss.h"

#include <string.h>

static const LintRule *const rules[] = {
#define RULE(name) &rule_##name,
#include "rule_list.h"
#undef RULE
};

enum { RULE_COUNT = sizeof rules / sizeof *rules };

const char *risk_level_name(RiskLevel level)
{
    static const char *const names[] = {
        [RISK_ADVICE] = "advice", [RISK_NOTE] = "note", [RISK_WARNING] = "warning", [RISK_LOSS] = "loss"};
    return names[level];
}

void add_risk(LintSession *session, const LintRule *rule, const char *message, const char *table)
{
    Risk risk = {.level = rule->level,
                 .rule = rule->name,
                 .message = message,
                 .table = arena_strdup(session->arena, table),
                 .remedy = rule->remedy,
                 .line = session->line};
    vector_push(session->arena, &session->risks, risk);
}

void add_loss(LintSession *session, const LintRule *rule, const char *message, const Loss *loss)
{
    add_risk(session, rule, message, loss->table);
    Risk *risk = &session->risks.items[session->risks.count - 1];
    risk->is_part = loss->is_part;
    risk->rows = loss->rows && is_unchanged(session, loss->rows) ? loss->rows : NULL;
    risk->schema = arena_strdup(session->arena, loss->schema);
    risk->column = arena_strdup(session->arena, loss->column);
}

bool is_new_table(const LintSession *session, const char *table)
{
    return table && string_vector_contains(&session->new_tables, table);
}

void each_new_column(LintSession *session, const Operation *operation, ColumnVisitor *look)
{
    if (operation->kind == OPERATION_ADD_COLUMN)
        look(session, operation->table_name, operation->column);
    for (size_t i = 0; operation->kind == OPERATION_CREATE_TABLE && i < operation->table->columns.count; i++)
        look(session, operation->table->name, operation->table->columns.items[i]);
}

/* ---- one operation ----------------------------------------------------------------- */

static const char *text_of(const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    return statement && statement->kind == STATEMENT_TEXT ? statement->text->text : NULL;
}

/* ADD COLUMN in an op.execute(). */
static void note_made_columns(LintSession *session, const Operation *operation)
{
    LossVector made = {0};
    if (text_of(operation))
        sql_created(session->arena, text_of(operation), &made);
    for (size_t i = 0; i < made.count; i++)
        if (made.items[i].column)
            vector_push(session->arena, &session->new_columns,
                        arena_format(session->arena, "%s.%s", made.items[i].table, made.items[i].column));
}

static void note_new_table(LintSession *session, const Operation *operation)
{
    if (operation->kind == OPERATION_CREATE_TABLE)
        vector_push(session->arena, &session->new_tables, arena_strdup(session->arena, operation->table->name));
    if (operation->kind == OPERATION_ADD_COLUMN)
        vector_push(session->arena, &session->new_columns,
                    arena_format(session->arena, "%s.%s", operation->table_name, operation->column->name));
    note_made_columns(session, operation);
}

void losses_of_execute(LintSession *session, const Operation *operation, LossVector *losses)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    const char *sql = text_of(operation);
    CompileOptions options = compile_options(dialect_named(session->dialect), MODE_OFFLINE);
    CompiledSql compiled;
    Error ignored = {0};
    bool changes = statement && (statement->kind == STATEMENT_DELETE || statement->kind == STATEMENT_UPDATE);
    if (changes && compile_statement(session->arena, &options, statement, &compiled, &ignored))
        sql = compiled.sql;
    if (sql)
        sql_losses(session->arena, sql, losses);
}

static void check_rules(LintSession *session, const Operation *operation)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (rules[i]->check && (!rules[i]->dialect || strcmp(rules[i]->dialect, session->dialect) == 0))
            rules[i]->check(session, operation);
}

/* A rule that checks the whole text reports the same risk for each of its statements. */
static void drop_repeated(LintSession *session, size_t first)
{
    Risk *risks = session->risks.items;
    size_t kept = first;
    for (size_t i = first; i < session->risks.count; i++) {
        size_t k = first;
        while (k < kept && (risks[k].rule != risks[i].rule || strcmp(risks[k].message, risks[i].message) != 0 ||
                            !same_name(risks[k].rows, risks[i].rows)))
            k++;
        if (k == kept)
            risks[kept++] = risks[i];
    }
    session->risks.count = kept;
}

static void check_statements(LintSession *session, const Operation *operation)
{
    SqlWordsVector statements = {0};
    split_statements(session->arena, text_of(operation), &statements);
    for (size_t i = 0; i < statements.count; i++) {
        session->words = statements.items[i];
        check_rules(session, operation);
        size_t after = words_after(&session->words, 0, "create table");
        if (after)
            vector_push(session->arena, &session->new_tables, name_at(session, after));
    }
    session->words = (StringVector){0};
    if (!statements.count)
        check_rules(session, operation);
}

void lint_operation(LintSession *session, const Operation *operation)
{
    size_t first = session->risks.count;
    session->operations++;
    session->words = (StringVector){0};
    if (text_of(operation))
        check_statements(session, operation);
    else
        check_rules(session, operation);
    drop_repeated(session, first);
    note_new_table(session, operation);
    note_changed_data(session, operation);
}

/* ---- comments that silence a rule ------------------------------------------------------ */

/* Matches "# limbeck: allow RULE, RULE: why". */
static bool names_rule(const char *line, size_t length, const char *marker, const char *rule)
{
    const char *found = memmem(line, length, marker, strlen(marker)), *end = line + length;
    if (!found)
        return false;
    for (const char *at = found + strlen(marker); at < end && *at != ':';) {
        at += strspn(at, " ,");
        size_t word = strcspn(at, " ,:\n");
        if (word == strlen(rule) && strncmp(at, rule, word) == 0)
            return true;
        if (!word)
            return false;
        at += word;
    }
    return false;
}

static bool is_comment(const char *line)
{
    return line[strspn(line, " \t")] == '#';
}

bool lint_is_silenced(const char *source, int line, const char *rule)
{
    bool over = false; /* whether the comment above the line silences it */
    int number = 1;
    for (const char *at = source; *at; number++) {
        size_t length = strcspn(at, "\n");
        if (names_rule(at, length, "# limbeck: allow-file ", rule))
            return true;
        bool here = names_rule(at, length, "# limbeck: allow ", rule);
        if (number == line && (here || over))
            return true;
        over = is_comment(at) && (here || over);
        at += length + (at[length] == '\n');
    }
    return false;
}

/* ---- all rules ---------------------------------------------------------------------------- */

size_t lint_rule_count(void)
{
    return RULE_COUNT;
}

RuleText lint_rule_text(size_t index)
{
    const LintRule *rule = rules[index];
    return (RuleText){rule->name, rule->level, rule->dialect, rule->reason, rule->remedy};
}
