/* Where a script's operations go, and where its questions are answered.
 *
 * The script room calls a sink at the moment a script calls op.*; what the sink
 * does with it is the caller's business: print it, run it, apply it to a model. */
#ifndef LIMBECK_OPERATIONS_SINK_H
#define LIMBECK_OPERATIONS_SINK_H

#include "limbeck/base/error.h"
#include "limbeck/operations/operation.h"

typedef struct Sink Sink;
typedef struct ScriptRows ScriptRows;

/* A value of an answer. */
typedef struct ScriptCell {
    Literal literal;
    const char *sql_type; /* of types that have no plain Python value; NULL otherwise */
} ScriptCell;

/* The answer to a query, read once from front to back. */
struct ScriptRows {
    const char *const *columns;
    size_t column_count;
    int64_t total;    /* rows */
    int64_t affected; /* -1: unknown */
    bool has_rows;    /* false for INSERT, UPDATE and so on without RETURNING */
    bool (*next)(ScriptRows *rows, const ScriptCell **row, Error *error); /* NULL row at the end */
    void (*close)(ScriptRows *rows);
};

typedef struct CatalogueQuestion {
    const char *about; /* "tables", "columns", "constraints", "type" ... */
    const char *name, *schema;
    const char *kind; /* of constraints: "p", "u", "f", "c" */
} CatalogueQuestion;

struct Sink {
    const char *dialect;
    bool is_offline; /* what Alembic calls as_sql */
    bool (*operation)(Sink *sink, const Operation *operation, Error *error);
    /* connection.execute(): once for each set, or once without. *rows is NULL
     * when nobody answers (offline). */
    bool (*execute)(Sink *sink, const Statement *statement, const ParameterSet *sets, size_t set_count,
                    ScriptRows **rows, Error *error);
    /* The table as the database has it, in `arena`; NULL when nobody can look (offline). */
    bool (*reflect)(Sink *sink, Arena *arena, const char *table, const char *schema, const Table **found, Error *error);
    /* What inspect() asks, by the names of _limbeck.inspection's queries, where the sink knows
     * without a database; *rows NULL: it does not. May be NULL. */
    bool (*catalogue)(Sink *sink, const CatalogueQuestion *question, ScriptRows **rows, Error *error);
    bool (*autocommit)(Sink *sink, bool enter, Error *error);
    /* `done` rows of `total` of the answer under way were handed to the script. */
    void (*progress)(Sink *sink, int64_t done, int64_t total);
    void (*print)(Sink *sink, const char *line);
    /* The script asks for what only a run can tell; may be NULL. */
    void (*unanswered)(Sink *sink);
    /* Nobody looks at the answer of the execute() under way: it may come later. */
    bool answer_unused;
    /* The error just told is of such a statement: nothing was there to catch it. */
    bool failed_earlier;
    /* The line of the script that calls, set before each of the above. */
    int line;
    const char *file;
};

#endif
