/* Writing a revision's file from script.py.mako, as `revision` and `merge` do.
 *
 *     GenerateRequest request = {.message = "Add users"};
 *     if (!generate_revision(arena, directory, &request, &path, error)) ...
 */
#ifndef LIMBECK_ALEMBIC_GENERATE_H
#define LIMBECK_ALEMBIC_GENERATE_H

#include "limbeck/project/directory.h"
#include "limbeck/project/status.h"

/* Another name that the template sees. */
typedef struct TemplateVariable {
    const char *name, *text;
} TemplateVariable;

typedef struct GenerateRequest {
    const char *message;      /* NULL: "empty message" */
    StringVector heads;       /* the revisions that it revises; none: "head" */
    bool splice;              /* they need not be heads */
    const char *branch_label; /* NULL without one */
    const char *version_path; /* NULL: where its parent is, or the only place */
    const char *rev_id;       /* NULL: a random one */
    StringVector depends_on;
    VECTOR(TemplateVariable) variables; /* "upgrades" and the like; of one name the last counts */
    StatusReceiver status;
} GenerateRequest;

/* An existing file is an error; nothing is overwritten. The new revision is read back before success is reported. */
bool generate_revision(Arena *arena, const ScriptDirectory *directory, const GenerateRequest *request,
                       const char **path, Error *error);

#endif
