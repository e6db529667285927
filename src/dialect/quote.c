/* Identifiers and literal values. */
#include "limbeck/dialect/compiler.h"

#include <ctype.h>
#include <md5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Most words differ in their first two letters, which are compared without a call. */
static int compare_words(const void *left, const void *right)
{
    const char *word = left, *reserved = *(const char *const *)right;
    if (word[0] != reserved[0])
        return word[0] - reserved[0];
    return word[1] != reserved[1] ? word[1] - reserved[1] : strcmp(word, reserved);
}

static bool is_reserved(const Dialect *dialect, const char *lower)
{
    return bsearch(lower, dialect->reserved_words, dialect->reserved_count, sizeof(char *), compare_words) != NULL;
}

static bool is_plain_letter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' || letter == '$';
}

static bool needs_quotes(const Dialect *dialect, const char *name)
{
    if (!*name || (*name >= '0' && *name <= '9') || *name == '$')
        return true;
    for (const char *at = name; *at; at++)
        if (!is_plain_letter(*at))
            return true;
    return is_reserved(dialect, name);
}

static void append_in_quotes(Text *out, bool double_percents, const char *name)
{
    text_append_char(out, '"');
    for (const char *at = name; *at; at++) {
        text_append_char(out, *at);
        if (*at == '"' || (*at == '%' && double_percents))
            text_append_char(out, *at);
    }
    text_append_char(out, '"');
}

void append_identifier_if(Compiler *compiler, const char *name, bool quotes)
{
    if (quotes)
        append_in_quotes(&compiler->out, compiler->options->double_percents, name);
    else
        text_append(&compiler->out, name);
}

void append_identifier(Compiler *compiler, const char *name, bool always)
{
    append_identifier_if(compiler, name, always || needs_quotes(compiler->dialect, name));
}

void append_quoted(Compiler *compiler, const char *identifier)
{
    append_identifier(compiler, identifier, false);
}

char *dialect_quote(Arena *arena, const Dialect *dialect, const char *name)
{
    Text text = text_in(arena);
    if (needs_quotes(dialect, name))
        append_in_quotes(&text, false, name);
    else
        text_append(&text, name);
    return text_string(&text);
}

void append_table(Compiler *compiler, const char *name, const char *schema)
{
    if (schema) {
        append_quoted(compiler, schema);
        text_append_char(&compiler->out, '.');
    }
    append_quoted(compiler, name);
}

/* SQLAlchemy shortens a name to its first characters and four digits of its MD5. */
static const char *shortened(Arena *arena, const Dialect *dialect, const char *name)
{
    char digest[MD5_DIGEST_STRING_LENGTH];
    size_t kept = dialect->longest_name - 8, bytes = 0, length = strlen(name);
    uint32_t codepoint;
    for (size_t i = 0; i < kept && bytes < length; i++) {
        size_t step = utf8_decode(name + bytes, length - bytes, &codepoint);
        bytes += step ? step : 1;
    }
    MD5Data((const uint8_t *)name, length, digest);
    return arena_format(arena, "%.*s_%s", (int)bytes, name, digest + strlen(digest) - 4);
}

static bool name_fits(const Dialect *dialect, const char *name)
{
    return !dialect->longest_name || utf8_count(name, strlen(name)) <= dialect->longest_name;
}

const char *dialect_final_name(Arena *arena, const Dialect *dialect, const char *name, bool is_final)
{
    return !name || !is_final || name_fits(dialect, name) ? name : shortened(arena, dialect, name);
}

static bool printable_name(Compiler *compiler, const char *name, bool is_final, const char **printed)
{
    bool fits = is_final || name_fits(compiler->dialect, name);
    if (fits)
        *printed = dialect_final_name(compiler->arena, compiler->dialect, name, is_final);
    else
        refuse(compiler, "the name '%s' of over %zu characters", name, compiler->dialect->longest_name);
    return fits;
}

bool append_constraint_name(Compiler *compiler, const Constraint *constraint)
{
    const char *name = NULL;
    if (!printable_name(compiler, constraint->name, constraint->name_is_final, &name))
        return false;
    append_quoted(compiler, name);
    return true;
}

bool append_index_name(Compiler *compiler, const Index *index, const char *schema)
{
    const char *name = NULL;
    if (!index->name)
        return refuse(compiler, "an index without a name");
    if (!printable_name(compiler, index->name, index->name_is_final, &name))
        return false;
    if (schema) {
        append_written_name(compiler, schema, index->schema_quote);
        text_append_char(&compiler->out, '.');
    }
    append_written_name(compiler, name, index->quote);
    return true;
}

void append_column_list(Compiler *compiler, const StringVector *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        const Column *column = compiler->columns_of ? table_column(compiler->columns_of, columns->items[i]) : NULL;
        text_append(&compiler->out, i ? ", " : "");
        append_written_name(compiler, columns->items[i], column ? column->quote : 0);
    }
}

void append_plain_text(Compiler *compiler, const char *text)
{
    text_append_char(&compiler->out, '\'');
    for (const char *at = text; *at; at++) {
        text_append_char(&compiler->out, *at);
        if (*at == '\'')
            text_append_char(&compiler->out, '\'');
    }
    text_append_char(&compiler->out, '\'');
}

static void append_string(Compiler *compiler, const char *bytes, size_t length)
{
    const CompileOptions *options = compiler->options;
    text_append_char(&compiler->out, '\'');
    for (size_t i = 0; i < length; i++) {
        char here = bytes[i];
        bool twice =
            here == '\'' || (here == '%' && options->double_percents) || (here == '\\' && options->backslash_escapes);
        text_append_char(&compiler->out, here);
        if (twice)
            text_append_char(&compiler->out, here);
    }
    text_append_char(&compiler->out, '\'');
}

void append_text_literal(Compiler *compiler, const char *text)
{
    append_string(compiler, text, strlen(text));
}

static void append_hexadecimal(Compiler *compiler, const Literal *literal)
{
    text_append(&compiler->out, compiler->dialect->traits.bytes_start);
    for (size_t i = 0; i < literal->length; i++)
        text_append_format(&compiler->out, "%02x", (unsigned char)literal->bytes[i]);
    text_append(&compiler->out, "'");
}

/* SQLAlchemy writes these as plain strings. */
static bool append_bytes(Compiler *compiler, const Literal *literal)
{
    uint32_t codepoint;
    for (size_t at = 0; at < literal->length;) {
        size_t step = utf8_decode(literal->bytes + at, literal->length - at, &codepoint);
        const bool is_text = step && literal->bytes[at];
        if (!is_text && !compiler->options->shows_bytes)
            return refuse(compiler, "bytes that are not text, as a literal");
        if (!is_text) {
            append_hexadecimal(compiler, literal);
            return true;
        }
        at += step;
    }
    append_string(compiler, literal->bytes, literal->length);
    return true;
}

static const char *without_dashes(Arena *arena, const char *identifier)
{
    Text text = text_in(arena);
    for (const char *at = identifier; *at; at++)
        if (*at != '-')
            text_append_char(&text, *at);
    return text_string(&text);
}

/* SQLite stores dates and times with six decimals and without a time zone, UUIDs without dashes. */
static const char *sqlite_text(Arena *arena, const Literal *literal)
{
    Text text = text_in(arena);
    if (literal->made_of == AFFINITY_UUID)
        return without_dashes(arena, literal->bytes);
    if (literal->made_of != AFFINITY_DATETIME && literal->made_of != AFFINITY_TIME)
        return literal->bytes;
    size_t whole = literal->made_of == AFFINITY_TIME ? 8 : 19;
    size_t fraction = literal->length > whole && literal->bytes[whole] == '.' ? 7 : 0;
    text_append_bytes(&text, literal->bytes, whole + fraction);
    text_append(&text, fraction ? "" : ".000000");
    return text_string(&text);
}

Literal dialect_literal(Arena *arena, const Dialect *dialect, const Literal *literal)
{
    Literal own = *literal;
    if (literal->kind == LITERAL_TEXT && literal->made_of != AFFINITY_NULL && dialect->keeps_moments_as_text) {
        own.bytes = sqlite_text(arena, literal);
        own.length = strlen(own.bytes);
    }
    return own;
}

Literal parameter_literal(Arena *arena, const Dialect *dialect, const SqlParameter *parameter, const Literal *literal)
{
    Literal own = *literal;
    if (parameter->null_is_json && literal->kind == LITERAL_NULL)
        own = literal_text("null");
    if (parameter->affinity == AFFINITY_UUID && own.kind == LITERAL_TEXT)
        own.made_of = AFFINITY_UUID;
    return dialect_literal(arena, dialect, &own);
}

/* The Python value must be one that the column's type accepts. */
static bool append_python_value(Compiler *compiler, const Literal *literal, TypeAffinity affinity)
{
    bool is_whole = literal->made_of == AFFINITY_INTEGER, is_number = is_whole || literal->made_of == AFFINITY_NUMERIC;
    bool numeric = is_number && (affinity == AFFINITY_NUMERIC || affinity == AFFINITY_FLOAT);
    if (literal->made_of == AFFINITY_JSON)
        return refuse(compiler, "a JSON value as a literal");
    if (literal->made_of == AFFINITY_INTERVAL || literal->made_of == AFFINITY_ARRAY)
        return refuse(compiler, "an interval or a list as a literal");
    if (affinity != AFFINITY_NULL && affinity != literal->made_of && !numeric)
        return refuse(compiler, "a value of a type other than its column's");
    Literal own = dialect_literal(compiler->arena, compiler->dialect, literal);
    if (is_number)
        text_append(&compiler->out, own.bytes);
    else
        append_string(compiler, own.bytes, own.length);
    return true;
}

/* Refuses values that SQLAlchemy's literal processor of the type refuses, or renders in a way that is not
 * implemented here. */
static bool fits_type(Compiler *compiler, const Literal *literal, TypeAffinity affinity)
{
    bool text = literal->kind == LITERAL_TEXT;
    bool textual = affinity == AFFINITY_STRING || affinity == AFFINITY_ENUM || affinity == AFFINITY_NULL;
    if (text && !textual)
        return refuse(compiler, "a string as the literal value of this type");
    if (literal->kind == LITERAL_INTEGER && affinity == AFFINITY_STRING)
        return refuse(compiler, "an integer as the literal value of a string type");
    if (literal->kind == LITERAL_REAL && affinity == AFFINITY_INTEGER)
        return refuse(compiler, "a float as the value of an Integer: SQLAlchemy cuts it off offline only");
    bool numeric = affinity == AFFINITY_NULL || affinity == AFFINITY_INTEGER || affinity == AFFINITY_NUMERIC ||
                   affinity == AFFINITY_FLOAT;
    if ((literal->kind == LITERAL_INTEGER || literal->kind == LITERAL_REAL) && !numeric && affinity != AFFINITY_BOOLEAN)
        return refuse(compiler, "a number as the literal value of this type");
    return true;
}

bool refuse_own_type(Compiler *compiler, const SqlType *type)
{
    return type->refusal ? refuse(compiler, "%s", type->refusal)
                         : refuse(compiler, "a value that the application's own type changes");
}

bool append_literal(Compiler *compiler, const Literal *literal, const SqlType *type)
{
    Text *out = &compiler->out;
    TypeAffinity affinity = type ? type_row(type->kind)->affinity : AFFINITY_NULL;
    bool truth = literal->kind == LITERAL_BOOLEAN ? literal->boolean : literal->integer != 0;
    bool as_boolean =
        literal->kind == LITERAL_BOOLEAN || (literal->kind == LITERAL_INTEGER && affinity == AFFINITY_BOOLEAN);
    const SqlType *own = type ? type_for_dialect(type, compiler->dialect->traits.name) : NULL;
    if (own && own->converts && (literal->kind != LITERAL_NULL || own->refusal))
        return refuse_own_type(compiler, own);
    if (literal->kind == LITERAL_NULL) {
        text_append(out, "NULL");
        return true;
    }
    if (literal->kind == LITERAL_TEXT && literal->made_of != AFFINITY_NULL)
        return append_python_value(compiler, literal, affinity);
    if (literal->kind == LITERAL_TEXT && affinity == AFFINITY_UUID && type->reads_otherwise) {
        const char *digits = without_dashes(compiler->arena, literal->bytes);
        append_string(compiler, digits, strlen(digits));
        return true;
    }
    if (literal->kind == LITERAL_BOOLEAN && affinity != AFFINITY_BOOLEAN && affinity != AFFINITY_NULL)
        return refuse(compiler, "a boolean as the literal value of this type");
    if (as_boolean) {
        bool native = compiler->dialect->traits.has_native_booleans;
        text_append(out, native ? (truth ? "true" : "false") : truth ? "1" : "0");
        return true;
    }
    if (!fits_type(compiler, literal, affinity))
        return false;
    switch (literal->kind) {
    case LITERAL_INTEGER:
        text_append_format(out, "%lld", (long long)literal->integer);
        return true;
    case LITERAL_REAL:
        text_append_real(out, literal->real);
        return true;
    case LITERAL_TEXT:
        append_string(compiler, literal->bytes, literal->length);
        return true;
    case LITERAL_BYTES:
        return append_bytes(compiler, literal);
    default:
        return refuse(compiler, "a parameter without a value");
    }
}
