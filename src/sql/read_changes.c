/* Reads statements into operations: one function per kind of statement, chosen by its first words. */
#include "reading.h"

#include "limbeck/base/text.h"

#include <string.h>
#include <strings.h>

/* ---- tables ------------------------------------------------------------------------------------ */

static bool read_create_table(ChangeReader *reader)
{
    bool if_exists = reader_take_if_exists(reader);
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
    Operation *operation = reader_add(reader, OPERATION_CREATE_TABLE);
    operation->table = table;
    operation->if_exists = if_exists;
    operation->is_bare = true;
    return true;
}

static bool read_drop_table(ChangeReader *reader)
{
    bool if_exists = reader_take_if_exists(reader);
    size_t first = reader->reading->changes.count;
    do {
        if (!reader_table(reader, &reader->table, &reader->schema))
            return false;
        reader_add(reader, OPERATION_DROP_TABLE)->if_exists = if_exists;
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
        reader_add(reader, OPERATION_CREATE_CONSTRAINT)->constraint = part.constraints.items[0];
        return true;
    }
    reader_take(reader, "column");
    bool if_exists = reader_take_if_exists(reader);
    if (!read_column_definition(reader, &part))
        return false;
    Table *own = ARENA_NEW(reader->arena, Table);
    *own = part;
    Operation *operation = reader_add(reader, OPERATION_ADD_COLUMN);
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
    bool if_exists = reader_take_if_exists(reader);
    const char *name = reader_name(reader);
    if (!name)
        return false;
    Operation *operation = reader_add(reader, is_constraint ? OPERATION_DROP_CONSTRAINT : OPERATION_DROP_COLUMN);
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
    reader_add(reader, OPERATION_ALTER_COLUMN)->change = change;
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
    reader_take(reader, "set"); /* may have been read above */
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
        reader_add(reader, OPERATION_RENAME_TABLE)->new_name = new;
        return new != NULL;
    }
    bool of_constraint = reader_take(reader, "constraint");
    reader_take(reader, "column");
    old = reader_name(reader);
    if (!old || !reader_take(reader, "to") || !(new = reader_name(reader)))
        return false;
    if (of_constraint) {
        Operation *operation = reader_add(reader, OPERATION_RENAME_CONSTRAINT);
        operation->old_name = old;
        operation->new_name = new;
        return true;
    }
    add_change(reader, old)->new_name = new;
    return true;
}

/* Settings that are not in a table's definition: owner, row level security, storage. Kept as text. */
static bool read_setting(ChangeReader *reader)
{
    static const char *const words[] = {"owner", "enable", "disable", "cluster", "replica",
                                        "force", "no",     "set",     "reset",   NULL};
    static const char *const moves[] = {"schema", NULL}; /* SET SCHEMA gives the table another name */
    if (reader_take(reader, "validate"))
        return reader_text(reader, NULL) != NULL;
    const SqlToken *first = reader->tokens.at;
    if (reader_ended(reader) || !token_is_one_of(first, words) ||
        (first + 1 < reader->tokens.end && sql_token_is(first, "set") && token_is_one_of(first + 1, moves)))
        return false;
    const char *action = reader_text(reader, NULL);
    if (action)
        read_table_setting(reader, action);
    return action != NULL;
}

static bool read_alter_table(ChangeReader *reader)
{
    bool if_exists = reader_take_if_exists(reader);
    size_t first = reader->reading->changes.count;
    reader_take(reader, "only");
    if (!reader_table(reader, &reader->table, &reader->schema))
        return false;
    do {
        bool good = reader_take(reader, "add")      ? read_add(reader)
                    : reader_take(reader, "drop")   ? read_drop(reader)
                    : reader_take(reader, "alter")  ? read_alter_column(reader)
                    : reader_take(reader, "rename") ? read_rename(reader)
                                                    : read_setting(reader);
        if (!good)
            return false;
    } while (reader_take(reader, ","));
    for (size_t i = first; if_exists && i < reader->reading->changes.count; i++)
        ((Operation *)reader->reading->changes.items[i].operation)->if_exists = true;
    return reader_ended(reader);
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
        return false;
    if (!reader_take(reader, "("))
        return false;
    do {
        const char *value = string_of(reader);
        if (!value)
            break;
        vector_push(reader->arena, &type->values, value);
    } while (reader_take(reader, ","));
    reader_add(reader, OPERATION_CREATE_ENUM)->type = type;
    return reader_take(reader, ")");
}

static bool read_drop_type(ChangeReader *reader)
{
    bool if_exists = reader_take_if_exists(reader);
    do {
        SqlType *type = named_type(reader);
        if (!type)
            return false;
        Operation *operation = reader_add(reader, OPERATION_DROP_ENUM);
        operation->type = type;
        operation->if_exists = if_exists;
    } while (reader_take(reader, ","));
    return true;
}

/* All options but OWNED BY, which becomes an ALTER SEQUENCE after the tables. */
static void read_sequence_options(ChangeReader *reader, Sequence *sequence)
{
    static const char *const owner[] = {"owned", NULL};
    const char *before = reader_at(reader, "owned") ? NULL : reader_text(reader, owner);
    const SqlToken *owned = reader->tokens.at;
    if (reader_take(reader, "owned") && reader_take(reader, "by")) {
        do
            reader_name(reader);
        while (reader_take(reader, "."));
        const char *name =
            sequence->schema ? arena_format(reader->arena, "%s.%s", sequence->schema, sequence->name) : sequence->name;
        read_sequence_owner(reader, name, reader_slice(reader, owned, reader->tokens.at));
    }
    const char *after = reader_text(reader, owner);
    sequence->options = before && after ? arena_format(reader->arena, "%s %s", before, after) : before ? before : after;
}

static bool read_sequence(ChangeReader *reader, OperationKind kind)
{
    bool if_exists = reader_take_if_exists(reader);
    Sequence *sequence = ARENA_NEW(reader->arena, Sequence);
    if (!reader_table(reader, &sequence->name, &sequence->schema))
        return false;
    Operation *operation = reader_add(reader, kind);
    operation->sequence = sequence;
    operation->if_exists = if_exists;
    if (kind == OPERATION_CREATE_SEQUENCE)
        read_sequence_options(reader, sequence);
    return true;
}

static bool read_comment(ChangeReader *reader)
{
    static const char *const until[] = {"is", NULL};
    bool of_column = false;
    const SqlToken *from = reader->tokens.at;
    if (!reader_take(reader, "on"))
        return false;
    if (!reader_take(reader, "table") && !(of_column = reader_take(reader, "column"))) {
        const char *what = reader_text(reader, until);
        if (what)
            read_other_comment(
                reader, what,
                arena_format(reader->arena, "COMMENT %s", reader_slice(reader, from, reader->tokens.end)));
        return what != NULL;
    }
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
        reader_add(reader, OPERATION_CREATE_TABLE_COMMENT)->comment = comment;
    }
    return true;
}

/* ---- dispatch ------------------------------------------------------------------------------------------------ */

/* Statements on rows, sessions or roles: they change no definition, and nothing that a dump of the schema shows. */
static bool leaves_schema_alone(const ChangeReader *reader)
{
    static const char *const first[] = {
        "select",  "insert",  "update", "delete", "set",      "reset",      "analyze", "vacuum",   "lock",   "refresh",
        "reindex", "explain", "begin",  "commit", "rollback", "savepoint",  "release", "truncate", "pragma", "show",
        "notify",  "listen",  "copy",   "merge",  "discard",  "checkpoint", "values",  "table",    NULL};
    static const char *const objects[] = {"view",   "trigger",  "role",       "user", "group",
                                          "system", "database", "tablespace", NULL};
    const SqlToken *at = reader->tokens.at;
    if (token_is_one_of(at, first))
        return true;
    bool makes = sql_token_is(at, "create") || sql_token_is(at, "drop") || sql_token_is(at, "alter");
    at += makes;
    while (makes && at < reader->tokens.end && (sql_token_is(at, "temporary") || sql_token_is(at, "temp")))
        at++;
    return makes && at < reader->tokens.end && token_is_one_of(at, objects);
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

/* RENAME TO name, RENAME VALUE 'old' TO 'new' */
static bool read_rename_type(ChangeReader *reader, const SqlType *type)
{
    bool of_value = reader_take(reader, "value");
    const char *old = of_value ? string_of(reader) : NULL;
    if ((of_value && !old) || !reader_take(reader, "to"))
        return false;
    const char *new = of_value ? string_of(reader) : reader_name(reader);
    Operation *operation = reader_add(reader, of_value ? OPERATION_RENAME_ENUM_VALUE : OPERATION_RENAME_ENUM);
    operation->type = type;
    operation->old_name = old;
    operation->new_name = new;
    return new != NULL;
}

static bool read_alter_type(ChangeReader *reader)
{
    SqlType *type = named_type(reader);
    if (type && reader_take(reader, "rename"))
        return read_rename_type(reader, type);
    if (!type || !reader_take(reader, "add") || !reader_take(reader, "value"))
        return false;
    reader_take_if_exists(reader);
    const char *value = string_of(reader);
    if (!value)
        return false;
    bool before = reader_take(reader, "before"), after = !before && reader_take(reader, "after");
    const char *neighbour = before || after ? string_of(reader) : NULL;
    Operation *operation = reader_add(reader, OPERATION_ADD_ENUM_VALUE);
    operation->type = type;
    operation->new_name = value;
    operation->insert_before = before ? neighbour : NULL;
    operation->insert_after = after ? neighbour : NULL;
    return true;
}

/* ALTER INDEX name RENAME TO name */
static bool read_rename_index(ChangeReader *reader)
{
    const char *old, *schema;
    bool if_exists = reader_take_if_exists(reader);
    if (!reader_table(reader, &old, &schema) || !reader_take(reader, "rename") || !reader_take(reader, "to"))
        return false;
    Operation *operation = reader_add(reader, OPERATION_RENAME_INDEX);
    operation->schema = schema;
    operation->old_name = old;
    operation->new_name = reader_name(reader);
    operation->if_exists = if_exists;
    return operation->new_name != NULL;
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
    if (reader_take(reader, "index"))
        return read_rename_index(reader);
    return reader_take(reader, "table") && read_alter_table(reader);
}

static void add_opaque(ChangeReader *reader, const char *sql)
{
    enum { SHOWN_LENGTH = 60 };
    const char *line = text_one_line(reader->arena, sql);
    if (utf8_count(line, strlen(line)) > SHOWN_LENGTH)
        line = arena_format(reader->arena, "%.*s ...", SHOWN_LENGTH, line);
    SqlReadChange change = {.opaque = {.what = line, .table = reader->table, .schema = reader->schema}};
    vector_push(reader->arena, &reader->reading->changes, change);
}

static void read_one(ChangeReader *reader)
{
    const SqlToken *from = reader->tokens.at;
    size_t before = reader->reading->changes.count;
    SqlReader whole = reader->tokens;
    if (reader_ended(reader) || read_statement(reader))
        return;
    reader->reading->changes.count = before;
    reader->tokens = whole;
    if (read_object(reader) || leaves_schema_alone(reader))
        return;
    reader->reading->changes.count = before;
    if (read_block(reader))
        return;
    reader->reading->changes.count = before;
    reader->tokens = whole;
    add_opaque(reader, reader_slice(reader, from, reader->tokens.end));
}

/* The semicolon that ends the statement; those of a body in BEGIN ... END do not. */
static size_t end_of_statement(const SqlTokens *tokens, size_t from)
{
    bool has_body = false;
    int open = 0;
    size_t to = from;
    for (; to < tokens->count; to++) {
        const SqlToken *token = &tokens->items[to];
        bool begins =
            sql_token_is(token, "begin") && (has_body || (to + 1 < tokens->count && sql_token_is(token + 1, "atomic")));
        has_body |= begins || (sql_token_is(token, "trigger") && sql_token_is(&tokens->items[from], "create"));
        open += has_body && (begins || (open && sql_token_is(token, "case")));
        open -= open && sql_token_is(token, "end");
        if (token->depth == 0 && !open && sql_token_is(token, ";"))
            break;
    }
    return to;
}

void sql_read_changes(Arena *arena, SqlSyntax syntax, const char *sql, SqlReading *reading)
{
    SqlTokens tokens = {0};
    ChangeReader reader = {.arena = arena,
                           .on_postgresql = syntax == SQL_OF_POSTGRESQL,
                           .reading = reading,
                           .read_text = sql_read_changes};
    if (!sql_tokens_of(arena, syntax, sql, &tokens)) {
        add_opaque(&reader, sql);
        return;
    }
    for (size_t from = 0; from < tokens.count;) {
        size_t to = end_of_statement(&tokens, from);
        reader.tokens = (SqlReader){tokens.items + from, tokens.items + to};
        reader.table = reader.schema = NULL;
        read_one(&reader);
        from = to + 1;
    }
}
