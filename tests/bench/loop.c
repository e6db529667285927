/* What the document's loop costs without limbeck: every name in lower case, computed
 * here, in one transaction. Built by bench.py.
 *
 *   loop sqlite FILE        one prepared UPDATE a row
 *   loop pipeline CONNINFO  the same, pipelined
 *   loop unnest CONNINFO    a thousand rows a statement */
#include <ctype.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 1000 };

static void need(int good, const char *why)
{
    if (!good) {
        fprintf(stderr, "loop: %s\n", why);
        exit(1);
    }
}

static void lower(char *to, const char *from)
{
    do
        *to++ = (char)tolower((unsigned char)*from);
    while (*from++);
}

static void run_sqlite(const char *file)
{
    sqlite3 *database;
    sqlite3_stmt *select, *update;
    sqlite3_int64 last = -1, ids[ROWS];
    static char names[ROWS][256];
    need(sqlite3_open(file, &database) == SQLITE_OK, "open");
    need(sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK, "begin");
    sqlite3_prepare_v2(database, "SELECT id, name FROM users WHERE id > ? ORDER BY id LIMIT 1000", -1, &select, NULL);
    sqlite3_prepare_v2(database, "UPDATE users SET name = ? WHERE id = ?", -1, &update, NULL);
    for (int count = ROWS; count == ROWS;) {
        count = 0;
        sqlite3_bind_int64(select, 1, last);
        while (sqlite3_step(select) == SQLITE_ROW) {
            ids[count] = last = sqlite3_column_int64(select, 0);
            lower(names[count++], (const char *)sqlite3_column_text(select, 1));
        }
        sqlite3_reset(select);
        for (int i = 0; i < count; i++) {
            sqlite3_bind_text(update, 1, names[i], -1, SQLITE_STATIC);
            sqlite3_bind_int64(update, 2, ids[i]);
            need(sqlite3_step(update) == SQLITE_DONE, sqlite3_errmsg(database));
            sqlite3_reset(update);
        }
    }
    sqlite3_finalize(select);
    sqlite3_finalize(update);
    need(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "commit");
    sqlite3_close(database);
}

static void command(PGconn *connection, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    need(PQresultStatus(result) == PGRES_COMMAND_OK, PQerrorMessage(connection));
    PQclear(result);
}

static void pipeline(PGconn *connection, PGresult *rows)
{
    char name[256];
    int count = PQntuples(rows);
    PQenterPipelineMode(connection);
    for (int i = 0; i < count; i++) {
        lower(name, PQgetvalue(rows, i, 1));
        const char *values[] = {name, PQgetvalue(rows, i, 0)};
        need(PQsendQueryPrepared(connection, "one", 2, values, NULL, NULL, 0), PQerrorMessage(connection));
    }
    PQpipelineSync(connection);
    for (int i = 0; i <= count; i++) {
        PGresult *result = PQgetResult(connection);
        need(PQresultStatus(result) == (i < count ? PGRES_COMMAND_OK : PGRES_PIPELINE_SYNC),
             PQerrorMessage(connection));
        PQclear(result);
        if (i < count)
            PQclear(PQgetResult(connection));
    }
    PQexitPipelineMode(connection);
}

static void unnest(PGconn *connection, PGresult *rows)
{
    static char ids[ROWS * 16], names[ROWS * 256];
    char *id = ids, *name = names;
    for (int i = 0; i < PQntuples(rows); i++) {
        char lowered[200];
        lower(lowered, PQgetvalue(rows, i, 1));
        id += sprintf(id, "%c%s", i ? ',' : '{', PQgetvalue(rows, i, 0));
        name += sprintf(name, "%c\"%s\"", i ? ',' : '{', lowered);
    }
    strcpy(id, "}");
    strcpy(name, "}");
    const char *values[] = {names, ids};
    PGresult *result = PQexecPrepared(connection, "many", 2, values, NULL, NULL, 0);
    need(PQresultStatus(result) == PGRES_COMMAND_OK, PQerrorMessage(connection));
    PQclear(result);
}

static void run_postgresql(const char *conninfo, void (*write)(PGconn *, PGresult *))
{
    PGconn *connection = PQconnectdb(conninfo);
    need(PQstatus(connection) == CONNECTION_OK, PQerrorMessage(connection));
    command(connection, "BEGIN");
    command(connection, "DECLARE c CURSOR FOR SELECT id, name FROM users");
    PQclear(PQprepare(connection, "one", "UPDATE users SET name = $1 WHERE id = $2", 0, NULL));
    PQclear(PQprepare(connection, "many",
                      "UPDATE users SET name = v.name FROM unnest($1::text[], $2::bigint[]) AS v (name, id) "
                      "WHERE users.id = v.id",
                      0, NULL));
    for (int count = ROWS; count > 0;) {
        PGresult *rows = PQexec(connection, "FETCH 1000 FROM c");
        need(PQresultStatus(rows) == PGRES_TUPLES_OK, PQerrorMessage(connection));
        count = PQntuples(rows);
        if (count)
            write(connection, rows);
        PQclear(rows);
    }
    command(connection, "COMMIT");
    PQfinish(connection);
}

int main(int count, char **words)
{
    need(count == 3, "which, and where?");
    if (strcmp(words[1], "sqlite") == 0)
        run_sqlite(words[2]);
    else
        run_postgresql(words[2], strcmp(words[1], "unnest") == 0 ? unnest : pipeline);
    return 0;
}
