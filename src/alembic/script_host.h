/* The run behind an interpreter of env.py, of scripts or of models. */
#ifndef LIMBECK_SRC_ALEMBIC_SCRIPT_HOST_H
#define LIMBECK_SRC_ALEMBIC_SCRIPT_HOST_H

#include "limbeck/alembic/environment.h"
#include "limbeck/project/directory.h"
#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/unseen.h"

#define ENVIRONMENT_MODULE "env_py" /* env.py's own __name__, as Alembic loads it */

/* An option of the ini that env.py sets from something limbeck could not import. */
typedef struct UnknownOption {
    const char *path;  /* what it is, as the script names it */
    PythonPlace place; /* where it is set */
} UnknownOption;

/* The answers to unknown conditions in env.py: it is run once for each. */
typedef struct Branch {
    const char *what;   /* "app.config.settings.debug" */
    const char *reason; /* why it is unknown: "app/config.py:5: KeyError: 'DEBUG'"; NULL: not known */
    PythonPlace place;
    bool truth;
    int questions; /* in this run, after the first */
} Branch;

typedef VECTOR(Branch) BranchVector;

/* python_host() of every interpreter that runs env.py, scripts or models. */
typedef struct ScriptHost {
    BindingHost binding; /* first: what the sqlalchemy modules see */
    const ScriptDirectory *directory;
    Interpreter *interpreter;
    ScriptEnvironment *environment;           /* what env.py decides, while it does */
    const ScriptEnvironment *decided;         /* what it decided, for scripts; NULL: it was not run */
    ScriptEnvironments *environments;         /* one for each run_migrations() of it */
    struct EnvironmentConnection *configured; /* what configure() was given last; NULL: no connection */
    struct EnvironmentTransaction *begun;     /* by context.begin_transaction(); NULL: none */
    bool is_external;                         /* env.py had begun it before configure(), and ends it */
    Map unknown_options;                      /* "section.key" -> UnknownOption, NULL where it is known again */
    BranchVector *branches;                   /* of this run of env.py; NULL: what is unknown stops it */
    size_t branch;                            /* the next one whose way is planned */
    bool stopped_itself;                      /* env.py raised an exception: it stops Alembic too */
    const char *tag;                          /* --tag of the command line, for env.py */
    bool offline;
    StringVector notices;    /* of scripts; env.py's are its ScriptEnvironment's */
    StringVector extensions; /* modules that registered operations for op */
    UnseenVector *unseen;    /* takes what may bring tables that limbeck did not see; NULL: it is not noted */
} ScriptHost;

/* From src/packages, src/sqlalchemy/library and src/alembic/library. */
extern const PythonSource packages_library[], sqlalchemy_library[], alembic_library[];

/* Runs env.py to its end. The interpreter is the caller's to free; NULL after a failure. */
Interpreter *environment_run(ScriptHost *host, const EnvironmentRequest *request, Error *error);

/* What configure() was given, kept in the interpreter for script_models_open(). */
typedef enum { KEPT_METADATA, KEPT_INCLUDE_OBJECT, KEPT_INCLUDE_NAME, KEPT_DIRECTIVES, KEPT_COUNT } KeptValue;

bool keep_configuration(Interpreter *interpreter, const Value values[KEPT_COUNT]);
ScriptHost *script_host(Interpreter *interpreter);
Interpreter *script_interpreter(ScriptHost *host, const atomic_bool *cancelled, PythonLimits limits);

/* find_modules.c: sys.path as it is now, then the folders where an application is likely to be. */
bool host_find_module(void *host, const char *name, const char **path, const char **content, size_t *length,
                      bool *is_package, Error *error);

/* What became of the modules that were imported. */
void host_list_modules(const ScriptHost *host, ModuleNotes *notes);

/* What sys.path begins with. */
void host_search_path(const ScriptHost *host, StringVector *folders);

/* Where the project has a module of that name: *path is its file. */
bool host_finds_module(ScriptHost *host, const char *name, const char **path);

bool host_reads_module(ScriptHost *host, const char *name, const char **path, const char **content, size_t *length,
                       bool *is_package);

/* branches.c: the truth of something unknown in env.py, as this run of it is to have it. */
bool environment_decide(Interpreter *interpreter, const char *what, bool *truth);

/* environment.c: env.py called a function with these, and it could not be evaluated to its end: may the rest of
 * env.py be evaluated as if it had not been called? */
bool environment_may_forgo(Interpreter *interpreter, const Arguments *arguments);

/* environment.c: one run of env.py. */
bool environment_follow(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                        BranchVector *branches, ScriptEnvironments *environments, bool *stopped_itself, Error *error);

/* branches.c: all of them, which have to agree. */
bool environment_ways(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                      ScriptEnvironments *environments, bool *stopped_itself, Error *error);

/* What holds before env.py calls context.configure(). */
ScriptEnvironment environment_defaults(void);

#endif
