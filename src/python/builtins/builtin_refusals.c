/* Built-in functions of Python that limbeck does not have: each is refused by name, with the reason. */
#include "builtins.h"

#include <string.h>

static const char outside[] = "a migration may not reach files, processes or code from here";
static const char unknown[] = "limbeck does not evaluate it";

static const struct {
    const char *name, *reason;
    NativeFunction *function; /* NULL: refused at once */
} refused[] = {{"exec", outside, builtin_exec},
               {"eval", outside, builtin_eval},
               {"compile", outside, builtin_compile},
               {"input", outside},
               {"breakpoint", outside},
               {"ExceptionGroup", unknown},
               {"BaseExceptionGroup", unknown},
               {"__build_class__", unknown},
               {"aiter", unknown},
               {"anext", unknown},
               {"exit", unknown},
               {"help", unknown},
               {"quit", unknown},
               {"bytearray", unknown},
               {"memoryview", unknown}};

enum { REFUSED = sizeof refused / sizeof *refused };

static const char *reason_to_refuse(const char *name)
{
    for (size_t i = 0; i < REFUSED; i++)
        if (strcmp(refused[i].name, name) == 0)
            return refused[i].reason;
    return NULL;
}

bool builtin_is_refused(const char *name)
{
    return reason_to_refuse(name) != NULL;
}

/* Each is this one, bound to its name. */
BUILTIN(builtin_refused)
{
    (void)arguments;
    (void)result;
    const char *name = self.string->bytes;
    return python_refuse(interpreter, "%s(): %s", name, reason_to_refuse(name));
}

bool refuse_builtin(Interpreter *interpreter, const char *name)
{
    return python_refuse(interpreter, "%s(): %s", name, outside);
}

void builtin_refusals_install(Interpreter *interpreter)
{
    for (size_t i = 0; i < REFUSED; i++) {
        Value name, builtin;
        python_text(interpreter, refused[i].name, &name);
        NativeFunction *function = refused[i].function ? refused[i].function : builtin_refused;
        python_builtin(interpreter, refused[i].name, function, name, &builtin);
        builtin_install(interpreter, refused[i].name, builtin);
    }
}
