#include "limbeck/reflection/sqlite_table.h"

#include "queries.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- words of SQL --------------------------------------------------------------- */

typedef struct Word {
    const char *start;
    size_t length;
} Word;

typedef VECTOR(Word) WordVector;

static const char *skip_blanks(const char *at)
{
    for (;;) {
        at += strspn(at, " \t\r\n");
        if (at[0] == '-' && at[1] == '-') {
            at += strcspn(at, "\n");
        } else if (at[0] == '/' && at[1] == '*') {
            const char *end = strstr(at + 2, "*/");
            at = end ? end + 2 : at + strlen(at);
        } else {
            return at;
        }
    }
}

/* A quoted piece doubles its closing quote inside. */
static size_t quoted_length(const char *at)
{
    char close = *at == '[' ? ']' : *at;
    size_t length = 1;
    while (at[length] && (at[length] != close || at[length + 1] == close))
        length += at[length] == close ? 2 : 1;
    return at[length] ? length + 1 : length;
}

static bool is_word_character(char character)
{
    return isalnum((unsigned char)character) || character == '_' || character == '$' || character == '.' ||
           (unsigned char)character >= 0x80;
}

static Word next_word(const char **at)
{
    *at = skip_blanks(*at);
    Word word = {*at, 0};
    if (!**at)
        return word;
    if (strchr("\"'`[", **at))
        word.length = quoted_length(*at);
    else if (is_word_character(**at))
        while (is_word_character((*at)[word.length]))
            word.length++;
    else
        word.length = 1;
    *at += word.length;
    return word;
}

static bool is(Word word, const char *text)
{
    return word.length == strlen(text) && strncasecmp(word.start, text, word.length) == 0;
}

static const char *unquoted(Arena *arena, Word word)
{
    if (!word.length || !strchr("\"'`[", word.start[0]))
        return arena_strndup(arena, word.start, word.length);
    char close = word.start[0] == '[' ? ']' : word.start[0];
    bool is_closed = word.length > 1 && word.start[word.length - 1] == close;
    char *name = arena_strndup(arena, word.start + 1, word.length - 1 - is_closed), *to = name;
    for (const char *from = name; *from; from++) {
        *to++ = *from;
        if (*from == close && from[1] == close)
            from++;
    }
    *to = '\0';
    return name;
}

/* ---- one definition between commas ------------------------------------------------ */

typedef struct Reader {
    Arena *arena;
    Table *table;
    Column *column; /* of the definition being read; NULL for a constraint of the table */
    WordVector words;
    size_t at;
    Error *error;
} Reader;

static Word current_word(const Reader *reader)
{
    return reader->at < reader->words.count ? reader->words.items[reader->at] : (Word){"", 0};
}

static bool take(Reader *reader, const char *text)
{
    bool found = is(current_word(reader), text);
    reader->at += found;
    return found;
}

static bool cannot(Reader *reader, const char *what)
{
    return error_set(reader->error, ERROR_UNSUPPORTED, "limbeck does not understand the SQL of the table '%s': %s",
                     reader->table->name, what);
}

/* The words from '(' to its ')'; the text between them. */
static bool take_group(Reader *reader, const char **text)
{
    size_t depth = 0, first = reader->at;
    if (!is(current_word(reader), "("))
        return cannot(reader, "a parenthesis is missing in it");
    for (; reader->at < reader->words.count; reader->at++) {
        depth += is(current_word(reader), "(");
        depth -= is(current_word(reader), ")");
        if (!depth)
            break;
    }
    if (reader->at == reader->words.count)
        return cannot(reader, "a parenthesis in it is not closed");
    const char *start = reader->words.items[first].start + 1, *end = current_word(reader).start;
    *text = arena_strndup(reader->arena, start, (size_t)(end - start));
    reader->at++;
    return true;
}

static bool take_columns(Reader *reader, StringVector *columns)
{
    if (!take(reader, "("))
        return true;
    while (current_word(reader).length && !take(reader, ")")) {
        Word word = current_word(reader);
        reader->at++;
        if (is(word, ","))
            continue;
        vector_push(reader->arena, columns, unquoted(reader->arena, word));
        if (!is(current_word(reader), ",") && !is(current_word(reader), ")"))
            return cannot(reader, "a key with an order or a collation");
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

/* ON DELETE ... ON UPDATE ... MATCH ... [NOT] DEFERRABLE INITIALLY ... */
static void read_key_actions(Reader *reader, Constraint *key)
{
    for (;;) {
        if (take(reader, "ON")) {
            const char **place = is(current_word(reader), "DELETE") ? &key->on_delete : &key->on_update;
            reader->at++;
            Word first = current_word(reader);
            reader->at++;
            bool two = is(first, "SET") || is(first, "NO");
            *place = two ? arena_format(reader->arena, "%.*s %.*s", (int)first.length, first.start,
                                        (int)current_word(reader).length, current_word(reader).start)
                         : arena_strndup(reader->arena, first.start, first.length);
            reader->at += two;
        } else if (take(reader, "MATCH")) {
            key->match = unquoted(reader->arena, current_word(reader));
            reader->at++;
        } else if (take(reader, "DEFERRABLE")) {
            key->deferrable = 1;
        } else if (is(current_word(reader), "NOT") && reader->at + 1 < reader->words.count &&
                   is(reader->words.items[reader->at + 1], "DEFERRABLE")) {
            reader->at += 2;
            key->deferrable = 0;
        } else if (take(reader, "INITIALLY")) {
            key->initially = unquoted(reader->arena, current_word(reader));
            reader->at++;
        } else {
            return;
        }
    }
}

static bool read_references(Reader *reader, Constraint *key)
{
    key->referent_table = unquoted(reader->arena, current_word(reader));
    reader->at++;
    if (!take_columns(reader, &key->referent_columns))
        return false;
    read_key_actions(reader, key);
    return true;
}

static bool read_primary_key(Reader *reader, const char *name)
{
    reader->at++; /* KEY */
    if (reader->column && (is(current_word(reader), "DESC") || is(current_word(reader), "ASC")))
        return cannot(reader, "a primary key with an order");
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
    if (is(current_word(reader), "(")) {
        if (!take_group(reader, &text))
            return false;
        reader->column->server_default = raw_text(reader->arena, arena_format(reader->arena, "(%s)", text));
        return true;
    }
    const char *start = current_word(reader).start;
    reader->at += is(current_word(reader), "-") || is(current_word(reader), "+");
    if (!current_word(reader).length)
        return cannot(reader, "a DEFAULT in it has no value");
    const char *end = current_word(reader).start + current_word(reader).length;
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
    reader->column->computed_persisted = take(reader, "STORED") ? 1 : take(reader, "VIRTUAL") ? 0 : -1;
    return true;
}

/* A constraint, of the column being read or of the table. */
static bool read_constraint(Reader *reader)
{
    const char *name = NULL, *text;
    if (take(reader, "CONSTRAINT")) {
        name = unquoted(reader->arena, current_word(reader));
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
        check->columns.count = 0; /* stays when its column goes, as SQLAlchemy has it of a text */
        check->condition = raw_text(reader->arena, text);
        return true;
    }
    if (!reader->column && take(reader, "FOREIGN")) {
        Constraint *key = new_constraint(reader, CONSTRAINT_FOREIGN_KEY, name);
        reader->at++; /* KEY */
        if (!take_columns(reader, &key->columns))
            return false;
        return take(reader, "REFERENCES") ? read_references(reader, key)
                                          : cannot(reader, "a foreign key in it refers to nothing");
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
    if (reader->column && (take(reader, "GENERATED") || is(current_word(reader), "AS")))
        return read_generated(reader);
    if (reader->column && take(reader, "COLLATE")) {
        ((SqlType *)reader->column->type)->collation = unquoted(reader->arena, current_word(reader));
        reader->at++;
        return true;
    }
    return cannot(reader, arena_format(reader->arena, "'%.*s' in its SQL", (int)current_word(reader).length,
                                       current_word(reader).start));
}

static bool begins_constraint(Word word)
{
    static const char *const words[] = {"CONSTRAINT", "PRIMARY", "NOT",        "NULL",      "UNIQUE", "CHECK",
                                        "DEFAULT",    "COLLATE", "REFERENCES", "GENERATED", "AS",     "ON"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(word, words[i]))
            return true;
    return false;
}

/* The kind decides only whether a change of type needs a CAST; the spelling stays. */
static TypeKind kind_of(Arena *arena, const char *declared)
{
    static const struct {
        const char *part;
        TypeKind kind;
    } rules[] = {{"INT", TYPE_INTEGER},       {"CHAR", TYPE_TEXT},       {"CLOB", TYPE_TEXT},  {"TEXT", TYPE_TEXT},
                 {"BLOB", TYPE_LARGE_BINARY}, {"REAL", TYPE_UPPER_REAL}, {"FLOA", TYPE_FLOAT}, {"DOUB", TYPE_DOUBLE}};
    char *upper = arena_strndup(arena, declared, strcspn(declared, "("));
    for (char *at = upper; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    upper = text_trim(arena, upper);
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
    const char *name = unquoted(reader->arena, current_word(reader)), *start, *end;
    reader->at++;
    start = end = current_word(reader).start;
    for (size_t depth = 0; current_word(reader).length && (depth || !begins_constraint(current_word(reader)));
         reader->at++) {
        depth += is(current_word(reader), "(");
        depth -= is(current_word(reader), ")");
        end = current_word(reader).start + current_word(reader).length;
    }
    const char *declared = arena_strndup(reader->arena, start, (size_t)(end - start));
    SqlType *type = type_new(reader->arena, kind_of(reader->arena, declared));
    type->declared = declared;
    reader->column = column_new(reader->arena, name, type);
    reader->column->nullable_given = true;
    vector_push(reader->arena, &reader->table->columns, reader->column);
    while (current_word(reader).length)
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
        if (!is(current_word(reader), words[i]))
            continue;
        while (current_word(reader).length)
            if (!read_constraint(reader))
                return false;
        return true;
    }
    return read_column(reader);
}

/* ---- the whole statement --------------------------------------------------------------- */

static void read_tail(Reader *reader, const char *at)
{
    for (Word word = next_word(&at); word.length; word = next_word(&at)) {
        if (is(word, "STRICT"))
            set_option(reader, "strict", true);
        if (is(word, "ROWID"))
            set_option(reader, "with_rowid", false);
    }
}

/* INTEGER PRIMARY KEY may not be NULL, whatever its SQL leaves unsaid. */
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

bool table_from_sql(Arena *arena, const char *sql, Table **table, Error *error)
{
    Reader reader = {.arena = arena, .table = ARENA_NEW(arena, Table), .error = error};
    const char *at = sql;
    Word word = next_word(&at), name = {"", 0};
    while (word.length && !is(word, "(")) {
        name = word;
        word = next_word(&at);
    }
    reader.table->name = unquoted(arena, name);
    size_t depth = 1;
    while (depth) {
        word = next_word(&at);
        if (!word.length)
            return cannot(&reader, "its SQL ends too early");
        depth += is(word, "(");
        depth -= is(word, ")");
        bool ends = depth == 0 || (depth == 1 && is(word, ","));
        if (!ends) {
            vector_push(arena, &reader.words, word);
            continue;
        }
        if (reader.words.count && !read_definition(&reader))
            return false;
        reader.words.count = 0;
    }
    read_tail(&reader, at);
    mark_primary_key(&reader);
    *table = reader.table;
    return true;
}

/* CREATE [UNIQUE] INDEX name ON table (a, b COLLATE x, f(c)) WHERE ... */
static void add_index(Arena *arena, Table *table, const char *name, const char *sql)
{
    Index *index = ARENA_NEW(arena, Index);
    VECTOR(const Expression *) expressions = {0};
    const char *at = sql;
    Word word = next_word(&at);
    index->name = arena_strdup(arena, name);
    index->table = table->name;
    index->made_by = arena_strdup(arena, sql);
    for (; word.length && !is(word, "("); word = next_word(&at))
        index->unique |= is(word, "UNIQUE");
    for (size_t depth = 1; depth && word.length;) {
        bool begins = is(word, "(") || is(word, ",");
        Word before = word;
        word = next_word(&at);
        depth += is(word, "(");
        depth -= is(word, ")");
        const char *peek = at;
        bool plain = begins && depth == 1 && !is(next_word(&peek), "(") && (is(before, ",") || is(before, "("));
        if (!plain)
            continue;
        Expression *column = expression_new(arena, EXPRESSION_COLUMN);
        column->name = unquoted(arena, word);
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
        const char *type = row[0].bytes, *sql = row[2].type == CELL_TEXT ? row[2].bytes : NULL;
        if (strcmp(type, "table") == 0) {
            done = table_from_sql(arena, arena_strdup(arena, sql), table, error);
        } else if (strcmp(type, "view") == 0) {
            if (*table)
                (*table)->has_dependants = true;
        } else if (*table && sql && strcmp(type, "index") == 0) {
            add_index(arena, *table, row[1].bytes, sql);
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
