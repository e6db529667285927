/* Literals such as 2j. */
#include "limbeck/python/runtime/internal.h"

/* complex is written in Python. */
bool complex_class(Interpreter *interpreter, Value *result)
{
    Value module;
    return python_import_chain(interpreter, "_limbeck.complex_numbers", &module) &&
           python_get_attribute(interpreter, module, "complex", result);
}

bool make_imaginary(Interpreter *interpreter, double imaginary, Value *result)
{
    Value class_;
    const Value parts[] = {value_float(0.0), value_float(imaginary)};
    return complex_class(interpreter, &class_) &&
           python_call_positional(interpreter, class_, parts, sizeof parts / sizeof *parts, result);
}
