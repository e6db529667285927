/* Writing a revision's file from script.py.mako, as `revision` and `merge` do.
 *
 *     GenerateRequest request = {.message = "Add users"};
 *     if (!generate_revision(arena, directory, &request, &path, error)) ...
 */
#ifndef LIMBECK_SCRIPT_GENERATE_H
#define LIMBECK_SCRIPT_GENERATE_H

#include "limbeck/script/directory.h"

/* Told before and after each thing that is done, as Alembic tells it: "Generating
 * PATH ...", then "done" or "FAILED". */
typedef struct StatusReceiver {
    void (*begin)(void *state, const char *what, bool on_its_own_line);
    void (*end)(void *state, bool done);
    void *state;
} StatusReceiver;

/* Where nobody listens nothing is told. */
void status_begin(const StatusReceiver *status, const char *what, bool on_its_own_line);
void status_end(const StatusReceiver *status, bool done);

/* Another name that the template sees. */
typedef struct TemplateVariable {
    const char *name, *text;
} TemplateVariable;

typedef struct GenerateRequest {
    const char *message;      /* NULL: "empty message" */
    StringVector heads;       /* what it revises; none: "head" */
    bool splice;              /* they need not be heads */
    const char *branch_label; /* NULL without one */
    const char *version_path; /* NULL: where its parent is, or the only place */
    const char *rev_id;       /* NULL: a random one */
    StringVector depends_on;
    VECTOR(TemplateVariable) variables; /* "upgrades" and the like; of one name the last counts */
    StatusReceiver status;
} GenerateRequest;

/* Nothing is written over: a file that is there is an error. The new revision is
 * read back before it counts as done. */
bool generate_revision(Arena *arena, const ScriptDirectory *directory, const GenerateRequest *request,
                       const char **path, Error *error);

#endif
