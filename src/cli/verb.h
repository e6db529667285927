/* The Verb interface. To add a verb: copy a verb_*.c, and add its row to verb_list.h. */
#ifndef LIMBECK_SRC_CLI_VERB_H
#define LIMBECK_SRC_CLI_VERB_H

#include "options.h"

#include "limbeck/cli/cli.h"
#include "limbeck/workspace/workspace.h"

#include <stdio.h>

typedef struct VerbCall {
    Arena *arena;
    const GlobalOptions *global;
    FILE *out;    /* output: a pager, standard output, or /dev/null with --quiet */
    char **words; /* as they were given, the verb first */
    int word_count;
    StringVector positional;
    OptionValues options;  /* in the order of the verb's option table */
    StringVector settings; /* overrides of the ini's settings; see verb_take_settings() */
} VerbCall;

/* Options that override the ini's [limbeck]; consecutive rows of a verb's table. */
#define LOCK_OPTIONS                                                                                                   \
    {                                                                                                                  \
        "--lock-wait", NULL, "TIME", "for another limbeck to finish: 60s, 2min; 0 fails at once", ARGUMENT_TEXT, NULL  \
    }
#define SETTING_OPTIONS                                                                                                  \
    LOCK_OPTIONS, {"--lock-timeout", NULL, "TIME", "of a statement, for a lock (5s); 0: none", ARGUMENT_TEXT, NULL},     \
        {"--lock-retries", NULL, "N", "how often a step is tried again after a lock timeout (10)", ARGUMENT_TEXT, NULL}, \
        {"--statement-timeout", NULL, "TIME", "of each statement; 0, the default: none", ARGUMENT_TEXT, NULL},           \
        {"--queue-limit", NULL, "N", "sessions that may wait behind a step before it rolls back and tries again",        \
         ARGUMENT_TEXT,   NULL},                                                                                         \
    {                                                                                                                    \
        "--transaction-per-migration", NULL, NULL, "whatever env.py says", ARGUMENT_NONE, NULL                           \
    }

#define BATCH_OPTIONS                                                                                                  \
    {"--batch-size", NULL, "ROWS", "commit changes of whole tables in batches by key", ARGUMENT_TEXT, NULL},           \
        {"--rows-per-second", NULL, "N", "at most, in batches", ARGUMENT_TEXT, NULL},                                  \
    {                                                                                                                  \
        "--replica-lag", NULL, "SIZE", "in batches: wait while a standby is further behind (16MB)", ARGUMENT_TEXT,     \
            NULL                                                                                                       \
    }

#define STASH_OPTIONS                                                                                                   \
    {"--stash", NULL, NULL, "keep what the steps destroy or overwrite, in the database", ARGUMENT_NONE, NULL},          \
        {"--stash-what-can-be", NULL, NULL, "the same, but run even if something cannot be kept", ARGUMENT_NONE, NULL}, \
    {                                                                                                                   \
        "--put-back", NULL, NULL, "restore what the opposite step kept", ARGUMENT_NONE, NULL                            \
    }

typedef enum { TAKES_NONE, TAKES_ONE, TAKES_ONE_OR_NONE, TAKES_SOME, TAKES_SOME_OR_NONE } VerbWords;

typedef struct Verb {
    const char *name;
    VerbWords takes;
    const char *positional; /* "REVISION"; NULL: none */
    ArgumentKind kind;
    const char *choices; /* of the positional; NULL: any */
    const char *help;
    const Option *options; /* ended by a NULL name */
    bool is_long;          /* its output may need a pager */
    bool (*run)(VerbCall *call, Error *error);
} Verb;

/* verbs.c; ended by NULL. */
extern const Verb *const verbs[];
extern const Option global_options[];
const Verb *verb_named(const char *name);

/* Opens the project of the call; NULL with an error. */
Workspace *verb_workspace(VerbCall *call, bool offline, Error *error);
Workspace *verb_workspace_tagged(VerbCall *call, bool offline, const char *tag, Error *error);

/* Collects the settings among the options from row `first` on. */
void verb_take_settings(VerbCall *call, const Option *table, size_t first);

/* The revisions a symbol means; "current" reads the version table. */
bool verb_revisions(VerbCall *call, Workspace *workspace, const char *symbol, RevisionVector *found, Error *error);

/* Calls `act` for every database that env.py migrates, one after the other. */
typedef bool VerbOnDatabase(VerbCall *call, Workspace *workspace, void *state, Error *error);
bool verb_each_database(VerbCall *call, Workspace *workspace, VerbOnDatabase *act, void *state, Error *error);

/* Prints SQL to the output env.py sets, with an empty line after each piece. */
bool verb_print_sql(Workspace *workspace, const StringVector *script, Error *error);

/* Makes control characters visible when output is a terminal; otherwise returns the text unchanged. */
const char *shown_text(Arena *arena, const char *text, bool keep_newlines);

/* A StepAnnouncer. Prints Alembic's log line to standard error if env.py configures logging: `state` points to that
 * bool. */
void announce_step(void *state, const char *line);

/* Whether to use colours: on a terminal, unless the user has switched them off. */
bool verb_colours(const VerbCall *call);

/* How to print a revision, as Alembic does. */
typedef struct RevisionFormat {
    bool verbose;
    bool branches;
    bool doc;
    bool parents;
    bool no_tree; /* without (branchpoint) and (mergepoint) */
    bool is_current;
    bool colours;
} RevisionFormat;
char *format_revision(Arena *arena, const Revision *revision, const RevisionFormat *format);

/* help.c */
void print_help(FILE *out);
void print_verb_help(FILE *out, const Verb *verb);

#endif
