/* Tables and columns changed by earlier operations of the step. A statement that selects by them would find other
 * rows now than when it runs, so its rows are not counted in advance. */
#include "rule.h"

#include "limbeck/dialect/loss.h"

#include <string.h>

static void note(LintSession *session, const char *name)
{
    if (name && !string_vector_contains(&session->changed, name))
        vector_push(session->arena, &session->changed, arena_strdup(session->arena, name));
}

/* Foreign keys may delete or change rows that refer to a changed table. */
static void note_rows(LintSession *session, const char *table)
{
    if (!table || string_vector_contains(&session->changed, table))
        return;
    note(session, table);
    for (size_t i = 0; session->enforces_foreign_keys && session->schema && i < session->schema->tables.count; i++) {
        const Table *other = session->schema->tables.items[i];
        for (size_t k = 0; k < other->constraints.count; k++)
            if (other->constraints.items[k]->kind == CONSTRAINT_FOREIGN_KEY &&
                same_name(other->constraints.items[k]->referent_table, table))
                note_rows(session, other->name);
    }
}

/* INSERT INTO name, ALTER TABLE [IF EXISTS] [ONLY] name */
static void note_named(LintSession *session, SqlReader tokens)
{
    while (tokens.at < tokens.end) {
        Loss named = {0};
        bool is_target = sql_take(&tokens, "into") || sql_take(&tokens, "table");
        for (const char *const *filler = (const char *const[]){"if", "not", "exists", "only", NULL}; *filler; filler++)
            if (is_target)
                sql_take(&tokens, *filler);
        if (is_target && sql_take_table(session->arena, &tokens, &named))
            note_rows(session, named.table);
        else
            tokens.at++;
    }
}

static void note_text(LintSession *session, const char *sql)
{
    SqlTokens tokens = {0};
    LossVector losses = {0};
    sql_losses(session->arena, sql, &losses);
    sql_created(session->arena, sql, &losses);
    session->changes_unknown |= losses_have_unknown(&losses) || !sql_tokens(session->arena, sql, &tokens);
    for (size_t i = 0; i < losses.count; i++) {
        note_rows(session, losses.items[i].table);
        note(session, losses.items[i].column);
    }
    if (!session->changes_unknown)
        note_named(session, (SqlReader){tokens.items, tokens.items + tokens.count});
}

void note_changed_data(LintSession *session, const Operation *operation)
{
    const Statement *statement = operation->statement;
    if (operation->kind == OPERATION_EXECUTE && statement->kind == STATEMENT_TEXT) {
        note_text(session, statement->text->text);
    } else if (operation->kind == OPERATION_EXECUTE) {
        if (statement->kind != STATEMENT_SELECT)
            note_rows(session, statement->table ? statement->table->name : NULL);
    } else if (operation->kind == OPERATION_ALTER_COLUMN) {
        note(session, operation->change->column);
        note(session, operation->change->new_name);
    } else if (operation->kind == OPERATION_ADD_COLUMN || operation->kind == OPERATION_DROP_COLUMN) {
        note(session, operation->column ? operation->column->name : operation->column_name);
    } else if (operation->kind != OPERATION_CREATE_INDEX && operation->kind != OPERATION_DROP_INDEX &&
               operation->kind != OPERATION_CREATE_CONSTRAINT && operation->kind != OPERATION_DROP_CONSTRAINT) {
        note_rows(session, operation->table_name ? operation->table_name
                           : operation->table    ? operation->table->name
                                                 : NULL);
        note(session, operation->new_name);
    }
}

/* A view may read any table. Without the schema every relation may be a view. */
static bool may_be_view(const LintSession *session, const char *name)
{
    for (size_t i = 0; session->schema && i < session->schema->items.count; i++) {
        const OpaqueItem *item = &session->schema->items.items[i];
        const char *dot = strrchr(item->name, '.');
        if (strstr(item->kind, "view") && same_name(dot ? dot + 1 : item->name, name))
            return true;
    }
    return !session->schema;
}

bool is_unchanged(LintSession *session, const char *rows)
{
    SqlTokens tokens = {0};
    if (session->changes_unknown || !sql_tokens(session->arena, rows, &tokens))
        return false;
    for (size_t i = 0; session->changed.count && i < tokens.count; i++) {
        const SqlToken *token = &tokens.items[i];
        if (token->kind != SQL_TOKEN_WORD && token->kind != SQL_TOKEN_NAME)
            continue;
        const char *name = sql_token_name(session->arena, token);
        if (string_vector_contains(&session->changed, name) || may_be_view(session, name))
            return false;
    }
    return true;
}
