/* Reads DO $$ ... $$ of PL/pgSQL: statements that run only where what they make or drop is not there yet, or is. Their
 * operations are those with IF [NOT] EXISTS. Other blocks are opaque. */
#include "reading.h"

#include "limbeck/base/text.h"

#include <string.h>

typedef enum { GUARD_NONE, GUARD_MISSING, GUARD_PRESENT, GUARD_BOTH, GUARD_UNKNOWN } Guard;

/* What a condition asks for. */
typedef struct Condition {
    Guard guard;
    StringVector literals;
} Condition;

/* ---- the operation under a condition ------------------------------------------------------------ */

static bool makes(const Operation *operation)
{
    static const OperationKind kinds[] = {OPERATION_CREATE_TABLE,   OPERATION_ADD_COLUMN,        OPERATION_CREATE_INDEX,
                                          OPERATION_CREATE_OBJECT,  OPERATION_CREATE_CONSTRAINT, OPERATION_CREATE_ENUM,
                                          OPERATION_ADD_ENUM_VALUE, OPERATION_CREATE_SEQUENCE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (operation->kind == kinds[i])
            return true;
    return false;
}

static const char *last_part(const char *name)
{
    const char *dot = name ? strrchr(name, '.') : NULL;
    return dot ? dot + 1 : name;
}

/* What IF [NOT] EXISTS of the operation is about. NULL: nothing with a name. */
static const char *subject(const Operation *operation)
{
    if (operation->column)
        return operation->column->name;
    if (operation->change)
        return operation->change->column;
    if (operation->index)
        return operation->index->name;
    if (operation->constraint)
        return operation->constraint->name;
    if (operation->kind == OPERATION_ADD_ENUM_VALUE)
        return operation->new_name;
    if (operation->old_name)
        return operation->old_name;
    if (operation->type)
        return operation->type->name;
    if (operation->sequence)
        return operation->sequence->name;
    if (operation->object)
        return last_part(operation->object->name);
    return operation->column_name ? operation->column_name : operation->table_name;
}

static bool is_name_of(const Operation *operation, const char *literal)
{
    const char *names[] = {subject(operation),
                           operation->table_name,
                           operation->schema,
                           operation->new_name,
                           operation->type ? operation->type->name : NULL,
                           operation->index ? operation->index->table : NULL,
                           operation->change ? operation->change->new_name : NULL,
                           operation->object ? last_part(operation->object->table) : NULL};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] && strcmp(names[i], literal) == 0)
            return true;
    /* one letter: a value of contype, relkind and the like */
    return strlen(literal) <= 1 || strcmp(literal, "public") == 0;
}

/* The condition is only about the operation's own names, its subject among them. */
static bool is_about(const Condition *condition, const Operation *operation)
{
    const char *wanted = subject(operation);
    bool is_subject = false;
    for (size_t i = 0; i < condition->literals.count; i++) {
        const char *literal = condition->literals.items[i];
        if (!is_name_of(operation, literal))
            return false;
        is_subject |= wanted && strcmp(literal, wanted) == 0;
    }
    return is_subject;
}

static bool fits(Guard guard, const Operation *operation)
{
    bool renames = operation->new_name || (operation->change && operation->change->new_name);
    if (guard == GUARD_BOTH)
        return makes(operation) || renames;
    return guard == (makes(operation) ? GUARD_MISSING : GUARD_PRESENT);
}

/* Of several operations under one condition the second would not run where the first finds its object. */
static bool guard_changes(ChangeReader *reader, size_t first, const Condition *condition)
{
    size_t count = reader->reading->changes.count - first;
    Operation *operation = count ? (Operation *)reader->reading->changes.items[first].operation : NULL;
    if (!count)
        return true;
    if (count > 1 || !operation || (condition->guard != GUARD_NONE && !fits(condition->guard, operation)) ||
        (condition->literals.count && !is_about(condition, operation)))
        return false;
    operation->if_exists = true;
    return true;
}

/* ---- conditions ----------------------------------------------------------------------------------- */

static const char *literal_of(ChangeReader *reader, const SqlToken *token)
{
    if (token->length < 2 || *token->start != '\'')
        return NULL;
    Text text = text_in(reader->arena);
    for (size_t i = 1; i + 1 < token->length; i++) {
        text_append_char(&text, token->start[i]);
        i += token->start[i] == '\'';
    }
    return text_string(&text);
}

static bool collect_literals(ChangeReader *reader, const SqlToken *from, const SqlToken *to, Condition *condition)
{
    for (; from < to; from++) {
        const char *literal = from->kind == SQL_TOKEN_STRING ? literal_of(reader, from) : NULL;
        if (from->kind == SQL_TOKEN_STRING && !literal)
            return false;
        if (literal)
            vector_push(reader->arena, &condition->literals, last_part(literal));
    }
    return true;
}

static const SqlToken *close_of(const SqlToken *open, const SqlToken *end)
{
    const SqlToken *close = open + 1;
    while (close < end && !(close->depth == open->depth && sql_token_is(close, ")")))
        close++;
    return close;
}

/* [NOT] EXISTS (...), to_regclass('...') IS [NOT] NULL; the position after it, or NULL. */
static const SqlToken *read_test(const SqlToken *at, const SqlToken *end, Guard *guard)
{
    bool is_negated = at < end && sql_token_is(at, "not");
    at += is_negated;
    if (at + 1 >= end || !sql_token_is(at + 1, "("))
        return NULL;
    bool is_lookup = sql_token_is(at, "to_regclass") || sql_token_is(at, "to_regtype");
    if (!is_lookup && !sql_token_is(at, "exists"))
        return NULL;
    at = close_of(at + 1, end) + 1;
    if (is_lookup) {
        SqlReader rest = {at, end};
        if (!sql_take(&rest, "is"))
            return NULL;
        is_negated ^= !sql_take(&rest, "not");
        if (!sql_take(&rest, "null"))
            return NULL;
        at = rest.at;
    }
    *guard = is_negated ? GUARD_MISSING : GUARD_PRESENT;
    return at;
}

static void read_condition(ChangeReader *reader, const SqlToken *from, const SqlToken *to, Condition *condition)
{
    Guard first, second;
    condition->guard = GUARD_UNKNOWN;
    const SqlToken *at = read_test(from, to, &first);
    if (!at || !collect_literals(reader, from, to, condition))
        return;
    if (at >= to)
        condition->guard = first;
    else if (sql_token_is(at, "and") && (at = read_test(at + 1, to, &second)) && at >= to)
        condition->guard = first == second ? first : GUARD_BOTH;
}

/* ---- statements ------------------------------------------------------------------------------------ */

static bool read_statements(ChangeReader *reader);

static const SqlToken *end_of(const ChangeReader *reader, const char *word)
{
    const SqlToken *at = reader->tokens.at;
    int depth = at < reader->tokens.end ? at->depth : 0;
    while (at < reader->tokens.end && !(at->depth == depth && sql_token_is(at, word)))
        at++;
    return at;
}

/* IF ... THEN ... END IF; one with ELSE is opaque. */
static bool read_if(ChangeReader *reader)
{
    Condition condition = {0};
    size_t before = reader->reading->changes.count;
    const SqlToken *then = end_of(reader, "then");
    read_condition(reader, reader->tokens.at, then, &condition);
    reader->tokens.at = then;
    return reader_take(reader, "then") && read_statements(reader) && guard_changes(reader, before, &condition) &&
           reader_take(reader, "end") && reader_take(reader, "if") && reader_take(reader, ";");
}

/* WHEN duplicate_object OR duplicate_table THEN NULL; */
static bool read_handler(ChangeReader *reader, Condition *condition)
{
    if (!reader_take(reader, "when"))
        return false;
    do {
        char *name = sql_take_name(reader->arena, &reader->tokens);
        Guard guard = name && text_starts_with(name, "duplicate_")   ? GUARD_MISSING
                      : name && text_starts_with(name, "undefined_") ? GUARD_PRESENT
                      : name && strcmp(name, "others") == 0          ? GUARD_NONE
                                                                     : GUARD_UNKNOWN;
        condition->guard = condition->guard == GUARD_UNKNOWN || condition->guard == guard ? guard : GUARD_NONE;
        if (guard == GUARD_UNKNOWN)
            return false;
    } while (reader_take(reader, "or"));
    size_t before = reader->reading->changes.count;
    return reader_take(reader, "then") && read_statements(reader) && reader->reading->changes.count == before;
}

/* BEGIN ... [EXCEPTION ...] END, after BEGIN. */
static bool read_body(ChangeReader *reader)
{
    size_t before = reader->reading->changes.count;
    Condition condition = {.guard = GUARD_UNKNOWN};
    if (!read_statements(reader))
        return false;
    bool is_caught = reader_take(reader, "exception");
    while (is_caught && reader_at(reader, "when"))
        if (!read_handler(reader, &condition))
            return false;
    if (is_caught && !guard_changes(reader, before, &condition))
        return false;
    if (!reader_take(reader, "end"))
        return false;
    reader_take(reader, ";");
    return true;
}

static const char *take_literal(ChangeReader *reader)
{
    const SqlToken *token = reader->tokens.at;
    const char *literal = reader_ended(reader) || token->kind != SQL_TOKEN_STRING ? NULL : literal_of(reader, token);
    reader->tokens.at += literal != NULL;
    return literal;
}

static void append_quoted(Text *text, const char *value, char quote)
{
    text_append_char(text, quote);
    for (; *value; value++) {
        text_append_char(text, *value);
        if (*value == quote)
            text_append_char(text, quote);
    }
    text_append_char(text, quote);
}

/* format('... %I ... %L ... %s', 'a', 'b') of literals; after FORMAT. */
static const char *read_format(ChangeReader *reader)
{
    Text text = text_in(reader->arena);
    const char *format = reader_take(reader, "(") ? take_literal(reader) : NULL;
    for (const char *at = format; at && *at; at++) {
        bool is_part = *at == '%' && *++at != '%';
        const char *value = is_part && strchr("ILs", *at) && reader_take(reader, ",") ? take_literal(reader) : NULL;
        if (is_part && !value)
            return NULL;
        if (!is_part)
            text_append_char(&text, *at);
        else if (*at == 's')
            text_append(&text, value);
        else
            append_quoted(&text, value, *at == 'I' ? '"' : '\'');
    }
    return format && reader_take(reader, ")") ? text_string(&text) : NULL;
}

/* False if some of it is opaque. */
static bool read_text(ChangeReader *reader, const char *sql)
{
    size_t before = reader->reading->changes.count;
    if (sql)
        reader->read_text(reader->arena, SQL_OF_POSTGRESQL, sql, reader->reading);
    for (size_t i = before; i < reader->reading->changes.count; i++)
        if (!reader->reading->changes.items[i].operation)
            return false;
    return sql != NULL;
}

/* EXECUTE 'CREATE ...' and EXECUTE format(...); a text that is put together in another way is opaque. */
static bool read_execute(ChangeReader *reader)
{
    const char *sql = reader_take(reader, "format") ? read_format(reader) : take_literal(reader);
    return reader_take(reader, ";") && read_text(reader, sql);
}

static bool read_sql(ChangeReader *reader)
{
    const SqlToken *from = reader->tokens.at;
    reader->tokens.at = end_of(reader, ";");
    return read_text(reader, reader_slice(reader, from, reader->tokens.at)) && reader_take(reader, ";");
}

/* RAISE NOTICE and the like; RAISE EXCEPTION ends the block. */
static bool pass_message(ChangeReader *reader)
{
    if (reader_at(reader, "exception") || reader_at(reader, ";"))
        return false;
    reader->tokens.at = end_of(reader, ";");
    return reader_take(reader, ";");
}

static bool read_plain(ChangeReader *reader)
{
    static const char *const unread[] = {"perform", "for", "while", "loop", "foreach", "case", "return", "get", NULL};
    if (reader_take(reader, "null"))
        return reader_take(reader, ";");
    if (reader_take(reader, "raise"))
        return pass_message(reader);
    if (reader_take(reader, "execute"))
        return read_execute(reader);
    return !token_is_one_of(reader->tokens.at, unread) && read_sql(reader);
}

/* Up to END, EXCEPTION or ELSE. */
static bool read_statements(ChangeReader *reader)
{
    static const char *const last[] = {"end", "exception", "when", "else", "elsif", "elseif", NULL};
    while (!reader_ended(reader) && !token_is_one_of(reader->tokens.at, last)) {
        bool is_read = reader_take(reader, "if")      ? read_if(reader)
                       : reader_take(reader, "begin") ? read_body(reader)
                                                      : read_plain(reader);
        if (!is_read)
            return false;
    }
    return true;
}

static bool take_language(ChangeReader *reader)
{
    return !reader_take(reader, "language") || reader_take(reader, "plpgsql");
}

/* The text between $tag$ and $tag$. */
static const char *body_of(ChangeReader *reader)
{
    const SqlToken *token = reader->tokens.at;
    const char *tag_end = reader_ended(reader) || token->kind != SQL_TOKEN_STRING || *token->start != '$'
                              ? NULL
                              : memchr(token->start + 1, '$', token->length - 1);
    if (!tag_end)
        return NULL;
    size_t tag = (size_t)(tag_end - token->start) + 1;
    reader->tokens.at++;
    return token->length < 2 * tag ? NULL : arena_strndup(reader->arena, token->start + tag, token->length - 2 * tag);
}

bool read_block(ChangeReader *reader)
{
    SqlTokens tokens = {0};
    if (!reader->on_postgresql || !reader_take(reader, "do") || !take_language(reader))
        return false;
    const char *body = body_of(reader);
    if (!body || !take_language(reader) || !reader_ended(reader) ||
        !sql_tokens_of(reader->arena, SQL_OF_POSTGRESQL, body, &tokens))
        return false;
    SqlReader whole = reader->tokens;
    reader->tokens = (SqlReader){tokens.items, tokens.items + tokens.count};
    bool is_read = reader_take(reader, "begin") && read_body(reader) && reader_ended(reader);
    reader->tokens = whole;
    return is_read;
}
