/* DDL that both dialects write the same way. */
#include "limbeck/dialect/compiler.h"

#include <string.h>
#include <strings.h>

bool compile_ddl_expression(Compiler *compiler, const Expression *expression)
{
    bool include_table = compiler->include_table, literal_binds = compiler->literal_binds;
    compiler->include_table = false;
    compiler->literal_binds = true;
    bool done = compile_expression(compiler, expression);
    compiler->include_table = include_table;
    compiler->literal_binds = literal_binds;
    return done;
}

bool compile_default(Compiler *compiler, const Expression *server_default)
{
    bool plain = server_default->kind == EXPRESSION_LITERAL && server_default->literal.kind == LITERAL_TEXT &&
                 !server_default->type;
    if (plain) {
        append_text_literal(compiler, server_default->literal.bytes);
        return true;
    }
    return compile_ddl_expression(compiler, server_default);
}

/* name type [default] [NOT NULL ...] [column constraints] */
bool compile_column(Compiler *compiler, const Table *table, const Column *column)
{
    append_written_name(compiler, column->name, column->quote);
    text_append_char(&compiler->out, ' ');
    if (column->has_second_enum)
        return refuse(compiler, "a column with an Enum after its type");
    if (!compiler->dialect->column_type(compiler, table, column) ||
        !compiler->dialect->column_tail(compiler, table, column))
        return false;
    for (size_t i = 0; i < column->checks.count; i++) {
        text_append_char(&compiler->out, ' ');
        if (!compile_constraint(compiler, column->checks.items[i]))
            return false;
    }
    return true;
}

/* ---- constraints -------------------------------------------------------------- */

static bool one_of(Compiler *compiler, const char *phrase, const char *const *phrases)
{
    for (; *phrases; phrases++)
        if (strcasecmp(*phrases, phrase) == 0)
            return true;
    return refuse(compiler, "the phrase '%s' in a constraint", phrase);
}

static void append_referent(Compiler *compiler, const Constraint *key, bool with_schema)
{
    const Table table = {.name = key->referent_table,
                         .schema = with_schema ? key->referent_schema : NULL,
                         .quote = key->referent_quote,
                         .schema_quote = key->referent_schema_quote};
    append_table_of(compiler, &table);
}

/* MATCH, ON DELETE and ON UPDATE */
static bool compile_key_actions(Compiler *compiler, const Constraint *constraint)
{
    static const char *const actions[] = {"RESTRICT", "CASCADE", "SET NULL", "NO ACTION", "SET DEFAULT", NULL};
    Text *out = &compiler->out;
    if (constraint->match)
        text_append_format(out, " MATCH %s", constraint->match);
    if (constraint->on_delete) {
        if (!one_of(compiler, constraint->on_delete, actions))
            return false;
        text_append_format(out, " ON DELETE %s", constraint->on_delete);
    }
    if (constraint->on_update) {
        if (!one_of(compiler, constraint->on_update, actions))
            return false;
        text_append_format(out, " ON UPDATE %s", constraint->on_update);
    }
    return true;
}

static bool compile_foreign_key(Compiler *compiler, const Constraint *constraint)
{
    Text *out = &compiler->out;
    text_append(out, "FOREIGN KEY(");
    append_column_list(compiler, &constraint->columns);
    text_append(out, ") REFERENCES ");
    append_referent(compiler, constraint, compiler->dialect->has_keys_across_schemas);
    if (constraint->referent_columns.count) {
        text_append(out, " (");
        append_column_list(compiler, &constraint->referent_columns);
        text_append_char(out, ')');
    }
    return compile_key_actions(compiler, constraint);
}

/* PostgreSQL's INCLUDE (a, b) after a key. */
static bool append_include(Compiler *compiler, const Constraint *key)
{
    const Expression *include = option_value(&key->options, compiler->dialect->traits.name, "include");
    StringVector names = {0};
    if (include && include->kind != EXPRESSION_LIST)
        return refuse(compiler, "the constraint option include with such a value");
    for (size_t i = 0; include && i < include->items.count; i++) {
        if (!include->items.items[i]->literal.bytes)
            return refuse(compiler, "the constraint option include with such a value");
        vector_push(compiler->arena, &names, include->items.items[i]->literal.bytes);
    }
    if (!names.count)
        return true;
    text_append(&compiler->out, " INCLUDE (");
    append_column_list(compiler, &names);
    text_append_char(&compiler->out, ')');
    return true;
}

static bool compile_unique(Compiler *compiler, const Constraint *constraint)
{
    text_append(&compiler->out, "UNIQUE ");
    const Expression *distinct =
        option_value(&constraint->options, compiler->dialect->traits.name, "nulls_not_distinct");
    if (distinct)
        text_append(&compiler->out,
                    option_is_true(&constraint->options, compiler->dialect->traits.name, "nulls_not_distinct")
                        ? "NULLS NOT DISTINCT "
                        : "NULLS DISTINCT ");
    text_append_char(&compiler->out, '(');
    append_column_list(compiler, &constraint->columns);
    text_append_char(&compiler->out, ')');
    return append_include(compiler, constraint);
}

void append_lower(Text *out, const char *word)
{
    for (; *word; word++)
        text_append_char(out, (char)(*word >= 'A' && *word <= 'Z' ? *word + 32 : *word));
}

static bool compile_exclude(Compiler *compiler, const Constraint *constraint)
{
    if (!compiler->dialect->has_exclude)
        return refuse(compiler, "EXCLUDE constraints, which %s does not have", compiler->dialect->traits.title);
    text_append(&compiler->out, "EXCLUDE USING ");
    append_lower(&compiler->out, constraint->using_method);
    text_append(&compiler->out, " (");
    for (size_t i = 0; i < constraint->excluded.count; i++) {
        text_append(&compiler->out, i ? ", " : "");
        if (!compile_ddl_expression(compiler, constraint->excluded.items[i]))
            return false;
        if (*constraint->classes.items[i])
            text_append_format(&compiler->out, " %s", constraint->classes.items[i]);
        text_append_format(&compiler->out, " WITH %s", constraint->operators.items[i]);
    }
    text_append_char(&compiler->out, ')');
    if (!constraint->condition)
        return true;
    text_append(&compiler->out, " WHERE (");
    bool literal_binds = compiler->literal_binds;
    compiler->literal_binds = true; /* but with the table's name, unlike all else in DDL */
    bool done = compile_expression(compiler, constraint->condition);
    compiler->literal_binds = literal_binds;
    text_append_char(&compiler->out, ')');
    return done;
}

static bool compile_constraint_body(Compiler *compiler, const Constraint *constraint)
{
    switch (constraint->kind) {
    case CONSTRAINT_PRIMARY_KEY:
        text_append(&compiler->out, "PRIMARY KEY (");
        append_column_list(compiler, &constraint->columns);
        text_append_char(&compiler->out, ')');
        return append_include(compiler, constraint);
    case CONSTRAINT_FOREIGN_KEY:
        return compile_foreign_key(compiler, constraint);
    case CONSTRAINT_UNIQUE:
        return compile_unique(compiler, constraint);
    case CONSTRAINT_CHECK:
        text_append(&compiler->out, "CHECK (");
        if (!compile_ddl_expression(compiler, constraint->condition))
            return false;
        text_append_char(&compiler->out, ')');
        return true;
    default:
        return compile_exclude(compiler, constraint);
    }
}

static bool compile_deferrability(Compiler *compiler, const Constraint *constraint)
{
    static const char *const times[] = {"DEFERRED", "IMMEDIATE", NULL};
    if (constraint->deferrable >= 0)
        text_append(&compiler->out, constraint->deferrable ? " DEFERRABLE" : " NOT DEFERRABLE");
    if (!constraint->initially)
        return true;
    text_append_format(&compiler->out, " INITIALLY %s", constraint->initially);
    return one_of(compiler, constraint->initially, times);
}

bool compile_reference(Compiler *compiler, const Constraint *constraint)
{
    text_append(&compiler->out, " REFERENCES ");
    append_referent(compiler, constraint, true);
    text_append(&compiler->out, " (");
    append_column_list(compiler, &constraint->referent_columns);
    text_append_char(&compiler->out, ')');
    return compile_key_actions(compiler, constraint) && compile_deferrability(compiler, constraint);
}

bool compile_constraint(Compiler *compiler, const Constraint *constraint)
{
    if (constraint->lacks_name)
        return refuse(compiler, "a constraint without a name, which the naming convention builds upon");
    if (constraint->name) {
        text_append(&compiler->out, "CONSTRAINT ");
        if (!append_constraint_name(compiler, constraint))
            return false;
        text_append_char(&compiler->out, ' ');
    }
    return compile_constraint_body(compiler, constraint) && compile_deferrability(compiler, constraint) &&
           compiler->dialect->constraint_tail(compiler, constraint);
}

/* ---- tables --------------------------------------------------------------------- */

/* The primary key columns; the autoincrement column first. */
static void implied_key(Arena *arena, const Table *table, StringVector *columns)
{
    StringVector marked = {0};
    const Column *counting = table_autoincrement_column(arena, table);
    table_primary_key(arena, table, &marked);
    if (counting)
        vector_push(arena, columns, counting->name);
    for (size_t i = 0; i < marked.count; i++)
        if (!counting || strcmp(marked.items[i], counting->name) != 0)
            vector_push(arena, columns, marked.items[i]);
}

/* The primary key constraint: as given, or made from the columns with primary_key=True. */
static const Constraint *primary_key_of(Compiler *compiler, const Table *table)
{
    Constraint *key = ARENA_NEW(compiler->arena, Constraint);
    *key = (Constraint){.kind = CONSTRAINT_PRIMARY_KEY, .deferrable = -1};
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY)
            *key = *table->constraints.items[i];
    if (!key->columns.count)
        implied_key(compiler->arena, table, &key->columns);
    if (!key->columns.count)
        return NULL;
    bool is_inline = compiler->dialect->writes_key_inline && key->columns.count == 1 &&
                     table_key_is_inline(compiler->arena, table, table_column(table, key->columns.items[0]));
    return is_inline ? NULL : key;
}

/* Native booleans and native enumerations get no CHECK constraint. */
bool is_enforced_by_type(const Compiler *compiler, const Constraint *constraint)
{
    const SqlType *type = constraint->implemented_type;
    return type && compiler->dialect->traits.has_native_booleans &&
           (type_row(type->kind)->affinity == AFFINITY_BOOLEAN || type_is_native_enum(type));
}

static void begin_line(Text *out, const char **separator)
{
    text_append(out, *separator);
    text_append_char(out, '\t');
    *separator = ", \n";
}

static bool write_create_table(Compiler *compiler, const Table *table, bool if_not_exists)
{
    Text *out = &compiler->out;
    const char *separator = "\n";
    text_append(out, "CREATE ");
    for (size_t i = 0; i < table->prefixes.count; i++)
        text_append_format(out, "%s ", table->prefixes.items[i]);
    text_append(out, if_not_exists ? "TABLE IF NOT EXISTS " : "TABLE ");
    append_table_of(compiler, table);
    text_append(out, " (");
    for (size_t i = 0; i < table->columns.count; i++) {
        if (table->columns.items[i]->is_system)
            continue;
        begin_line(out, &separator);
        if (!compile_column(compiler, table, table->columns.items[i]))
            return false;
    }
    const Constraint *key = primary_key_of(compiler, table);
    if (key) {
        begin_line(out, &separator);
        if (!compile_constraint(compiler, key))
            return false;
    }
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        /* SQLite has no foreign keys across schemas; SQLAlchemy writes none. */
        bool crosses = constraint->kind == CONSTRAINT_FOREIGN_KEY && !compiler->dialect->has_keys_across_schemas &&
                       strcmp(constraint->referent_schema ? constraint->referent_schema : "",
                              table->schema ? table->schema : "") != 0;
        bool comes_later = constraint->use_alter && compiler->dialect->traits.adds_constraints;
        if (constraint->kind == CONSTRAINT_PRIMARY_KEY || crosses || comes_later ||
            constraint_origin(constraint)->is_isolated || is_enforced_by_type(compiler, constraint))
            continue;
        begin_line(out, &separator);
        if (!compile_constraint(compiler, constraint))
            return false;
    }
    text_append(out, "\n)");
    return compiler->dialect->table_tail(compiler, table);
}

bool compile_create_table(Compiler *compiler, const Table *table, bool if_not_exists)
{
    const Table *outer = compiler->columns_of;
    compiler->columns_of = table;
    bool done = write_create_table(compiler, table, if_not_exists);
    compiler->columns_of = outer;
    return done;
}

void append_alter_table(Compiler *compiler, const Operation *operation)
{
    text_append(&compiler->out, "ALTER TABLE ");
    if (operation->is_bare && operation->table)
        append_table_of(compiler, operation->table);
    else
        append_table(compiler, operation->table_name, operation->schema);
    text_append_char(&compiler->out, ' ');
}
