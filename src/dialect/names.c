/* Identifiers as the statement writes them. Anonymous names are numbered per statement. */
#include "limbeck/dialect/compiler.h"

#include <stdint.h>
#include <string.h>

/* SQLAlchemy numbers anonymous names by base name over the whole statement: count_1, anon_2. */
static size_t next_number(Compiler *compiler, const char *base)
{
    size_t number = (size_t)(uintptr_t)map_get(&compiler->made_up_counts, base) + 1;
    map_set(compiler->arena, &compiler->made_up_counts, base,
            (void *)(uintptr_t)number); // NOLINT(performance-no-int-to-ptr): the map holds the number itself
    return number;
}

static const char *counted_name(Compiler *compiler, const char *token, size_t length)
{
    const char *whole = arena_strndup(compiler->arena, token, length);
    for (size_t i = 0; i < compiler->made_up.count; i++)
        if (strcmp(compiler->made_up.items[i].token, whole) == 0)
            return compiler->made_up.items[i].name;
    const char *blank = strchr(whole, ' ');
    const char *base = blank ? blank + 1 : "anon";
    MadeUpName row = {whole, arena_format(compiler->arena, "%s_%zu", base, next_number(compiler, base))};
    vector_push(compiler->arena, &compiler->made_up, row);
    return row.name;
}

const char *written_name(Compiler *compiler, const char *name)
{
    if (!name_is_made_up(name))
        return name;
    Text text = text_in(compiler->arena);
    for (const char *at = name; *at;) {
        const char *end = *at == NAME_BEGINS ? strchr(at, NAME_ENDS) : NULL;
        if (!end) {
            text_append_char(&text, *at++);
            continue;
        }
        text_append(&text, counted_name(compiler, at + 1, (size_t)(end - at - 1)));
        at = end + 1;
    }
    return text_string(&text);
}

void append_written_name(Compiler *compiler, const char *name, int quote)
{
    const char *written = written_name(compiler, name);
    if (quote < 0)
        text_append(&compiler->out, written);
    else
        append_identifier(compiler, written, quote > 0);
}

void append_label(Compiler *compiler, const char *name)
{
    const char *written = written_name(compiler, name);
    size_t most = compiler->dialect->longest_name ? compiler->dialect->longest_name - 6 : SIZE_MAX;
    size_t bytes = 0, length = strlen(written);
    uint32_t codepoint;
    for (size_t i = 0; i < most && bytes < length; i++) {
        size_t step = utf8_decode(written + bytes, length - bytes, &codepoint);
        bytes += step ? step : 1;
    }
    if (bytes < length) {
        size_t number = next_number(compiler, "\x03");
        const char *cut = arena_strndup(compiler->arena, written, bytes);
        written = arena_format(compiler->arena, "%s_%zx", cut, number);
        MadeUpName row = {name, written};
        vector_push(compiler->arena, &compiler->made_up, row);
    }
    append_identifier(compiler, written, false);
}

void append_table_of(Compiler *compiler, const Table *table)
{
    if (table->schema && compiler->include_schema) {
        append_written_name(compiler, table->schema, table->schema_quote);
        text_append_char(&compiler->out, '.');
    }
    append_written_name(compiler, table->name, table->quote);
}

void append_index_table(Compiler *compiler, const Index *index)
{
    const Table table = {.name = index->table,
                         .schema = index->schema,
                         .quote = index->table_quote,
                         .schema_quote = index->schema_quote};
    append_table_of(compiler, &table);
}
