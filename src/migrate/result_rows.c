#include "result_rows.h"

#include "limbeck/sql/token.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- parameters ------------------------------------------------------------------- */

static DatabaseValue value_of(const Literal *literal)
{
    DatabaseValue value = {.type = CELL_NULL,
                           .boolean = literal->boolean,
                           .integer = literal->integer,
                           .real = literal->real,
                           .bytes = literal->bytes,
                           .length = literal->length};
    static const CellType types[] = {
        [LITERAL_NULL] = CELL_NULL,     [LITERAL_BOOLEAN] = CELL_BOOLEAN, [LITERAL_INTEGER] = CELL_INTEGER,
        [LITERAL_REAL] = CELL_REAL,     [LITERAL_TEXT] = CELL_TEXT,       [LITERAL_BYTES] = CELL_BYTES,
        [LITERAL_DEFERRED] = CELL_NULL,
    };
    value.type = types[literal->kind];
    return value;
}

/* Whether a zone is given: 2024-01-01 10:00:00.5+02:00. */
static bool has_zone(const Literal *moment)
{
    return moment->length > 19 && strpbrk(moment->bytes + 19, "+-");
}

/* Type of a parameter for which SQLAlchemy has no type: psycopg2 writes a literal of this type. */
static const char *bare_type(const Literal *literal)
{
    static const struct {
        TypeAffinity made_of;
        const char *name;
    } rows[] = {{AFFINITY_DATE, "date"},      {AFFINITY_TIME, "time"},       {AFFINITY_DATETIME, "timestamp"},
                {AFFINITY_UUID, "uuid"},      {AFFINITY_NUMERIC, "numeric"}, {AFFINITY_INTERVAL, "interval"},
                {AFFINITY_INTEGER, "numeric"}};
    switch (literal->kind) {
    case LITERAL_BOOLEAN:
        return "bool";
    case LITERAL_INTEGER:
        return literal->integer == (int32_t)literal->integer ? "int4" : "int8";
    case LITERAL_REAL:
        return isfinite(literal->real) ? "numeric" : "float8";
    case LITERAL_BYTES:
        return "bytea";
    case LITERAL_TEXT:
        if (literal->made_of == AFFINITY_ARRAY)
            return literal->sent_as;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            if (rows[i].made_of == literal->made_of)
                return literal->made_of == AFFINITY_DATETIME && has_zone(literal) ? "timestamptz" : rows[i].name;
        return NULL;
    default:
        return NULL;
    }
}

/* The others, such as DO or CREATE VIEW, have no parameters on the server: psycopg2 writes values into their text. */
static bool takes_parameters(const char *sql)
{
    static const char *const words[] = {"select", "insert", "update", "delete",  "merge",
                                        "values", "with",   "table",  "explain", "declare"};
    sql += strspn(sql, " \t\r\n(");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(sql, words[i], strlen(words[i])) == 0)
            return true;
    return strncmp(sql, "--", 2) == 0 || strncmp(sql, "/*", 2) == 0;
}

/* A text of the script may have $1 itself, which psycopg2 sends as it is. The server would take it for a parameter, and
 * values would be written over it. Within a string of an INSERT or the like it is only a part of the string. */
static bool check_numbers(Arena *arena, const Dialect *dialect, const CompiledSql *compiled, Error *error)
{
    size_t written = 0, next = 1;
    SqlTokens tokens = {0};
    if (!compiled->parameters.count || dialect_syntax(dialect) != SQL_OF_POSTGRESQL)
        return true;
    for (const char *at = strchr(compiled->sql, '$'); at; at = strchr(at + 1, '$'))
        written += at[1] >= '1' && at[1] <= '9';
    if (written == compiled->parameters.count)
        return true;
    bool is_certain =
        takes_parameters(compiled->sql) && sql_tokens_of(arena, SQL_OF_POSTGRESQL, compiled->sql, &tokens);
    for (size_t i = 0; is_certain && i < tokens.count; i++)
        if (tokens.items[i].kind == SQL_TOKEN_PARAMETER && *tokens.items[i].start == '$')
            is_certain = strtoul(tokens.items[i].start + 1, NULL, 10) == next++;
    if (is_certain && next == compiled->parameters.count + 1)
        return true;
    error_set(error, ERROR_UNSUPPORTED,
              "limbeck does not send a statement that has parameters, and $1 or the like in its "
              "text");
    error_hint(error, "write the values into the text, or leave the parameters out");
    return false;
}

bool bind_values(Arena *arena, const Dialect *dialect, const CompiledSql *compiled, const ParameterSet *set,
                 DatabaseValue **values, Error *error)
{
    *values = ARENA_ARRAY(arena, DatabaseValue, compiled->parameters.count + 1);
    if (!check_numbers(arena, dialect, compiled, error))
        return false;
    for (size_t i = 0; i < compiled->parameters.count; i++) {
        const SqlParameter *parameter = &compiled->parameters.items[i];
        const Literal *literal = parameter->name ? NULL : &parameter->value;
        for (size_t k = 0; set && parameter->name && k < set->count; k++)
            if (strcmp(set->items[k].name, parameter->name) == 0)
                literal = &set->items[k].value;
        if (!literal)
            return error_set(error, ERROR_RAISED, "StatementError: A value is required for bind parameter '%s'",
                             parameter->name);
        Literal stored = parameter_literal(arena, dialect, parameter, literal);
        (*values)[i] = value_of(&stored);
        DatabaseValue *value = &(*values)[i];
        if (parameter->affinity == AFFINITY_NULL)
            value->sql_type = bare_type(literal);
        if (parameter->is_undecided && !value->sql_type && (value->type == CELL_TEXT || value->type == CELL_NULL))
            value->sql_type = "text";
    }
    return true;
}

/* ---- values in the text --------------------------------------------------------------- */

static bool append_literal(Text *out, const DatabaseValue *value)
{
    switch (value->type) {
    case CELL_NULL:
        text_append(out, "NULL");
        return true;
    case CELL_BOOLEAN:
        text_append(out, value->boolean ? "true" : "false");
        return true;
    case CELL_INTEGER:
        text_append_format(out, value->integer < 0 ? " %lld" : "%lld", (long long)value->integer);
        return true;
    case CELL_TEXT:
        if (strlen(value->bytes) != value->length) /* it has a NUL, which the server refuses */
            return false;
        text_append(out, strchr(value->bytes, '\\') ? " E'" : "'");
        for (const char *at = value->bytes; *at; at++) {
            if (*at == '\'' || *at == '\\')
                text_append_char(out, *at);
            text_append_char(out, *at);
        }
        text_append_char(out, '\'');
        if (value->sql_type && strcmp(value->sql_type, "text") != 0)
            text_append_format(out, "::%s", value->sql_type);
        return true;
    default:
        return false;
    }
}

const char *sql_with_literals(Arena *arena, const CompiledSql *compiled, const DatabaseValue *values)
{
    Text text = text_in(arena);
    size_t found = 0;
    if (!compiled->parameters.count || takes_parameters(compiled->sql))
        return NULL;
    for (const char *at = compiled->sql; *at;) {
        char *end = (char *)at;
        size_t number = *at == '$' && at[1] >= '1' && at[1] <= '9' ? strtoul(at + 1, &end, 10) : 0;
        if (number && (number != ++found || !append_literal(&text, &values[number - 1])))
            return NULL;
        if (!number)
            text_append_char(&text, *at);
        at = number ? end : at + 1;
    }
    return found == compiled->parameters.count ? text_string(&text) : NULL;
}

/* ---- results -------------------------------------------------------------------------- */

typedef struct AnswerRows {
    ScriptRows rows;
    DatabaseResult *result;
    const char **columns;
    ScriptCell *cells;
} AnswerRows;

static Literal literal_of(const DatabaseValue *value)
{
    static const LiteralKind kinds[] = {
        [CELL_NULL] = LITERAL_NULL, [CELL_BOOLEAN] = LITERAL_BOOLEAN, [CELL_INTEGER] = LITERAL_INTEGER,
        [CELL_REAL] = LITERAL_REAL, [CELL_TEXT] = LITERAL_TEXT,       [CELL_BYTES] = LITERAL_BYTES,
    };
    return (Literal){.kind = kinds[value->type],
                     .boolean = value->boolean,
                     .integer = value->integer,
                     .real = value->real,
                     .bytes = value->bytes,
                     .length = value->length};
}

static bool next_answer(ScriptRows *rows, const ScriptCell **row, Error *error)
{
    AnswerRows *answer = (AnswerRows *)rows;
    const DatabaseValue *values;
    *row = NULL;
    if (!result_next(answer->result, &values, error))
        return false;
    if (!values)
        return true;
    for (size_t i = 0; i < rows->column_count; i++)
        answer->cells[i] =
            (ScriptCell){literal_of(&values[i]), values[i].type == CELL_NULL ? NULL : values[i].sql_type};
    *row = answer->cells;
    return true;
}

static void close_answer(ScriptRows *rows)
{
    AnswerRows *answer = (AnswerRows *)rows;
    result_free(answer->result);
    free(answer->columns);
    free(answer->cells);
    free(answer);
}

ScriptRows *rows_from_result(DatabaseResult *result)
{
    AnswerRows *answer = memory_alloc(sizeof *answer);
    size_t count = result_column_count(result);
    answer->result = result;
    answer->columns = memory_alloc((count + 1) * sizeof *answer->columns);
    answer->cells = memory_alloc((count + 1) * sizeof *answer->cells);
    for (size_t i = 0; i < count; i++)
        answer->columns[i] = result_column_name(result, i);
    answer->rows = (ScriptRows){.columns = answer->columns,
                                .column_count = count,
                                .total = result_row_count(result),
                                .affected = result_affected(result),
                                .has_rows = result_has_rows(result),
                                .next = next_answer,
                                .close = close_answer};
    return &answer->rows;
}

static bool no_rows(ScriptRows *rows, const ScriptCell **row, Error *error)
{
    (void)rows;
    (void)error;
    *row = NULL;
    return true;
}

static void close_no_rows(ScriptRows *rows)
{
    free(rows);
}

ScriptRows *rows_without_result(int64_t affected)
{
    ScriptRows *rows = memory_alloc(sizeof *rows);
    *rows = (ScriptRows){.affected = affected, .next = no_rows, .close = close_no_rows};
    return rows;
}
