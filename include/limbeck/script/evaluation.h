/* Running upgrade() or downgrade() of a revision into a sink. */
#ifndef LIMBECK_SCRIPT_EVALUATION_H
#define LIMBECK_SCRIPT_EVALUATION_H

#include "limbeck/python/interpreter.h"
#include "limbeck/script/environment.h"
#include "limbeck/script/sink.h"

typedef struct EvaluationRequest {
    const ScriptDirectory *directory;
    const Revision *revision;
    bool downgrade;
    const ScriptEnvironment *environment; /* may be NULL */
    const atomic_bool *cancelled;         /* may be NULL */
    PythonLimits limits;                  /* zero: the defaults */
} EvaluationRequest;

bool script_evaluate(const EvaluationRequest *request, Sink *sink, Error *error);

#endif
