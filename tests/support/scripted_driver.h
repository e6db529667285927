/* A server that plays a table: what it answers to which text. What it was sent is kept.
 *
 *     const DatabaseDriver postgresql_driver = SCRIPTED_DRIVER;   (takes the place of the real one)
 *
 *     SCRIPTED_PLAY({"SELECT version_num*", .rows = "a1"}, {"ALTER TABLE *", .code = "55P03", .times = 1},
 *                   {"COMMIT", .is_lost = true});
 *     Database *database = scripted_open();
 *     ...
 *     assert_string_equal(scripted_sent("ALTER*"), "1: ALTER TABLE t ADD a INTEGER\n");
 *
 * BEGIN, COMMIT, ROLLBACK and savepoints move the transaction as PostgreSQL moves it: after an
 * error inside of one everything but ROLLBACK is refused. A text that no answer fits succeeds,
 * with no rows. One thread at a time. */
#ifndef LIMBECK_TESTS_SUPPORT_SCRIPTED_DRIVER_H
#define LIMBECK_TESTS_SUPPORT_SCRIPTED_DRIVER_H

#include "limbeck/database/driver.h"

typedef struct ScriptedAnswer {
    const char *pattern; /* of fnmatch(3), on the whole text */
    const char *rows;    /* "1|users;2|NULL": integers, true, false, NULL, and else text */
    int64_t affected;
    const char *code; /* refused with this SQLSTATE; 55P03 and 40P01 are somebody's lock */
    bool is_lost;     /* the connection is lost before it is answered */
    int times;        /* so often, counted over all connections; 0: each time */
    int connection;   /* only on this one, counted from 1; 0: on each */
} ScriptedAnswer;

/* The first answer that fits is taken. Forgets what was sent before. */
void scripted_play(const ScriptedAnswer *answers, size_t count);
#define SCRIPTED_PLAY(...)                                                                                             \
    static const ScriptedAnswer answers[] = {__VA_ARGS__};                                                             \
    scripted_play(answers, sizeof answers / sizeof *answers)

/* A new connection, which plays the same table. */
Database *scripted_open(void);
bool scripted_open_connection(Database *database, const DatabaseUrl *url, Error *error);

/* The texts that fit, in order, a line each: "1: BEGIN", with the number of the connection and, behind
 * a bar, the parameters. Until the next call or scripted_play(). */
const char *scripted_sent(const char *pattern);
size_t scripted_count(const char *pattern);
/* How often a connection was opened. */
size_t scripted_connections(void);

/* From now on the facts of a new connection are these; NULL: a plain PostgreSQL 15. */
void scripted_facts(const ServerFacts *facts);

const char *scripted_library(Arena *arena);
void scripted_close(Database *database);
bool scripted_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                      int64_t *affected, Error *error);
bool scripted_query(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                    DatabaseResult *result, Error *error);
bool scripted_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                   Error *error);
bool scripted_settle(Database *database, Error *error);
void scripted_forget(Database *database);
TransactionState scripted_state(const Database *database);
void scripted_cancel(Database *database);

#define SCRIPTED_DRIVER                                                                                                \
    {                                                                                                                  \
        .traits = {.dialect = "postgresql",                                                                            \
                   .is_server = true,                                                                                  \
                   .has_transaction_state = true,                                                                      \
                   .has_schemas = true,                                                                                \
                   .has_sequences = true,                                                                              \
                   .has_typed_columns = true,                                                                          \
                   .can_send_arrays = true,                                                                            \
                   .parameter = '$',                                                                                   \
                   .set_read_only = "SET default_transaction_read_only = on",                                          \
                   .limit_preview = "SET LOCAL statement_timeout = 3000",                                              \
                   .limit_lookup = "; SET LOCAL lock_timeout = 2000; SET LOCAL statement_timeout = 5000",              \
                   .has_table = "SELECT 1 WHERE pg_catalog.to_regclass($1) IS NOT NULL",                               \
                   .catalogue_lock = "SELECT 1",                                                                       \
                   .reset_path = "RESET search_path"},                                                                 \
        .library = scripted_library, .open = scripted_open_connection, .close = scripted_close,                        \
        .execute = scripted_execute, .query = scripted_query, .send = scripted_send, .settle = scripted_settle,        \
        .forget = scripted_forget, .transaction_state = scripted_state, .cancel = scripted_cancel, .begin = "BEGIN",   \
        .begin_read_only = "BEGIN READ ONLY"                                                                           \
    }

#endif
