#include "gather.h"
#include "change.h"

#include "limbeck/base/text.h"
#include "limbeck/reflection/keyed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOOP_TIMES = 3, /* a text that came so often in a row is a loop's */
    MOST_ROWS = 1000,
    MOST_BYTES = 256 * 1024,
    KEY_SLOTS = 4096, /* a power of two, over twice MOST_ROWS */
};

/* The keys gathered so far: one that comes again must wait for its first update. */
typedef struct KeySet {
    int64_t keys[KEY_SLOTS];
    unsigned rounds[KEY_SLOTS]; /* of the slot's key; an older one's slot is free */
    unsigned round;
} KeySet;

struct Gather {
    Database *database;
    Arena *arena;             /* of the text under way */
    const char *text;         /* the last statement's; NULL: none */
    int times;                /* in a row */
    const char *sql;          /* of many rows; NULL: these are not gathered */
    size_t *sources;          /* of each array the parameter it takes from; the key's comes first */
    const char *const *types; /* of each array's column */
    const char **suited;      /* what was sent to it last and suits it */
    Text *arrays;
    size_t array_count;
    size_t rows;
    int line;
    KeySet seen;
};

Gather *gather_new(Database *database)
{
    Gather *gather = memory_alloc(sizeof *gather);
    gather->database = database;
    gather->arena = arena_new();
    gather->seen.round = 1;
    return gather;
}

static void forget(Gather *gather)
{
    for (size_t i = 0; i < gather->array_count; i++)
        text_release(&gather->arrays[i]);
    arena_reset(gather->arena);
    gather->text = gather->sql = NULL;
    gather->array_count = gather->rows = 0;
    gather->times = 0;
}

void gather_free(Gather *gather)
{
    forget(gather);
    arena_free(gather->arena);
    free(gather);
}

/* ---- whether, and how ------------------------------------------------------------------- */

/* "$3" -> 2 */
static bool is_parameter(const SqlToken *tokens, size_t count, size_t *index)
{
    if (count != 1 || tokens->kind != SQL_TOKEN_PARAMETER || *tokens->start != '$')
        return false;
    *index = strtoul(tokens->start + 1, NULL, 10) - 1;
    return true;
}

/* key = $n, or table.key = $n */
static bool keyed_condition(Arena *arena, const Change *change, const char **name, const char **written,
                            size_t *parameter)
{
    if (change->condition_count < 3)
        return false;
    const SqlToken *at = change->condition_tokens + change->condition_count - 3;
    size_t before = (size_t)(at->start - change->condition_tokens->start), length = strlen(change->qualifier);
    bool is_qualified = before == length + 1 && at[-1].length == 1 && *at[-1].start == '.' &&
                        strncmp(change->qualifier, change->condition_tokens->start, length) == 0;
    bool is_name = at->kind == SQL_TOKEN_WORD || at->kind == SQL_TOKEN_NAME;
    if (!is_name || (before && !is_qualified) || !sql_token_is(&at[1], "="))
        return false;
    *name = sql_token_name(arena, at);
    *written = arena_strndup(arena, at->start, at->length);
    return is_parameter(&at[2], 1, parameter);
}

/* What the statement is made of, the key first. */
typedef struct Shape {
    StringVector columns, written;
    VECTOR(size_t) parameters;
} Shape;

static bool read_shape(Arena *arena, const Change *change, Shape *shape)
{
    const char *name, *written;
    size_t parameter;
    if (change->is_delete || !keyed_condition(arena, change, &name, &written, &parameter))
        return false;
    vector_push(arena, &shape->columns, name);
    vector_push(arena, &shape->written, written);
    vector_push(arena, &shape->parameters, parameter);
    for (size_t i = 0; i < change->columns.count; i++) {
        const ChangedColumn *column = &change->columns.items[i];
        if (!is_parameter(column->value, column->value_count, &parameter))
            return false;
        vector_push(arena, &shape->columns, column->name);
        vector_push(arena, &shape->written, column->written);
        vector_push(arena, &shape->parameters, parameter);
    }
    return true;
}

/* Each array is a query of its own: the planner that saw how long it is would read all of a
 * middling table for each batch, where the index of the key is ten times as fast. */
static const char *sql_of_many(Arena *arena, const Change *change, const Shape *shape, const StringVector *types)
{
    Text sql = text_in(arena), names = text_in(arena);
    text_append_format(&sql, "UPDATE %s SET ", change->target);
    for (size_t i = 1; i < types->count; i++)
        text_append_format(&sql, "%s%s = limbeck_rows.v%zu", i > 1 ? ", " : "", shape->written.items[i], i);
    text_append(&sql, " FROM unnest(");
    for (size_t i = 0; i < types->count; i++) {
        text_append_format(&sql, "%s(SELECT $%zu::%s[])", i ? ", " : "", i + 1, types->items[i]);
        text_append_format(&names, "%sv%zu", i ? ", " : "", i);
    }
    text_append_format(&sql, ") AS limbeck_rows (%s) WHERE %s.%s = limbeck_rows.v0", text_string(&names),
                       change->qualifier, shape->written.items[0]);
    return text_string(&sql);
}

/* The text came often enough: looks once whether it can be gathered. */
static bool prepare(Gather *gather, size_t count, Error *error)
{
    Arena *arena = gather->arena;
    Change change;
    Shape shape = {0};
    StringVector types = {0};
    if (!read_change(arena, gather->text, &change) || !read_shape(arena, &change, &shape) ||
        shape.parameters.count != count)
        return true;
    if (!reflect_keyed_columns(arena, gather->database, change.table, &shape.columns, &types, error))
        return false;
    if (types.count != shape.columns.count)
        return true;
    gather->sql = sql_of_many(arena, &change, &shape, &types);
    gather->sources = shape.parameters.items;
    gather->types = types.items;
    gather->suited = ARENA_ARRAY(arena, const char *, types.count);
    gather->array_count = types.count;
    gather->arrays = ARENA_ARRAY(arena, Text, types.count);
    return true;
}

/* ---- gathering ---------------------------------------------------------------------------- */

static bool key_is_new(KeySet *seen, int64_t key)
{
    size_t slot = (size_t)((uint64_t)key * 11400714819323198485u >> 52) & (KEY_SLOTS - 1);
    for (; seen->rounds[slot] == seen->round; slot = (slot + 1) & (KEY_SLOTS - 1))
        if (seen->keys[slot] == key)
            return false;
    seen->rounds[slot] = seen->round;
    seen->keys[slot] = key;
    return true;
}

static void append_quoted(Text *array, const char *bytes)
{
    text_append_char(array, '"');
    for (const char *at = bytes;;) {
        size_t plain = strcspn(at, "\"\\");
        text_append_bytes(array, at, plain);
        at += plain;
        if (!*at)
            break;
        text_append_char(array, '\\');
        text_append_char(array, *at++);
    }
    text_append_char(array, '"');
}

/* As the driver would send it alone. */
static void append_value(Text *array, const DatabaseValue *value)
{
    char number[32];
    text_append_char(array, array->length ? ',' : '{');
    switch (value->type) {
    case CELL_BOOLEAN:
        text_append_char(array, value->boolean ? 't' : 'f');
        break;
    case CELL_INTEGER:
        text_append_bytes(array, number, (size_t)snprintf(number, sizeof number, "%lld", (long long)value->integer));
        break;
    case CELL_REAL:
        text_append_real(array, value->real);
        break;
    case CELL_TEXT:
        append_quoted(array, value->bytes);
        break;
    default:
        text_append(array, "NULL");
        break;
    }
}

/* Sent alone it would be cast to the column's type; here its text is read as one: which comes
 * to the same for these. */
static bool suits(const char *sent, const char *column)
{
    static const struct {
        const char *sent, *columns[7];
    } rows[] = {
        {"int4", {"integer", "bigint", "smallint", "numeric", "double precision", "text", "character varying"}},
        {"int8", {"integer", "bigint", "smallint", "numeric", "double precision", "text", "character varying"}},
        {"numeric", {"numeric", "double precision"}},
        {"bool", {"boolean"}},
        {"uuid", {"uuid"}},
        {"date", {"date"}},
        {"time", {"time without time zone"}},
        {"timestamp", {"timestamp without time zone"}},
        {"timestamptz", {"timestamp with time zone"}},
        {"interval", {"interval"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; strcmp(rows[i].sent, sent) == 0 && k < 7 && rows[i].columns[k]; k++)
            if (strcmp(rows[i].columns[k], column) == 0)
                return true;
    return false;
}

static bool fits(const Gather *gather, const DatabaseValue *values)
{
    if (values[gather->sources[0]].type != CELL_INTEGER)
        return false;
    for (size_t i = 1; i < gather->array_count; i++) {
        const DatabaseValue *value = &values[gather->sources[i]];
        const char *sent = value->type == CELL_NULL ? NULL : value->sql_type;
        if (value->type == CELL_BYTES || (sent && sent != gather->suited[i] && !suits(sent, gather->types[i])))
            return false;
        gather->suited[i] = sent ? sent : gather->suited[i];
    }
    return true;
}

static bool flush(Gather *gather, Error *error)
{
    if (!gather->array_count) {
        gather->seen.round++;
        return true;
    }
    DatabaseValue *values = memory_alloc((gather->array_count + 1) * sizeof *values);
    for (size_t i = 0; i < gather->array_count; i++) {
        Text *array = &gather->arrays[i];
        text_append_char(array, '}');
        values[i] = (DatabaseValue){.type = CELL_TEXT, .bytes = text_string(array), .length = array->length};
    }
    bool done =
        !gather->rows || database_send(gather->database, gather->sql, values, gather->array_count, gather->line, error);
    for (size_t i = 0; i < gather->array_count; i++)
        text_clear(&gather->arrays[i]);
    gather->rows = 0;
    gather->seen.round++;
    free(values);
    return done;
}

bool gather_send(Gather *gather, Error *error)
{
    bool done = flush(gather, error);
    forget(gather);
    return done;
}

bool gather_give_way(Gather *gather, const char *sql, Error *error)
{
    return (gather->text && strcmp(gather->text, sql) == 0) || gather_send(gather, error);
}

static bool take(Gather *gather, const DatabaseValue *values, int line, Error *error)
{
    size_t bytes = 0;
    bool is_new = key_is_new(&gather->seen, values[gather->sources[0]].integer);
    if (!is_new || (gather->rows && gather->line != line)) {
        if (!flush(gather, error))
            return false;
        key_is_new(&gather->seen, values[gather->sources[0]].integer);
    }
    gather->line = line;
    gather->rows++;
    for (size_t i = 0; i < gather->array_count; i++) {
        append_value(&gather->arrays[i], &values[gather->sources[i]]);
        bytes += gather->arrays[i].length;
    }
    return (gather->rows < MOST_ROWS && bytes < MOST_BYTES) || flush(gather, error);
}

bool gather_add(Gather *gather, const char *sql, const DatabaseValue *values, size_t count, int line, bool *taken,
                Error *error)
{
    *taken = false;
    if (database_kind(gather->database) != DATABASE_POSTGRESQL)
        return true;
    if (!gather_give_way(gather, sql, error))
        return false;
    if (!gather->text)
        gather->text = arena_strdup(gather->arena, sql);
    if (++gather->times == LOOP_TIMES && !prepare(gather, count, error))
        return false;
    if (!gather->sql)
        return true;
    *taken = fits(gather, values);
    return *taken ? take(gather, values, line, error) : flush(gather, error);
}
