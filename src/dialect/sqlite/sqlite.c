/* SQLite, as SQLAlchemy's pysqlite dialect and Alembic's SQLiteImpl write it. */
#include "limbeck/dialect/compiler.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const reserved_words[] = {
    "add",       "after",      "all",           "alter",     "analyze",      "and",          "as",
    "asc",       "attach",     "autoincrement", "before",    "begin",        "between",      "by",
    "cascade",   "case",       "cast",          "check",     "collate",      "column",       "commit",
    "conflict",  "constraint", "create",        "cross",     "current_date", "current_time", "current_timestamp",
    "database",  "default",    "deferrable",    "deferred",  "delete",       "desc",         "detach",
    "distinct",  "drop",       "each",          "else",      "end",          "escape",       "except",
    "exclusive", "exists",     "explain",       "fail",      "false",        "for",          "foreign",
    "from",      "full",       "glob",          "group",     "having",       "if",           "ignore",
    "immediate", "in",         "index",         "indexed",   "initially",    "inner",        "insert",
    "instead",   "intersect",  "into",          "is",        "isnull",       "join",         "key",
    "left",      "like",       "limit",         "match",     "natural",      "not",          "notnull",
    "null",      "of",         "offset",        "on",        "or",           "order",        "outer",
    "plan",      "pragma",     "primary",       "query",     "raise",        "references",   "reindex",
    "rename",    "replace",    "restrict",      "right",     "rollback",     "row",          "select",
    "set",       "table",      "temp",          "temporary", "then",         "to",           "transaction",
    "trigger",   "true",       "union",         "unique",    "update",       "using",        "vacuum",
    "values",    "view",       "virtual",       "when",      "where",
};

static const TypeSpelling types[TYPE_KIND_COUNT] = {
    [TYPE_INTEGER] = {"INTEGER", SPELL_PLAIN},
    [TYPE_SMALL_INTEGER] = {"SMALLINT", SPELL_PLAIN},
    [TYPE_BIG_INTEGER] = {"BIGINT", SPELL_PLAIN},
    [TYPE_UPPER_INTEGER] = {"INTEGER", SPELL_PLAIN},
    [TYPE_UPPER_SMALLINT] = {"SMALLINT", SPELL_PLAIN},
    [TYPE_UPPER_BIGINT] = {"BIGINT", SPELL_PLAIN},
    [TYPE_NUMERIC] = {"NUMERIC", SPELL_PRECISION_SCALE},
    [TYPE_UPPER_NUMERIC] = {"NUMERIC", SPELL_PRECISION_SCALE},
    [TYPE_UPPER_DECIMAL] = {"DECIMAL", SPELL_PRECISION_SCALE},
    [TYPE_FLOAT] = {"FLOAT", SPELL_PLAIN},
    [TYPE_UPPER_FLOAT] = {"FLOAT", SPELL_PLAIN},
    [TYPE_DOUBLE] = {"DOUBLE", SPELL_PLAIN},
    [TYPE_UPPER_DOUBLE] = {"DOUBLE", SPELL_PLAIN},
    [TYPE_UPPER_DOUBLE_PRECISION] = {"DOUBLE PRECISION", SPELL_PLAIN},
    [TYPE_UPPER_REAL] = {"REAL", SPELL_PLAIN},
    [TYPE_STRING] = {"VARCHAR", SPELL_LENGTH},
    [TYPE_UNICODE] = {"VARCHAR", SPELL_LENGTH},
    [TYPE_TEXT] = {"TEXT", SPELL_LENGTH},
    [TYPE_UNICODE_TEXT] = {"TEXT", SPELL_LENGTH},
    [TYPE_UPPER_VARCHAR] = {"VARCHAR", SPELL_LENGTH},
    [TYPE_UPPER_CHAR] = {"CHAR", SPELL_LENGTH},
    [TYPE_UPPER_NVARCHAR] = {"NVARCHAR", SPELL_LENGTH},
    [TYPE_UPPER_NCHAR] = {"NCHAR", SPELL_LENGTH},
    [TYPE_UPPER_TEXT] = {"TEXT", SPELL_LENGTH},
    [TYPE_UPPER_CLOB] = {"CLOB", SPELL_PLAIN},
    [TYPE_DATETIME] = {"DATETIME", SPELL_PLAIN},
    [TYPE_UPPER_DATETIME] = {"DATETIME", SPELL_PLAIN},
    [TYPE_UPPER_TIMESTAMP] = {"TIMESTAMP", SPELL_PLAIN},
    [TYPE_DATE] = {"DATE", SPELL_PLAIN},
    [TYPE_UPPER_DATE] = {"DATE", SPELL_PLAIN},
    [TYPE_TIME] = {"TIME", SPELL_PLAIN},
    [TYPE_UPPER_TIME] = {"TIME", SPELL_PLAIN},
    [TYPE_INTERVAL] = {"DATETIME", SPELL_PLAIN},
    [TYPE_BOOLEAN] = {"BOOLEAN", SPELL_PLAIN},
    [TYPE_UPPER_BOOLEAN] = {"BOOLEAN", SPELL_PLAIN},
    [TYPE_LARGE_BINARY] = {"BLOB", SPELL_PLAIN},
    [TYPE_UPPER_BLOB] = {"BLOB", SPELL_PLAIN},
    [TYPE_UPPER_BINARY] = {"BINARY", SPELL_LENGTH},
    [TYPE_UPPER_VARBINARY] = {"VARBINARY", SPELL_LENGTH},
    [TYPE_PICKLE] = {"BLOB", SPELL_PLAIN},
    [TYPE_USER_DEFINED] = {"", SPELL_NAMED},
    [TYPE_JSON] = {"JSON", SPELL_PLAIN},
    [TYPE_UUID] = {"CHAR(32)", SPELL_PLAIN},
    [TYPE_UPPER_UUID] = {"UUID", SPELL_PLAIN},
    [TYPE_ENUM] = {"VARCHAR", SPELL_ENUM},
    [TYPE_UPPER_ENUM] = {"VARCHAR", SPELL_ENUM},
};

/* SQLAlchemy puts a server default in parentheses if it has a non-word character and does not begin with a
 * quote or a parenthesis. */
static bool is_expression(const char *text)
{
    text += strspn(text, " \t\n\r\f\v");
    if (*text == '\'' || *text == '"' || *text == '(')
        return false;
    for (; *text && *text != '\n'; text++)
        if (!isalnum((unsigned char)*text) && *text != '_' && (unsigned char)*text < 0x80)
            return true;
    return false;
}

static bool server_default(Compiler *compiler, const Expression *value)
{
    size_t before = compiler->out.length;
    if (!compile_default(compiler, value))
        return false;
    const char *text = arena_strdup(compiler->arena, compiler->out.data + before);
    if (!is_expression(text))
        return true;
    compiler->out.length = before;
    text_append_format(&compiler->out, "(%s)", text);
    return true;
}

static bool column_type(Compiler *compiler, const Table *table, const Column *column)
{
    (void)table;
    if (!compile_type(compiler, column->type))
        return false;
    if (!column->server_default)
        return true;
    text_append(&compiler->out, " DEFAULT ");
    return server_default(compiler, column->server_default);
}

/* ON CONFLICT and the word that the script gave, which SQLAlchemy does not check either. */
static bool on_conflict(Compiler *compiler, const OptionVector *options, const char *name)
{
    const Expression *word = option_value(options, "sqlite", name);
    if (!word)
        return true;
    if (word->kind != EXPRESSION_LITERAL || word->literal.kind != LITERAL_TEXT)
        return refuse(compiler, "the option sqlite_%s with such a value", name);
    text_append_format(&compiler->out, " ON CONFLICT %s", word->literal.bytes);
    return true;
}

static bool is_known(const char *name, const char *const *known)
{
    while (*known && strcmp(*known, name) != 0)
        known++;
    return *known;
}

static bool options_are_known(Compiler *compiler, const OptionVector *options, const char *of, const char *const *known)
{
    for (size_t i = 0; i < options->count; i++)
        if (strcmp(options->items[i].dialect, "sqlite") == 0 && !is_known(options->items[i].name, known))
            return refuse(compiler, "the %s option sqlite_%s", of, options->items[i].name);
    return true;
}

static const char *const column_options[] = {"on_conflict_not_null", "on_conflict_primary_key", "on_conflict_unique",
                                             NULL};
static const char *const constraint_options[] = {"on_conflict", NULL};

/* SQLAlchemy raises an error for ON CONFLICT in the CHECK of a column. */
static bool column_options_are_known(Compiler *compiler, const Column *column)
{
    for (size_t i = 0; i < column->checks.count; i++)
        if (option_value(&column->checks.items[i]->options, "sqlite", "on_conflict"))
            return refuse(compiler, "sqlite_on_conflict of a column's CHECK");
    return options_are_known(compiler, &column->options, "column", column_options);
}

static bool column_tail(Compiler *compiler, const Table *table, const Column *column)
{
    if (!column_options_are_known(compiler, column))
        return false;
    if (!column->nullable) {
        text_append(&compiler->out, " NOT NULL");
        if (!on_conflict(compiler, &column->options, "on_conflict_not_null"))
            return false;
    }
    if (column->primary_key) {
        StringVector key = {0};
        table_primary_key(compiler->arena, table, &key);
        if (column->autoincrement == 1 && key.count != 1)
            return refuse(compiler, "autoincrement in a composite primary key on SQLite");
        if (table_key_is_inline(compiler->arena, table, column)) {
            text_append(&compiler->out, " PRIMARY KEY");
            if (!on_conflict(compiler, &column->options, "on_conflict_primary_key"))
                return false;
            text_append(&compiler->out, " AUTOINCREMENT");
        }
    }
    if (!column->computed)
        return true;
    text_append(&compiler->out, " GENERATED ALWAYS AS (");
    if (!compile_ddl_expression(compiler, column->computed))
        return false;
    text_append(&compiler->out, column->computed_persisted == 1   ? ") STORED"
                                : column->computed_persisted == 0 ? ") VIRTUAL"
                                                                  : ")");
    return true;
}

static bool table_tail(Compiler *compiler, const Table *table)
{
    const Expression *rowid = option_value(&table->options, "sqlite", "with_rowid");
    bool without = rowid && !option_is_true(&table->options, "sqlite", "with_rowid");
    bool strict = option_is_true(&table->options, "sqlite", "strict");
    if (without || strict)
        text_append_format(&compiler->out, "\n %s%s%s", without ? "WITHOUT ROWID" : "", without && strict ? ",\n " : "",
                           strict ? "STRICT" : "");
    return true;
}

/* A key of one column inherits the column's option if it has none. */
static bool key_on_conflict(Compiler *compiler, const Constraint *key, const char *column_option)
{
    const Column *column = NULL;
    if (key->columns.count == 1 && compiler->columns_of && !option_value(&key->options, "sqlite", "on_conflict"))
        column = table_column(compiler->columns_of, key->columns.items[0]);
    return column ? on_conflict(compiler, &column->options, column_option)
                  : on_conflict(compiler, &key->options, "on_conflict");
}

static bool constraint_tail(Compiler *compiler, const Constraint *constraint)
{
    if (!options_are_known(compiler, &constraint->options, "constraint", constraint_options))
        return false;
    switch (constraint->kind) {
    case CONSTRAINT_PRIMARY_KEY:
        return key_on_conflict(compiler, constraint, "on_conflict_primary_key");
    case CONSTRAINT_UNIQUE:
        return key_on_conflict(compiler, constraint, "on_conflict_unique");
    case CONSTRAINT_CHECK:
        return on_conflict(compiler, &constraint->options, "on_conflict");
    default: /* SQLAlchemy writes none for a foreign key */
        return true;
    }
}

static bool create_index(Compiler *compiler, const Index *index, bool if_not_exists)
{
    const Expression *where = option_value(&index->options, "sqlite", "where");
    if (where && where->kind == EXPRESSION_LIST && where->operator_ == SQL_IN)
        return refuse(compiler, "the index option sqlite_where with such a value");
    text_append(&compiler->out, index->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (if_not_exists)
        text_append(&compiler->out, "IF NOT EXISTS ");
    if (!append_index_name(compiler, index, index->schema))
        return false;
    text_append(&compiler->out, " ON ");
    append_written_name(compiler, index->table, index->table_quote);
    text_append(&compiler->out, " (");
    for (size_t i = 0; i < index->expressions.count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        if (!compile_ddl_expression(compiler, index->expressions.items[i]))
            return false;
    }
    text_append_char(&compiler->out, ')');
    if (!where)
        return true;
    text_append(&compiler->out, " WHERE ");
    return compile_ddl_expression(compiler, where);
}

static bool drop_index(Compiler *compiler, const Index *index, bool if_exists)
{
    text_append(&compiler->out, if_exists ? "DROP INDEX IF EXISTS " : "DROP INDEX ");
    return append_index_name(compiler, index, index->schema);
}

/* SQLite can rename a column; it has no other ALTER COLUMN. Alembic prints the statements anyway, so a preview
 * does too; running them is refused with a hint to batch_alter_table. */
static bool alter_column(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    const ColumnChange *change = operation->change;
    bool only_rename =
        change->new_name && !change->type && change->nullable < 0 && change->default_change == DEFAULT_UNTOUCHED;
    if (change->comment_given)
        return refuse(compiler, "comments on columns, which SQLite does not have");
    if (compiler->options->mode == MODE_EXECUTE && !only_rename) {
        refuse(compiler, "ALTER COLUMN %s.%s, a syntax error on SQLite", operation->table_name, change->column);
        error_hint(compiler->error,
                   "SQLite can only rename a column; use op.batch_alter_table(), which rebuilds the table");
        return false;
    }
    return alter_nullable(compiler, operation, statements) && alter_default(compiler, operation, statements) &&
           alter_type(compiler, operation, statements) && alter_name(compiler, operation, statements);
}

static bool alter_constraint(Compiler *compiler)
{
    refuse(compiler, "adding or dropping a constraint of an existing table on SQLite");
    error_hint(compiler->error, "SQLite cannot; use op.batch_alter_table(), which rebuilds the table");
    error_code(compiler->error, "", "NotImplementedError");
    return false;
}

static void parameter(Compiler *compiler, size_t number)
{
    (void)number;
    text_append_char(&compiler->out, '?');
}

static const char *function(const char *name)
{
    const char *dot = strrchr(name, '.');
    name = dot ? dot + 1 : name;
    if (strcasecmp(name, "now") == 0)
        return "CURRENT_TIMESTAMP";
    return strcasecmp(name, "localtimestamp") == 0 ? "DATETIME(CURRENT_TIMESTAMP, 'localtime')" : NULL;
}

static const char *function_name(const char *name)
{
    if (strcmp(name, "char_length") == 0)
        return "length";
    return strcmp(name, "aggregate_strings") == 0 ? "group_concat" : name;
}

static bool (*special_function(const Expression *function_))(Compiler *, const Expression *)
{
    (void)function_;
    return NULL;
}

static const OperatorSpelling operators[] = {{SQL_REGEXP_MATCH, " REGEXP "},
                                             {SQL_NOT_REGEXP_MATCH, " NOT REGEXP "},
                                             {SQL_IS_DISTINCT_FROM, " IS NOT "},
                                             {SQL_IS_NOT_DISTINCT_FROM, " IS "},
                                             {0, NULL}};

static const char empty_set[] = "(SELECT # FROM (SELECT #) WHERE 1!=1)";
static const char empty_rows[] = "(VALUES SELECT # FROM (SELECT #) WHERE 1!=1)";

static char *quote(Arena *arena, const char *name)
{
    return dialect_quote(arena, &sqlite_dialect, name);
}

static const char *final_name(Arena *arena, const char *name, bool is_final)
{
    return dialect_final_name(arena, &sqlite_dialect, name, is_final);
}

const Dialect sqlite_dialect = {
    .traits = {.name = "sqlite",
               .quote = quote,
               .final_name = final_name,
               .title = "SQLite",
               .rebuilds_in_batches = true,
               .driver_parameter = '?',
               .encloses_defaults = true,
               .differs = "IS NOT",
               .bytes_start = "X'"},
    .writes_key_inline = true,
    .writes_rows_as_values = true,
    .divides_by_adding_zero = true,
    .keeps_moments_as_text = true,
    .limit = "\n LIMIT ",
    .no_limit = "\n LIMIT -1",
    .no_offset = " OFFSET 0",
    .empty_in = empty_set,
    .empty_not_in = empty_set,
    .empty_rows_in = empty_rows,
    .empty_rows_not_in = empty_rows,
    .nothing = "1",
    .operators = operators,
    .syntax = SQL_OF_SQLITE,
    .reserved_words = reserved_words,
    .reserved_count = sizeof reserved_words / sizeof *reserved_words,
    .types = types,
    .own_types = IN_SQLITE,
    .column_type = column_type,
    .column_tail = column_tail,
    .table_tail = table_tail,
    .create_index = create_index,
    .drop_index = drop_index,
    .constraint_tail = constraint_tail,
    .function = function,
    .function_name = function_name,
    .special_function = special_function,
    .alter_column = alter_column,
    .server_default = server_default,
    .rename_column = "RENAME COLUMN ",
    .alter_constraint = alter_constraint,
    .parameter = parameter,
};
