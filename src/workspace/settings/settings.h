/* The ini's section [limbeck]: how to handle the database. */
#ifndef LIMBECK_SRC_WORKSPACE_SETTINGS_H
#define LIMBECK_SRC_WORKSPACE_SETTINGS_H

#include "limbeck/alembic/environment.h"
#include "limbeck/config/config.h"
#include "limbeck/migrate/supervision.h"
#include "limbeck/workspace/workspace.h"

typedef struct Settings {
    Guard guard;
    Marks marks;
    int64_t batch_rows, rows_per_second, replica_lag; /* initial values of a Pace */
    bool pooler_keeps_session;
    bool stash, stash_what_can_be, put_back;
    const char *brings_no_tables; /* comma-separated names; NULL: none */
    const char *site_packages;    /* comma-separated paths, already read by config_open(); NULL: none */
    const char *attach;           /* comma-separated paths; NULL: none */
    DeclaredEnvironment declared;
    bool no_convention;             /* if target_metadata cannot be evaluated, assume it has no naming convention */
    bool transaction_per_migration; /* overrides env.py */
} Settings;

/* Reads [limbeck]; [limbeck:SECTION] overrides it, and `given` ("lock_wait=5s") overrides both. */
bool settings_read(Arena *arena, const Config *config, const StringVector *given, Settings *settings, Error *error);

#endif
