/* The functions a driver supplies, and the spool for result rows. */
#ifndef LIMBECK_DATABASE_DRIVER_H
#define LIMBECK_DATABASE_DRIVER_H

#include "limbeck/database/database.h"

#include <stdatomic.h>

typedef struct Sender Sender;
typedef struct CachedAnswer CachedAnswer;

typedef struct DatabaseDriver {
    DatabaseTraits traits;
    const char *(*library)(Arena *arena);
    bool (*open)(Database *database, const DatabaseUrl *url, Error *error);
    void (*close)(Database *database);
    bool (*execute)(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                    int64_t *affected, Error *error);
    bool (*query)(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                  DatabaseResult *result, Error *error);
    bool (*send)(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                 Error *error);
    bool (*pipelines)(const Database *database); /* NULL: it has no post() */
    bool (*post)(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                 Error *error);
    bool (*settle)(Database *database, Error *error);
    /* Sends all queries in one round trip, each as its own transaction. A failed query leaves NULL in `results`.
     * NULL when the driver cannot. */
    void (*query_together)(Database *database, const PrefetchQuery *questions, size_t count, DatabaseResult **results);
    /* Drops sent statements that have not run yet; NULL when the driver cannot. */
    void (*forget)(Database *database);
    TransactionState (*transaction_state)(const Database *database);
    int64_t (*last_row)(const Database *database); /* NULL when the driver does not report it */
    /* Copies the contents of `from` into an empty database; NULL when not supported. */
    bool (*copy)(Database *from, Database *to, DatabaseWatch *watch, void *state, Error *error);
    void (*cancel)(Database *database);
    const char *begin;
    const char *begin_read_only;
} DatabaseDriver;

struct Database {
    const DatabaseDriver *driver;
    Arena *arena;
    ServerFacts facts;
    TransactionScope scope;
    void *connection;
    void *cancel_token;
    atomic_bool abandoned;  /* see database_abandon() */
    const Database *parent; /* the connection it was opened from; abandoned together with it */
    atomic_bool cancelled;  /* driver: a cancel was sent by limbeck, not yet reported */
    const char *lost;       /* driver: reason the connection was lost; NULL: it is not lost */
    void *statements;       /* driver: prepared statements */
    void *named_types;      /* driver: types looked up by OID */
    bool has_attached;      /* driver: SQL has attached other files */
    void *sent;             /* driver: statements sent and not answered yet; NULL when settled */
    Sender *sender;         /* sender.h; NULL until first used */
    int failed_tag;
    AnswerReceiver *receiver; /* of statements posted */
    void *receiver_state;
    CachedAnswer *cached_answers; /* prefetch.c */
    const PrefetchQuery *opening; /* run by driver->open(); opening_count of them */
    size_t opening_count;
    size_t endings;             /* see database_endings() */
    bool has_rolled_back;       /* driver: a ROLLBACK was answered */
    bool is_single;             /* see database_take_single() */
    const char *temporary_file; /* deleted by database_close(); NULL: none */
    const DatabaseUrl *url;
    char refused[512]; /* guard.h: the file that a refused statement tried to open; empty: none */
    DatabaseWatch *watch;
    void *watch_state;
    int64_t patience; /* see database_set_patience() */
};

extern const DatabaseDriver postgresql_driver;
extern const DatabaseDriver sqlite_driver;

/* The index, below `count`, where a driver caches the prepared statement of this SQL. */
size_t statement_slot(const char *sql, size_t count);

/* prefetch.c */
void database_cache_answer(Database *database, const PrefetchQuery *question, DatabaseResult *result);
void database_clear_cached_answers(Database *database);

/* spool.c: rows are added first, then read once. */
DatabaseResult *result_new(void);
/* Removes columns and rows, for the next statement of the same string. */
void result_restart(DatabaseResult *result);
void result_add_column(DatabaseResult *result, const char *name);
/* Renames the column type `given` of rows already added; NULL: they have a plain type. */
void result_name_type(DatabaseResult *result, const char *given, const char *name);
bool result_add_row(DatabaseResult *result, const DatabaseValue *row, Error *error);
void result_set_affected(DatabaseResult *result, int64_t affected);

#endif
