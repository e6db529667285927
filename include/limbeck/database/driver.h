/* What a driver supplies, and the spool it fills with rows. */
#ifndef LIMBECK_DATABASE_DRIVER_H
#define LIMBECK_DATABASE_DRIVER_H

#include "limbeck/database/database.h"

#include <stdatomic.h>

typedef struct Sender Sender;

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
    bool (*settle)(Database *database, Error *error);
    /* What was sent need not be run any more; NULL where it is run all the same. */
    void (*forget)(Database *database);
    TransactionState (*transaction_state)(const Database *database);
    /* Fills a fresh database; NULL where that cannot be. */
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
    const Database *parent; /* beside which it was opened, and with which it is given up */
    atomic_bool cancelled;  /* the driver's: by us, and not told yet */
    const char *lost;       /* the driver's: how the connection was; NULL: it is not */
    void *statements;       /* the driver's prepared statements */
    void *named_types;      /* the driver's: those it asked for */
    void *sent;             /* the driver's: what it was sent and has not answered; NULL when settled */
    Sender *sender;         /* sender.h; NULL: none was needed yet */
    int failed_tag;
    size_t endings;             /* see database_endings() */
    bool has_rolled_back;       /* the driver's: a ROLLBACK was answered */
    bool is_single;             /* see database_take_single() */
    const char *temporary_file; /* removed when it is closed; NULL: none */
    const DatabaseUrl *url;
    char refused[512]; /* guard.h: what a statement asked for; empty: nothing */
    DatabaseWatch *watch;
    void *watch_state;
    int64_t patience; /* see database_set_patience() */
};

extern const DatabaseDriver postgresql_driver;
extern const DatabaseDriver sqlite_driver;

/* Which of `count` places a driver keeps this text's prepared statement in. */
size_t statement_slot(const char *sql, size_t count);

/* spool.c: rows are added once, then read once. */
DatabaseResult *result_new(void);
/* Drops columns and rows: another statement of the same text answers now. */
void result_restart(DatabaseResult *result);
void result_add_column(DatabaseResult *result, const char *name);
/* Of a type that rows were added with; NULL: they are plain. */
void result_name_type(DatabaseResult *result, const char *given, const char *name);
bool result_add_row(DatabaseResult *result, const DatabaseValue *row, Error *error);
void result_set_affected(DatabaseResult *result, int64_t affected);

#endif
