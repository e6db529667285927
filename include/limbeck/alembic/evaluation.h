/* Running upgrade() or downgrade() of a revision into a sink. */
#ifndef LIMBECK_ALEMBIC_EVALUATION_H
#define LIMBECK_ALEMBIC_EVALUATION_H

#include "limbeck/alembic/environment.h"
#include "limbeck/operations/sink.h"
#include "limbeck/project/directory.h"
#include "limbeck/python/interpreter.h"

/* State that the revisions of one path share, as they share a process under Alembic: the modules they import are loaded
 * once. Start a new session after a failure, and before this one uses too much memory.
 *
 *     ScriptSession *session = script_session_new(directory);
 *     EvaluationRequest request = {.session = session, ...};
 *     script_session_free(session);
 */
typedef struct ScriptSession ScriptSession;
ScriptSession *script_session_new(const ScriptDirectory *directory);
void script_session_free(ScriptSession *session);

/* Whether every script of a path parses. Call it before the first of them runs: opening the project parsed their
 * outlines only. */
bool scripts_are_python(const RevisionVector *path, Error *error);

/* The first line at module level that does something though the script is merely read:
 * a call for its own sake, a loop; 0 where there is none. */
int script_import_effect_line(const Revision *revision);

typedef struct EvaluationRequest {
    ScriptSession *session; /* NULL: one for this revision alone */
    const ScriptDirectory *directory;
    const Revision *revision;
    bool downgrade;
    const ScriptEnvironment *environment; /* may be NULL */
    const atomic_bool *cancelled;         /* may be NULL */
    PythonLimits limits;                  /* zero: the defaults */
} EvaluationRequest;

/* Runs upgrade() or downgrade() of one revision; its operations go to the sink at once. False with an error at its
 * place in the script: ERROR_UNSUPPORTED for a refusal, ERROR_RAISED for an exception of the script, or the sink's
 * error. */
bool script_evaluate(const EvaluationRequest *request, Sink *sink, Error *error);

#endif
