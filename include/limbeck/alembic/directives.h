/* process_revision_directives() of env.py: it is given what a comparison found, and may change the script that is
 * written, its identifier and its message.
 *
 *     EnvironmentRequest environment = {...};
 *     DirectiveRequest request = {.arena = arena, ...}; // what was found, and a renderer
 *     DirectiveResult result;
 *     ScriptModels *models = script_models_open(directory, &environment, 0, error);
 *     if (!script_models_process(models, &request, &result, error)) ...
 *     if (result.wanted) ... // request.revision and the lines of both bodies are what the hook left
 */
#ifndef LIMBECK_ALEMBIC_DIRECTIVES_H
#define LIMBECK_ALEMBIC_DIRECTIVES_H

#include "limbeck/alembic/generate.h"
#include "limbeck/alembic/models.h"
#include "limbeck/operations/operation.h"
#include "limbeck/python/native.h"

/* An operation of a comparison, and the one that undoes it. */
typedef struct DirectivePair {
    const Operation *upgrade, *downgrade;
    const char *table, *schema; /* the changed table; NULL: a whole table is added or removed */
} DirectivePair;

typedef VECTOR(DirectivePair) DirectivePairs;

typedef enum { DIRECTIVE_OPERATION, DIRECTIVE_COLUMN, DIRECTIVE_TYPE, DIRECTIVE_DEFAULT } DirectivePart;

/* Renders an Operation, a Column, the type of a Column or its server default as Python. */
typedef bool DirectiveRenderer(void *state, DirectivePart part, const void *item, bool in_batch, const char **text,
                               Error *error);

typedef struct DirectiveRequest {
    Arena *arena; /* of the texts of `revision` and of the result */
    DirectivePairs pairs;
    StringVector version_rows;     /* the third argument of the hook names the database's revisions */
    const char *operations_prefix; /* "op." */
    bool as_batch;                 /* render_as_batch */
    const bool *earlier;           /* whether the comparisons of other databases found nothing */
    size_t earlier_count;
    DirectiveRenderer *render;
    void *state;
    GenerateRequest *revision; /* read, and written where the hook changes it */
} DirectiveRequest;

typedef struct DirectiveResult {
    bool wanted;                       /* false: the hook wants no script */
    bool is_empty;                     /* the hook left no operation for the upgrade */
    StringVector upgrades, downgrades; /* lines of the bodies, as render_lines() takes them */
    StringVector imports;
} DirectiveResult;

/* Runs the hook. */
bool directives_process(Interpreter *interpreter, Value hook, const DirectiveRequest *request, DirectiveResult *result);

/* The same for the models' process_revision_directives. */
bool script_models_process(ScriptModels *models, const DirectiveRequest *request, DirectiveResult *result,
                           Error *error);

/* What render_item() of env.py is asked about: of what is not NULL, the first. */
typedef struct DirectiveItem {
    const char *kind;
    const SqlType *type;
    const Constraint *constraint;
    const Column *column;
} DirectiveItem;

/* *text is NULL where the function does not render this. Adds to the imports. */
bool directives_render_item(Interpreter *interpreter, Value hook, const DirectiveItem *item, Arena *arena,
                            const char **text, StringVector *imports);

/* The same for the models' render_item. */
bool script_models_has_item_renderer(const ScriptModels *models);
bool script_models_render_item(ScriptModels *models, const DirectiveItem *item, Arena *arena, const char **text,
                               StringVector *imports, Error *error);

/* _limbeck.rendering, which calls the renderer; _limbeck.revisions, which reads BindingHost.revisions. */
extern const NativeModule limbeck_rendering_module, limbeck_revisions_module;

#endif
