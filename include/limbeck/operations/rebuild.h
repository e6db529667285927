/* Plans a table rebuild as Alembic's batches do it: create a new table, copy the rows, drop the old table, rename. A
 * pure function: a table and a list of operations in, a plan out.
 *
 *     Operation dropped = {.kind = OPERATION_DROP_COLUMN, .table_name = table->name, .column_name = "name"};
 *     RebuildRequest request = {.table = table, .operations = &dropped, .operation_count = 1};
 *     Rebuild rebuild;
 *     return batch_needs_rebuild(&dropped, 1) && table_rebuild(arena, &request, &rebuild, error);
 */
#ifndef LIMBECK_OPERATIONS_REBUILD_H
#define LIMBECK_OPERATIONS_REBUILD_H

#include "limbeck/base/error.h"
#include "limbeck/operations/operation.h"

/* A column copied from the old table to the new. */
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
    const Constraint **named; /* of the old table and also in the new one: dropped first, to free their names */
    size_t named_count;
    const Index **indexes; /* created again afterwards */
    size_t index_count;
    StringVector afterwards; /* CREATE statements of triggers, run last */
    bool renames_quietly;    /* views or triggers name the table: the rename must not check or change them */
};

typedef struct NamePair {
    const char *before, *after;
} NamePair;

typedef struct RebuildRequest {
    const Table *table;
    bool is_reflected; /* from the catalogue, not from copy_from */
    const Operation *operations;
    size_t operation_count;
    const NamePair *reordering; /* partial_reordering, as pairs of neighbours */
    size_t reordering_count;
    const Table *own; /* its constraints are of the new table alone: table_args; NULL: none */
} RebuildRequest;

/* As Alembic's batch_alter_table() on SQLite: a new table, the rows copied, the old one dropped. The error names
 * what the table does not have. */
bool table_rebuild(Arena *arena, const RebuildRequest *request, Rebuild *rebuild, Error *error);

/* How a column of the old table is copied; NULL: it is not. */
const Transfer *rebuild_transfer(const Rebuild *rebuild, const char *column);

/* False when SQLite can do it in place: only indexes, and added columns with a constant default. */
bool batch_needs_rebuild(const Operation *operations, size_t count);

/* Whether two types have the same SQLAlchemy affinity, so that no CAST is needed. */
bool types_are_akin(const SqlType *left, const SqlType *right);

#endif
