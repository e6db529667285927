/* PostgreSQL, as SQLAlchemy's psycopg2 dialect and Alembic's PostgresqlImpl write it. */
#include "limbeck/dialect/compiler.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const reserved_words[] = {
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "binary",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "fetch",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "natural",
    "new",
    "not",
    "notnull",
    "null",
    "of",
    "off",
    "offset",
    "old",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "over",
    "overlaps",
    "placing",
    "primary",
    "references",
    "returning",
    "right",
    "select",
    "session_user",
    "similar",
    "some",
    "symmetric",
    "table",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
};

/* Types of this dialect's module alone are written by their names; see type_spelling(). */
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
    [TYPE_FLOAT] = {"FLOAT", SPELL_PRECISION},
    [TYPE_UPPER_FLOAT] = {"FLOAT", SPELL_PRECISION},
    [TYPE_DOUBLE] = {"DOUBLE PRECISION", SPELL_PLAIN},
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
    [TYPE_DATETIME] = {"TIMESTAMP", SPELL_TIME_ZONE},
    [TYPE_UPPER_DATETIME] = {"DATETIME", SPELL_PLAIN},
    [TYPE_UPPER_TIMESTAMP] = {"TIMESTAMP", SPELL_TIME_ZONE},
    [TYPE_DATE] = {"DATE", SPELL_PLAIN},
    [TYPE_UPPER_DATE] = {"DATE", SPELL_PLAIN},
    [TYPE_TIME] = {"TIME", SPELL_TIME_ZONE},
    [TYPE_UPPER_TIME] = {"TIME", SPELL_TIME_ZONE},
    [TYPE_INTERVAL] = {"INTERVAL", SPELL_INTERVAL},
    [TYPE_UPPER_INTERVAL] = {"INTERVAL", SPELL_INTERVAL},
    [TYPE_BOOLEAN] = {"BOOLEAN", SPELL_PLAIN},
    [TYPE_UPPER_BOOLEAN] = {"BOOLEAN", SPELL_PLAIN},
    [TYPE_LARGE_BINARY] = {"BYTEA", SPELL_PLAIN},
    [TYPE_UPPER_BLOB] = {"BLOB", SPELL_PLAIN},
    [TYPE_UPPER_BINARY] = {"BINARY", SPELL_LENGTH},
    [TYPE_UPPER_VARBINARY] = {"VARBINARY", SPELL_LENGTH},
    [TYPE_BYTEA] = {"BYTEA", SPELL_PLAIN},
    [TYPE_JSON] = {"JSON", SPELL_PLAIN},
    [TYPE_JSONB] = {"JSONB", SPELL_PLAIN},
    [TYPE_UUID] = {"UUID", SPELL_PLAIN},
    [TYPE_UPPER_UUID] = {"UUID", SPELL_PLAIN},
    [TYPE_ENUM] = {"VARCHAR", SPELL_ENUM},
    [TYPE_UPPER_ENUM] = {"VARCHAR", SPELL_ENUM},
    [TYPE_ARRAY] = {"", SPELL_ARRAY},
    [TYPE_BIT] = {"BIT", SPELL_BIT},
    [TYPE_PICKLE] = {"BYTEA", SPELL_PLAIN},
    [TYPE_USER_DEFINED] = {"", SPELL_NAMED},
};

static const char *serial_type(TypeKind kind)
{
    if (kind == TYPE_BIG_INTEGER || kind == TYPE_UPPER_BIGINT)
        return "BIGSERIAL";
    return kind == TYPE_SMALL_INTEGER || kind == TYPE_UPPER_SMALLINT ? "SMALLSERIAL" : "SERIAL";
}

static bool column_type(Compiler *compiler, const Table *table, const Column *column)
{
    const SqlType *type = type_for_dialect(column->type, "postgresql");
    bool serial = column->primary_key && !column->identity && column->python_default.kind == DEFAULT_NONE &&
                  table_autoincrement_column(compiler->arena, table) == table_column(table, column->name);
    TypeAffinity affinity = type_row(type->kind)->affinity;
    if (serial && affinity != AFFINITY_INTEGER && affinity != AFFINITY_NUMERIC && affinity != AFFINITY_FLOAT)
        return refuse(compiler, "autoincrement=True of a column whose type is no number");
    if (serial) {
        text_append(&compiler->out, serial_type(type->kind));
        return true;
    }
    if (!compile_type(compiler, type))
        return false;
    if (!column->server_default)
        return true;
    text_append(&compiler->out, " DEFAULT ");
    return compile_default(compiler, column->server_default);
}

static bool column_tail(Compiler *compiler, const Table *table, const Column *column)
{
    (void)table;
    if (column->computed) {
        if (column->computed_persisted == 0)
            return refuse(compiler, "a virtual computed column on PostgreSQL");
        text_append(&compiler->out, " GENERATED ALWAYS AS (");
        if (!compile_ddl_expression(compiler, column->computed))
            return false;
        text_append(&compiler->out, ") STORED");
    }
    if (column->identity) {
        text_append_format(&compiler->out, " GENERATED %s AS IDENTITY",
                           column->identity->always ? "ALWAYS" : "BY DEFAULT");
        if (column->identity->options)
            text_append_format(&compiler->out, " (%s)", column->identity->options);
    }
    if (!column->nullable && !column->identity)
        text_append(&compiler->out, " NOT NULL");
    else if (column->nullable && column->identity)
        text_append(&compiler->out, " NULL");
    return true;
}

/* ---- options --------------------------------------------------------------------------- */

/* The options that a script may give. */
typedef enum {
    OPTION_ONE, /* one value, read as a boolean */
    OPTION_TEXT,
    OPTION_NAMES, /* a list of texts */
    OPTION_NAME_OR_NAMES,
    OPTION_WORDS,   /* {text: text} */
    OPTION_MAPPING, /* a dictionary of strings or numbers */
    OPTION_CONDITION,
} OptionKind;

typedef struct OptionShape {
    const char *name;
    OptionKind kind;
} OptionShape;

static bool is_text(const Expression *value)
{
    return value->kind == EXPRESSION_LITERAL && value->literal.kind == LITERAL_TEXT;
}

static bool has_shape(const Expression *value, OptionKind kind)
{
    bool is_list = value->kind == EXPRESSION_LIST;
    if (kind == OPTION_CONDITION || kind == OPTION_ONE)
        return !is_list || value->operator_ != SQL_IN;
    if (kind == OPTION_TEXT || (kind == OPTION_NAME_OR_NAMES && !is_list))
        return is_text(value);
    bool good = is_list, is_mapping = kind == OPTION_WORDS || kind == OPTION_MAPPING;
    for (size_t i = 0; good && i < value->items.count; i++) {
        const Expression *item = value->items.items[i];
        good = item->kind == EXPRESSION_LITERAL && (kind == OPTION_MAPPING || is_text(item)) &&
               is_mapping == (item->name && *item->name);
    }
    return good;
}

static bool options_have_shapes(Compiler *compiler, const OptionVector *options, const char *of,
                                const OptionShape *shapes, size_t count)
{
    for (size_t i = 0; i < options->count; i++) {
        const Option *option = &options->items[i];
        size_t k = 0;
        if (strcmp(option->dialect, "postgresql") != 0)
            continue;
        while (k < count && strcmp(shapes[k].name, option->name) != 0)
            k++;
        if (k == count)
            return refuse(compiler, "the %s option postgresql_%s", of, option->name);
        if (!has_shape(option->value, shapes[k].kind))
            return refuse(compiler, "the %s option postgresql_%s with such a value", of, option->name);
    }
    return true;
}

/* In SQLAlchemy's order. */
/* ignore_search_path affects reflection only, not SQL. */
static const OptionShape table_options[] = {
    {"inherits", OPTION_NAME_OR_NAMES}, {"partition_by", OPTION_TEXT}, {"using", OPTION_TEXT},
    {"with_oids", OPTION_ONE},          {"on_commit", OPTION_TEXT},    {"tablespace", OPTION_TEXT},
    {"ignore_search_path", OPTION_ONE}};

static bool write_inherits(Compiler *compiler, const Expression *value)
{
    text_append(&compiler->out, "\n INHERITS ( ");
    if (value->kind == EXPRESSION_LITERAL)
        append_written_name(compiler, value->literal.bytes, value->quote);
    for (size_t i = 0; value->kind == EXPRESSION_LIST && i < value->items.count; i++) {
        text_append(&compiler->out, i ? ", " : "");
        append_written_name(compiler, value->items.items[i]->literal.bytes, value->items.items[i]->quote);
    }
    text_append(&compiler->out, " )");
    return true;
}

static bool write_table_option(Compiler *compiler, const Table *table, const char *name, const Expression *value)
{
    Text *out = &compiler->out;
    if (strcmp(name, "inherits") == 0)
        return write_inherits(compiler, value);
    if (strcmp(name, "partition_by") == 0) {
        text_append_format(out, "\n PARTITION BY %s", value->literal.bytes);
    } else if (strcmp(name, "using") == 0) {
        text_append_format(out, "\n USING %s", value->literal.bytes);
    } else if (strcmp(name, "with_oids") == 0) {
        bool with = option_is_true(&table->options, "postgresql", "with_oids");
        text_append(out, with ? "\n WITH OIDS" : "\n WITHOUT OIDS");
    } else if (strcmp(name, "on_commit") == 0) {
        text_append(out, "\n ON COMMIT ");
        for (const char *at = value->literal.bytes; *at; at++)
            text_append_char(out, *at == '_' ? ' ' : (char)toupper((unsigned char)*at));
    } else if (strcmp(name, "tablespace") == 0) {
        text_append_format(out, "\n TABLESPACE %s",
                           dialect_quote(compiler->arena, compiler->dialect, value->literal.bytes));
    }
    return true;
}

static bool table_tail(Compiler *compiler, const Table *table)
{
    enum { COUNT = sizeof table_options / sizeof *table_options };
    if (!options_have_shapes(compiler, &table->options, "table", table_options, COUNT))
        return false;
    for (size_t k = 0; k < COUNT; k++) {
        const char *name = table_options[k].name;
        const Expression *value = option_value(&table->options, "postgresql", name);
        if (value && !write_table_option(compiler, table, name, value))
            return false;
    }
    return true;
}

static bool constraint_tail(Compiler *compiler, const Constraint *constraint)
{
    static const OptionShape known[] = {
        {"not_valid", OPTION_ONE}, {"nulls_not_distinct", OPTION_ONE}, {"include", OPTION_NAMES}};
    if (!options_have_shapes(compiler, &constraint->options, "constraint", known, sizeof known / sizeof *known))
        return false;
    bool may = constraint->kind == CONSTRAINT_CHECK || constraint->kind == CONSTRAINT_FOREIGN_KEY;
    if (may && option_is_true(&constraint->options, "postgresql", "not_valid"))
        text_append(&compiler->out, " NOT VALID");
    return true;
}

/* ---- indexes ------------------------------------------------------------------------ */

static const Expression *index_option(const Index *index, const char *name)
{
    return option_value(&index->options, "postgresql", name);
}

/* An index expression other than a column or a function call is in parentheses. */
static bool compile_index_expression(Compiler *compiler, const Index *index, const Expression *expression)
{
    bool is_column = expression->kind == EXPRESSION_COLUMN;
    if (!compile_ddl_expression(
            compiler, is_column ? expression : expression_group(compiler->arena, expression, SQL_ANYTHING, NULL)))
        return false;
    const Expression *operators = index_option(index, "ops");
    const char *key = expression_key(expression, index->texts_have_keys);
    for (size_t i = 0; operators && key && i < operators->items.count; i++)
        if (strcmp(operators->items.items[i]->name, key) == 0)
            text_append_format(&compiler->out, " %s", operators->items.items[i]->literal.bytes);
    return true;
}

static bool known_index_options(Compiler *compiler, const Index *index)
{
    static const OptionShape known[] = {
        {"using", OPTION_TEXT},       {"where", OPTION_CONDITION},        {"ops", OPTION_WORDS},
        {"include", OPTION_NAMES},    {"with", OPTION_MAPPING},           {"tablespace", OPTION_TEXT},
        {"concurrently", OPTION_ONE}, {"nulls_not_distinct", OPTION_ONE},
    };
    return options_have_shapes(compiler, &index->options, "index", known, sizeof known / sizeof *known);
}

static bool index_tail(Compiler *compiler, const Index *index)
{
    Text *out = &compiler->out;
    const Expression *include = index_option(index, "include"), *with = index_option(index, "with");
    const Expression *where = index_option(index, "where"), *tablespace = index_option(index, "tablespace");
    if (include && include->items.count) {
        text_append(out, " INCLUDE (");
        for (size_t i = 0; i < include->items.count; i++) {
            if (i)
                text_append(out, ", ");
            append_quoted(compiler, include->items.items[i]->literal.bytes);
        }
        text_append_char(out, ')');
    }
    if (index_option(index, "nulls_not_distinct"))
        text_append(out, option_is_true(&index->options, "postgresql", "nulls_not_distinct") ? " NULLS NOT DISTINCT"
                                                                                             : " NULLS DISTINCT");
    if (with && with->items.count) {
        text_append(out, " WITH (");
        for (size_t i = 0; i < with->items.count; i++) {
            const Expression *item = with->items.items[i];
            text_append_format(out, "%s%s = ", i ? ", " : "", item->name);
            if (item->literal.kind == LITERAL_TEXT)
                text_append(out, item->literal.bytes);
            else if (item->literal.kind == LITERAL_INTEGER)
                text_append_format(out, "%lld", (long long)item->literal.integer);
            else
                return refuse(compiler, "this value in postgresql_with");
        }
        text_append_char(out, ')');
    }
    if (tablespace) {
        text_append(out, " TABLESPACE ");
        append_quoted(compiler, tablespace->literal.bytes);
    }
    if (!where)
        return true;
    text_append(out, " WHERE ");
    return compile_ddl_expression(compiler, where);
}

static bool create_index(Compiler *compiler, const Index *index, bool if_not_exists)
{
    Text *out = &compiler->out;
    const Expression *using = index_option(index, "using");
    if (!known_index_options(compiler, index))
        return false;
    text_append(out, index->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (option_is_true(&index->options, "postgresql", "concurrently"))
        text_append(out, "CONCURRENTLY ");
    if (if_not_exists)
        text_append(out, "IF NOT EXISTS ");
    if (!append_index_name(compiler, index, NULL))
        return false;
    text_append(out, " ON ");
    append_index_table(compiler, index);
    text_append_char(out, ' ');
    if (using && using->literal.bytes && *using->literal.bytes) {
        text_append(out, "USING ");
        append_lower(out, using->literal.bytes);
        text_append_char(out, ' ');
    }
    text_append_char(out, '(');
    for (size_t i = 0; i < index->expressions.count; i++) {
        if (i)
            text_append(out, ", ");
        if (!compile_index_expression(compiler, index, index->expressions.items[i]))
            return false;
    }
    text_append_char(out, ')');
    return index_tail(compiler, index);
}

static bool drop_index(Compiler *compiler, const Index *index, bool if_exists)
{
    text_append(&compiler->out, "DROP INDEX ");
    if (option_is_true(&index->options, "postgresql", "concurrently"))
        text_append(&compiler->out, "CONCURRENTLY ");
    if (if_exists)
        text_append(&compiler->out, "IF EXISTS ");
    return append_index_name(compiler, index, index->schema);
}

/* Alembic's order: type, nullability, default, comment, name. */
static bool alter_column(Compiler *compiler, const Operation *operation, CompiledVector *statements)
{
    return alter_type(compiler, operation, statements) && alter_nullable(compiler, operation, statements) &&
           alter_default(compiler, operation, statements) && alter_comment(compiler, operation, statements) &&
           alter_name(compiler, operation, statements);
}

static bool alter_constraint(Compiler *compiler)
{
    (void)compiler;
    return true;
}

static void parameter(Compiler *compiler, size_t number)
{
    text_append_format(&compiler->out, "$%zu", number);
}

static const char *function(const char *name)
{
    (void)name;
    return NULL;
}

static const char *function_name(const char *name)
{
    return strcmp(name, "aggregate_strings") == 0 ? "string_agg" : name;
}

/* SUBSTRING(x FROM 1 FOR 2) */
static bool compile_substring(Compiler *compiler, const Expression *function_)
{
    static const char *const before[] = {"SUBSTRING(", " FROM ", " FOR "};
    for (size_t i = 0; i < function_->items.count && i < 3; i++) {
        text_append(&compiler->out, before[i]);
        if (!compile_expression(compiler, function_->items.items[i]))
            return false;
    }
    text_append_char(&compiler->out, ')');
    return true;
}

static bool (*special_function(const Expression *function_))(Compiler *, const Expression *)
{
    return strcasecmp(function_->name, "substring") == 0 && function_->items.count >= 2 ? compile_substring : NULL;
}

static char *quote(Arena *arena, const char *name)
{
    return dialect_quote(arena, &postgresql_dialect, name);
}

static const char *final_name(Arena *arena, const char *name, bool is_final)
{
    return dialect_final_name(arena, &postgresql_dialect, name, is_final);
}

const Dialect postgresql_dialect = {
    .syntax = SQL_OF_POSTGRESQL,
    .traits = {.name = "postgresql",
               .quote = quote,
               .final_name = final_name,
               .title = "PostgreSQL",
               .has_comments = true,
               .differs = "IS DISTINCT FROM",
               .bytes_start = "'\\x",
               .has_native_booleans = true,
               .adds_constraints = true,
               .names_constraints = true,
               .merges_equal_keys = true,
               .replaces_checks = true,
               .sends_lists = true,
               .sends_intervals = true,
               .sends_big_integers = true,
               .driver_parameter = '%',
               .has_native_enums = true,
               .has_serials = true,
               .locks_tables = true,
               .has_nontransactional = true,
               .computes_defaults = true,
               .encloses_elements = true,
               .reflects_elements = true,
               .returning_names_table = true,
               .doubles_percents = true},
    .transactional_ddl = true,
    .has_ilike = true,
    .has_pattern_operators = true,
    .has_json_operators = true,
    .has_arrays = true,
    .has_identity_columns = true,
    .has_extract = true,
    .has_exclude = true,
    .has_distinct_on = true,
    .has_row_locks = true,
    .has_delete_using = true,
    .has_conflict_constraint = true,
    .has_type_using = true,
    .has_keys_across_schemas = true,
    .names_constraints_by_schema = true,
    .returns_new_keys = true,
    .casts_json = true,
    .escapes_backslashes = true,
    .prints_every_form = true,
    .limit = " \n LIMIT ",
    .no_limit = "\n LIMIT ALL",
    .no_offset = "",
    .empty_in = "(#) AND (1 != 1)",
    .empty_not_in = "(#) OR (1 = 1)",
    .empty_rows_in = "((#)) AND (1 != 1)",
    .empty_rows_not_in = "((#)) OR (1 = 1)",
    .nothing = "NULL",
    .has_sequences = true,
    .has_only = true,
    .groups_fetched = true,
    .longest_name = 63,
    .reserved_words = reserved_words,
    .mark_undecided = postgresql_mark_undecided,
    .reserved_count = sizeof reserved_words / sizeof *reserved_words,
    .types = types,
    .own_types = IN_POSTGRESQL,
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
    .server_default = compile_default,
    .rename_column = "RENAME ",
    .alter_constraint = alter_constraint,
    .parameter = parameter,
};
