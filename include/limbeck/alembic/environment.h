/* env.py, evaluated: what it configures, never what it connects to. An env.py may
 * migrate several databases; there is one environment for each.
 *
 *     EnvironmentRequest request = {...};
 *     ScriptEnvironments environments = {0};
 *     if (!environment_evaluate(arena, directory, &request, &environments, error)) ...
 *     use(&environments.items[0]);
 */
#ifndef LIMBECK_ALEMBIC_ENVIRONMENT_H
#define LIMBECK_ALEMBIC_ENVIRONMENT_H

#include "limbeck/base/map.h"
#include "limbeck/config/url.h"
#include "limbeck/project/directory.h"
#include "limbeck/project/module_note.h"
#include "limbeck/schema/naming.h"

#include <stdatomic.h>

/* The values of the ini's [limbeck] that replace env.py's; NULL where it has none. */
typedef struct DeclaredEnvironment {
    const char *url;
    const char *version_table, *version_table_schema;
    const char *target_metadata; /* "app.models:Base.metadata" */
    const char *search_path;     /* of PostgreSQL: names by commas */
} DeclaredEnvironment;

struct ScriptEnvironment;
struct Sink;

/* Answers the queries of env.py. env.py is followed without a database first; only where that is refused, and it had
 * asked, it is followed again with answers. */
typedef struct EnvironmentReader {
    /* What only reads, on the database of this environment and with the settings of its session. It is open as long as
     * env.py is followed. NULL with an error. A function that is NULL: no query is answered, but was_asked is set. */
    struct Sink *(*open)(void *state, const struct ScriptEnvironment *environment, Error *error);
    void *state;
    bool was_asked; /* by env.py */
    bool answers;   /* they are answered: what env.py decides depends on the rows of now */
} EnvironmentReader;

typedef struct EnvironmentRequest {
    ModuleNotes *modules;                /* filled by the last run of env.py; NULL: not wanted */
    const DeclaredEnvironment *declared; /* NULL: nothing is */
    bool offline;
    const char *tag;           /* of the command line; NULL without one */
    EnvironmentReader *reader; /* NULL: what env.py asks is not answered */
    const atomic_bool *cancelled;
} EnvironmentRequest;

/* What run_migrations() hands to upgrade() and downgrade(). */
typedef struct MigrationArgument {
    const char *name;
    const char *text;
} MigrationArgument;

/* What context.configure() says of autogenerate. */
typedef struct ComparisonSettings {
    bool every_schema;      /* include_schemas */
    bool compares_types;    /* compare_type */
    bool compares_defaults; /* compare_server_default */
    bool renders_as_batch;
    bool skips_named_checks;                     /* autogenerate_plugins leaves checkconstraint_byname out */
    const char *operations_prefix;               /* "op." */
    const char *sqlalchemy_prefix;               /* "sa." */
    const char *user_prefix;                     /* user_module_prefix; NULL: the module of each class */
    const char *upgrade_token, *downgrade_token; /* what the template calls the two bodies */
    const char *comparator; /* "alembic_utils, which compares ...": a library with a part in it; NULL: none */
    const char *refused;    /* an option that autogenerate needs and limbeck does not evaluate; NULL: none */
} ComparisonSettings;

/* Settings of env.py's engine that change its connections. The URL is not among them. */
typedef struct ConnectionSettings {
    Map arguments;               /* connect_args: name -> const char * */
    const Error *refusal;        /* why limbeck does not connect as env.py would; NULL: it does */
    bool url_is_enough;          /* then --url and $LIMBECK_URL take its place */
    const char *json_serializer; /* where the engine of env.py is given one; NULL: json.dumps() writes JSON */
} ConnectionSettings;

/* What becomes of the transaction that the migrations run in. */
typedef enum { FATE_COMMITTED, FATE_OPEN, FATE_ROLLED_BACK } TransactionFate;

typedef struct ScriptEnvironment {
    TransactionFate fate;    /* FATE_OPEN only while env.py runs */
    const char *fate_text;   /* "env.py rolls the transaction back (m/env.py:15)"; NULL where it commits */
    bool in_one_transaction; /* which env.py began itself, around everything */
    const void *transaction; /* which it is; NULL: each run its own */
    const void *on;          /* the connection of env.py that it runs on */
    bool commits_the_rest;   /* also what a script does after a commit() of its own */
    ConnectionSettings connection;
    ComparisonSettings comparison;
    size_t configuration;  /* which configure() of env.py, from 0 */
    size_t configurations; /* of them so far */
    VECTOR(MigrationArgument) arguments;
    const char *output_path; /* the file that env.py opened for offline SQL; NULL: standard output */
    const char *url;         /* --url, $LIMBECK_URL, what env.py decided, or the ini's; NULL when none is known */
    const char *version_table;
    const char *version_table_schema;
    bool version_table_pk;
    bool transaction_per_migration;
    bool begins_transaction; /* begin_transaction() was called since the last run_migrations() */
    bool is_bare;            /* run_migrations() was called without it: then offline SQL has no BEGIN */
    bool literal_binds;
    bool paramstyle_given;
    const char *paramstyle;
    const char *target_metadata;    /* "read", or the part of it that is not known; NULL: none */
    bool configured;                /* context.configure() was called */
    bool runs_migrations;           /* context.run_migrations() was called */
    bool logs;                      /* fileConfig() was called: Alembic's log lines appear */
    const NamingConvention *naming; /* target_metadata's; NULL where it has none */
    StringVector session_sql;       /* settings of its connection, made again on each new one */
    StringVector preparation_sql;   /* CREATE SCHEMA IF NOT EXISTS: before a step and its version table */
    StringVector schema_sql;        /* CREATE SCHEMA IF NOT EXISTS where env.py asks for the schema: before the rest */
    StringVector lock_sql;          /* LOCK TABLE: before a step, after its version table was made */
    int transactional_ddl;          /* -1: as the dialect has it */
    StringVector notices;
    const struct Rewritten *rewritten; /* what @compiles of env.py and its imports writes */
    size_t rewritten_count;
    StringVector imported;             /* modules of the project that env.py imported, itself or through others */
    StringVector extensions;           /* modules that register operations: scripts have them without importing */
    VECTOR(MigrationArgument) options; /* what configure() was given as text: op.get_context().opts */
} ScriptEnvironment;

typedef VECTOR(ScriptEnvironment) ScriptEnvironments;

/* Runs env.py, once for each answer that its conditions on unknown values may have. Results are in `arena`. False with
 * an error: its place in env.py, or that two answers lead to different environments. */
bool environment_evaluate(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                          ScriptEnvironments *environments, Error *error);

/* The database and the way to it; refuses where limbeck does not connect as env.py would. */
DatabaseUrl *environment_database(Arena *arena, const ScriptDirectory *directory, const ScriptEnvironment *environment,
                                  Error *error);

/* In what the results of two evaluations differ: "how many databases it migrates"; NULL: they are the same. */
const char *environments_difference(const ScriptEnvironments *left, const ScriptEnvironments *right);

/* Which of several: the text handed to upgrade(); NULL where there is only one. */
const char *environment_name(const ScriptEnvironment *environment);

#endif
