/* The statements of alter_column(); each dialect has its own order. */
#include "limbeck/dialect/compiler.h"

#include <string.h>

static void append_alter_column(Compiler *compiler, const Operation *operation)
{
    append_alter_table(compiler, operation);
    text_append(&compiler->out, "ALTER COLUMN ");
    append_quoted(compiler, operation->change->column);
    text_append_char(&compiler->out, ' ');
}

bool alter_type(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    const ColumnChange *change = operation->change;
    if (!change->type)
        return true;
    append_alter_column(compiler, operation);
    text_append(&compiler->out, "TYPE ");
    if (!compile_type(compiler, change->type))
        return false;
    if (change->using_text && compiler->dialect->has_type_using)
        text_append_format(&compiler->out, " USING %s", change->using_text);
    return finish_statement(compiler, statements);
}

bool alter_nullable(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    if (operation->change->nullable < 0)
        return true;
    append_alter_column(compiler, operation);
    text_append(&compiler->out, operation->change->nullable ? "DROP NOT NULL" : "SET NOT NULL");
    return finish_statement(compiler, statements);
}

/* SET for each option whose value changes, sorted by name. */
static bool alter_identity(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    static const size_t by_name[IDENTITY_OPTIONS] = {6, 7, 0, 3, 2, 5, 4, 1};
    static const IdentityOptions unknown = {0};
    const ColumnChange *change = operation->change;
    const IdentityOptions *now = change->identity, *before = change->existing_identity;
    if (!compiler->dialect->has_identity_columns)
        return refuse(compiler, "a change of an identity column on %s", compiler->dialect->traits.title);
    append_alter_column(compiler, operation);
    if (!now) {
        text_append(&compiler->out, "DROP IDENTITY");
        return finish_statement(compiler, statements);
    }
    if (change->adds_identity) {
        text_append_format(&compiler->out, "ADD GENERATED %s AS IDENTITY", now->always ? "ALWAYS" : "BY DEFAULT");
        if (now->options)
            text_append_format(&compiler->out, " (%s)", now->options);
        return finish_statement(compiler, statements);
    }
    before = before ? before : &unknown;
    const char *space = "";
    if (now->always != before->always) {
        text_append_format(&compiler->out, "SET GENERATED %s", now->always ? "ALWAYS" : "BY DEFAULT");
        space = " ";
    }
    for (size_t i = 0; i < IDENTITY_OPTIONS; i++) {
        const char *part = now->parts[by_name[i]], *old = before->parts[by_name[i]];
        if (!part && old)
            return refuse(compiler, "an identity column that loses '%s'", old);
        if (!part || (old && strcmp(part, old) == 0))
            continue;
        text_append_format(&compiler->out, "%sSET %s", space, part);
        space = " ";
    }
    return finish_statement(compiler, statements);
}

bool alter_default(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    if (operation->change->changes_identity)
        return alter_identity(compiler, operation, statements);
    if (operation->change->default_change == DEFAULT_UNTOUCHED)
        return true;
    append_alter_column(compiler, operation);
    if (operation->change->default_change == DEFAULT_DROP) {
        text_append(&compiler->out, "DROP DEFAULT");
        return finish_statement(compiler, statements);
    }
    text_append(&compiler->out, "SET DEFAULT ");
    return compile_default(compiler, operation->change->server_default) && finish_statement(compiler, statements);
}

bool alter_comment(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    if (!operation->change->comment_given)
        return true;
    text_append(&compiler->out, "COMMENT ON COLUMN ");
    append_table(compiler, operation->table_name, operation->schema);
    text_append_char(&compiler->out, '.');
    append_quoted(compiler, operation->change->column);
    text_append(&compiler->out, " IS ");
    if (operation->change->comment)
        append_text_literal(compiler, operation->change->comment);
    else
        text_append(&compiler->out, "NULL");
    return finish_statement(compiler, statements);
}

bool alter_name(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    if (!operation->change->new_name)
        return true;
    append_alter_table(compiler, operation);
    text_append(&compiler->out, compiler->dialect->rename_column);
    append_quoted(compiler, operation->change->column);
    text_append(&compiler->out, " TO ");
    append_quoted(compiler, operation->change->new_name);
    return finish_statement(compiler, statements);
}
