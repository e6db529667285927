/* env.py, evaluated: what it configures, never what it connects to.
 *
 *     ScriptEnvironment environment;
 *     if (!environment_evaluate(arena, directory, &request, &environment, error)) ...
 */
#ifndef LIMBECK_SCRIPT_ENVIRONMENT_H
#define LIMBECK_SCRIPT_ENVIRONMENT_H

#include "limbeck/schema/naming.h"
#include "limbeck/script/directory.h"

#include <stdatomic.h>

typedef struct EnvironmentRequest {
    bool offline;
    const char *tag; /* of the command line; NULL without one */
    const atomic_bool *cancelled;
} EnvironmentRequest;

typedef struct ScriptEnvironment {
    const char *url; /* --url, $LIMBECK_URL, what env.py decided, or the ini's; NULL when none is known */
    const char *version_table;
    const char *version_table_schema;
    bool version_table_pk;
    bool transaction_per_migration;
    bool literal_binds;
    bool paramstyle_given;
    const char *paramstyle;
    bool configured;                /* context.configure() was called */
    bool runs_migrations;           /* context.run_migrations() was called */
    bool logs;                      /* fileConfig() was called: Alembic's log lines appear */
    bool metadata_unknown;          /* target_metadata is something limbeck could not import */
    const NamingConvention *naming; /* target_metadata's; NULL where it has none */
    StringVector notices;
} ScriptEnvironment;

bool environment_evaluate(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                          ScriptEnvironment *environment, Error *error);

#endif
