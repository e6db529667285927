#include "table_blame.h"
#include "git/git_repository.h"
#include "schema_history.h"

#include "limbeck/base/file.h"

#include <string.h>

/* ---- git ---------------------------------------------------------------------------------- */

/* The commit that added the script. Its date counts where the script has none. */
static void find_commit_of_script(const Repository *repository, const Revision *revision, PartOrigin *origin)
{
    Arena *arena = repository->arena;
    Text output = text_in(arena);
    const char *file = path_basename(revision->path);
    bool is_top = strcmp(repository->inside, ".") == 0;
    const CommitQuery query = {
        .changes = "A", .format = "%H%n%ad%n%an", .path = is_top ? file : path_join(arena, repository->inside, file)};
    if (!repository_last_commit(repository, &query, &output))
        return;
    char *rest = text_string(&output);
    const char *commit = strsep(&rest, "\n"), *date = rest ? strsep(&rest, "\n") : "";
    if (string_vector_contains(&repository->shallow, commit))
        return;
    if (!*origin->date)
        origin->date = date;
    origin->author = rest ? strsep(&rest, "\n") : "";
}

/* Each script is looked up once, in whatever order the parts of its revision come. */
static void find_authors(Workspace *workspace, Arena *arena, PartOrigins *origins)
{
    for (size_t i = 0; i < origins->count; i++) {
        PartOrigin *origin = &origins->items[i];
        size_t k = 0;
        while (k < i && strcmp(origins->items[k].revision, origin->revision) != 0)
            k++;
        if (k < i) {
            origin->date = origins->items[k].date;
            origin->author = origins->items[k].author;
            continue;
        }
        const Revision *revision = map_get(&workspace->directory->map->by_name, origin->revision);
        if (!revision)
            continue;
        if (revision->create_date)
            origin->date = arena_format(arena, "%.10s", revision->create_date);
        Repository repository;
        if (repository_open(arena, path_dirname(arena, revision->path), &repository))
            find_commit_of_script(&repository, revision, origin);
        repository_close(&repository);
    }
}

/* ---- the history ----------------------------------------------------------------------------- */

/* A part that no later revision changed came with the table. */
static void add(const History *history, Arena *arena, const Table *table, const char *part, PartOrigins *origins)
{
    const SymbolicHistory *symbolic = &history->symbolic;
    const char *revision =
        part && *part ? symbolic_origin(history->arena, symbolic, table->schema, table->name, part) : NULL;
    if (part && !revision)
        revision = symbolic_origin(history->arena, symbolic, table->schema, table->name, NULL);
    PartOrigin origin = {arena_strdup(arena, part), arena_strdup(arena, revision), "", ""};
    if (revision)
        vector_push(arena, origins, origin);
}

static void add_parts(const History *history, Arena *arena, const Table *table, PartOrigins *origins)
{
    add(history, arena, table, "", origins);
    for (size_t i = 0; i < table->columns.count; i++)
        add(history, arena, table, table->columns.items[i]->name, origins);
    for (size_t i = 0; i < table->indexes.count; i++)
        add(history, arena, table, table->indexes.items[i]->name, origins);
    for (size_t i = 0; i < table->constraints.count; i++)
        add(history, arena, table, table->constraints.items[i]->name, origins);
}

static const Table *table_named(Arena *arena, const SchemaModel *schema, const char *name)
{
    const char *point = strchr(name, '.');
    const Table *table = schema_model_table(schema, NULL, name);
    return table || !point ? table
                           : schema_model_table(schema, arena_strndup(arena, name, (size_t)(point - name)), point + 1);
}

bool workspace_blame_table(Workspace *workspace, Arena *arena, const char *name, PartOrigins *origins, Error *error)
{
    History history;
    Arena *scratch = arena_new();
    bool done = history_begin(workspace, scratch, NULL, &history, error);
    if (done) {
        done = history_reach_rows(&history, workspace, error);
        const Table *table = done ? table_named(scratch, history.symbolic.schema, name) : NULL;
        if (table)
            add_parts(&history, arena, table, origins);
        history_end(&history);
    }
    arena_free(scratch);
    if (done)
        find_authors(workspace, arena, origins);
    return done;
}
