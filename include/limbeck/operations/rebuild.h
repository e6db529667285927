/* Rebuilding a table the way Alembic's batches do: make a new one beside it,
 * copy, drop, rename. Pure: a table and a list of operations in, a plan out. */
#ifndef LIMBECK_OPERATIONS_REBUILD_H
#define LIMBECK_OPERATIONS_REBUILD_H

#include "limbeck/base/error.h"
#include "limbeck/operations/operation.h"

/* One column's way from the old table to the new. */
typedef struct Transfer {
    const char *from;
    const char *to;
    const SqlType *old_type;
    const SqlType *new_type; /* NULL: unchanged */
} Transfer;

struct Rebuild {
    const Table *from;
    const Table *to; /* under its temporary name */
    const Transfer *transfers;
    size_t transfer_count;
    const Constraint **named; /* of the old table, and in the new one too: their names must be free first */
    size_t named_count;
    const Index **indexes; /* made anew afterwards */
    size_t index_count;
    StringVector afterwards; /* SQL of triggers, made anew last */
    bool renames_quietly;    /* views and triggers name the table: they must not be looked at meanwhile */
};

typedef struct NamePair {
    const char *before, *after;
} NamePair;

typedef struct RebuildRequest {
    const Table *table;
    bool is_reflected; /* from the catalogue, not from copy_from */
    const Operation *operations;
    size_t operation_count;
    const NamePair *reordering; /* partial_reordering, as neighbours */
    size_t reordering_count;
} RebuildRequest;

bool table_rebuild(Arena *arena, const RebuildRequest *request, Rebuild *rebuild, Error *error);

/* Whether SQLite can do without: only indexes, and columns added with a plain default. */
bool batch_needs_rebuild(const Operation *operations, size_t count);

/* Whether two types are of SQLAlchemy's same affinity, so that no CAST is needed. */
bool types_are_akin(const SqlType *left, const SqlType *right);

#endif
