#include "limbeck/dialect/loss.h"

#include "limbeck/dialect/token.h"

typedef struct Reader {
    Arena *arena;
    SqlReader tokens;
    LossVector *losses;
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

static const char *take_name(Reader *reader)
{
    return sql_take_name(reader->arena, &reader->tokens);
}

/* [schema.]name */
static bool take_table(Reader *reader, Loss *loss)
{
    *loss = (Loss){.table = take_name(reader)};
    if (loss->table && take(reader, ".")) {
        loss->schema = loss->table;
        loss->table = take_name(reader);
    }
    return loss->table != NULL;
}

static void add(Reader *reader, Loss loss)
{
    vector_push(reader->arena, reader->losses, loss);
}

/* a, b, c */
static void read_tables(Reader *reader)
{
    Loss loss;
    do {
        take(reader, "only");
        if (take_table(reader, &loss))
            add(reader, loss);
    } while (take(reader, ","));
}

static void read_schemas(Reader *reader)
{
    const char *name;
    do {
        name = take_name(reader);
        if (name)
            add(reader, (Loss){.schema = name});
    } while (name && take(reader, ","));
}

static void read_dropped_column(Reader *reader, Loss loss)
{
    static const char *const kinds[] = {"constraint", "default", "not", "expression", "identity", NULL};
    for (size_t i = 0; kinds[i]; i++)
        if (take(reader, kinds[i]))
            return;
    skip(reader, (const char *const[]){"column", "if", "exists", NULL});
    loss.column = take_name(reader);
    if (loss.column)
        add(reader, loss);
}

/* ALTER TABLE name action, action */
static void read_alter(Reader *reader)
{
    Loss loss;
    skip(reader, (const char *const[]){"if", "exists", "only", NULL});
    if (!take_table(reader, &loss))
        return;
    for (bool begins = true; reader->tokens.at < reader->tokens.end;
         begins = reader->tokens.at < reader->tokens.end && take(reader, ",")) {
        if (begins && take(reader, "drop"))
            read_dropped_column(reader, loss);
        else
            reader->tokens.at++;
        while (reader->tokens.at < reader->tokens.end &&
               !(sql_token_is(reader->tokens.at, ",") && !reader->tokens.at->depth))
            reader->tokens.at++;
    }
}

static void read_statement(Reader *reader)
{
    static const char *const before_name[] = {"if", "exists", NULL};
    if (take(reader, "alter") && take(reader, "table")) {
        read_alter(reader);
    } else if (take(reader, "truncate")) {
        take(reader, "table");
        read_tables(reader);
    } else if (take(reader, "drop")) {
        bool is_schema = take(reader, "schema"), is_table = !is_schema && take(reader, "table");
        skip(reader, before_name);
        if (is_schema)
            read_schemas(reader);
        else if (is_table)
            read_tables(reader);
    }
}

void sql_losses(Arena *arena, const char *sql, LossVector *losses)
{
    SqlTokens tokens = {0};
    if (!sql_tokens(arena, sql, &tokens))
        return;
    const SqlToken *past = tokens.items + tokens.count;
    for (const SqlToken *at = tokens.items; at < past; at++) {
        const SqlToken *end = at;
        while (end < past && !sql_token_is(end, ";"))
            end++;
        Reader reader = {arena, {at, end}, losses};
        read_statement(&reader);
        at = end;
    }
}
