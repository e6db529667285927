/* When env.py tests the truth of an unknown value, it is run once for each answer. A result on which all runs
 * agree is used; a difference is refused. */
#include "script_host.h"

#include "limbeck/config/ini.h"
#include "limbeck/python/native.h"

#include <string.h>

enum { MAX_BRANCHES = 12, MAX_RUNS = 48, MAX_CONDITIONS = 200 };

/* The same unknown value has the same truth throughout one run. */
bool environment_decide(Interpreter *interpreter, const char *what, bool *truth)
{
    ScriptHost *host = script_host(interpreter);
    BranchVector *branches = host->branches;
    for (size_t i = 0; i < host->branch; i++)
        if (strcmp(branches->items[i].what, what) == 0) {
            *truth = branches->items[i].truth;
            return ++branches->items[i].questions <
                   MAX_CONDITIONS; /* beyond this number it is taken for an endless loop */
        }
    if (host->branch == MAX_BRANCHES)
        return false;
    if (host->branch == branches->count) {
        PythonPlace place = python_place(interpreter);
        place.file = arena_strdup(host->binding.arena, place.file);
        const char *reason = python_unknown_reason(interpreter, what);
        vector_push(host->binding.arena, branches,
                    ((Branch){.what = arena_strdup(host->binding.arena, what),
                              .origin = python_unknown_origin(interpreter, what),
                              .reason = arena_strdup(host->binding.arena, reason),
                              .place = place}));
    }
    branches->items[host->branch].questions = 0;
    *truth = branches->items[host->branch++].truth;
    return true;
}

/* The next combination: the last false answer becomes true; false when all combinations have been tried. */
static bool next_combination(BranchVector *branches)
{
    while (branches->count && branches->items[branches->count - 1].truth)
        branches->count--;
    if (branches->count)
        branches->items[branches->count - 1].truth = true;
    return branches->count != 0;
}

/* ---- what has to be the same ------------------------------------------------------------------ */

static bool same_text(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

static bool same_texts(const StringVector *left, const StringVector *right)
{
    for (size_t i = 0; left->count == right->count && i < left->count; i++)
        if (strcmp(left->items[i], right->items[i]) != 0)
            return false;
    return left->count == right->count;
}

static bool same_naming(const NamingConvention *left, const NamingConvention *right)
{
    if (!left || !right || left->unknown || right->unknown)
        return (!left && !right) || (left && right && left->unknown && right->unknown);
    for (size_t i = 0; i < NAMED_KINDS; i++)
        if (!same_text(left->templates[i], right->templates[i]))
            return false;
    return same_texts(&left->computed, &right->computed);
}

static bool same_arguments(const ScriptEnvironment *left, const ScriptEnvironment *right)
{
    for (size_t i = 0; left->arguments.count == right->arguments.count && i < left->arguments.count; i++)
        if (!same_text(left->arguments.items[i].name, right->arguments.items[i].name) ||
            !same_text(left->arguments.items[i].text, right->arguments.items[i].text))
            return false;
    return left->arguments.count == right->arguments.count;
}

static bool same_connection(const ConnectionSettings *left, const ConnectionSettings *right)
{
    if (!left->refusal != !right->refusal || left->arguments.count != right->arguments.count)
        return false;
    for (size_t i = 0; i < left->arguments.count; i++)
        if (!same_text(left->arguments.entries[i].value, map_get(&right->arguments, left->arguments.entries[i].key)))
            return false;
    return !left->json_serializer == !right->json_serializer;
}

/* The difference between two runs, NULL if there is none; with the [limbeck] setting that would remove it. */
static const char *difference(const ScriptEnvironment *left, const ScriptEnvironment *right)
{
    if (!same_text(left->url, right->url) || !same_connection(&left->connection, &right->connection))
        return "the database";
    if (!same_text(left->version_table, right->version_table))
        return "version_table";
    if (!same_text(left->version_table_schema, right->version_table_schema))
        return "version_table_schema";
    if (left->schema_sql.count && right->schema_sql.count && !same_texts(&left->schema_sql, &right->schema_sql))
        return "the schema that it creates";
    if (!same_texts(&left->session_sql, &right->session_sql) ||
        !same_texts(&left->preparation_sql, &right->preparation_sql) || !same_texts(&left->lock_sql, &right->lock_sql))
        return "search_path, or another setting of the session";
    if (!same_naming(left->naming, right->naming))
        return "the naming convention";
    if (left->transaction_per_migration != right->transaction_per_migration ||
        left->transactional_ddl != right->transactional_ddl || left->fate != right->fate ||
        left->in_one_transaction != right->in_one_transaction || left->is_bare != right->is_bare ||
        left->begins_transaction != right->begins_transaction || left->runs_migrations != right->runs_migrations)
        return "the transaction that migrations run in";
    if (left->version_table_pk != right->version_table_pk || left->literal_binds != right->literal_binds ||
        !same_text(left->paramstyle, right->paramstyle) || !same_text(left->output_path, right->output_path) ||
        !same_arguments(left, right) || !same_texts(&left->extensions, &right->extensions))
        return "what context.configure() or run_migrations() is given";
    return NULL;
}

const char *environments_difference(const ScriptEnvironments *left, const ScriptEnvironments *right)
{
    const char *found = left->count != right->count ? "how many databases it migrates" : NULL;
    for (size_t i = 0; !found && i < left->count; i++)
        found = difference(&left->items[i], &right->items[i]);
    return found;
}

/* ---- all combinations of branches ---------------------------------------------------------------- */

typedef struct BranchRuns {
    Arena *arena;
    const ScriptDirectory *directory;
    const EnvironmentRequest *request;
    BranchVector branches;
    Branch last;       /* the condition whose answer changed last */
    size_t done, runs; /* number of runs that reached the end, and of all runs */
    Error stopped;     /* the error of the first run that raised one */
    Branch failed;     /* the condition before an exception that came after run_migrations() */
    bool fails_after;  /* there is one: Alembic rolls back then, or reports an error */
    const char *guard; /* a notice: an answer of the database decides whether env.py stops before the migrations */
    Error *error;
} BranchRuns;

/* Each run starts with the ini as written. */
static bool read_ini_again(BranchRuns *combinations)
{
    IniFile *ini = combinations->directory->config->ini;
    Error ignored = {0};
    IniFile *fresh = ini_read(combinations->arena, ini->path, &ignored);
    if (fresh)
        *ini = *fresh;
    return fresh || ini->sections.count == 0;
}

static bool refuse_difference(BranchRuns *combinations, const char *what)
{
    const Branch *branch = &combinations->last;
    error_set(combinations->error, ERROR_UNSUPPORTED, "env.py branches here on '%s', %s%s%s, and the branch decides %s",
              branch->what,
              environment_is_answer(branch->what) ? "the result of a query that limbeck does not run" : branch->origin,
              branch->reason ? ", because of " : "", branch->reason ? branch->reason : "", what);
    error_place(combinations->error, branch->place.file, branch->place.line, branch->place.column);
    if (!combinations->request->declared)
        error_hint(combinations->error, "set it under [limbeck] in %s (limbeck.ini(5))",
                   combinations->directory->config->ini->path);
    return false;
}

/* A schema that one way makes and another finds is made if it is missing. */
static void take_schemas(ScriptEnvironments *environments, const ScriptEnvironments *found)
{
    for (size_t i = 0; i < environments->count; i++)
        if (!environments->items[i].schema_sql.count)
            environments->items[i].schema_sql = found->items[i].schema_sql;
}

static void note_exception(BranchRuns *combinations, bool has_run, const Error *error)
{
    if (!combinations->branches.count)
        return;
    const Branch *branch = &combinations->branches.items[combinations->branches.count - 1];
    if (has_run && !combinations->fails_after) {
        combinations->fails_after = true;
        combinations->failed = *branch;
    } else if (!has_run && environment_is_answer(branch->what)) {
        combinations->guard = arena_format(combinations->arena,
                                           "env.py may stop before the migrations (%s:%d: %s): that depends on the "
                                           "result of a query that limbeck does not run; check it before an upgrade",
                                           error->file, error->line, error->message);
    }
}

/* An exception after run_migrations() in one of the ways: what limbeck would commit, Alembic may roll back. */
static bool check_endings(BranchRuns *combinations, ScriptEnvironments *environments)
{
    for (size_t i = 0; combinations->guard && i < environments->count; i++)
        vector_push(combinations->arena, &environments->items[i].notices, combinations->guard);
    if (!combinations->fails_after)
        return true;
    combinations->last = combinations->failed;
    return refuse_difference(combinations, "whether it fails after the migrations have run");
}

/* One run of env.py. True also if env.py raised an exception: Alembic would stop there too, so that way
 * migrates nothing. */
static bool run_combination(BranchRuns *combinations, ScriptEnvironments *environments)
{
    ScriptEnvironments found = {0};
    bool stopped_itself = false;
    Error error = {0};
    if (combinations->runs++ && !read_ini_again(combinations))
        return error_set(combinations->error, ERROR_UNSUPPORTED,
                         "the ini could not be read again for another branch of env.py");
    if (!environment_follow(combinations->arena, combinations->directory, combinations->request,
                            &combinations->branches, &found, &stopped_itself, &error)) {
        if (stopped_itself)
            note_exception(combinations, found.count > 0, &error);
        if (stopped_itself && combinations->stopped.kind == ERROR_NONE)
            combinations->stopped = error;
        if (!stopped_itself)
            *combinations->error = error;
        return stopped_itself;
    }
    const char *what = combinations->done++ ? environments_difference(environments, &found) : NULL;
    if (combinations->done == 1)
        *environments = found;
    else if (!what)
        take_schemas(environments, &found);
    return !what || refuse_difference(combinations, what);
}

bool environment_follow_all(Arena *arena, const ScriptDirectory *directory, const EnvironmentRequest *request,
                            ScriptEnvironments *environments, bool *stopped_itself, Error *error)
{
    BranchRuns combinations = {.arena = arena, .directory = directory, .request = request, .error = error};
    combinations.runs = request->reader && request->reader->answers; /* the one without answers was before */
    *stopped_itself = false;
    do {
        if (combinations.branches.count)
            combinations.last = combinations.branches.items[combinations.branches.count - 1];
        if (combinations.runs == MAX_RUNS)
            return refuse_difference(&combinations, "which of too many combinations of branches is taken");
        if (!run_combination(&combinations, environments))
            return false;
    } while (next_combination(&combinations.branches));
    if (combinations.done)
        return check_endings(&combinations, environments);
    *stopped_itself = true;
    *error = combinations.stopped;
    return false;
}
