/* Rows of a result: fetched whole, as the drivers of SQLAlchemy do, so that
 * statements run while a script loops over them cannot disturb it. Small results
 * stay in memory; large ones go to an unnamed temporary file. */
#include "driver.h"

#include "limbeck/base/vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMORY_BYTES = 512 * 1024 };

struct DatabaseResult {
    Arena *arena;
    Arena *row_arena; /* of the row handed out last */
    StringVector columns;
    StringVector type_names;
    Text memory;
    size_t read_at;
    FILE *file;
    bool reading;
    int64_t rows;
    int64_t rows_read;
    int64_t affected;
    DatabaseValue *row;
};

DatabaseResult *result_new(void)
{
    DatabaseResult *result = memory_alloc(sizeof *result);
    result->arena = arena_new();
    result->row_arena = arena_new();
    result->memory = text_on_heap();
    result->affected = -1;
    return result;
}

void result_free(DatabaseResult *result)
{
    if (!result)
        return;
    if (result->file)
        fclose(result->file);
    text_release(&result->memory);
    arena_free(result->row_arena);
    arena_free(result->arena);
    free(result);
}

void result_add_column(DatabaseResult *result, const char *name)
{
    vector_push(result->arena, &result->columns, arena_strdup(result->arena, name));
}

void result_set_affected(DatabaseResult *result, int64_t affected)
{
    result->affected = affected;
}

/* ---- writing -------------------------------------------------------------------- */

static bool no_room(Error *error)
{
    error_set(error, ERROR_DATABASE, "cannot keep the rows of a query: the temporary folder is full");
    error_hint(error, "free some space there, or point $TMPDIR at a larger disk");
    return false;
}

static bool spill(DatabaseResult *result, Error *error)
{
    if (!result->file && !(result->file = tmpfile()))
        return no_room(error);
    if (fwrite(result->memory.data, 1, result->memory.length, result->file) != result->memory.length)
        return no_room(error);
    text_clear(&result->memory);
    return true;
}

static uint32_t type_index(DatabaseResult *result, const char *name)
{
    if (!name)
        return 0;
    for (size_t i = 0; i < result->type_names.count; i++)
        if (strcmp(result->type_names.items[i], name) == 0)
            return (uint32_t)i + 1;
    vector_push(result->arena, &result->type_names, arena_strdup(result->arena, name));
    return (uint32_t)result->type_names.count;
}

typedef struct StoredValue {
    uint32_t type;
    uint32_t type_name;
    union {
        int64_t integer;
        double real;
        uint64_t length;
    };
} StoredValue;

bool result_add_row(DatabaseResult *result, const DatabaseValue *row, Error *error)
{
    for (size_t i = 0; i < result->columns.count; i++) {
        const DatabaseValue *value = &row[i];
        bool has_bytes = value->type == CELL_TEXT || value->type == CELL_BYTES;
        StoredValue stored = {.type = value->type, .type_name = type_index(result, value->sql_type)};
        if (has_bytes)
            stored.length = value->length;
        else if (value->type == CELL_REAL)
            stored.real = value->real;
        else
            stored.integer = value->type == CELL_BOOLEAN ? value->boolean : value->integer;
        text_append_bytes(&result->memory, (const char *)&stored, sizeof stored);
        if (has_bytes)
            text_append_bytes(&result->memory, value->bytes, value->length);
    }
    result->rows++;
    return result->memory.length < MEMORY_BYTES || spill(result, error);
}

/* ---- reading ---------------------------------------------------------------------- */

static bool start_reading(DatabaseResult *result, Error *error)
{
    result->reading = true;
    result->row = ARENA_ARRAY(result->arena, DatabaseValue, result->columns.count + 1);
    if (!result->file)
        return true;
    if (!spill(result, error))
        return false;
    rewind(result->file);
    return true;
}

static bool take(DatabaseResult *result, void *target, size_t size, Error *error)
{
    if (result->file) {
        if (fread(target, 1, size, result->file) == size)
            return true;
        return error_set(error, ERROR_DATABASE, "cannot read back the rows of a query from the temporary folder");
    }
    memcpy(target, result->memory.data + result->read_at, size);
    result->read_at += size;
    return true;
}

bool result_next(DatabaseResult *result, const DatabaseValue **row, Error *error)
{
    *row = NULL;
    if (!result->reading && !start_reading(result, error))
        return false;
    if (result->rows_read == result->rows)
        return true;
    arena_reset(result->row_arena);
    for (size_t i = 0; i < result->columns.count; i++) {
        StoredValue stored;
        if (!take(result, &stored, sizeof stored, error))
            return false;
        DatabaseValue value = {.type = (CellType)stored.type};
        value.sql_type = stored.type_name ? result->type_names.items[stored.type_name - 1] : NULL;
        if (value.type == CELL_TEXT || value.type == CELL_BYTES) {
            char *bytes = arena_alloc(result->row_arena, stored.length + 1);
            if (!take(result, bytes, stored.length, error))
                return false;
            value.bytes = bytes;
            value.length = stored.length;
        } else if (value.type == CELL_REAL) {
            value.real = stored.real;
        } else {
            value.integer = stored.integer;
            value.boolean = stored.integer != 0;
        }
        result->row[i] = value;
    }
    result->rows_read++;
    *row = result->row;
    return true;
}

size_t result_column_count(const DatabaseResult *result)
{
    return result->columns.count;
}

const char *result_column_name(const DatabaseResult *result, size_t index)
{
    return result->columns.items[index];
}

int64_t result_row_count(const DatabaseResult *result)
{
    return result->rows;
}

int64_t result_affected(const DatabaseResult *result)
{
    return result->affected;
}

bool result_has_rows(const DatabaseResult *result)
{
    return result->columns.count > 0;
}
