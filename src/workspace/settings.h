/* [limbeck] of the ini: how a database is to be handled. */
#ifndef LIMBECK_SRC_WORKSPACE_SETTINGS_H
#define LIMBECK_SRC_WORKSPACE_SETTINGS_H

#include "limbeck/alembic/environment.h"
#include "limbeck/config/config.h"
#include "limbeck/migrate/supervision.h"
#include "limbeck/workspace/workspace.h"

typedef struct Settings {
    Guard guard;
    Marks marks;
    int64_t batch_rows, rows_per_second, replica_lag; /* where a Pace begins */
    bool pooler_keeps_session;
    bool stash, stash_what_can_be, put_back;
    const char *brings_no_tables; /* names by commas; NULL: none */
    const char *site_packages;    /* paths by commas, which config_open() has read; NULL: none */
    const char *attach;           /* paths by commas; NULL: none */
    DeclaredEnvironment declared;
    bool no_convention;             /* target_metadata that cannot be read has none */
    bool transaction_per_migration; /* whatever env.py says */
} Settings;

/* From [limbeck], over it [limbeck:SECTION], over both `given` ("lock_wait=5s"). */
bool settings_read(Arena *arena, const Config *config, const StringVector *given, Settings *settings, Error *error);

#endif
