/* What a verb is. To add one: copy a verb_*.c, and add its row to verbs.c. */
#ifndef LIMBECK_SRC_CLI_VERB_H
#define LIMBECK_SRC_CLI_VERB_H

#include "options.h"

#include "limbeck/cli/cli.h"
#include "limbeck/workspace/workspace.h"

#include <stdio.h>

typedef struct VerbCall {
    Arena *arena;
    const GlobalOptions *global;
    FILE *out; /* where answers go: a pager, standard output, or nowhere with --quiet */
    StringVector positional;
    OptionValues options;  /* in the order of the verb's table */
    StringVector settings; /* for the workspace; see verb_take_settings() */
} VerbCall;

/* Options that stand over the ini's [limbeck], in one run of a verb's table. */
#define LOCK_OPTIONS                                                                                                   \
    {                                                                                                                  \
        "--lock-wait", NULL, "TIME", "for another limbeck to finish: 60s, 2min; 0 fails at once", ARGUMENT_TEXT, NULL  \
    }
#define SETTING_OPTIONS                                                                                                \
    LOCK_OPTIONS, {"--lock-timeout", NULL, "TIME", "of a statement, for a lock (5s); 0: none", ARGUMENT_TEXT, NULL},   \
        {"--lock-retries", NULL, "N", "how often a step that met a lock is tried again (10)", ARGUMENT_TEXT, NULL},    \
        {"--statement-timeout", NULL, "TIME", "of each statement; 0, the default: none", ARGUMENT_TEXT, NULL},         \
        {"--queue-limit", NULL, "N", "sessions that may wait behind a step before it gives way", ARGUMENT_TEXT, NULL}, \
    {                                                                                                                  \
        "--transaction-per-migration", NULL, NULL, "whatever env.py says", ARGUMENT_NONE, NULL                         \
    }

#define BATCH_OPTIONS                                                                                                  \
    {"--batch-size", NULL, "ROWS", "commit changes of whole tables in batches by key", ARGUMENT_TEXT, NULL},           \
        {"--rows-per-second", NULL, "N", "at most, in batches", ARGUMENT_TEXT, NULL},                                  \
    {                                                                                                                  \
        "--replica-lag", NULL, "SIZE", "in batches: wait for standbys further behind (16MB)", ARGUMENT_TEXT, NULL      \
    }

#define STASH_OPTIONS                                                                                                  \
    {"--stash", NULL, NULL, "keep what the steps destroy or overwrite, in the database", ARGUMENT_NONE, NULL},         \
        {"--stash-what-can-be", NULL, NULL, "the same, and run though something cannot be kept", ARGUMENT_NONE, NULL}, \
    {                                                                                                                  \
        "--put-back", NULL, NULL, "put back what the opposite step kept", ARGUMENT_NONE, NULL                          \
    }

typedef enum { TAKES_NONE, TAKES_ONE, TAKES_ONE_OR_NONE, TAKES_SOME } VerbWords;

typedef struct Verb {
    const char *name;
    VerbWords takes;
    const char *positional; /* "REVISION"; NULL when it takes none */
    ArgumentKind kind;
    const char *choices; /* of the positional; NULL for any */
    const char *help;
    const Option *options; /* ended by a NULL name */
    bool is_long;          /* its answer may need a pager */
    bool (*run)(VerbCall *call, Error *error);
} Verb;

/* verbs.c; ended by NULL. */
extern const Verb *const verbs[];
extern const Option global_options[];
const Verb *verb_named(const char *name);

/* Opens the project of the call; NULL with an error. */
Workspace *verb_workspace(VerbCall *call, bool offline, Error *error);
Workspace *verb_workspace_tagged(VerbCall *call, bool offline, const char *tag, Error *error);

/* Notes the settings among the options from row `first` on. */
void verb_take_settings(VerbCall *call, const Option *table, size_t first);

/* What a symbol stands for; "current" asks the database. */
bool verb_revisions(VerbCall *call, Workspace *workspace, const char *symbol, RevisionVector *found, Error *error);

/* Does something on every database that env.py migrates, one after the other. */
typedef bool VerbOnDatabase(VerbCall *call, Workspace *workspace, void *state, Error *error);
bool verb_each_database(VerbCall *call, Workspace *workspace, VerbOnDatabase *act, void *state, Error *error);

/* Prints SQL where env.py wants it, an empty line after each piece. */
bool verb_print_sql(Workspace *workspace, const StringVector *script, Error *error);

/* Harmless where a terminal will show it, the same bytes where a file or a program gets them. */
const char *shown_text(Arena *arena, const char *text, bool keep_newlines);

/* Alembic's log lines go to standard error when env.py sets up logging: a
 * StepAnnouncer whose state is that bool. */
void announce_step(void *state, const char *line);

/* Colours are for terminals, and for people who want them. */
bool verb_colours(const VerbCall *call);

/* Alembic's lines for a revision. */
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
