/* The statements of an operation, in Alembic's order: one function a kind. */
#include "limbeck/dialect/compiler.h"
#include "limbeck/operations/rebuild.h"

#include <string.h>

typedef bool OperationCompiler(Compiler *compiler, const Operation *operation, CompiledVector *statements);

bool finish_statement(Compiler *compiler, CompiledVector *statements)
{
    compiler->compiled->sql = text_string(&compiler->out);
    vector_push(compiler->arena, statements, *compiler->compiled);
    compiler->out = text_in(compiler->arena);
    *compiler->compiled = (CompiledSql){0};
    return true;
}

/* ---- enumerations ---------------------------------------------------------------- */

static bool compile_create_enum(Compiler *compiler, const SqlType *type, CompiledVector *statements)
{
    text_append(&compiler->out, "CREATE TYPE ");
    append_table(compiler, type->name, type->schema);
    text_append(&compiler->out, " AS ENUM (");
    for (size_t i = 0; i < type->values.count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        append_text_literal(compiler, type->values.items[i]);
    }
    text_append_char(&compiler->out, ')');
    return finish_statement(compiler, statements);
}

/* CREATE TYPE for the enumerations of a new table, once in a run. An enumeration with metadata= is created by
 * metadata.create_all(), not here. */
static bool create_enums_of(Compiler *compiler, const Table *table, CompiledVector *statements)
{
    TypeMemo of_table = {.arena = compiler->arena};
    TypeMemo *memo = compiler->options->type_memo ? compiler->options->type_memo : &of_table;
    if (!compiler->dialect->traits.has_native_enums)
        return true;
    for (size_t i = 0; i < table->columns.count; i++) {
        const SqlType *type = type_for_dialect(table->columns.items[i]->type, compiler->dialect->traits.name);
        while (type->kind == TYPE_ARRAY)
            type = type_for_dialect(type->item, compiler->dialect->traits.name);
        if (!type_is_native_enum(type) || !type->create_type || type->of_metadata)
            continue;
        if (!type->name)
            return refuse(compiler, "an Enum without a name (PostgreSQL needs name=...)");
        if (type_memo_add(memo, type) && !compile_create_enum(compiler, type, statements))
            return false;
    }
    return true;
}

static bool operation_create_enum(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    return compile_create_enum(compiler, operation->type, statements);
}

static bool operation_drop_enum(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    text_append(&compiler->out, "DROP TYPE ");
    append_table(compiler, operation->type->name, operation->type->schema);
    return finish_statement(compiler, statements);
}

static bool operation_add_enum_value(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    const char *beside = operation->insert_before ? operation->insert_before : operation->insert_after;
    text_append(&compiler->out, "ALTER TYPE ");
    append_table(compiler, operation->type->name, operation->type->schema);
    text_append(&compiler->out, " ADD VALUE ");
    append_text_literal(compiler, operation->new_name);
    if (beside) {
        text_append(&compiler->out, operation->insert_before ? " BEFORE " : " AFTER ");
        append_text_literal(compiler, beside);
    }
    return finish_statement(compiler, statements);
}

static bool operation_drop_enum_value(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    (void)statements;
    return refuse(compiler, "removing the value '%s' from the type %s, which PostgreSQL does not support",
                  operation->new_name, operation->type->name);
}

static bool operation_sequence(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    bool creates = operation->kind == OPERATION_CREATE_SEQUENCE;
    text_append(&compiler->out, creates ? "CREATE SEQUENCE " : "DROP SEQUENCE ");
    if (operation->if_exists)
        text_append(&compiler->out, creates ? "IF NOT EXISTS " : "IF EXISTS ");
    append_table(compiler, operation->sequence->name, operation->sequence->schema);
    if (creates && operation->sequence->options)
        text_append_format(&compiler->out, " %s", operation->sequence->options);
    return finish_statement(compiler, statements);
}

static bool operation_schema(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    bool creates = operation->kind == OPERATION_CREATE_SCHEMA;
    text_append(&compiler->out, creates ? "CREATE SCHEMA " : "DROP SCHEMA ");
    if (operation->if_exists)
        text_append(&compiler->out, creates ? "IF NOT EXISTS " : "IF EXISTS ");
    append_quoted(compiler, operation->schema);
    text_append(&compiler->out, operation->cascades ? " CASCADE" : "");
    return finish_statement(compiler, statements);
}

/* ---- comments ------------------------------------------------------------------------ */

static bool comment_on_table(Compiler *compiler, const char *table, const char *schema, const char *comment,
                             CompiledVector *statements)
{
    text_append(&compiler->out, "COMMENT ON TABLE ");
    append_table(compiler, table, schema);
    text_append(&compiler->out, " IS ");
    if (comment)
        append_text_literal(compiler, comment);
    else
        text_append(&compiler->out, "NULL");
    return finish_statement(compiler, statements);
}

static bool comment_on_column(Compiler *compiler, const char *table, const char *schema, const Column *column,
                              CompiledVector *statements)
{
    text_append(&compiler->out, "COMMENT ON COLUMN ");
    append_table(compiler, table, schema);
    text_append_char(&compiler->out, '.');
    append_quoted(compiler, column->name);
    text_append(&compiler->out, " IS ");
    append_text_literal(compiler, column->comment);
    return finish_statement(compiler, statements);
}

static bool operation_table_comment(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    return comment_on_table(compiler, operation->table_name, operation->schema, operation->comment, statements);
}

/* ---- tables ------------------------------------------------------------------------------ */

static bool operation_create_table(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    const Table *table = operation->table;
    if ((!operation->is_bare && !operation->types_are_created && !create_enums_of(compiler, table, statements)) ||
        !compile_create_table(compiler, table, operation->if_exists) || !finish_statement(compiler, statements))
        return false;
    if (operation->is_bare)
        return true;
    for (size_t i = 0; i < table->indexes.count; i++)
        if (!compiler->dialect->create_index(compiler, table->indexes.items[i], false) ||
            !finish_statement(compiler, statements))
            return false;
    if (!compiler->dialect->traits.has_comments)
        return true;
    if (table->comment && *table->comment &&
        !comment_on_table(compiler, table->name, table->schema, table->comment, statements))
        return false;
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i]->comment && *table->columns.items[i]->comment &&
            !comment_on_column(compiler, table->name, table->schema, table->columns.items[i], statements))
            return false;
    return true;
}

static bool operation_drop_table(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    text_append(&compiler->out, operation->if_exists ? "DROP TABLE IF EXISTS " : "DROP TABLE ");
    append_table(compiler, operation->table_name, operation->schema);
    return finish_statement(compiler, statements);
}

static bool operation_rename_table(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    append_alter_table(compiler, operation);
    text_append(&compiler->out, "RENAME TO ");
    append_quoted(compiler, operation->new_name);
    return finish_statement(compiler, statements);
}

/* ---- columns ------------------------------------------------------------------------------- */

/* SQLAlchemy writes its own AddConstraint for any database, Alembic does not. */
static bool may_alter_constraint(Compiler *compiler, const Operation *operation)
{
    return (operation->is_bare && compiler->options->mode != MODE_EXECUTE) ||
           compiler->dialect->alter_constraint(compiler);
}

static bool add_constraint(Compiler *compiler, const Operation *operation, const Constraint *constraint,
                           CompiledVector *statements)
{
    if (!may_alter_constraint(compiler, operation))
        return false;
    append_alter_table(compiler, operation);
    text_append(&compiler->out, "ADD ");
    return compile_constraint(compiler, constraint) && finish_statement(compiler, statements);
}

/* The column's own constraints and indexes are in operation->table, except CHECK constraints, which are part of
 * the column's text. */
static bool operation_add_column(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    const Table *table = operation->table;
    const Column *column = operation->column;
    const Constraint *reference = NULL;
    append_alter_table(compiler, operation);
    text_append(&compiler->out, operation->if_exists ? "ADD COLUMN IF NOT EXISTS " : "ADD COLUMN ");
    Column bare = *column;
    bare.checks.count = 0;
    if (!compile_column(compiler, table, &bare))
        return false;
    if (operation->inline_primary_key && column->primary_key)
        text_append(&compiler->out, " PRIMARY KEY");
    if (operation->inline_references && column->foreign_keys.count == 1)
        for (size_t i = 0; i < table->constraints.count; i++)
            if (table->constraints.items[i]->kind == CONSTRAINT_FOREIGN_KEY)
                reference = table->constraints.items[i];
    if (reference && !compile_reference(compiler, reference))
        return false;
    for (size_t i = 0; i < column->checks.count; i++) {
        text_append_char(&compiler->out, ' ');
        if (!compile_constraint(compiler, column->checks.items[i]))
            return false;
    }
    finish_statement(compiler, statements);
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i] != reference && !is_enforced_by_type(compiler, table->constraints.items[i]) &&
            !(table->constraints.items[i]->implemented_type && !compiler->dialect->traits.adds_constraints) &&
            !add_constraint(compiler, operation, table->constraints.items[i], statements))
            return false;
    for (size_t i = 0; i < table->indexes.count; i++)
        if (!compiler->dialect->create_index(compiler, table->indexes.items[i], false) ||
            !finish_statement(compiler, statements))
            return false;
    if (column->comment && *column->comment && compiler->dialect->traits.has_comments)
        return comment_on_column(compiler, operation->table_name, operation->schema, column, statements);
    return true;
}

static bool operation_drop_column(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    append_alter_table(compiler, operation);
    text_append(&compiler->out, operation->if_exists ? "DROP COLUMN IF EXISTS " : "DROP COLUMN ");
    append_quoted(compiler, operation->column_name);
    return finish_statement(compiler, statements);
}

static bool operation_alter_column(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    return compiler->dialect->alter_column(compiler, operation, statements);
}

/* ---- indexes and constraints ------------------------------------------------------------------ */

static bool operation_create_index(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    return compiler->dialect->create_index(compiler, operation->index, operation->if_exists) &&
           finish_statement(compiler, statements);
}

static bool operation_drop_index(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    return compiler->dialect->drop_index(compiler, operation->index, operation->if_exists) &&
           finish_statement(compiler, statements);
}

static bool operation_create_constraint(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    return add_constraint(compiler, operation, operation->constraint, statements);
}

static bool operation_drop_constraint(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    if (!may_alter_constraint(compiler, operation))
        return false;
    if (!operation->constraint->name)
        return refuse(compiler, "dropping a constraint without a name");
    append_alter_table(compiler, operation);
    text_append(&compiler->out, operation->if_exists ? "DROP CONSTRAINT IF EXISTS " : "DROP CONSTRAINT ");
    if (!append_constraint_name(compiler, operation->constraint))
        return false;
    text_append(&compiler->out, operation->cascades ? " CASCADE" : "");
    return finish_statement(compiler, statements);
}

/* ---- data ----------------------------------------------------------------------------------------- */

static bool compile_into(Compiler *compiler, const Statement *statement, CompiledVector *statements)
{
    CompiledSql compiled;
    if (!compile_statement(compiler->arena, compiler->options, statement, &compiled, compiler->error))
        return false;
    vector_push(compiler->arena, statements, compiled);
    return true;
}

static bool operation_bulk_insert(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    for (size_t i = 0; i < operation->row_count; i++) {
        Statement insert = {
            .kind = STATEMENT_INSERT, .table = operation->table, .rows = &operation->rows[i], .row_count = 1};
        if (!compile_into(compiler, &insert, statements))
            return false;
    }
    return true;
}

static bool operation_execute(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    return compile_into(compiler, operation->statement, statements);
}

/* ---- rebuilding a table -------------------------------------------------------------------------- */

/* A type change casts the values. SQLite stores JSON as text and needs no cast to it. */
static const Expression *transferred(Compiler *compiler, const Rebuild *rebuild, const Transfer *transfer)
{
    Expression *column = expression_new(compiler->arena, EXPRESSION_COLUMN);
    column->name = transfer->from;
    column->table = rebuild->from;
    column->type = transfer->old_type;
    bool is_json = transfer->new_type && type_row(transfer->new_type->kind)->affinity == AFFINITY_JSON;
    bool casts = transfer->new_type && !types_are_akin(transfer->old_type, transfer->new_type) &&
                 !(is_json && !compiler->dialect->casts_json);
    if (!casts)
        return column;
    Expression *cast = expression_new(compiler->arena, EXPRESSION_CAST);
    cast->left = column;
    cast->type = transfer->new_type;
    return cast;
}

static bool copy_rows(Compiler *compiler, const Rebuild *rebuild, CompiledVector *statements)
{
    Arena *arena = compiler->arena;
    Statement select = {.kind = STATEMENT_SELECT};
    Statement insert = {.kind = STATEMENT_INSERT, .table = rebuild->to, .from_select = &select};
    select.columns.items = ARENA_ARRAY(arena, const Expression *, rebuild->transfer_count + 1);
    for (size_t i = 0; i < rebuild->transfer_count; i++) {
        select.columns.items[select.columns.count++] = transferred(compiler, rebuild, &rebuild->transfers[i]);
        vector_push(arena, &insert.insert_columns, rebuild->transfers[i].to);
    }
    return compile_into(compiler, &insert, statements);
}

/* SQLite refuses the rename while a view refers to the dropped table. */
static bool rename_quietly(Compiler *compiler, const Rebuild *rebuild, const Operation *rename,
                           CompiledVector *statements)
{
    static const char *const pragmas[] = {"PRAGMA legacy_alter_table = ON", "PRAGMA legacy_alter_table = OFF"};
    for (size_t i = 0; i < 2; i++) {
        if (i == 1 && !operation_rename_table(compiler, rename, statements))
            return false;
        if (!rebuild->renames_quietly)
            continue;
        text_append(&compiler->out, pragmas[i]);
        if (!finish_statement(compiler, statements))
            return false;
    }
    return true;
}

static bool write_index(Compiler *compiler, const Index *index, bool if_not_exists)
{
    if (!index->made_by)
        return compiler->dialect->create_index(compiler, index, if_not_exists);
    text_append(&compiler->out, index->made_by);
    return true;
}

static bool operation_rebuild_table(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    const Rebuild *rebuild = operation->rebuild;
    Operation create = {.table = rebuild->to};
    Operation rename = {
        .table_name = rebuild->to->name, .schema = rebuild->to->schema, .new_name = rebuild->from->name};
    /* On PostgreSQL the name of a constraint's index is unique in the schema, so two tables cannot both have it. */
    for (size_t i = 0; compiler->dialect->names_constraints_by_schema && i < rebuild->named_count; i++) {
        Operation drop = {
            .table_name = rebuild->from->name, .schema = rebuild->from->schema, .constraint = rebuild->named[i]};
        if (!operation_drop_constraint(compiler, &drop, statements))
            return false;
    }
    if (!operation_create_table(compiler, &create, statements) || !copy_rows(compiler, rebuild, statements))
        return false;
    text_append(&compiler->out, "DROP TABLE ");
    append_table(compiler, rebuild->from->name, rebuild->from->schema);
    if (!finish_statement(compiler, statements) || !rename_quietly(compiler, rebuild, &rename, statements))
        return false;
    for (size_t i = 0; i < rebuild->index_count; i++)
        if (!write_index(compiler, rebuild->indexes[i], false) || !finish_statement(compiler, statements))
            return false;
    for (size_t i = 0; i < rebuild->afterwards.count; i++) {
        text_append(&compiler->out, rebuild->afterwards.items[i]);
        if (!finish_statement(compiler, statements))
            return false;
    }
    return true;
}

/* Read from a SQL text, which says it already. */
static bool operation_of_text(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    (void)statements;
    return refuse(compiler, "%s", operation_describe(compiler->arena, operation));
}

static OperationCompiler *const compilers[OPERATION_KIND_COUNT] = {
#define OPERATION(kind, words, compiles, applies) [OPERATION_##kind] = operation_##compiles,
#include "limbeck/operations/operation_list.h"
#undef OPERATION
};

bool compile_operation(Arena *arena, const CompileOptions *options, const Operation *operation,
                       CompiledVector *statements, Error *error)
{
    CompiledSql compiled = {0};
    Compiler compiler = {.arena = arena,
                         .options = options,
                         .dialect = options->dialect,
                         .out = text_in(arena),
                         .compiled = &compiled,
                         .include_table = true,
                         .include_schema = true,
                         .literal_binds = true,
                         .error = error};
    return compilers[operation->kind](&compiler, operation, statements);
}
