/* Statements: which operations they are. One function a kind, found by its first words. */
#include "reading.h"

#include "limbeck/base/text.h"

#include <string.h>
#include <strings.h>

/* ---- reading tokens --------------------------------------------------------------------- */

bool reader_take(ChangeReader *reader, const char *word)
{
    return sql_take(&reader->tokens, word);
}

bool reader_ended(const ChangeReader *reader)
{
    return reader->tokens.at >= reader->tokens.end;
}

bool reader_at(const ChangeReader *reader, const char *word)
{
    return !reader_ended(reader) && sql_token_is(reader->tokens.at, word);
}

const char *reader_name(ChangeReader *reader)
{
    const SqlToken *token = reader->tokens.at;
    if (!sql_at_name(&reader->tokens))
        return NULL;
    reader->tokens.at++;
    if (token->kind == SQL_TOKEN_WORD && !reader->on_postgresql)
        return arena_strndup(reader->arena, token->start, token->length);
    return sql_token_name(reader->arena, token);
}

bool reader_table(ChangeReader *reader, const char **name, const char **schema)
{
    *schema = NULL;
    *name = reader_name(reader);
    if (*name && reader_take(reader, ".")) {
        *schema = *name;
        *name = reader_name(reader);
    }
    if (*schema && (strcmp(*schema, "public") == 0 || strcmp(*schema, "main") == 0))
        *schema = NULL;
    return *name != NULL;
}

static const char *slice(ChangeReader *reader, const SqlToken *from, const SqlToken *to)
{
    const char *end = to[-1].start + to[-1].length;
    return to > from ? arena_strndup(reader->arena, from->start, (size_t)(end - from->start)) : NULL;
}

static bool is_one_of(const SqlToken *token, const char *const *words)
{
    for (; words && *words; words++)
        if (sql_token_is(token, *words))
            return true;
    return false;
}

const char *reader_text(ChangeReader *reader, const char *const *until)
{
    const SqlToken *from = reader->tokens.at;
    if (reader_ended(reader))
        return NULL;
    int depth = from->depth;
    for (reader->tokens.at++; !reader_ended(reader); reader->tokens.at++) {
        const SqlToken *token = reader->tokens.at;
        if (token->depth == depth && (sql_token_is(token, ",") || is_one_of(token, until)))
            break;
    }
    return slice(reader, from, reader->tokens.at);
}

const char *reader_group(ChangeReader *reader)
{
    const SqlToken *open = reader->tokens.at;
    if (!reader_take(reader, "("))
        return NULL;
    const SqlToken *from = reader->tokens.at;
    while (!reader_ended(reader) && !(reader->tokens.at->depth == open->depth && reader_at(reader, ")")))
        reader->tokens.at++;
    const SqlToken *to = reader->tokens.at;
    return reader_take(reader, ")") && to > from ? slice(reader, from, to) : NULL;
}

bool reader_columns(ChangeReader *reader, StringVector *columns)
{
    if (!reader_take(reader, "("))
        return false;
    do {
        const char *name = reader_name(reader);
        if (!name)
            return false;
        vector_push(reader->arena, columns, name);
    } while (reader_take(reader, ","));
    return reader_take(reader, ")");
}

Expression *reader_expression(ChangeReader *reader, const char *text)
{
    Expression *expression = expression_new(reader->arena, EXPRESSION_TEXT);
    expression->text = text;
    return expression;
}

/* ---- what comes of it ---------------------------------------------------------------------- */

static Operation *add(ChangeReader *reader, OperationKind kind)
{
    Operation *operation = ARENA_NEW(reader->arena, Operation);
    SqlReadChange change = {.operation = operation};
    operation->kind = kind;
    operation->table_name = reader->table;
    operation->schema = reader->schema;
    vector_push(reader->arena, &reader->reading->changes, change);
    return operation;
}

static bool take_if_exists(ChangeReader *reader)
{
    SqlReader before = reader->tokens;
    if (reader_take(reader, "if") && (reader_take(reader, "not"), reader_take(reader, "exists")))
        return true;
    reader->tokens = before;
    return false;
}

/* ---- tables ------------------------------------------------------------------------------------ */

static bool read_create_table(ChangeReader *reader)
{
    bool if_exists = take_if_exists(reader);
    if (!reader_table(reader, &reader->table, &reader->schema) || !reader_take(reader, "("))
        return false;
    Table *table = ARENA_NEW(reader->arena, Table);
    table->name = reader->table;
    table->schema = reader->schema;
    while (!reader_take(reader, ")")) {
        bool good =
            at_table_constraint(reader) ? read_table_constraint(reader, table) : read_column_definition(reader, table);
        if (!good || (!reader_take(reader, ",") && !reader_at(reader, ")")))
            return false;
    }
    if (reader_at(reader, "inherits") || reader_at(reader, "partition") || reader_at(reader, "as"))
        return false;
    Operation *operation = add(reader, OPERATION_CREATE_TABLE);
    operation->table = table;
    operation->if_exists = if_exists;
    operation->is_bare = true;
    return true;
}

static bool read_drop_table(ChangeReader *reader)
{
    bool if_exists = take_if_exists(reader);
    size_t first = reader->reading->changes.count;
    do {
        if (!reader_table(reader, &reader->table, &reader->schema))
            return false;
        add(reader, OPERATION_DROP_TABLE)->if_exists = if_exists;
    } while (reader_take(reader, ","));
    bool cascades = reader_take(reader, "cascade");
    for (size_t i = first; i < reader->reading->changes.count; i++)
        ((Operation *)reader->reading->changes.items[i].operation)->cascades = cascades;
    return true;
}

static bool read_add(ChangeReader *reader)
{
    Table part = {.name = reader->table, .schema = reader->schema};
    if (at_table_constraint(reader)) {
        if (!read_table_constraint(reader, &part))
            return false;
        add(reader, OPERATION_CREATE_CONSTRAINT)->constraint = part.constraints.items[0];
        return true;
    }
    reader_take(reader, "column");
    bool if_exists = take_if_exists(reader);
    if (!read_column_definition(reader, &part))
        return false;
    Table *own = ARENA_NEW(reader->arena, Table);
    *own = part;
    Operation *operation = add(reader, OPERATION_ADD_COLUMN);
    operation->if_exists = if_exists;
    operation->column = part.columns.items[0];
    operation->table = own;
    return true;
}

static bool read_drop(ChangeReader *reader)
{
    bool is_constraint = reader_take(reader, "constraint");
    if (!is_constraint)
        reader_take(reader, "column");
    bool if_exists = take_if_exists(reader);
    const char *name = reader_name(reader);
    if (!name)
        return false;
    Operation *operation = add(reader, is_constraint ? OPERATION_DROP_CONSTRAINT : OPERATION_DROP_COLUMN);
    Constraint *constraint = ARENA_NEW(reader->arena, Constraint);
    *constraint = (Constraint){.kind = CONSTRAINT_ANY, .name = name, .deferrable = -1};
    operation->if_exists = if_exists;
    operation->constraint = is_constraint ? constraint : NULL;
    operation->column_name = is_constraint ? NULL : name;
    operation->cascades = reader_take(reader, "cascade");
    reader_take(reader, "restrict");
    return true;
}

static ColumnChange *add_change(ChangeReader *reader, const char *column)
{
    ColumnChange *change = ARENA_NEW(reader->arena, ColumnChange);
    *change = (ColumnChange){.column = column, .nullable = -1, .autoincrement = -1};
    add(reader, OPERATION_ALTER_COLUMN)->change = change;
    return change;
}

static bool read_alter_column(ChangeReader *reader)
{
    static const char *const until[] = {"using", "collate", NULL};
    reader_take(reader, "column");
    const char *name = reader_name(reader), *text;
    if (!name)
        return false;
    ColumnChange *change = add_change(reader, name);
    if (reader_take(reader, "type") ||
        (reader_take(reader, "set") && reader_take(reader, "data") && reader_take(reader, "type"))) {
        text = reader_text(reader, until);
        change->type = text ? read_type(reader, text) : NULL;
        if (reader_take(reader, "using"))
            return text && reader_text(reader, NULL);
        return text != NULL;
    }
    bool drops = reader_take(reader, "drop");
    reader_take(reader, "set"); /* taken above where it stood */
    if (reader_take(reader, "not")) {
        change->nullable = drops;
        return reader_take(reader, "null");
    }
    if (!reader_take(reader, "default"))
        return false;
    change->default_change = drops ? DEFAULT_DROP : DEFAULT_SET;
    text = drops ? NULL : reader_text(reader, NULL);
    if (text && strcasecmp(text, "null") == 0)
        change->default_change = DEFAULT_DROP;
    else if (text)
        change->server_default = reader_expression(reader, text);
    return drops || text;
}

static bool read_rename(ChangeReader *reader)
{
    const char *old, *new;
    if (reader_take(reader, "to")) {
        new = reader_name(reader);
        add(reader, OPERATION_RENAME_TABLE)->new_name = new;
        return new != NULL;
    }
    if (reader_at(reader, "constraint"))
        return false;
    reader_take(reader, "column");
    old = reader_name(reader);
    if (!old || !reader_take(reader, "to") || !(new = reader_name(reader)))
        return false;
    add_change(reader, old)->new_name = new;
    return true;
}

/* What leaves the shape of a table as it is: its owner, its triggers, how it is stored. */
static bool is_without_effect(ChangeReader *reader)
{
    static const char *const words[] = {"owner", "enable", "disable", "cluster", "validate", "replica"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (reader_take(reader, words[i]))
            return reader_text(reader, NULL) != NULL;
    return false;
}

static bool read_alter_table(ChangeReader *reader)
{
    bool if_exists = take_if_exists(reader);
    size_t first = reader->reading->changes.count;
    reader_take(reader, "only");
    if (!reader_table(reader, &reader->table, &reader->schema))
        return false;
    do {
        bool good = reader_take(reader, "add")      ? read_add(reader)
                    : reader_take(reader, "drop")   ? read_drop(reader)
                    : reader_take(reader, "alter")  ? read_alter_column(reader)
                    : reader_take(reader, "rename") ? read_rename(reader)
                                                    : is_without_effect(reader);
        if (!good)
            return false;
    } while (reader_take(reader, ","));
    for (size_t i = first; if_exists && i < reader->reading->changes.count; i++)
        ((Operation *)reader->reading->changes.items[i].operation)->if_exists = true;
    return reader_ended(reader);
}

/* ---- indexes --------------------------------------------------------------------------------------- */

static void add_option(ChangeReader *reader, Index *index, const char *name, const Expression *value)
{
    Option option = {reader->on_postgresql ? "postgresql" : "sqlite", name, value};
    vector_push(reader->arena, &index->options, option);
}

static Expression *literal(ChangeReader *reader, const char *text)
{
    Expression *value = expression_new(reader->arena, EXPRESSION_LITERAL);
    value->literal = literal_text(text);
    return value;
}

/* A column alone, or with a class of operators; else SQL as it is written. */
static bool read_element(ChangeReader *reader, Index *index)
{
    static const char *const order[] = {"asc", "desc", "nulls", "collate", NULL};
    const SqlToken *from = reader->tokens.at;
    const char *text = NULL;
    while (!reader_ended(reader) && !(reader->tokens.at->depth == from->depth && reader_at(reader, ",")) &&
           !(reader->tokens.at->depth < from->depth))
        reader->tokens.at++;
    size_t count = (size_t)(reader->tokens.at - from);
    bool named = count && (from->kind == SQL_TOKEN_WORD || from->kind == SQL_TOKEN_NAME);
    bool classed = named && count == 2 && from[1].kind == SQL_TOKEN_WORD && !is_one_of(&from[1], order);
    if (!count)
        return false;
    Expression *element = expression_new(reader->arena, EXPRESSION_COLUMN);
    SqlReader rest = reader->tokens;
    if (named && (count == 1 || classed)) {
        reader->tokens.at = from;
        element->name = reader_name(reader);
        reader->tokens = rest;
    } else {
        text = slice(reader, from, reader->tokens.at);
        element = reader_expression(reader, text);
    }
    if (classed) {
        Expression *list = expression_new(reader->arena, EXPRESSION_LIST);
        Expression *class = literal(reader, arena_strndup(reader->arena, from[1].start, from[1].length));
        class->name = element->name;
        list->operator_ = SQL_IN;
        list->items.items = arena_copy(reader->arena, &class, 1, sizeof class);
        list->items.count = 1;
        add_option(reader, index, "ops", list);
    }
    const Expression **items = ARENA_ARRAY(reader->arena, const Expression *, index->expressions.count + 1);
    for (size_t i = 0; i < index->expressions.count; i++)
        items[i] = index->expressions.items[i];
    items[index->expressions.count] = element;
    index->expressions = (ExpressionList){items, index->expressions.count + 1};
    return true;
}

static bool read_create_index(ChangeReader *reader, bool unique)
{
    Index *index = ARENA_NEW(reader->arena, Index);
    reader_take(reader, "concurrently");
    bool if_exists = take_if_exists(reader);
    if (!reader_at(reader, "on"))
        index->name = reader_name(reader);
    const char *using = NULL;
    if (!reader_take(reader, "on") ||
        (reader_take(reader, "only"), !reader_table(reader, &reader->table, &reader->schema)))
        return false;
    if (reader_take(reader, "using"))
        using = reader_name(reader);
    if (!reader_take(reader, "("))
        return false;
    index->name_is_final = true;
    index->table = reader->table;
    index->schema = reader->schema;
    index->unique = unique;
    if (using && strcasecmp(using, "btree") != 0)
        add_option(reader, index, "using", literal(reader, using));
    do {
        if (!read_element(reader, index))
            return false;
    } while (reader_take(reader, ","));
    if (!reader_take(reader, ")"))
        return false;
    if (reader_take(reader, "include") && !reader_group(reader))
        return false;
    if (reader_take(reader, "with") && !reader_group(reader))
        return false;
    if (reader_take(reader, "where")) {
        const char *condition = reader_text(reader, NULL);
        if (!condition)
            return false;
        add_option(reader, index, "where", reader_expression(reader, condition));
    }
    Operation *operation = add(reader, OPERATION_CREATE_INDEX);
    operation->index = index;
    operation->if_exists = if_exists;
    return reader_ended(reader);
}

static bool read_drop_index(ChangeReader *reader)
{
    reader_take(reader, "concurrently");
    bool if_exists = take_if_exists(reader);
    do {
        Index *index = ARENA_NEW(reader->arena, Index);
        if (!reader_table(reader, &index->name, &index->schema))
            return false;
        Operation *operation = add(reader, OPERATION_DROP_INDEX);
        operation->index = index;
        operation->if_exists = if_exists;
    } while (reader_take(reader, ","));
    return true;
}

/* ---- types, sequences, comments ------------------------------------------------------------------------ */

static SqlType *named_type(ChangeReader *reader)
{
    SqlType *type = type_new(reader->arena, TYPE_UPPER_ENUM);
    return reader_table(reader, &type->name, &type->schema) ? type : NULL;
}

static char *string_of(ChangeReader *reader)
{
    const SqlToken *token = reader->tokens.at;
    if (reader_ended(reader) || token->kind != SQL_TOKEN_STRING || *token->start != '\'')
        return NULL;
    reader->tokens.at++;
    Text text = text_in(reader->arena);
    for (size_t i = 1; i + 1 < token->length; i++) {
        text_append_char(&text, token->start[i]);
        i += token->start[i] == '\'';
    }
    return text_string(&text);
}

static bool read_create_type(ChangeReader *reader)
{
    SqlType *type = named_type(reader);
    if (!type || !reader_take(reader, "as"))
        return false;
    if (!reader_take(reader, "enum"))
        return true; /* a type that no table has yet */
    if (!reader_take(reader, "("))
        return false;
    do {
        const char *value = string_of(reader);
        if (!value)
            break;
        vector_push(reader->arena, &type->values, value);
    } while (reader_take(reader, ","));
    add(reader, OPERATION_CREATE_ENUM)->type = type;
    return reader_take(reader, ")");
}

static bool read_drop_type(ChangeReader *reader)
{
    bool if_exists = take_if_exists(reader);
    do {
        SqlType *type = named_type(reader);
        if (!type)
            return false;
        Operation *operation = add(reader, OPERATION_DROP_ENUM);
        operation->type = type;
        operation->if_exists = if_exists;
    } while (reader_take(reader, ","));
    return true;
}

static bool read_sequence(ChangeReader *reader, OperationKind kind)
{
    bool if_exists = take_if_exists(reader);
    Sequence *sequence = ARENA_NEW(reader->arena, Sequence);
    if (!reader_table(reader, &sequence->name, &sequence->schema))
        return false;
    Operation *operation = add(reader, kind);
    operation->sequence = sequence;
    operation->if_exists = if_exists;
    return true;
}

static bool read_comment(ChangeReader *reader)
{
    bool of_column = false;
    if (!reader_take(reader, "on"))
        return false;
    if (!reader_take(reader, "table") && !(of_column = reader_take(reader, "column")))
        return true; /* of something else */
    const char *parts[3] = {reader_name(reader), NULL, NULL};
    size_t count = 1;
    while (count < 3 && reader_take(reader, "."))
        parts[count++] = reader_name(reader);
    size_t table = of_column ? count - 2 : count - 1;
    if (!parts[0] || (of_column && count < 2) || !reader_take(reader, "is"))
        return false;
    reader->table = parts[table];
    reader->schema = table && strcmp(parts[0], "public") != 0 ? parts[0] : NULL;
    const char *comment = string_of(reader);
    if (of_column) {
        ColumnChange *change = add_change(reader, parts[count - 1]);
        change->comment_given = true;
        change->comment = comment;
    } else {
        add(reader, OPERATION_CREATE_TABLE_COMMENT)->comment = comment;
    }
    return true;
}

/* ---- which statement it is --------------------------------------------------------------------------------- */

/* What cannot change a table: rows, rights, and what only reads tables. */
static bool leaves_tables_alone(const ChangeReader *reader)
{
    static const char *const first[] = {
        "select",   "insert",    "update",  "delete",     "set",     "reset",   "analyze", "vacuum",
        "grant",    "revoke",    "lock",    "refresh",    "reindex", "explain", "begin",   "commit",
        "rollback", "savepoint", "release", "truncate",   "pragma",  "show",    "notify",  "listen",
        "copy",     "merge",     "discard", "checkpoint", "values",  "table",   NULL};
    static const char *const objects[] = {
        "view",        "materialized", "function",   "trigger",  "extension", "procedure",  "aggregate",
        "operator",    "cast",         "role",       "user",     "policy",    "rule",       "schema",
        "publication", "subscription", "collation",  "language", "text",      "statistics", "server",
        "foreign",     "event",        "constraint", "domain",   NULL};
    const SqlToken *at = reader->tokens.at;
    if (is_one_of(at, first))
        return true;
    bool makes = sql_token_is(at, "create") || sql_token_is(at, "drop") || sql_token_is(at, "alter");
    at += makes;
    if (makes && at + 1 < reader->tokens.end && sql_token_is(at, "or"))
        at += 2; /* OR REPLACE */
    while (makes && at < reader->tokens.end && (sql_token_is(at, "temporary") || sql_token_is(at, "recursive")))
        at++;
    return makes && at < reader->tokens.end && is_one_of(at, objects);
}

static bool read_create(ChangeReader *reader)
{
    bool unique = reader_take(reader, "unique");
    if (reader_take(reader, "index"))
        return read_create_index(reader, unique);
    if (reader_take(reader, "type"))
        return read_create_type(reader);
    if (reader_take(reader, "sequence"))
        return read_sequence(reader, OPERATION_CREATE_SEQUENCE);
    reader_take(reader, "unlogged");
    return reader_take(reader, "table") && read_create_table(reader);
}

static bool read_drop_statement(ChangeReader *reader)
{
    if (reader_take(reader, "table"))
        return read_drop_table(reader);
    if (reader_take(reader, "index"))
        return read_drop_index(reader);
    if (reader_take(reader, "type"))
        return read_drop_type(reader);
    return reader_take(reader, "sequence") && read_sequence(reader, OPERATION_DROP_SEQUENCE);
}

static bool read_alter_type(ChangeReader *reader)
{
    SqlType *type = named_type(reader);
    if (!type || !reader_take(reader, "add") || !reader_take(reader, "value"))
        return false;
    take_if_exists(reader);
    const char *value = string_of(reader);
    if (!value)
        return false;
    bool before = reader_take(reader, "before"), after = !before && reader_take(reader, "after");
    const char *beside = before || after ? string_of(reader) : NULL;
    Operation *operation = add(reader, OPERATION_ADD_ENUM_VALUE);
    operation->type = type;
    operation->new_name = value;
    operation->insert_before = before ? beside : NULL;
    operation->insert_after = after ? beside : NULL;
    return true;
}

static bool read_statement(ChangeReader *reader)
{
    if (reader_take(reader, "create"))
        return read_create(reader);
    if (reader_take(reader, "drop"))
        return read_drop_statement(reader);
    if (reader_take(reader, "comment"))
        return read_comment(reader);
    if (!reader_take(reader, "alter"))
        return false;
    if (reader_take(reader, "type"))
        return read_alter_type(reader);
    if (reader_take(reader, "sequence"))
        return true;
    return reader_take(reader, "table") && read_alter_table(reader);
}

static void add_opaque(ChangeReader *reader, const char *sql)
{
    enum { SHOWN = 60 };
    const char *line = text_one_line(reader->arena, sql);
    if (utf8_count(line, strlen(line)) > SHOWN)
        line = arena_format(reader->arena, "%.*s ...", SHOWN, line);
    SqlReadChange change = {.opaque = {.what = line, .table = reader->table, .schema = reader->schema}};
    vector_push(reader->arena, &reader->reading->changes, change);
}

static void read_one(ChangeReader *reader)
{
    const SqlToken *from = reader->tokens.at;
    size_t before = reader->reading->changes.count;
    if (reader_ended(reader) || leaves_tables_alone(reader) || read_statement(reader))
        return;
    reader->reading->changes.count = before;
    add_opaque(reader, slice(reader, from, reader->tokens.end));
}

void sql_read_changes(Arena *arena, const Dialect *dialect, const char *sql, SqlReading *reading)
{
    SqlTokens tokens = {0};
    ChangeReader reader = {.arena = arena, .on_postgresql = dialect == dialect_named("postgresql"), .reading = reading};
    if (!sql_tokens(arena, sql, &tokens)) {
        add_opaque(&reader, sql);
        return;
    }
    for (size_t from = 0; from < tokens.count;) {
        size_t to = from;
        while (to < tokens.count && !(tokens.items[to].depth == 0 && sql_token_is(&tokens.items[to], ";")))
            to++;
        reader.tokens = (SqlReader){tokens.items + from, tokens.items + to};
        reader.table = reader.schema = NULL;
        read_one(&reader);
        from = to + 1;
    }
}
