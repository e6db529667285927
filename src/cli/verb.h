/* What a verb is. To add one: copy a verb_*.c, and add its row to verbs.c. */
#ifndef LIMBECK_SRC_CLI_VERB_H
#define LIMBECK_SRC_CLI_VERB_H

#include "limbeck/cli/cli.h"

typedef struct VerbOption {
    const char *name;     /* "--sql" */
    const char *letter;   /* "-v"; NULL without one */
    const char *argument; /* "DIALECT"; NULL for a switch */
    const char *help;
} VerbOption;

typedef struct VerbCall {
    Arena *arena;
    const GlobalOptions *global;
    StringVector positional;
    const char *values[8]; /* of the verb's options, in the order of its table; "" for a switch */
} VerbCall;

typedef struct Verb {
    const char *name;
    const char *positional; /* "REVISION"; NULL when it takes none */
    bool positional_optional;
    const char *help;
    const VerbOption *options; /* ended by a NULL name */
    bool (*run)(VerbCall *call, Error *error);
} Verb;

extern const Verb verb_upgrade, verb_downgrade, verb_current, verb_history, verb_heads, verb_branches, verb_show,
    verb_sql;

/* Opens the project of the call; NULL with an error. */
Workspace *verb_workspace(VerbCall *call, bool offline, Error *error);

/* Alembic's lines for a revision. */
typedef struct RevisionFormat {
    bool verbose;
    bool branches;
    bool doc;
    bool parents;
    bool no_tree; /* without (branchpoint) and (mergepoint) */
    bool is_current;
} RevisionFormat;
char *format_revision(Arena *arena, const Revision *revision, const RevisionFormat *format);

#endif
