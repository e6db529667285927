/* The run that an interpreter belongs to: its sink, its notices, and the database's errors. */
#include "limbeck/sqlalchemy/host.h"

#include "limbeck/operations/operation.h"
#include "limbeck/operations/sink.h"
#include "limbeck/sqlalchemy/compiling.h"

#include <stdio.h>
#include <string.h>

BindingHost *binding_host(Interpreter *interpreter)
{
    return python_host(interpreter);
}

bool host_is_of_revision(Interpreter *interpreter)
{
    return binding_host(interpreter)->scratch != NULL;
}

bool host_notice(Interpreter *interpreter, const char *notice)
{
    BindingHost *host = binding_host(interpreter);
    if (host->notices && !string_vector_contains(host->notices, notice))
        vector_push(host->arena, host->notices, notice);
    return true;
}

Sink *host_sink(Interpreter *interpreter)
{
    Sink *sink = binding_host(interpreter)->sink ? binding_host(interpreter)->sink : binding_host(interpreter)->loading;
    if (python_refused(interpreter)) /* what the operation was made of may be cut off */
        return NULL;
    if (!sink) {
        python_refuse(interpreter, "an operation outside upgrade() and downgrade()");
        return NULL;
    }
    PythonPlace place = python_place(interpreter);
    sink->file = place.file;
    sink->line = place.line;
    sink->answer_unused = !binding_host(interpreter)->answer_is_used && python_answer_is_unused(interpreter);
    return sink;
}

Sink *host_writing_sink(Interpreter *interpreter)
{
    if (binding_host(interpreter)->sink)
        return host_sink(interpreter);
    python_refuse(interpreter, "an operation outside upgrade() and downgrade()");
    return NULL;
}

bool sink_failed(Interpreter *interpreter, Error *error)
{
    BindingHost *host = binding_host(interpreter);
    bool of_database = error->kind == ERROR_DATABASE || error->kind == ERROR_LOCKED;
    const char *exception = error->exception ? error->exception : of_database ? "OperationalError" : NULL;
    if (!exception || (host->sink && host->sink->failed_earlier))
        return python_fail(interpreter, error);
    host->refused = *error;
    return python_raise(interpreter, exception, "%s", error->message);
}

void host_restore_refusal(const BindingHost *host, Error *error)
{
    char beginning[200]; /* long messages are truncated */
    snprintf(beginning, sizeof beginning, "%.199s", host->refused.message);
    if (error->kind != ERROR_RAISED || host->refused.kind == ERROR_NONE || !strstr(error->message, beginning))
        return;
    Error refused = host->refused;
    error_place(&refused, error->file, error->line, error->column);
    if (refused.line == error->line)
        error_source(&refused, error->source, strlen(error->source));
    *error = refused;
}

bool emit_operation(Interpreter *interpreter, const Operation *operation)
{
    Sink *sink = host_writing_sink(interpreter);
    Error error = {0};
    if (!sink || !operation_is_plain(interpreter, operation))
        return false;
    sink->answer_unused = !python_is_guarded(interpreter); /* what op.create_table() returns is not of the database */
    if (!sink->operation(sink, operation, &error))
        return sink_failed(interpreter, &error);
    python_progress(interpreter);
    return true;
}
