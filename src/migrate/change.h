/* An UPDATE or DELETE of one table, taken apart. */
#ifndef LIMBECK_SRC_MIGRATE_CHANGE_H
#define LIMBECK_SRC_MIGRATE_CHANGE_H

#include "limbeck/sql/token.h"

typedef struct ChangedColumn {
    const char *name;
    const char *written;   /* quotes and all */
    const SqlToken *value; /* its tokens */
    size_t value_count;
} ChangedColumn;

typedef struct Change {
    bool is_delete;
    const char *table;     /* as written, with its schema */
    const char *name;      /* its own name alone */
    const char *qualifier; /* what stands before its columns: its alias, or as `table` */
    const char *target;    /* "ONLY users AS u" */
    const char *settings;  /* between SET and WHERE; "" of a DELETE */
    const char *condition; /* behind WHERE; NULL: none */
    VECTOR(ChangedColumn) columns;
    const SqlToken *condition_tokens;
    size_t condition_count;
} Change;

/* False for whatever else it is: joins, RETURNING, WITH, several statements. */
bool read_change(Arena *arena, const char *sql, Change *change);

#endif
