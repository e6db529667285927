/* An UPDATE or DELETE of one table, taken apart. */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_PARSED_UPDATE_H
#define LIMBECK_SRC_MIGRATE_BATCHES_PARSED_UPDATE_H

#include "limbeck/sql/token.h"

typedef struct UpdatedColumn {
    const char *name;
    const char *written;   /* quotes and all */
    const SqlToken *value; /* its tokens */
    size_t value_count;
} UpdatedColumn;

typedef struct ParsedUpdate {
    bool is_delete;
    const char *table;     /* as written, with its schema */
    const char *name;      /* its own name alone */
    const char *qualifier; /* what stands before its columns: its alias, or as `table` */
    const char *target;    /* "ONLY users AS u" */
    const char *settings;  /* between SET and WHERE; "" of a DELETE */
    const char *condition; /* behind WHERE; NULL: none */
    VECTOR(UpdatedColumn) columns;
    const SqlToken *condition_tokens;
    size_t condition_count;
} ParsedUpdate;

/* False for whatever else it is: joins, RETURNING, WITH, several statements. */
bool parse_update(Arena *arena, const char *sql, ParsedUpdate *change);

#endif
