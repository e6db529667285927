/* sqlite3, loaded when the first SQLite database is opened.
 *
 *     if (!libsqlite3_open(error)) return false;
 *     lite.sqlite3_step(statement); */
#ifndef LIMBECK_SRC_DATABASE_SQLITE_LIBSQLITE3_H
#define LIMBECK_SRC_DATABASE_SQLITE_LIBSQLITE3_H

#include "limbeck/base/error.h"

#include <sqlite3.h>

#define LIBSQLITE3_CALLS(CALL)                                                                                         \
    CALL(sqlite3_backup_finish)                                                                                        \
    CALL(sqlite3_backup_init)                                                                                          \
    CALL(sqlite3_backup_step)                                                                                          \
    CALL(sqlite3_bind_blob64)                                                                                          \
    CALL(sqlite3_bind_double)                                                                                          \
    CALL(sqlite3_bind_int)                                                                                             \
    CALL(sqlite3_bind_int64)                                                                                           \
    CALL(sqlite3_bind_null)                                                                                            \
    CALL(sqlite3_bind_text64)                                                                                          \
    CALL(sqlite3_busy_handler)                                                                                         \
    CALL(sqlite3_changes64)                                                                                            \
    CALL(sqlite3_clear_bindings)                                                                                       \
    CALL(sqlite3_close)                                                                                                \
    CALL(sqlite3_column_blob)                                                                                          \
    CALL(sqlite3_column_bytes)                                                                                         \
    CALL(sqlite3_column_count)                                                                                         \
    CALL(sqlite3_column_double)                                                                                        \
    CALL(sqlite3_column_int64)                                                                                         \
    CALL(sqlite3_column_name)                                                                                          \
    CALL(sqlite3_column_text)                                                                                          \
    CALL(sqlite3_column_type)                                                                                          \
    CALL(sqlite3_config)                                                                                               \
    CALL(sqlite3_db_readonly)                                                                                          \
    CALL(sqlite3_errcode)                                                                                              \
    CALL(sqlite3_errmsg)                                                                                               \
    CALL(sqlite3_exec)                                                                                                 \
    CALL(sqlite3_extended_errcode)                                                                                     \
    CALL(sqlite3_file_control)                                                                                         \
    CALL(sqlite3_finalize)                                                                                             \
    CALL(sqlite3_get_autocommit)                                                                                       \
    CALL(sqlite3_interrupt)                                                                                            \
    CALL(sqlite3_last_insert_rowid)                                                                                    \
    CALL(sqlite3_libversion)                                                                                           \
    CALL(sqlite3_open_v2)                                                                                              \
    CALL(sqlite3_prepare_v2)                                                                                           \
    CALL(sqlite3_progress_handler)                                                                                     \
    CALL(sqlite3_reset)                                                                                                \
    CALL(sqlite3_set_authorizer)                                                                                       \
    CALL(sqlite3_sleep)                                                                                                \
    CALL(sqlite3_step)                                                                                                 \
    CALL(sqlite3_stricmp)                                                                                              \
    CALL(sqlite3_strnicmp)                                                                                             \
    CALL(sqlite3_total_changes64)

#define LIBSQLITE3_MEMBER(name) __typeof__(&name) name;

typedef struct LibSQLite3 {
    LIBSQLITE3_CALLS(LIBSQLITE3_MEMBER)
} LibSQLite3;

extern LibSQLite3 lite; /* all NULL until libsqlite3_open() */

bool libsqlite3_open(Error *error);

#endif
