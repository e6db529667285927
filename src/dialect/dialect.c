/* The dialects, and the spelling of types. */
#include "limbeck/dialect/compiler.h"

#include <stdio.h>
#include <string.h>

static const Dialect *const dialects[] = {
#define DIALECT(name) &name##_dialect,
#include "limbeck/schema/dialect_list.h"
#undef DIALECT
};

const Dialect *dialect_default(void)
{
    return dialects[0];
}

const Dialect *dialect_named(const char *name)
{
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
        if (strcmp(dialects[i]->traits.name, name) == 0)
            return dialects[i];
    return NULL;
}

const DialectTraits *dialect_traits(const Dialect *dialect)
{
    static const DialectTraits none = {0};
    return dialect ? &dialect->traits : &none;
}

const Dialect *dialect_after(const Dialect *dialect)
{
    size_t count = sizeof dialects / sizeof *dialects, i = 0;
    while (i < count && dialects[i] != dialect)
        i++;
    return dialects[(i + 1) % count];
}

SqlSyntax dialect_syntax(const Dialect *dialect)
{
    return dialect->syntax;
}

const char *dialect_name(const Dialect *dialect)
{
    return dialect->traits.name;
}

bool dialect_has_transactional_ddl(const Dialect *dialect)
{
    return dialect->transactional_ddl;
}

CompileOptions compile_options(const Dialect *dialect, CompileMode mode)
{
    return (CompileOptions){
        .dialect = dialect, .mode = mode, .backslash_escapes = mode == MODE_OFFLINE && dialect->escapes_backslashes};
}

bool refuse(Compiler *compiler, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return error_set(compiler->error, ERROR_UNSUPPORTED, "limbeck does not write this as SQL: %s", message);
}

/* ---- types ---------------------------------------------------------------------- */

static void append_collation(Compiler *compiler, const SqlType *type)
{
    if (type->collation)
        text_append_format(&compiler->out, " COLLATE \"%s\"", type->collation);
}

static bool spell_enum(Compiler *compiler, const SqlType *type, const TypeSpelling *row)
{
    bool native = compiler->dialect->traits.has_native_enums && type->native;
    if (native) {
        if (!type->name)
            return refuse(compiler, "an Enum without a name (PostgreSQL needs name=...)");
        append_table(compiler, type->name, type->schema);
        return true;
    }
    size_t longest = type->length > 0 ? (size_t)type->length : 0;
    for (size_t i = 0; i < type->values.count; i++) {
        size_t length = utf8_count(type->values.items[i], strlen(type->values.items[i]));
        longest = length > longest ? length : longest;
    }
    text_append(&compiler->out, row->text);
    if (longest)
        text_append_format(&compiler->out, "(%zu)", longest);
    return true;
}

static bool spell_array(Compiler *compiler, const SqlType *type)
{
    Text *out = &compiler->out;
    size_t start = out->length;
    if (!compile_type(compiler, type->item))
        return false;
    const char *collation = type->item->collation ? strstr(out->data + start, " COLLATE ") : NULL;
    Text after = text_on_heap();
    text_append(&after, collation ? collation : "");
    out->length -= after.length;
    for (int64_t i = 0; i < (type->dimensions > 0 ? type->dimensions : 1); i++)
        text_append(out, "[]");
    text_append(out, text_string(&after)); /* VARCHAR[] COLLATE "C" */
    text_release(&after);
    return true;
}

/* Calls the script's @compiles function for this type; *handled is false if there is none. */
static bool spell_written(Compiler *compiler, const SqlType *type, bool *handled)
{
    *handled = false;
    for (size_t i = 0; i < type->written_count && !*handled; i++) {
        const WrittenType *row = &type->written[i];
        *handled = !row->dialect || strcmp(row->dialect, compiler->dialect->traits.name) == 0;
        if (*handled && !row->text)
            return refuse(compiler, "the type %s, which @compiles of %s writes",
                          type->class_name ? type->class_name : type_row(type->kind)->name, row->place);
        if (*handled)
            text_append(&compiler->out, row->text);
    }
    return true;
}

static TypeSpelling type_spelling(const Dialect *dialect, TypeKind kind)
{
    const TypeRow *type = type_row(kind);
    bool is_plain = type->modules == (int)dialect->own_types && type->arguments == ARGUMENTS_NONE;
    return is_plain && !dialect->types[kind].text ? (TypeSpelling){type->name, SPELL_PLAIN} : dialect->types[kind];
}

bool compile_type(Compiler *compiler, const SqlType *given)
{
    const SqlType *type = type_for_dialect(given, compiler->dialect->traits.name);
    bool is_written;
    if (!spell_written(compiler, type, &is_written))
        return false;
    if (is_written)
        return true;
    const TypeSpelling spelling = type_spelling(compiler->dialect, type->kind), *row = &spelling;
    Text *out = &compiler->out;
    if (type->declared) {
        text_append(out, type->declared);
        append_collation(compiler, type);
        return true;
    }
    if (type->kind == TYPE_USER_DEFINED && !type->name)
        return refuse(compiler, "the type %s on %s", given->class_name ? given->class_name : "of the application",
                      compiler->dialect->traits.title);
    if (type->kind == TYPE_NULL)
        return refuse(compiler, "a column without a type");
    if (!row->text)
        return refuse(compiler, "the type %s, which %s does not have", type_row(type->kind)->name,
                      compiler->dialect->traits.title);
    if (row->spelling == SPELL_ENUM)
        return spell_enum(compiler, type, row);
    if (row->spelling == SPELL_ARRAY)
        return spell_array(compiler, type);
    text_append(out, row->text);
    switch (row->spelling) {
    case SPELL_LENGTH:
        if (type->length > 0)
            text_append_format(out, "(%lld)", (long long)type->length);
        append_collation(compiler, type);
        break;
    case SPELL_PRECISION:
        if (type->precision > 0)
            text_append_format(out, "(%lld)", (long long)type->precision);
        break;
    case SPELL_PRECISION_SCALE:
        if (type->precision >= 0 && type->scale >= 0)
            text_append_format(out, "(%lld, %lld)", (long long)type->precision, (long long)type->scale);
        else if (type->precision >= 0)
            text_append_format(out, "(%lld)", (long long)type->precision);
        break;
    case SPELL_TIME_ZONE:
        if (type->precision >= 0)
            text_append_format(out, "(%lld)", (long long)type->precision);
        text_append(out, type->timezone ? " WITH TIME ZONE" : " WITHOUT TIME ZONE");
        break;
    case SPELL_INTERVAL:
        if (type->fields)
            text_append_format(out, " %s", type->fields);
        if (type->precision >= 0)
            text_append_format(out, " (%lld)", (long long)type->precision);
        break;
    case SPELL_BIT:
        text_append(out, type->varying ? " VARYING" : "");
        if (type->length > 0)
            text_append_format(out, "(%lld)", (long long)type->length);
        else if (!type->varying)
            text_append(out, "(1)");
        break;
    case SPELL_NAMED:
        text_append(out, type->name);
        break;
    default:
        break;
    }
    return true;
}

/* Compiles `what` into a separate text. */
static bool text_of(Arena *arena, const Dialect *dialect, bool (*compile)(Compiler *, const void *), const void *what,
                    const char **text, Error *error)
{
    CompileOptions options = compile_options(dialect, MODE_OFFLINE);
    CompiledSql compiled = {0};
    options.double_percents = false;
    Compiler compiler = {.arena = arena,
                         .options = &options,
                         .dialect = dialect,
                         .out = text_in(arena),
                         .compiled = &compiled,
                         .error = error};
    if (!compile(&compiler, what))
        return false;
    *text = text_string(&compiler.out);
    return true;
}

static bool write_type(Compiler *compiler, const void *type)
{
    return compile_type(compiler, type);
}

static bool write_expression(Compiler *compiler, const void *expression)
{
    return compile_ddl_expression(compiler, expression);
}

static bool write_default(Compiler *compiler, const void *server_default)
{
    return compile_default(compiler, server_default);
}

bool dialect_type_text(Arena *arena, const Dialect *dialect, const SqlType *type, const char **text, Error *error)
{
    return text_of(arena, dialect, write_type, type, text, error);
}

bool dialect_expression_text(Arena *arena, const Dialect *dialect, const Expression *expression, const char **text,
                             Error *error)
{
    return text_of(arena, dialect, write_expression, expression, text, error);
}

bool dialect_default_text(Arena *arena, const Dialect *dialect, const Expression *server_default, const char **text,
                          Error *error)
{
    return text_of(arena, dialect, write_default, server_default, text, error);
}

char *offline_text(Arena *arena, const char *sql)
{
    Text text = text_in(arena);
    for (const char *at = text_trim(arena, sql); *at; at++) {
        size_t plain = strcspn(at, "\t");
        text_append_bytes(&text, at, plain);
        at += plain;
        if (!*at)
            break;
        text_append(&text, "    ");
    }
    text_append(&text, ";");
    return text_string(&text);
}
