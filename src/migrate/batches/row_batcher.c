#include "row_batcher.h"
#include "parsed_update.h"

#include "limbeck/base/text.h"
#include "limbeck/reflection/keyed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOOP_TIMES = 3, /* this many repetitions in a row mean a loop */
    MAX_ROWS = 1000,
    MAX_BYTES = 256 * 1024,
    KEY_SLOTS = 4096, /* a power of two, more than twice MAX_ROWS */
};

/* Keys in the current batch. A repeated key must wait until its first update is sent. */
typedef struct KeySet {
    int64_t keys[KEY_SLOTS];
    unsigned rounds[KEY_SLOTS]; /* batch number of the slot's key; a slot of an earlier batch is free */
    unsigned round;
} KeySet;

struct RowBatcher {
    Database *database;
    Arena *arena;               /* of the current statement */
    const char *text;           /* of the last statement; NULL: none */
    int times;                  /* repetitions in a row */
    const char *sql;            /* the statement for many rows; NULL: this one cannot be batched */
    size_t *sources;            /* for each array, the index of its parameter; the key is first */
    const char *const *types;   /* type of each array's column */
    const char **matched_types; /* for each array, the type last sent that can be used */
    Text *arrays;
    size_t array_count;
    size_t rows;
    int line;
    KeySet updated_keys;
};

RowBatcher *row_batcher_new(Database *database)
{
    RowBatcher *batcher = memory_alloc(sizeof *batcher);
    batcher->database = database;
    batcher->arena = arena_new();
    batcher->updated_keys.round = 1;
    return batcher;
}

static void forget(RowBatcher *batcher)
{
    for (size_t i = 0; i < batcher->array_count; i++)
        text_release(&batcher->arrays[i]);
    arena_reset(batcher->arena);
    batcher->text = batcher->sql = NULL;
    batcher->array_count = batcher->rows = 0;
    batcher->times = 0;
}

void row_batcher_free(RowBatcher *batcher)
{
    forget(batcher);
    arena_free(batcher->arena);
    free(batcher);
}

/* ---- whether a statement can be batched ------------------------------------------------- */

/* "$3" -> 2 */
static bool is_parameter(const SqlToken *tokens, size_t count, size_t *index)
{
    if (count != 1 || tokens->kind != SQL_TOKEN_PARAMETER || *tokens->start != '$')
        return false;
    *index = strtoul(tokens->start + 1, NULL, 10) - 1;
    return true;
}

/* Matches: key = $n, or table.key = $n. */
static bool keyed_condition(Arena *arena, const ParsedUpdate *change, const char **name, const char **written,
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

/* The columns and parameters of the statement, key first. */
typedef struct Shape {
    StringVector columns, written;
    VECTOR(size_t) parameters;
} Shape;

static bool read_shape(Arena *arena, const ParsedUpdate *change, Shape *shape)
{
    const char *name, *written;
    size_t parameter;
    if (change->is_delete || !keyed_condition(arena, change, &name, &written, &parameter))
        return false;
    vector_push(arena, &shape->columns, name);
    vector_push(arena, &shape->written, written);
    vector_push(arena, &shape->parameters, parameter);
    for (size_t i = 0; i < change->columns.count; i++) {
        const UpdatedColumn *column = &change->columns.items[i];
        if (!is_parameter(column->value, column->value_count, &parameter))
            return false;
        vector_push(arena, &shape->columns, column->name);
        vector_push(arena, &shape->written, column->written);
        vector_push(arena, &shape->parameters, parameter);
    }
    return true;
}

/* Each array gets its own unnest() subquery: if the planner knew the arrays' length it would read a medium-sized
 * table completely for each batch, although its key's index is ten times as fast. */
static const char *sql_of_many(Arena *arena, const ParsedUpdate *change, const Shape *shape, const StringVector *types)
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

/* After enough repetitions: decides once whether the statement can be batched. */
static bool prepare(RowBatcher *batcher, size_t count, Error *error)
{
    Arena *arena = batcher->arena;
    ParsedUpdate change;
    Shape shape = {0};
    StringVector types = {0};
    if (!parse_update(arena, batcher->text, &change) || !read_shape(arena, &change, &shape) ||
        shape.parameters.count != count)
        return true;
    if (!reflect_keyed_columns(arena, batcher->database, change.table, &shape.columns, &types, error))
        return false;
    if (types.count != shape.columns.count)
        return true;
    batcher->sql = sql_of_many(arena, &change, &shape, &types);
    batcher->sources = shape.parameters.items;
    batcher->types = types.items;
    batcher->matched_types = ARENA_ARRAY(arena, const char *, types.count);
    batcher->array_count = types.count;
    batcher->arrays = ARENA_ARRAY(arena, Text, types.count);
    return true;
}

/* ---- collecting rows -------------------------------------------------------------------- */

static bool key_is_new(KeySet *updated_keys, int64_t key)
{
    size_t slot = (size_t)((uint64_t)key * 11400714819323198485u >> 52) & (KEY_SLOTS - 1);
    for (; updated_keys->rounds[slot] == updated_keys->round; slot = (slot + 1) & (KEY_SLOTS - 1))
        if (updated_keys->keys[slot] == key)
            return false;
    updated_keys->rounds[slot] = updated_keys->round;
    updated_keys->keys[slot] = key;
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

/* In the same format as the driver's. */
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

/* Sent alone the value would be cast to the column's type; in an array its text is parsed as that type. For these
 * pairs the result is equal. */
static bool types_match(const char *sent, const char *column)
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

static bool fits(const RowBatcher *batcher, const DatabaseValue *values)
{
    if (values[batcher->sources[0]].type != CELL_INTEGER)
        return false;
    for (size_t i = 1; i < batcher->array_count; i++) {
        const DatabaseValue *value = &values[batcher->sources[i]];
        const char *sent = value->type == CELL_NULL ? NULL : value->sql_type;
        if (value->type == CELL_BYTES ||
            (sent && sent != batcher->matched_types[i] && !types_match(sent, batcher->types[i])))
            return false;
        batcher->matched_types[i] = sent ? sent : batcher->matched_types[i];
    }
    return true;
}

static bool flush(RowBatcher *batcher, Error *error)
{
    if (!batcher->array_count) {
        batcher->updated_keys.round++;
        return true;
    }
    DatabaseValue *values = memory_alloc((batcher->array_count + 1) * sizeof *values);
    for (size_t i = 0; i < batcher->array_count; i++) {
        Text *array = &batcher->arrays[i];
        text_append_char(array, '}');
        values[i] = (DatabaseValue){.type = CELL_TEXT, .bytes = text_string(array), .length = array->length};
    }
    bool done = !batcher->rows ||
                database_send(batcher->database, batcher->sql, values, batcher->array_count, batcher->line, error);
    for (size_t i = 0; i < batcher->array_count; i++)
        text_clear(&batcher->arrays[i]);
    batcher->rows = 0;
    batcher->updated_keys.round++;
    free(values);
    return done;
}

bool row_batcher_flush(RowBatcher *batcher, Error *error)
{
    bool done = flush(batcher, error);
    forget(batcher);
    return done;
}

bool row_batcher_flush_unless_same(RowBatcher *batcher, const char *sql, Error *error)
{
    return (batcher->text && strcmp(batcher->text, sql) == 0) || row_batcher_flush(batcher, error);
}

static bool take(RowBatcher *batcher, const DatabaseValue *values, int line, Error *error)
{
    size_t bytes = 0;
    bool is_new = key_is_new(&batcher->updated_keys, values[batcher->sources[0]].integer);
    if (!is_new || (batcher->rows && batcher->line != line)) {
        if (!flush(batcher, error))
            return false;
        key_is_new(&batcher->updated_keys, values[batcher->sources[0]].integer);
    }
    batcher->line = line;
    batcher->rows++;
    for (size_t i = 0; i < batcher->array_count; i++) {
        append_value(&batcher->arrays[i], &values[batcher->sources[i]]);
        bytes += batcher->arrays[i].length;
    }
    return (batcher->rows < MAX_ROWS && bytes < MAX_BYTES) || flush(batcher, error);
}

bool row_batcher_add(RowBatcher *batcher, const char *sql, const DatabaseValue *values, size_t count, int line,
                     bool *taken, Error *error)
{
    *taken = false;
    if (!database_traits(batcher->database)->can_send_arrays)
        return true;
    if (!row_batcher_flush_unless_same(batcher, sql, error))
        return false;
    if (!batcher->text)
        batcher->text = arena_strdup(batcher->arena, sql);
    if (++batcher->times == LOOP_TIMES && !prepare(batcher, count, error))
        return false;
    if (!batcher->sql)
        return true;
    *taken = fits(batcher, values);
    return *taken ? take(batcher, values, line, error) : flush(batcher, error);
}
