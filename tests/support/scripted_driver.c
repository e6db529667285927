#include "scripted_driver.h"

#include "support.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ANSWERS = 64, MAX_CELLS = 16, FIRST_SESSION = 100 };

/* What is sent ahead waits here, as in a pipeline, until somebody settles. */
typedef struct Ahead {
    char *sql;
    int tag;
} Ahead;

typedef struct Connection {
    int number;
    TransactionState state;
    VECTOR(Ahead) ahead;
} Connection;

static struct {
    const ScriptedAnswer *answers;
    size_t count;
    int given[MAX_ANSWERS];
    Arena *arena;
    StringVector sent;
    size_t connections;
    const ServerFacts *facts;
} play;

void scripted_play(const ScriptedAnswer *answers, size_t count)
{
    assert_true(count <= MAX_ANSWERS);
    if (play.arena)
        arena_free(play.arena);
    memset(&play, 0, sizeof play);
    play.answers = answers;
    play.count = count;
    play.arena = arena_new();
}

void scripted_facts(const ServerFacts *facts)
{
    play.facts = facts;
}

const char *scripted_library(Arena *arena)
{
    return arena_strdup(arena, "a script");
}

static Connection *connection_of(const Database *database)
{
    return database->connection;
}

bool scripted_open_connection(Database *database, const DatabaseUrl *url, Error *error)
{
    (void)url;
    (void)error;
    Connection *connection = ARENA_NEW(database->arena, Connection);
    connection->number = (int)++play.connections;
    database->connection = connection;
    database->facts =
        play.facts ? *play.facts
                   : (ServerFacts){.product = "PostgreSQL 15.8", .database = "shop", .role = "owner", .host = "db1"};
    database->facts.session = FIRST_SESSION + connection->number;
    return true;
}

Database *scripted_open(void)
{
    static const DatabaseUrl url = {.kind = DATABASE_POSTGRESQL, .dialect = "postgresql", .database = "shop"};
    Error error = {0};
    Database *database = database_open(&url, &error);
    assert_non_null(database);
    return database;
}

void scripted_close(Database *database)
{
    database->connection = NULL;
}

/* ---- what was sent ------------------------------------------------------------------------ */

static void add_value(Text *line, const DatabaseValue *value)
{
    switch (value->type) {
    case CELL_BOOLEAN:
        text_append(line, value->boolean ? "true" : "false");
        break;
    case CELL_INTEGER:
        text_append_format(line, "%" PRId64, value->integer);
        break;
    case CELL_TEXT:
        text_append_bytes(line, value->bytes, value->length);
        break;
    default:
        text_append(line, value->type == CELL_NULL ? "NULL" : "?");
    }
}

static void note_sent(const Database *database, const char *sql, const DatabaseValue *parameters, size_t count)
{
    Text line = text_in(play.arena);
    text_append_format(&line, "%d: %s", connection_of(database)->number, sql);
    for (size_t i = 0; i < count; i++) {
        text_append(&line, i ? ", " : " | ");
        add_value(&line, &parameters[i]);
    }
    vector_push(play.arena, &play.sent, text_string(&line));
}

static bool fits(const char *line, const char *pattern)
{
    return fnmatch(pattern, strchr(line, ' ') + 1, 0) == 0;
}

const char *scripted_sent(const char *pattern)
{
    Text lines = text_in(play.arena);
    for (size_t i = 0; i < play.sent.count; i++)
        if (fits(play.sent.items[i], pattern))
            text_append_format(&lines, "%s\n", play.sent.items[i]);
    return text_string(&lines);
}

size_t scripted_count(const char *pattern)
{
    size_t count = 0;
    for (size_t i = 0; i < play.sent.count; i++)
        count += fits(play.sent.items[i], pattern);
    return count;
}

size_t scripted_connections(void)
{
    return play.connections;
}

/* ---- what is answered --------------------------------------------------------------------- */

static const ScriptedAnswer *find_answer(const Database *database, const char *sql)
{
    for (size_t i = 0; i < play.count; i++) {
        const ScriptedAnswer *answer = &play.answers[i];
        bool is_here = !answer->connection || answer->connection == connection_of(database)->number;
        bool is_left = !answer->times || play.given[i] < answer->times;
        if (!is_here || !is_left || fnmatch(answer->pattern, sql, 0) != 0)
            continue;
        play.given[i]++;
        return answer;
    }
    return NULL;
}

static bool refuse(Connection *connection, const char *code, Error *error)
{
    bool locked = strcmp(code, "55P03") == 0 || strcmp(code, "40P01") == 0;
    if (connection->state == TRANSACTION_OPEN)
        connection->state = TRANSACTION_FAILED;
    error_set(error, locked ? ERROR_LOCKED : ERROR_DATABASE, "refused by the table (SQLSTATE %s)", code);
    error_code(error, code, "OperationalError");
    return false;
}

static bool lose_connection(Connection *connection, Error *error)
{
    connection->state = TRANSACTION_LOST;
    error_set(error, ERROR_DATABASE, "the connection was lost");
    error_code(error, "", "OperationalError");
    return false;
}

static void move_transaction(Database *database, const char *sql)
{
    Connection *connection = connection_of(database);
    bool was_open = connection->state == TRANSACTION_OPEN || connection->state == TRANSACTION_FAILED;
    if (strncmp(sql, "BEGIN", 5) == 0) {
        connection->state = TRANSACTION_OPEN;
    } else if (strncmp(sql, "ROLLBACK TO", 11) == 0) {
        connection->state = TRANSACTION_OPEN;
    } else if (strncmp(sql, "COMMIT", 6) == 0 || strncmp(sql, "ROLLBACK", 8) == 0) {
        connection->state = TRANSACTION_NONE;
        database->endings += was_open;
    }
}

/* NULL: it succeeds, with no rows. */
static bool take(Database *database, const char *sql, const ScriptedAnswer **answer, Error *error)
{
    Connection *connection = connection_of(database);
    *answer = NULL;
    if (connection->state == TRANSACTION_LOST)
        return lose_connection(connection, error);
    if (connection->state == TRANSACTION_FAILED && strncmp(sql, "ROLLBACK", 8) != 0)
        return refuse(connection, "25P02", error);
    *answer = find_answer(database, sql);
    if (*answer && (*answer)->is_lost)
        return lose_connection(connection, error);
    if (*answer && (*answer)->code)
        return refuse(connection, (*answer)->code, error);
    move_transaction(database, sql);
    return true;
}

bool scripted_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                      int64_t *affected, Error *error)
{
    const ScriptedAnswer *answer;
    note_sent(database, sql, parameters, count);
    bool done = take(database, sql, &answer, error);
    *affected = done && answer ? answer->affected : -1;
    return done;
}

static DatabaseValue cell_from(const char *text)
{
    char *end;
    int64_t number = strtoll(text, &end, 10);
    if (strcmp(text, "NULL") == 0)
        return (DatabaseValue){.type = CELL_NULL};
    if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
        return (DatabaseValue){.type = CELL_BOOLEAN, .boolean = *text == 't'};
    return *text && !*end ? database_number(number) : database_text(text);
}

static bool add_rows(DatabaseResult *result, const char *rows, Error *error)
{
    bool done = true;
    char *copy = arena_strdup(play.arena, rows), *next_row, *next_cell;
    for (char *row = strtok_r(copy, ";", &next_row); row && done; row = strtok_r(NULL, ";", &next_row)) {
        DatabaseValue cells[MAX_CELLS] = {0};
        size_t count = 0;
        for (char *cell = strtok_r(row, "|", &next_cell); cell && count < MAX_CELLS;
             cell = strtok_r(NULL, "|", &next_cell)) {
            if (row == copy)
                result_add_column(result, arena_format(play.arena, "c%zu", count + 1));
            cells[count++] = cell_from(cell);
        }
        done = result_add_row(result, cells, error);
    }
    return done;
}

bool scripted_query(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                    DatabaseResult *result, Error *error)
{
    const ScriptedAnswer *answer;
    note_sent(database, sql, parameters, count);
    if (!take(database, sql, &answer, error))
        return false;
    result_set_affected(result, answer ? answer->affected : -1);
    if (answer && answer->rows)
        return add_rows(result, answer->rows, error);
    result_add_column(result, "c1");
    return true;
}

/* ---- sent ahead --------------------------------------------------------------------------- */

bool scripted_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                   Error *error)
{
    Connection *connection = connection_of(database);
    (void)error;
    note_sent(database, sql, parameters, count);
    vector_push(database->arena, &connection->ahead, ((Ahead){arena_strdup(database->arena, sql), tag}));
    database->sent = connection;
    return true;
}

void scripted_forget(Database *database)
{
    connection_of(database)->ahead.count = 0;
    database->sent = NULL;
}

bool scripted_settle(Database *database, Error *error)
{
    Connection *connection = connection_of(database);
    const ScriptedAnswer *answer;
    bool done = true;
    for (size_t i = 0; i < connection->ahead.count && done; i++) {
        done = take(database, connection->ahead.items[i].sql, &answer, error);
        if (!done)
            database->failed_tag = connection->ahead.items[i].tag;
    }
    scripted_forget(database);
    return done;
}

TransactionState scripted_state(const Database *database)
{
    const Connection *connection = database->connection;
    return connection ? connection->state : TRANSACTION_NONE;
}

void scripted_cancel(Database *database)
{
    atomic_store(&database->cancelled, true);
}
