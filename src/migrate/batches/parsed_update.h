/* Parses an UPDATE or DELETE of one table. */
#ifndef LIMBECK_SRC_MIGRATE_BATCHES_PARSED_UPDATE_H
#define LIMBECK_SRC_MIGRATE_BATCHES_PARSED_UPDATE_H

#include "limbeck/sql/token.h"

typedef struct UpdatedColumn {
    const char *name;
    const char *written;   /* with its quotes */
    const SqlToken *value; /* tokens of its value */
    size_t value_count;
} UpdatedColumn;

typedef struct ParsedUpdate {
    bool is_delete;
    const char *table;     /* as written, possibly qualified */
    const char *name;      /* without schema */
    const char *qualifier; /* prefix for its columns: its alias, or as `table` */
    const char *target;    /* "ONLY users AS u" */
    const char *settings;  /* between SET and WHERE; "" for DELETE */
    const char *condition; /* after WHERE; NULL: none */
    VECTOR(UpdatedColumn) columns;
    const SqlToken *condition_tokens;
    size_t condition_count;
} ParsedUpdate;

/* False for everything else: joins, RETURNING, WITH, several statements. */
bool parse_update(Arena *arena, const char *sql, ParsedUpdate *change);

#endif
