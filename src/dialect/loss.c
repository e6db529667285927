#include "limbeck/dialect/loss.h"

#include <string.h>

typedef struct Reader {
    Arena *arena;
    SqlReader tokens;
    LossVector *losses;
    StringVector *names; /* of called functions */
} Reader;

static bool take(Reader *reader, const char *word)
{
    return sql_take(&reader->tokens, word);
}

static void skip(Reader *reader, const char *const *words)
{
    for (; *words; words++)
        take(reader, *words);
}

static void add(Reader *reader, Loss loss)
{
    vector_push(reader->arena, reader->losses, loss);
}

static void add_unknown(Reader *reader, const char *what)
{
    add(reader, (Loss){.schema = what, .kind = LOSS_UNKNOWN});
}

static bool is_at_end(const Reader *reader)
{
    return reader->tokens.at >= reader->tokens.end;
}

/* a, b, c */
static void read_tables(Reader *reader, Loss loss)
{
    do {
        take(reader, "only");
        if (sql_take_table(reader->arena, &reader->tokens, &loss))
            add(reader, loss);
        take(reader, "*");
    } while (take(reader, ","));
}

static void read_truncate(Reader *reader)
{
    Loss loss = {.kind = LOSS_EMPTIED};
    take(reader, "table");
    for (const SqlToken *at = reader->tokens.at; at < reader->tokens.end; at++) {
        loss.restarts |= sql_token_is(at, "restart");
        loss.cascades |= sql_token_is(at, "cascade");
    }
    read_tables(reader, loss);
}

static void read_schemas(Reader *reader)
{
    const char *name;
    do {
        name = sql_take_name(reader->arena, &reader->tokens);
        if (name)
            add(reader, (Loss){.schema = name});
    } while (name && take(reader, ","));
}

static void read_drop(Reader *reader)
{
    bool is_schema = take(reader, "schema"), is_table = !is_schema && take(reader, "table");
    bool is_sequence = !is_schema && !is_table && take(reader, "sequence");
    skip(reader, (const char *const[]){"if", "exists", NULL});
    if (is_schema)
        read_schemas(reader);
    else if (is_table || is_sequence)
        read_tables(reader, (Loss){.is_sequence = is_sequence});
}

static void read_dropped_column(Reader *reader, Loss loss)
{
    static const char *const kinds[] = {"constraint", "default", "not", "expression", "identity", NULL};
    for (size_t i = 0; kinds[i]; i++)
        if (take(reader, kinds[i]))
            return;
    skip(reader, (const char *const[]){"column", "if", "exists", NULL});
    loss.column = sql_take_name(reader->arena, &reader->tokens);
    if (loss.column)
        add(reader, loss);
}

/* ALTER [COLUMN] name [SET DATA] TYPE ... */
static void read_altered_column(Reader *reader, Loss loss)
{
    take(reader, "column");
    loss.column = sql_take_name(reader->arena, &reader->tokens);
    loss.kind = LOSS_CAST;
    skip(reader, (const char *const[]){"set", "data", NULL});
    if (loss.column && take(reader, "type"))
        add(reader, loss);
}

static void skip_action(Reader *reader)
{
    while (!is_at_end(reader) && !(sql_token_is(reader->tokens.at, ",") && !reader->tokens.at->depth))
        reader->tokens.at++;
}

/* ALTER TABLE name action, action */
static void read_alter(Reader *reader)
{
    Loss loss = {0};
    skip(reader, (const char *const[]){"if", "exists", "only", NULL});
    if (!sql_take_table(reader->arena, &reader->tokens, &loss))
        return;
    for (bool begins = true; !is_at_end(reader); begins = !is_at_end(reader) && take(reader, ",")) {
        if (begins && take(reader, "drop"))
            read_dropped_column(reader, loss);
        else if (begins && take(reader, "alter"))
            read_altered_column(reader, loss);
        else
            reader->tokens.at++;
        skip_action(reader);
    }
}

static bool read_ddl(Reader *reader)
{
    if (take(reader, "alter") && take(reader, "table"))
        read_alter(reader);
    else if (take(reader, "truncate"))
        read_truncate(reader);
    else if (take(reader, "drop"))
        read_drop(reader);
    else
        return false;
    return true;
}

/* ---- DO ---------------------------------------------------------------------------------- */

/* The text between the quotes of a string token. */
static const char *content(Arena *arena, const SqlToken *string)
{
    const char *from = string->start, *end = from + string->length;
    if (*from == '$') {
        size_t tag = (size_t)(strchr(from + 1, '$') + 1 - from);
        return arena_strndup(arena, from + tag, (size_t)(end - from) - 2 * tag);
    }
    from = strchr(from, '\'') + 1;
    char *text = arena_strndup(arena, from, (size_t)(end - 1 - from)), *to = text;
    for (const char *at = text; *at; at++) {
        at += at[0] == '\'' && at[1] == '\'';
        *to++ = *at;
    }
    *to = '\0';
    return text;
}

/* In a function body a statement can begin after THEN, LOOP or BEGIN too. */
static void read_body(Reader *reader, const char *body)
{
    static const char *const dynamic[] = {"execute", "perform", "call"};
    SqlTokens tokens = {0};
    bool is_plain = sql_tokens(reader->arena, body, &tokens);
    const SqlToken *past = tokens.items + tokens.count;
    for (const SqlToken *at = tokens.items; is_plain && at < past; at++) {
        const SqlToken *end = at;
        while (end < past && !sql_token_is(end, ";"))
            end++;
        Reader inner = {reader->arena, {at, end}, reader->losses};
        for (size_t i = 0; i < sizeof dynamic / sizeof *dynamic; i++)
            is_plain &= !sql_token_is(at, dynamic[i]);
        read_ddl(&inner);
    }
    sql_row_losses(reader->arena, (SqlReader){tokens.items, past}, reader->losses);
    if (!is_plain)
        add_unknown(reader, "a DO block");
}

/* DO [LANGUAGE name] 'body' */
static void read_do(Reader *reader)
{
    for (; !is_at_end(reader); reader->tokens.at++) {
        if (take(reader, "language") && !sql_token_is(reader->tokens.at, "plpgsql"))
            add_unknown(reader, "a DO block");
        else if (!is_at_end(reader) && reader->tokens.at->kind == SQL_TOKEN_STRING)
            read_body(reader, content(reader->arena, reader->tokens.at));
        if (is_at_end(reader))
            return;
    }
}

/* ---- statements --------------------------------------------------------------------------- */

/* The statements in a trigger's body do not run when the trigger is created. */
static const SqlToken *skip_statement(const SqlToken *at, const SqlToken *past)
{
    bool has_body = false, is_created = sql_token_is(at, "create");
    for (const SqlToken *look = at + 1; is_created && look < past && look <= at + 2; look++)
        has_body |= sql_token_is(look, "trigger");
    for (bool in_body = false; at < past && (in_body || !sql_token_is(at, ";")); at++)
        in_body = has_body && (in_body || sql_token_is(at, "begin")) && !sql_token_is(at, "end");
    return at;
}

static void read_call(Reader *reader)
{
    Loss procedure;
    bool named = sql_take_table(reader->arena, &reader->tokens, &procedure);
    add_unknown(reader, named ? arena_format(reader->arena, "procedure %s", procedure.table) : "a procedure");
}

static bool is_inert(const Reader *reader)
{
    static const char *const words[] = {"create", "grant", "revoke", "comment", "set"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!is_at_end(reader) && sql_token_is(reader->tokens.at, words[i]))
            return true;
    return false;
}

/* The losses of a DELETE or UPDATE are all in its target table. */
static void read_row_changes(Reader *reader)
{
    const size_t first = reader->losses->count;
    sql_row_losses(reader->arena, reader->tokens, reader->losses);
    const char *rows = sql_selected_rows(reader->arena, reader->tokens);
    for (size_t i = first; i < reader->losses->count; i++) {
        Loss *loss = &reader->losses->items[i];
        const bool is_value = loss->kind == LOSS_OVERWRITTEN && loss->column && !loss->to_null;
        loss->rows = is_value ? sql_changed_rows(reader->arena, reader->tokens, loss->column, loss->value) : rows;
        loss->is_part |= is_value; /* some may have the new value already */
    }
}

static void read_statement(Reader *reader)
{
    if (is_inert(reader))
        return;
    if (take(reader, "do"))
        read_do(reader);
    else if (take(reader, "call"))
        read_call(reader);
    else if (!read_ddl(reader))
        read_row_changes(reader);
}

/* Reads each statement of the text; false when it cannot be split into tokens. */
static bool read_each(const Reader *into, const char *sql, void (*read)(Reader *reader))
{
    SqlTokens tokens = {0};
    if (!sql_tokens(into->arena, sql, &tokens))
        return false;
    const SqlToken *past = tokens.items + tokens.count;
    for (const SqlToken *at = tokens.items; at < past; at++) {
        const SqlToken *end = skip_statement(at, past);
        Reader reader = *into;
        reader.tokens = (SqlReader){at, end};
        read(&reader);
        at = end;
    }
    return true;
}

void sql_losses(Arena *arena, const char *sql, LossVector *losses)
{
    if (!read_each(&(Reader){.arena = arena, .losses = losses}, sql, read_statement))
        vector_push(arena, losses, ((Loss){.schema = "SQL that limbeck cannot read", .kind = LOSS_UNKNOWN}));
}

/* ---- what is called ------------------------------------------------------------------------ */

static void read_called(Reader *reader)
{
    const SqlToken *at = reader->tokens.at;
    for (bool is_run = !is_inert(reader); is_run && at + 1 < reader->tokens.end; at++)
        if ((at->kind == SQL_TOKEN_WORD || at->kind == SQL_TOKEN_NAME) && sql_token_is(&at[1], "("))
            vector_push(reader->arena, reader->names, sql_token_name(reader->arena, at));
}

void sql_called(Arena *arena, const char *sql, StringVector *names)
{
    read_each(&(Reader){.arena = arena, .names = names}, sql, read_called);
}

/* ---- what is made -------------------------------------------------------------------------- */

static bool is_taken_if_absent(Reader *reader)
{
    return take(reader, "if") && take(reader, "not") && take(reader, "exists");
}

static void read_added_columns(Reader *reader)
{
    static const char *const others[] = {"constraint", "primary", "unique", "check", "foreign", "exclude"};
    Loss made = {0};
    skip(reader, (const char *const[]){"if", "exists", "only", NULL});
    if (!sql_take_table(reader->arena, &reader->tokens, &made))
        return;
    do {
        bool adds = take(reader, "add");
        adds = adds && (take(reader, "column") || true) && !is_taken_if_absent(reader);
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            adds &= is_at_end(reader) || !sql_token_is(reader->tokens.at, others[i]);
        made.column = adds ? sql_take_name(reader->arena, &reader->tokens) : NULL;
        if (made.column)
            add(reader, made);
        skip_action(reader);
    } while (take(reader, ","));
}

static void read_created(Reader *reader)
{
    Loss made = {0};
    if (take(reader, "alter") && take(reader, "table")) {
        read_added_columns(reader);
    } else if (take(reader, "create")) {
        skip(reader, (const char *const[]){"global", "local", "temp", "temporary", "unlogged", NULL});
        if (take(reader, "table") && !is_taken_if_absent(reader) &&
            sql_take_table(reader->arena, &reader->tokens, &made))
            add(reader, made);
    }
}

void sql_created(Arena *arena, const char *sql, LossVector *made)
{
    read_each(&(Reader){.arena = arena, .losses = made}, sql, read_created);
}
