/* The rows of a result. They are fetched completely, as SQLAlchemy's drivers do, so that statements run while a
 * script loops over them cannot disturb the result. Small results stay in memory; large ones go to an unnamed
 * temporary file. */
#include "limbeck/database/driver.h"

#include "limbeck/base/file.h"
#include "limbeck/base/vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MEMORY_BYTES = 512 * 1024, WINDOW_BYTES = 64 * 1024 };

struct DatabaseResult {
    Arena *arena;
    StringVector columns;
    StringVector type_names;
    Text memory; /* rows not yet written to the file */
    FILE *file;  /* NULL: all rows are in memory */
    /* The part being read: all of `memory`, or a part of the file. */
    char *window;
    size_t window_size, window_end, read_at;
    int64_t rows;
    int64_t rows_read;
    int64_t affected;
    DatabaseValue *row;
};

DatabaseResult *result_new(void)
{
    DatabaseResult *result = memory_alloc(sizeof *result);
    result->arena = arena_new();
    result->memory = text_on_heap();
    result->affected = -1;
    return result;
}

void result_free(DatabaseResult *result)
{
    if (!result)
        return;
    if (result->file) {
        fclose(result->file);
        free(result->window);
    }
    text_release(&result->memory);
    arena_free(result->arena);
    free(result);
}

void result_restart(DatabaseResult *result)
{
    if (result->file)
        fclose(result->file);
    result->file = NULL;
    text_clear(&result->memory);
    result->columns.count = result->type_names.count = 0;
    result->rows = 0;
    result->affected = -1;
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

/* A temporary file, unlinked at once, so that it cannot be left behind. */
static FILE *unnamed_file(DatabaseResult *result, Error *error)
{
    const char *path;
    int descriptor = file_temporary(result->arena, &path, error);
    if (descriptor < 0)
        return NULL;
    unlink(path);
    return fdopen(descriptor, "w+");
}

static bool spill(DatabaseResult *result, Error *error)
{
    if (!result->file && !(result->file = unnamed_file(result, error)))
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

void result_name_type(DatabaseResult *result, const char *given, const char *name)
{
    for (size_t i = 0; i < result->type_names.count; i++) {
        const char **kept = &result->type_names.items[i];
        if (*kept && strcmp(*kept, given) == 0)
            *kept = arena_strdup(result->arena, name);
    }
}

/* A stored row: its length in bytes, then its values. The bytes of a text or blob follow the value, with a NUL. */
typedef struct StoredValue {
    uint32_t type;
    uint32_t type_name;
    union {
        int64_t integer;
        double real;
        uint64_t length;
    };
} StoredValue;

static bool has_bytes(CellType type)
{
    return type == CELL_TEXT || type == CELL_BYTES;
}

bool result_add_row(DatabaseResult *result, const DatabaseValue *row, Error *error)
{
    Text *memory = &result->memory;
    size_t start = memory->length, length = 0;
    text_append_bytes(memory, (const char *)&length, sizeof length);
    for (size_t i = 0; i < result->columns.count; i++) {
        const DatabaseValue *value = &row[i];
        StoredValue stored = {.type = value->type, .type_name = type_index(result, value->sql_type)};
        if (has_bytes(value->type))
            stored.length = value->length;
        else if (value->type == CELL_REAL)
            stored.real = value->real;
        else
            stored.integer = value->type == CELL_BOOLEAN ? value->boolean : value->integer;
        text_append_bytes(memory, (const char *)&stored, sizeof stored);
        if (has_bytes(value->type)) {
            text_append_bytes(memory, value->bytes, value->length);
            text_append_char(memory, '\0');
        }
    }
    length = memory->length - start - sizeof length;
    memcpy(memory->data + start, &length, sizeof length);
    result->rows++;
    return memory->length < MEMORY_BYTES || spill(result, error);
}

/* ---- reading ---------------------------------------------------------------------- */

static bool start_reading(DatabaseResult *result, Error *error)
{
    result->row = ARENA_ARRAY(result->arena, DatabaseValue, result->columns.count + 1);
    if (!result->file) {
        result->window = result->memory.data;
        result->window_end = result->memory.length;
        return true;
    }
    if (!spill(result, error))
        return false;
    rewind(result->file);
    text_release(&result->memory);
    return true;
}

/* Reads on until `size` bytes are in the window. */
static bool fill_window(DatabaseResult *result, size_t size, Error *error)
{
    size_t left = result->window_end - result->read_at;
    if (size <= left)
        return true;
    if (result->file) {
        if (left)
            memmove(result->window, result->window + result->read_at, left);
        if (size > result->window_size) {
            result->window_size = size > WINDOW_BYTES ? size : WINDOW_BYTES;
            result->window = memory_resize(result->window, result->window_size);
        }
        result->window_end = left + fread(result->window + left, 1, result->window_size - left, result->file);
        result->read_at = 0;
    }
    return size <= result->window_end - result->read_at ||
           error_set(error, ERROR_DATABASE, "cannot read back the rows of a query from the temporary folder");
}

static DatabaseValue take_value(DatabaseResult *result)
{
    StoredValue stored;
    memcpy(&stored, result->window + result->read_at, sizeof stored);
    result->read_at += sizeof stored;
    DatabaseValue value = {.type = (CellType)stored.type};
    value.sql_type = stored.type_name ? result->type_names.items[stored.type_name - 1] : NULL;
    if (has_bytes(value.type)) {
        value.bytes = result->window + result->read_at;
        value.length = stored.length;
        result->read_at += stored.length + 1;
    } else if (value.type == CELL_REAL) {
        value.real = stored.real;
    } else {
        value.integer = stored.integer;
        value.boolean = stored.integer != 0;
    }
    return value;
}

bool result_next(DatabaseResult *result, const DatabaseValue **row, Error *error)
{
    size_t length;
    *row = NULL;
    if (!result->row && !start_reading(result, error))
        return false;
    if (result->rows_read == result->rows)
        return true;
    if (!fill_window(result, sizeof length, error))
        return false;
    memcpy(&length, result->window + result->read_at, sizeof length);
    if (!fill_window(result, sizeof length + length, error))
        return false;
    result->read_at += sizeof length;
    for (size_t i = 0; i < result->columns.count; i++)
        result->row[i] = take_value(result);
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
