#include "limbeck/reflection/sqlite_table.h"

#include "limbeck/sql/token.h"
#include "queries.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool token_is(SqlToken token, const char *text)
{
    return (token.kind == SQL_TOKEN_WORD || token.kind == SQL_TOKEN_SYMBOL) && sql_token_is(&token, text);
}

/* SQLite accepts string literals as names. */
static const char *name_of(Arena *arena, SqlToken token)
{
    if (token.kind == SQL_TOKEN_STRING)
        token.kind = SQL_TOKEN_NAME;
    return token.kind == SQL_TOKEN_NAME ? sql_token_name(arena, &token)
                                        : arena_strndup(arena, token.start, token.length);
}

/* ---- one definition between commas ------------------------------------------------ */

typedef struct Reader {
    Arena *arena;
    Table *table;
    Column *column; /* of the column definition being read; NULL: a table constraint */
    const SqlToken *tokens;
    size_t count;
    size_t at;
    Error *error;
} Reader;

static SqlToken current_token(const Reader *reader)
{
    return reader->at < reader->count ? reader->tokens[reader->at] : (SqlToken){.start = ""};
}

static bool take(Reader *reader, const char *text)
{
    bool found = token_is(current_token(reader), text);
    reader->at += found;
    return found;
}

static bool refuse_table(Reader *reader, const char *what)
{
    return error_set(reader->error, ERROR_UNSUPPORTED, "limbeck does not understand the SQL of the table '%s': %s",
                     reader->table->name, what);
}

/* Skips the words from '(' to the matching ')'; *text: the text between them. */
static bool take_group(Reader *reader, const char **text)
{
    size_t depth = 0, first = reader->at;
    if (!token_is(current_token(reader), "("))
        return refuse_table(reader, "a parenthesis is missing in it");
    for (; reader->at < reader->count; reader->at++) {
        depth += token_is(current_token(reader), "(");
        depth -= token_is(current_token(reader), ")");
        if (!depth)
            break;
    }
    if (reader->at == reader->count)
        return refuse_table(reader, "a parenthesis in it is not closed");
    const char *start = reader->tokens[first].start + 1, *end = current_token(reader).start;
    *text = arena_strndup(reader->arena, start, (size_t)(end - start));
    reader->at++;
    return true;
}

static bool take_columns(Reader *reader, StringVector *columns)
{
    if (!take(reader, "("))
        return true;
    while (current_token(reader).length && !take(reader, ")")) {
        SqlToken word = current_token(reader);
        reader->at++;
        if (token_is(word, ","))
            continue;
        vector_push(reader->arena, columns, name_of(reader->arena, word));
        if (!token_is(current_token(reader), ",") && !token_is(current_token(reader), ")"))
            return refuse_table(reader, "a key with an order or a collation");
    }
    return true;
}

static Expression *raw_text(Arena *arena, const char *text)
{
    Expression *raw = expression_new(arena, EXPRESSION_TEXT);
    raw->text = text;
    return raw;
}

static Constraint *new_constraint(Reader *reader, ConstraintKind kind, const char *name)
{
    Constraint *constraint = ARENA_NEW(reader->arena, Constraint);
    *constraint = (Constraint){.kind = kind, .name = name, .deferrable = -1};
    if (reader->column)
        vector_push(reader->arena, &constraint->columns, reader->column->name);
    vector_push(reader->arena, &reader->table->constraints, constraint);
    return constraint;
}

static void set_option(Reader *reader, const char *name, bool truth)
{
    Expression *value = expression_new(reader->arena, EXPRESSION_LITERAL);
    value->literal = (Literal){.kind = LITERAL_BOOLEAN, .boolean = truth};
    Option option = {"sqlite", name, value};
    vector_push(reader->arena, &reader->table->options, option);
}

/* As SQLAlchemy reads actions of keys and types. */
static char *in_capitals(Arena *arena, const char *text)
{
    char *capitals = arena_strdup(arena, text);
    for (char *at = capitals; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    return capitals;
}

/* ON DELETE ... ON UPDATE ... MATCH ... [NOT] DEFERRABLE INITIALLY ... */
static void read_key_actions(Reader *reader, Constraint *key)
{
    for (;;) {
        if (take(reader, "ON")) {
            const char **place = token_is(current_token(reader), "DELETE") ? &key->on_delete : &key->on_update;
            reader->at++;
            SqlToken first = current_token(reader);
            reader->at++;
            bool two = token_is(first, "SET") || token_is(first, "NO");
            char *action = two ? arena_format(reader->arena, "%.*s %.*s", (int)first.length, first.start,
                                              (int)current_token(reader).length, current_token(reader).start)
                               : arena_strndup(reader->arena, first.start, first.length);
            *place = in_capitals(reader->arena, action);
            reader->at += two;
        } else if (take(reader, "MATCH")) {
            key->match = name_of(reader->arena, current_token(reader));
            reader->at++;
        } else if (take(reader, "DEFERRABLE")) {
            key->deferrable = 1;
        } else if (token_is(current_token(reader), "NOT") && reader->at + 1 < reader->count &&
                   token_is(reader->tokens[reader->at + 1], "DEFERRABLE")) {
            reader->at += 2;
            key->deferrable = 0;
        } else if (take(reader, "INITIALLY")) {
            key->initially = in_capitals(reader->arena, name_of(reader->arena, current_token(reader)));
            reader->at++;
        } else {
            return;
        }
    }
}

static bool read_references(Reader *reader, Constraint *key)
{
    key->referent_table = name_of(reader->arena, current_token(reader));
    reader->at++;
    if (!take_columns(reader, &key->referent_columns))
        return false;
    read_key_actions(reader, key);
    return true;
}

static bool read_primary_key(Reader *reader, const char *name)
{
    reader->at++; /* KEY */
    if (reader->column && (token_is(current_token(reader), "DESC") || token_is(current_token(reader), "ASC")))
        return refuse_table(reader, "a primary key with an order");
    Constraint *key = new_constraint(reader, CONSTRAINT_PRIMARY_KEY, name);
    if (!reader->column && !take_columns(reader, &key->columns))
        return false;
    if (take(reader, "AUTOINCREMENT"))
        set_option(reader, "autoincrement", true);
    return true;
}

static bool read_default(Reader *reader)
{
    const char *text;
    if (token_is(current_token(reader), "(")) {
        if (!take_group(reader, &text))
            return false;
        reader->column->server_default = raw_text(reader->arena, arena_format(reader->arena, "(%s)", text));
        return true;
    }
    const char *start = current_token(reader).start;
    reader->at += token_is(current_token(reader), "-") || token_is(current_token(reader), "+");
    if (!current_token(reader).length)
        return refuse_table(reader, "a DEFAULT in it has no value");
    const char *end = current_token(reader).start + current_token(reader).length;
    reader->at++;
    reader->column->server_default =
        raw_text(reader->arena, arena_strndup(reader->arena, start, (size_t)(end - start)));
    return true;
}

static bool read_generated(Reader *reader)
{
    const char *text;
    take(reader, "ALWAYS");
    take(reader, "AS");
    if (!take_group(reader, &text))
        return false;
    reader->column->computed = raw_text(reader->arena, text);
    reader->column->computed_persisted = take(reader, "STORED");
    take(reader, "VIRTUAL");
    return true;
}

/* Reads a constraint of the current column or of the table. */
static bool read_constraint(Reader *reader)
{
    const char *name = NULL, *text;
    if (take(reader, "CONSTRAINT")) {
        name = name_of(reader->arena, current_token(reader));
        reader->at++;
    }
    if (take(reader, "PRIMARY"))
        return read_primary_key(reader, name);
    if (take(reader, "UNIQUE")) {
        Constraint *unique = new_constraint(reader, CONSTRAINT_UNIQUE, name);
        return reader->column || take_columns(reader, &unique->columns);
    }
    if (take(reader, "CHECK")) {
        if (!take_group(reader, &text))
            return false;
        Constraint *check = new_constraint(reader, CONSTRAINT_CHECK, name);
        check->columns.count = 0; /* a CHECK stays when its column is dropped, as SQLAlchemy does with text */
        check->condition = raw_text(reader->arena, text);
        return true;
    }
    if (!reader->column && take(reader, "FOREIGN")) {
        Constraint *key = new_constraint(reader, CONSTRAINT_FOREIGN_KEY, name);
        reader->at++; /* KEY */
        if (!take_columns(reader, &key->columns))
            return false;
        return take(reader, "REFERENCES") ? read_references(reader, key)
                                          : refuse_table(reader, "a foreign key in it refers to nothing");
    }
    if (reader->column && take(reader, "REFERENCES"))
        return read_references(reader, new_constraint(reader, CONSTRAINT_FOREIGN_KEY, name));
    if (reader->column && take(reader, "NOT")) {
        reader->at++; /* NULL */
        reader->column->nullable = false;
        return true;
    }
    if (reader->column && take(reader, "NULL"))
        return true;
    if (reader->column && take(reader, "DEFAULT"))
        return read_default(reader);
    if (reader->column && (take(reader, "GENERATED") || token_is(current_token(reader), "AS")))
        return read_generated(reader);
    if (reader->column && take(reader, "COLLATE")) {
        ((SqlType *)reader->column->type)->collation = name_of(reader->arena, current_token(reader));
        reader->at++;
        return true;
    }
    return refuse_table(reader, arena_format(reader->arena, "'%.*s' in its SQL", (int)current_token(reader).length,
                                             current_token(reader).start));
}

static bool begins_constraint(SqlToken word)
{
    static const char *const words[] = {"CONSTRAINT", "PRIMARY", "NOT",        "NULL",      "UNIQUE", "CHECK",
                                        "DEFAULT",    "COLLATE", "REFERENCES", "GENERATED", "AS",     "ON"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token_is(word, words[i]))
            return true;
    return false;
}

/* The kind decides only whether a type change needs a CAST; the declared spelling is kept. */
static TypeKind kind_of(Arena *arena, const char *declared)
{
    static const struct {
        const char *part;
        TypeKind kind;
    } rules[] = {{"INT", TYPE_INTEGER},       {"CHAR", TYPE_TEXT},       {"CLOB", TYPE_TEXT},  {"TEXT", TYPE_TEXT},
                 {"BLOB", TYPE_LARGE_BINARY}, {"REAL", TYPE_UPPER_REAL}, {"FLOA", TYPE_FLOAT}, {"DOUB", TYPE_DOUBLE}};
    char *upper = text_trim(arena, in_capitals(arena, arena_strndup(arena, declared, strcspn(declared, "("))));
    if (strcmp(upper, "BOOL") == 0)
        return TYPE_BOOLEAN;
    TypeKind kind = type_kind_named(upper);
    if (kind != TYPE_KIND_COUNT)
        return kind;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strstr(upper, rules[i].part))
            return rules[i].kind;
    return *upper ? TYPE_NUMERIC : TYPE_NULL;
}

static bool read_column(Reader *reader)
{
    const char *name = name_of(reader->arena, current_token(reader)), *start, *end;
    reader->at++;
    start = end = current_token(reader).start;
    for (size_t depth = 0; current_token(reader).length && (depth || !begins_constraint(current_token(reader)));
         reader->at++) {
        depth += token_is(current_token(reader), "(");
        depth -= token_is(current_token(reader), ")");
        end = current_token(reader).start + current_token(reader).length;
    }
    const char *declared = arena_strndup(reader->arena, start, (size_t)(end - start));
    SqlType *type = type_new(reader->arena, kind_of(reader->arena, declared));
    type->declared = declared;
    reader->column = column_new(reader->arena, name, type);
    reader->column->nullable_given = true;
    vector_push(reader->arena, &reader->table->columns, reader->column);
    while (current_token(reader).length)
        if (!read_constraint(reader))
            return false;
    reader->column = NULL;
    return true;
}

static bool read_definition(Reader *reader)
{
    static const char *const words[] = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"};
    reader->at = 0;
    reader->column = NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!token_is(current_token(reader), words[i]))
            continue;
        while (current_token(reader).length)
            if (!read_constraint(reader))
                return false;
        return true;
    }
    return read_column(reader);
}

/* ---- the whole statement --------------------------------------------------------------- */

static void read_tail(Reader *reader, const SqlToken *at, const SqlToken *end)
{
    for (; at < end; at++) {
        if (token_is(*at, "STRICT"))
            set_option(reader, "strict", true);
        if (token_is(*at, "ROWID"))
            set_option(reader, "with_rowid", false);
    }
}

/* INTEGER PRIMARY KEY is NOT NULL even if the SQL does not say so. */
static void mark_primary_key(Reader *reader)
{
    Table *table = reader->table;
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        for (size_t k = 0; constraint->kind == CONSTRAINT_PRIMARY_KEY && k < constraint->columns.count; k++) {
            Column *column = table_column(table, constraint->columns.items[k]);
            if (column)
                column->primary_key = true;
        }
    }
}

/* Reads the definitions between the parentheses at `open`; *end: after the last one. */
static bool read_definitions(Reader *reader, const SqlTokens *tokens, const SqlToken *open, const SqlToken **end)
{
    const SqlToken *last = tokens->items + tokens->count;
    reader->tokens = open + 1;
    for (const SqlToken *at = open + 1; at < last; at++) {
        bool ends = token_is(*at, ")") && at->depth == open->depth;
        if (!ends && !(token_is(*at, ",") && at->depth == open->depth + 1))
            continue;
        reader->count = (size_t)(at - reader->tokens);
        if (reader->count && !read_definition(reader))
            return false;
        reader->tokens = at + 1;
        *end = at + 1;
        if (ends)
            return true;
    }
    return refuse_table(reader, "its SQL ends too early");
}

bool table_from_sql(Arena *arena, const char *sql, Table **table, Error *error)
{
    Reader reader = {.arena = arena, .table = ARENA_NEW(arena, Table), .error = error};
    SqlTokens tokens = {0};
    size_t open = 0;
    sql_tokens_of(arena, SQL_OF_SQLITE, sql, &tokens);
    while (open < tokens.count && !token_is(tokens.items[open], "("))
        open++;
    reader.table->name = open && open < tokens.count ? name_of(arena, tokens.items[open - 1]) : "";
    if (!open || open == tokens.count)
        return refuse_table(&reader, "its SQL ends too early");
    const SqlToken *end = NULL;
    if (!read_definitions(&reader, &tokens, &tokens.items[open], &end))
        return false;
    read_tail(&reader, end, tokens.items + tokens.count);
    mark_primary_key(&reader);
    *table = reader.table;
    return true;
}

/* CREATE [UNIQUE] INDEX name ON table (a, b COLLATE x, f(c)) WHERE ... */
static void add_index(Arena *arena, Table *table, const char *name, const char *sql)
{
    Index *index = ARENA_NEW(arena, Index);
    VECTOR(const Expression *) expressions = {0};
    SqlTokens tokens = {0};
    size_t at = 0;
    sql_tokens_of(arena, SQL_OF_SQLITE, sql, &tokens);
    index->name = arena_strdup(arena, name);
    index->table = table->name;
    index->made_by = arena_strdup(arena, sql);
    for (; at < tokens.count && !token_is(tokens.items[at], "("); at++)
        index->unique |= token_is(tokens.items[at], "UNIQUE");
    for (; at + 1 < tokens.count && (!token_is(tokens.items[at], ")") || tokens.items[at].depth); at++) {
        int depth = tokens.items[at].depth;
        bool begins =
            (token_is(tokens.items[at], "(") && depth == 0) || (token_is(tokens.items[at], ",") && depth == 1);
        bool is_call = at + 2 < tokens.count && token_is(tokens.items[at + 2], "(");
        if (!begins || is_call || token_is(tokens.items[at + 1], "("))
            continue;
        Expression *column = expression_new(arena, EXPRESSION_COLUMN);
        column->name = name_of(arena, tokens.items[at + 1]);
        vector_push(arena, &expressions, column);
    }
    index->expressions = (ExpressionList){expressions.items, expressions.count};
    vector_push(arena, &table->indexes, index);
}

bool reflect_sqlite_table(Arena *arena, Database *database, const char *name, Table **table, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    const DatabaseValue parameter = database_text(name);
    bool done = true;
    *table = NULL;
    if (!database_query(database, sql_sqlite_table, &parameter, 1, &result, error))
        return false;
    while (done && (done = result_next(result, &row, error)) && row) {
        const char *type = row[SQLITE_OBJECT_type].bytes,
                   *sql = row[SQLITE_OBJECT_sql].type == CELL_TEXT ? row[SQLITE_OBJECT_sql].bytes : NULL;
        if (strcmp(type, "table") == 0) {
            done = table_from_sql(arena, arena_strdup(arena, sql), table, error);
        } else if (strcmp(type, "view") == 0) {
            if (*table)
                (*table)->has_dependants = true;
        } else if (*table && sql && strcmp(type, "index") == 0) {
            add_index(arena, *table, row[SQLITE_OBJECT_name].bytes, sql);
        } else if (*table && sql && strcmp(type, "trigger") == 0) {
            vector_push(arena, &(*table)->triggers, arena_strdup(arena, sql));
            (*table)->has_dependants = true;
        }
    }
    result_free(result);
    if (done && !*table)
        return error_set(error, ERROR_RAISED, "NoSuchTableError: %s", name);
    return done;
}

bool reflect_table_to_rebuild(Arena *arena, Database *database, const char *name, Table **table, Error *error)
{
    if (reflect_sqlite_table(arena, database, name, table, error))
        return true;
    if (error->kind == ERROR_UNSUPPORTED)
        error_hint(error, "pass the table to batch_alter_table(copy_from=...)");
    return false;
}
