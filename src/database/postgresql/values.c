/* The types of PostgreSQL's results, identified by OID. Known ones are listed below; the name of any other type is
 * queried once, when the result is complete. */
#include "postgresql.h"

#include <stdlib.h>
#include <string.h>

typedef struct TypeRow {
    const char *name; /* name in pg_type */
    Oid oid;
    CellType cell;
    bool is_plain; /* the cell's value needs no type name */
} TypeRow;

static const TypeRow type_rows[] = {
    {"int4", 23, CELL_INTEGER, true},
    {"int8", 20, CELL_INTEGER, true},
    {"text", 25, CELL_TEXT, true},
    {"varchar", 1043, CELL_TEXT, true},
    {"numeric", 1700, CELL_TEXT, false},
    {"bool", 16, CELL_BOOLEAN, true},
    {"timestamptz", 1184, CELL_TEXT, false},
    {"timestamp", 1114, CELL_TEXT, false},
    {"uuid", 2950, CELL_TEXT, false},
    {"date", 1082, CELL_TEXT, false},
    {"jsonb", 3802, CELL_TEXT, false},
    {"json", 114, CELL_TEXT, false},
    {"float8", 701, CELL_REAL, true},
    {"float4", 700, CELL_REAL, true},
    {"int2", 21, CELL_INTEGER, true},
    {"bytea", 17, CELL_TEXT, false},
    {"bpchar", 1042, CELL_TEXT, true},
    {"time", 1083, CELL_TEXT, false},
    {"interval", 1186, CELL_TEXT, false},
    {"name", 19, CELL_TEXT, true},
    {"oid", 26, CELL_INTEGER, true},
    {"char", 18, CELL_TEXT, true},
    {"unknown", 705, CELL_TEXT, true},
    {"_bool", 1000, CELL_TEXT, false},
    {"_date", 1182, CELL_TEXT, false},
    {"_float8", 1022, CELL_TEXT, false},
    {"_int2", 1005, CELL_TEXT, false},
    {"_int4", 1007, CELL_TEXT, false},
    {"_int8", 1016, CELL_TEXT, false},
    {"_numeric", 1231, CELL_TEXT, false},
    {"_text", 1009, CELL_TEXT, false},
    {"_timestamp", 1115, CELL_TEXT, false},
    {"_timestamptz", 1185, CELL_TEXT, false},
    {"_uuid", 2951, CELL_TEXT, false},
    {"_varchar", 1015, CELL_TEXT, false},
};

/* Types that psycopg2 returns as text. */
static const char *const texts_of_psycopg2[] = {"inet", "cidr", "bit", "varbit"};

typedef struct NamedType {
    Oid oid;
    const char *name;
    struct NamedType *next;
} NamedType;

static const TypeRow *row_of(Oid oid)
{
    for (size_t i = 0; i < sizeof type_rows / sizeof *type_rows; i++)
        if (type_rows[i].oid == oid)
            return &type_rows[i];
    return NULL;
}

/* Whether the driver is psycopg2, the default of SQLAlchemy for a URL without one. */
static bool is_psycopg2(const Database *database)
{
    const char *driver = database->url->driver;
    return !driver || strcmp(driver, "psycopg2") == 0;
}

/* With asyncpg SQLAlchemy decodes JSON, and only when it knows the column's type, which text() does not give. */
static bool is_plain(const Database *database, const TypeRow *row)
{
    const char *driver = database->url->driver;
    return row->is_plain || (driver && strcmp(driver, "asyncpg") == 0 && strncmp(row->name, "json", 4) == 0);
}

static const NamedType *named_type(const Database *database, Oid oid)
{
    for (const NamedType *type = database->named_types; type; type = type->next)
        if (type->oid == oid)
            return type;
    return NULL;
}

Oid postgresql_parameter_type(const DatabaseValue *value)
{
    for (size_t i = 0; value->sql_type && i < sizeof type_rows / sizeof *type_rows; i++)
        if (strcmp(type_rows[i].name, value->sql_type) == 0)
            return type_rows[i].oid;
    return 0;
}

AnswerColumn *postgresql_columns(const Database *database, Arena *arena, const PGresult *part)
{
    int count = pq.PQnfields(part);
    AnswerColumn *columns = ARENA_ARRAY(arena, AnswerColumn, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        Oid oid = pq.PQftype(part, i);
        const TypeRow *row = row_of(oid);
        const NamedType *named = row ? NULL : named_type(database, oid);
        if (row)
            columns[i] = (AnswerColumn){.cell = row->cell, .type = is_plain(database, row) ? NULL : row->name};
        else if (named)
            columns[i] = (AnswerColumn){.cell = CELL_TEXT, .type = named->name};
        else
            columns[i] = (AnswerColumn){.cell = CELL_TEXT, .type = arena_format(arena, "%u", oid), .unknown = oid};
    }
    return columns;
}

DatabaseValue postgresql_cell(const AnswerColumn *columns, const PGresult *part, int row, int column)
{
    DatabaseValue value = {.type = CELL_NULL};
    if (pq.PQgetisnull(part, row, column))
        return value;
    const char *text = pq.PQgetvalue(part, row, column);
    value.type = columns[column].cell;
    value.sql_type = columns[column].type;
    switch (value.type) {
    case CELL_BOOLEAN:
        value.boolean = text[0] == 't';
        break;
    case CELL_INTEGER:
        value.integer = strtoll(text, NULL, 10);
        break;
    case CELL_REAL:
        value.real = strtod(text, NULL);
        break;
    default:
        value.bytes = text;
        value.length = (size_t)pq.PQgetlength(part, row, column);
    }
    return value;
}

static const char *name_of(const Database *database, const char *name)
{
    for (size_t i = 0; is_psycopg2(database) && i < sizeof texts_of_psycopg2 / sizeof *texts_of_psycopg2; i++)
        if (strcmp(texts_of_psycopg2[i], name) == 0)
            return NULL;
    return name;
}

/* Queries the type's name. NULL for types whose value is their text: enumerations, most extension types (citext,
 * ltree, vector; not hstore), and some built-in types. */
static bool query_type(Database *database, Oid oid, Error *error)
{
    char sql[500];
    snprintf(sql, sizeof sql,
             "SELECT CASE WHEN typtype <> 'e' AND (typtype <> 'b' OR typcategory = 'A' OR oid < 16384"
             " OR typname = 'hstore') AND typname NOT IN ('macaddr', 'macaddr8', 'money', 'tsquery', 'tsvector', 'xml')"
             " THEN typname END FROM pg_catalog.pg_type WHERE oid = %u",
             oid);
    PGresult *answer = pq.PQexec(handle(database), sql);
    bool done = pq.PQresultStatus(answer) == PGRES_TUPLES_OK || postgresql_fail(database, answer, error);
    if (done && pq.PQntuples(answer)) {
        NamedType *type = ARENA_NEW(database->arena, NamedType);
        const char *name = pq.PQgetisnull(answer, 0, 0) ? NULL : name_of(database, pq.PQgetvalue(answer, 0, 0));
        *type = (NamedType){oid, arena_strdup(database->arena, name), database->named_types};
        database->named_types = type;
    }
    pq.PQclear(answer);
    return done;
}

bool postgresql_name_types(Database *database, DatabaseResult *result, const AnswerColumn *columns, Error *error)
{
    for (size_t i = 0; i < result_column_count(result); i++) {
        if (!columns[i].unknown)
            continue;
        if (!named_type(database, columns[i].unknown) && !query_type(database, columns[i].unknown, error))
            return false;
        const NamedType *type = named_type(database, columns[i].unknown);
        result_name_type(result, columns[i].type, type ? type->name : columns[i].type);
    }
    return true;
}
