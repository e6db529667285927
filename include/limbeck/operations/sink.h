/* The sink: receives a script's operations and answers its queries.
 *
 * src/alembic calls it whenever the script calls op.*; each implementation decides what happens:
 * print, run, or apply to a model.
 *
 *     static bool print_operation(Sink *sink, const Operation *operation, Error *error) { ... }
 *
 *     Sink sink = {.traits = dialect_traits(dialect), .is_offline = true, .operation = print_operation};
 */
#ifndef LIMBECK_OPERATIONS_SINK_H
#define LIMBECK_OPERATIONS_SINK_H

#include "limbeck/base/error.h"
#include "limbeck/operations/operation.h"
#include "limbeck/schema/dialect_traits.h"

typedef struct Sink Sink;
typedef struct ScriptRows ScriptRows;

/* One value of a result row. */
typedef struct ScriptCell {
    Literal literal;
    const char *sql_type; /* for types without a plain Python value; else NULL */
} ScriptCell;

/* The result of a query, read once from first to last row. */
struct ScriptRows {
    const char *const *columns;
    size_t column_count;
    int64_t total;    /* number of rows */
    int64_t affected; /* rows affected; -1: unknown */
    bool has_rows;    /* false for INSERT, UPDATE and so on without RETURNING */
    int64_t last_row; /* the rowid of an INSERT's last row; 0: the driver does not report it */
    bool (*next)(ScriptRows *rows, const ScriptCell **row, Error *error); /* *row is NULL after the last row */
    void (*close)(ScriptRows *rows);
};

typedef struct CatalogueQuestion {
    const char *about; /* "tables", "columns", "constraints", "type" ... */
    const char *name, *schema;
    const char *kind; /* of constraints: "p", "u", "f", "c" */
} CatalogueQuestion;

struct Sink {
    const DialectTraits *traits;
    bool is_offline;      /* Alembic's as_sql */
    bool shows_execution; /* offline prints the SQL that an execution would send, not the SQL of Alembic's --sql */
    /* No step of the run came before: queries have the results that they have while Alembic loads the scripts. */
    bool is_at_start;
    bool (*operation)(Sink *sink, const Operation *operation, Error *error);
    /* connection.execute(): runs the statement once per set, or once without sets. *rows is NULL when there is no
     * answer (offline). */
    bool (*execute)(Sink *sink, const Statement *statement, const ParameterSet *sets, size_t set_count,
                    ScriptRows **rows, Error *error);
    /* Reflects a table into `arena`; NULL when there is no database (offline). */
    bool (*reflect)(Sink *sink, Arena *arena, const char *table, const char *schema, const Table **found, Error *error);
    /* A query of inspect(), named as in _limbeck.inspection, for sinks that can answer without a database. *rows
     * NULL: it cannot. May be NULL. */
    bool (*catalogue)(Sink *sink, const CatalogueQuestion *question, ScriptRows **rows, Error *error);
    /* The SQL of such a query, by the dialect's name, and the names of its parameters; NULL: there is none. */
    const char *(*inspection_sql)(const char *dialect, const char *about, const char **parameters);
    bool (*autocommit)(Sink *sink, bool enter, Error *error);
    /* Connection.commit() of the script; not called offline. */
    bool (*commit)(Sink *sink, Error *error);
    /* A connection that the script opens itself, to the same database: *second receives its queries, which see only
     * committed data. NULL: there is none. */
    bool (*second)(Sink *sink, Sink **second, Error *error);
    /* Reports that `done` of `total` rows of the current result were passed to the script. */
    void (*progress)(Sink *sink, int64_t done, int64_t total);
    void (*print)(Sink *sink, const char *line);
    /* Called when the script needs a result that only a run has; may be NULL. */
    void (*unanswered)(Sink *sink);
    /* The script does not use the result of the current execute(): it need not be waited for. */
    bool answer_unused;
    /* The last error comes from such an earlier statement: the script cannot catch it. */
    bool failed_earlier;
    /* The line of the script's call, set before each call above. */
    int line;
    const char *file;
};

#endif
