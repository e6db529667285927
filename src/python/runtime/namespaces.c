/* Calls of the Python module _limbeck.namespaces: vars(), dir() and the __dict__ of objects. */
#include "limbeck/python/runtime/internal.h"

bool call_namespaces(Interpreter *interpreter, const char *name, Value of, Value *result)
{
    Value module, function;
    return python_import(interpreter, "_limbeck.namespaces", &module) &&
           python_get_attribute(interpreter, module, name, &function) &&
           python_call_positional(interpreter, function, &of, 1, result);
}

bool names_view(Interpreter *interpreter, Value of, Value *result)
{
    return call_namespaces(interpreter, "dict_of_names", of, result);
}
