/* Maps SQLite's declared types to types, as SQLAlchemy's inspector does. */
#include "limbeck/schema/declared.h"

#include "limbeck/base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct DeclaredName {
    const char *name; /* the declared name; in the second table a substring of it */
    TypeKind kind;
} DeclaredName;

static const DeclaredName declared[] = {
    {"BIGINT", TYPE_UPPER_BIGINT},       {"BLOB", TYPE_UPPER_BLOB},         {"BOOL", TYPE_UPPER_BOOLEAN},
    {"BOOLEAN", TYPE_UPPER_BOOLEAN},     {"CHAR", TYPE_UPPER_CHAR},         {"DATE", TYPE_UPPER_DATE},
    {"DATE_CHAR", TYPE_UPPER_DATE},      {"DATETIME", TYPE_UPPER_DATETIME}, {"DATETIME_CHAR", TYPE_UPPER_DATETIME},
    {"DOUBLE", TYPE_UPPER_DOUBLE},       {"DECIMAL", TYPE_UPPER_DECIMAL},   {"FLOAT", TYPE_UPPER_FLOAT},
    {"INT", TYPE_UPPER_INTEGER},         {"INTEGER", TYPE_UPPER_INTEGER},   {"JSON", TYPE_JSON},
    {"NUMERIC", TYPE_UPPER_NUMERIC},     {"REAL", TYPE_UPPER_REAL},         {"SMALLINT", TYPE_UPPER_SMALLINT},
    {"TEXT", TYPE_UPPER_TEXT},           {"TIME", TYPE_UPPER_TIME},         {"TIME_CHAR", TYPE_UPPER_TIME},
    {"TIMESTAMP", TYPE_UPPER_TIMESTAMP}, {"VARCHAR", TYPE_UPPER_VARCHAR},   {"NVARCHAR", TYPE_UPPER_NVARCHAR},
    {"NCHAR", TYPE_UPPER_NCHAR},
};

static const DeclaredName by_part[] = {
    {"INT", TYPE_UPPER_INTEGER}, {"CHAR", TYPE_UPPER_TEXT}, {"CLOB", TYPE_UPPER_TEXT}, {"TEXT", TYPE_UPPER_TEXT},
    {"BLOB", TYPE_NULL},         {"REAL", TYPE_UPPER_REAL}, {"FLOA", TYPE_UPPER_REAL}, {"DOUB", TYPE_UPPER_REAL},
};

static TypeKind kind_of(const char *words)
{
    for (size_t i = 0; i < sizeof declared / sizeof *declared; i++)
        if (strcmp(declared[i].name, words) == 0)
            return declared[i].kind;
    for (size_t i = 0; i < sizeof by_part / sizeof *by_part; i++)
        if (strstr(words, by_part[i].name))
            return by_part[i].kind;
    return *words ? TYPE_UPPER_NUMERIC : TYPE_NULL;
}

/* Parses VARCHAR(20), NUMERIC(10, 2). */
SqlType *sqlite_declared_type(Arena *arena, const char *text)
{
    const char *open = strchr(text, '(');
    char *words = text_trim(arena, open ? arena_strndup(arena, text, (size_t)(open - text)) : text);
    for (char *at = words; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    SqlType *type = type_new(arena, kind_of(words));
    type->module = type->kind == TYPE_JSON ? "sqlite" : NULL;
    if (!open)
        return type;
    char *end;
    int64_t first = strtoll(open + 1, &end, 10), second = *end == ',' ? strtoll(end + 1, NULL, 10) : -1;
    TypeArguments takes = type_row(type->kind)->arguments;
    if (takes == ARGUMENTS_LENGTH && second < 0)
        type->length = first;
    if (takes == ARGUMENTS_PRECISION || takes == ARGUMENTS_PRECISION_SCALE)
        type->precision = first;
    if (takes == ARGUMENTS_PRECISION_SCALE)
        type->scale = second;
    return type;
}
