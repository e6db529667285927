/* The run that an interpreter of env.py, of scripts or of models belongs to. */
#ifndef LIMBECK_SRC_ALEMBIC_SCRIPT_HOST_H
#define LIMBECK_SRC_ALEMBIC_SCRIPT_HOST_H

#include "limbeck/alembic/environment.h"
#include "limbeck/project/directory.h"
#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/unseen.h"

#define ENVIRONMENT_MODULE "env_py" /* env.py's __name__ under Alembic */

/* An option of the ini that env.py sets to an unknown value. */
typedef struct UnknownOption {
    const char *path;   /* the unknown value's name in the script */
    const char *origin; /* python_unknown_origin() of it */
    PythonPlace place;  /* where it is set */
} UnknownOption;

/* Answers to unknown conditions in env.py, which is run once for each combination. */
typedef struct Branch {
    const char *what;   /* "app.config.settings.debug" */
    const char *origin; /* python_unknown_origin() of it */
    const char *reason; /* why it is unknown: "app/config.py:5: KeyError: 'DEBUG'"; NULL: reason not known */
    PythonPlace place;
    bool truth;
    int questions; /* in this run, after the first */
} Branch;

typedef VECTOR(Branch) BranchVector;

/* python_host() of each interpreter that runs env.py, scripts or models. */
typedef struct UnknownStatement {
    const char *connection; /* "app.db.engine.connect()" */
    const char *change;     /* "SET search_path TO x", "rollback()" */
    const char *file;
    int line;
} UnknownStatement;

/* What env.py committed before a run, on whichever of its connections: done again before the first step of the next
 * run on the same database. */
typedef struct PreparedSql {
    const char *url; /* NULL: it is not known */
    const char *sql;
    bool is_schema; /* of ScriptEnvironment.schema_sql, else of preparation_sql */
} PreparedSql;

typedef struct ScriptHost {
    BindingHost binding; /* first member: the part that src/sqlalchemy sees */
    const ScriptDirectory *directory;
    Interpreter *interpreter;
    ScriptEnvironment *environment;           /* filled while env.py runs */
    const ScriptEnvironment *decided;         /* env.py's result, for scripts; NULL: env.py was not run */
    ScriptEnvironments *environments;         /* one for each call of run_migrations() */
    struct EnvironmentConnection *configured; /* the connection given to the last configure(); NULL: none */
    struct EnvironmentTransaction **begun;    /* of the last configure(): its open begin_transaction(), or NULL */
    bool is_external;                         /* env.py began the transaction before configure(), and ends it */
    Map unknown_options;             /* "section.key" -> UnknownOption; NULL if it was set to a known value later */
    BranchVector *branches;          /* answers in this run of env.py; NULL: an unknown condition is refused */
    size_t branch;                   /* index of the next condition whose answer is planned */
    bool stopped_itself;             /* env.py raised an exception, which stops Alembic too */
    const char *tag;                 /* --tag of the command line, for env.py */
    StringVector path_dependencies;  /* of the project's pyproject.toml */
    bool path_dependencies_are_read; /* on the first import that finds nothing else */
    bool offline;
    EnvironmentReader *reader;      /* answers env.py's queries; NULL: nothing does */
    StringVector notices;           /* of scripts; those of env.py are in ScriptEnvironment */
    StringVector imported;          /* modules of the project that env.py imported */
    StringVector extensions;        /* modules that registered operations */
    const char *comparator;         /* as of ComparisonSettings, for configure() calls to come */
    const char *unknown_connection; /* given to the last configure(): "app.db.engine.connect()"; NULL: it is known */
    VECTOR(PreparedSql) prepared;
    VECTOR(UnknownStatement) unknown_statements; /* that env.py runs on connections limbeck could not import */
    UnseenVector *unseen; /* receives names that may add tables unknown to limbeck; NULL: not recorded */
} ScriptHost;

/* "alembic_utils, which compares functions": takes part in autogenerate, which is refused then. */
void note_comparator(ScriptHost *host, const char *what);

/* From src/packages, src/sqlalchemy/library and src/alembic/library. */
extern const PythonSource packages_library[], sqlalchemy_library[], alembic_library[];

/* Runs env.py to its end. The caller frees the interpreter; NULL after a failure. */
Interpreter *environment_run(ScriptHost *host, const EnvironmentRequest *request, Error *error);

/* The arguments of configure(), kept in the interpreter for script_models_open(). */
typedef enum {
    CONFIGURATION_METADATA,
    CONFIGURATION_INCLUDE_OBJECT,
    CONFIGURATION_INCLUDE_NAME,
    CONFIGURATION_DIRECTIVES,
    CONFIGURATION_ITEM,
    CONFIGURATION_COUNT
} ConfigurationValue;

bool store_configuration(Interpreter *interpreter, const Value values[CONFIGURATION_COUNT]);
ScriptHost *script_host(Interpreter *interpreter);
Interpreter *script_interpreter(ScriptHost *host, const atomic_bool *cancelled, PythonLimits limits);

/* find_modules.c: the current sys.path, then the folders where an application is usually found. */
bool host_find_module(void *host, const char *name, const char **path, const char **content, size_t *length,
                      bool *is_package, Error *error);

/* What became of each imported module. */
void host_list_modules(const ScriptHost *host, ModuleNotes *notes);

/* The modules of the project that were imported. */
void host_list_imported(const ScriptHost *host, StringVector *names);

/* module_syntax.c: whether env.py or another script imported the module, itself or through others, so that its package
 * has it as an attribute for all. Where only a condition decides it, false and the place of the import. */
bool host_imported_elsewhere(void *host, const char *name, const char **condition);

/* The initial sys.path. */
void host_search_path(const ScriptHost *host, StringVector *folders);

/* Finds a module of the project: *path is its file. */
bool host_finds_module(ScriptHost *host, const char *name, const char **path);
/* Whether Python would find a module: in the project, its own library or the installed libraries, if these are known.
 */
typedef enum ModuleFound { MODULE_ABSENT, MODULE_THERE, MODULE_NOT_KNOWN } ModuleFound;
ModuleFound host_has_module(ScriptHost *host, const char *name);

bool host_reads_module(ScriptHost *host, const char *name, const char **path, const char **content, size_t *length,
                       bool *is_package);

/* branches.c: the truth of an unknown value in this run of env.py. */
bool environment_decide(Interpreter *interpreter, const char *what, bool *truth);

/* environment.c: env.py called a function with these, and it could not be evaluated to its end: may the rest of
 * env.py be evaluated as if it had not been called? */
bool environment_may_skip_call(Interpreter *interpreter, const Arguments *arguments);

/* environment.c: one run of env.py. */
bool environment_follow(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                        BranchVector *branches, ScriptEnvironments *environments, bool *stopped_itself, Error *error);

/* engine_execute.c: whether an unknown value comes from a query that env.py runs. */
bool environment_is_answer(const char *what);

/* branches.c: all runs of env.py, which must agree. */
bool environment_follow_all(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                            ScriptEnvironments *environments, bool *stopped_itself, Error *error);

/* Defaults that hold until env.py calls context.configure(). */
ScriptEnvironment environment_defaults(void);

#endif
