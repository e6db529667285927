/* Maps PostgreSQL's type names to SQLAlchemy's classes. */
#include "limbeck/schema/declared.h"

#include "limbeck/base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef enum { TAKES_NOTHING, TAKES_LENGTH, TAKES_NUMERIC, TAKES_PRECISION, TAKES_INTERVAL } Takes;

typedef struct TypeName {
    const char *words; /* without the part in parentheses */
    TypeKind kind;
    Takes takes;
    bool is_own; /* the class is in the dialect's module */
    bool zone;
    bool varying;
} TypeName;

/* Not here: types of the dialect's module alone, and without arguments; the catalogue has their class's name. */
static const TypeName names[] = {
    {"integer", TYPE_UPPER_INTEGER, TAKES_NOTHING, false, false, false},
    {"bigint", TYPE_UPPER_BIGINT, TAKES_NOTHING, false, false, false},
    {"smallint", TYPE_UPPER_SMALLINT, TAKES_NOTHING, false, false, false},
    {"character varying", TYPE_UPPER_VARCHAR, TAKES_LENGTH, false, false, false},
    {"character", TYPE_UPPER_CHAR, TAKES_LENGTH, false, false, false},
    {"text", TYPE_UPPER_TEXT, TAKES_NOTHING, false, false, false},
    {"numeric", TYPE_UPPER_NUMERIC, TAKES_NUMERIC, false, false, false},
    {"real", TYPE_UPPER_REAL, TAKES_NOTHING, false, false, false},
    {"double precision", TYPE_UPPER_DOUBLE_PRECISION, TAKES_NOTHING, false, false, false},
    {"boolean", TYPE_UPPER_BOOLEAN, TAKES_NOTHING, false, false, false},
    {"bytea", TYPE_BYTEA, TAKES_NOTHING, true, false, false},
    {"date", TYPE_UPPER_DATE, TAKES_NOTHING, false, false, false},
    {"timestamp without time zone", TYPE_UPPER_TIMESTAMP, TAKES_PRECISION, true, false, false},
    {"timestamp with time zone", TYPE_UPPER_TIMESTAMP, TAKES_PRECISION, true, true, false},
    {"time without time zone", TYPE_UPPER_TIME, TAKES_PRECISION, true, false, false},
    {"time with time zone", TYPE_UPPER_TIME, TAKES_PRECISION, true, true, false},
    {"interval", TYPE_UPPER_INTERVAL, TAKES_INTERVAL, true, false, false},
    {"uuid", TYPE_UPPER_UUID, TAKES_NOTHING, false, false, false},
    {"json", TYPE_JSON, TAKES_NOTHING, true, false, false},
    {"jsonb", TYPE_JSONB, TAKES_NOTHING, true, false, false},
    {"bit", TYPE_BIT, TAKES_LENGTH, true, false, false},
    {"bit varying", TYPE_BIT, TAKES_LENGTH, true, false, true},
    /* accepted by the server, but never returned by the catalogue */
    {"int", TYPE_UPPER_INTEGER, TAKES_NOTHING, false, false, false},
    {"int4", TYPE_UPPER_INTEGER, TAKES_NOTHING, false, false, false},
    {"int8", TYPE_UPPER_BIGINT, TAKES_NOTHING, false, false, false},
    {"int2", TYPE_UPPER_SMALLINT, TAKES_NOTHING, false, false, false},
    {"serial", TYPE_UPPER_INTEGER, TAKES_NOTHING, false, false, false},
    {"bigserial", TYPE_UPPER_BIGINT, TAKES_NOTHING, false, false, false},
    {"smallserial", TYPE_UPPER_SMALLINT, TAKES_NOTHING, false, false, false},
    {"varchar", TYPE_UPPER_VARCHAR, TAKES_LENGTH, false, false, false},
    {"char varying", TYPE_UPPER_VARCHAR, TAKES_LENGTH, false, false, false},
    {"char", TYPE_UPPER_CHAR, TAKES_LENGTH, false, false, false},
    {"bpchar", TYPE_UPPER_CHAR, TAKES_LENGTH, false, false, false},
    {"decimal", TYPE_UPPER_NUMERIC, TAKES_NUMERIC, false, false, false},
    {"float", TYPE_UPPER_DOUBLE_PRECISION, TAKES_PRECISION, false, false, false},
    {"float8", TYPE_UPPER_DOUBLE_PRECISION, TAKES_NOTHING, false, false, false},
    {"float4", TYPE_UPPER_REAL, TAKES_NOTHING, false, false, false},
    {"bool", TYPE_UPPER_BOOLEAN, TAKES_NOTHING, false, false, false},
    {"timestamp", TYPE_UPPER_TIMESTAMP, TAKES_PRECISION, true, false, false},
    {"timestamptz", TYPE_UPPER_TIMESTAMP, TAKES_PRECISION, true, true, false},
    {"time", TYPE_UPPER_TIME, TAKES_PRECISION, true, false, false},
    {"timetz", TYPE_UPPER_TIME, TAKES_PRECISION, true, true, false},
    {"varbit", TYPE_BIT, TAKES_LENGTH, true, false, true},
};

/* "timestamp(3) with time zone" becomes "timestamp with time zone" and "3". */
static const char *without_arguments(Arena *arena, const char *text, const char **arguments)
{
    const char *open = strchr(text, '('), *close = open ? strchr(open, ')') : NULL;
    *arguments = close ? arena_strndup(arena, open + 1, (size_t)(close - open - 1)) : NULL;
    return close ? arena_format(arena, "%.*s%s", (int)(open - text), text, close + 1) : text;
}

static char *upper_case(Arena *arena, const char *words)
{
    char *upper = arena_strdup(arena, words);
    for (char *at = upper; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    return upper;
}

static void take_arguments(SqlType *type, const TypeName *name, const char *arguments)
{
    if (!arguments)
        return;
    char *end;
    int64_t first = strtoll(arguments, &end, 10);
    if (name->takes == TAKES_LENGTH)
        type->length = first;
    else
        type->precision = first;
    if (name->takes == TAKES_NUMERIC && *end == ',')
        type->scale = strtoll(end + 1, NULL, 10);
}

static bool find_name(Arena *arena, const char *words, TypeName *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].words, words) == 0) {
            *name = names[i];
            return true;
        }
    TypeKind kind = type_kind_named(upper_case(arena, words));
    *name = (TypeName){.words = words, .kind = kind, .is_own = true};
    return kind != TYPE_KIND_COUNT && type_row(kind)->modules == IN_POSTGRESQL &&
           type_row(kind)->arguments == ARGUMENTS_NONE;
}

/* "interval day to second(3)": fields and precision. */
static bool as_interval(Arena *arena, const char *words, TypeName *name, const char **fields)
{
    if (!text_starts_with(words, "interval "))
        return false;
    *fields = words + strlen("interval "); /* as the catalogue has them, like SQLAlchemy */
    return find_name(arena, "interval", name);
}

SqlType *postgresql_declared_type(Arena *arena, const char *text)
{
    const char *arguments, *fields = NULL;
    if (text_ends_with(text, "[]")) {
        SqlType *array = type_new(arena, TYPE_ARRAY);
        array->item = postgresql_declared_type(arena, arena_strndup(arena, text, strlen(text) - 2));
        array->module = "postgresql";
        return array;
    }
    char *words = text_one_line(arena, without_arguments(arena, text, &arguments));
    for (char *at = words; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    TypeName name;
    if (!find_name(arena, words, &name) && !as_interval(arena, words, &name, &fields)) {
        SqlType *unknown = type_new(arena, TYPE_NULL);
        unknown->declared = arena_strdup(arena, text);
        return unknown;
    }
    SqlType *type = type_new(arena, name.kind);
    type->module = name.is_own ? "postgresql" : NULL;
    type->timezone = name.zone;
    type->varying = name.varying;
    type->fields = fields;
    if (name.kind == TYPE_UPPER_DOUBLE_PRECISION)
        type->precision = 53;
    take_arguments(type, &name, arguments);
    return type;
}
