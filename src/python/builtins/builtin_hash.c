/* hash() */
#include "builtins.h"
#include "limbeck/python/runtime/integer.h"

bool builtin_hash(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    int64_t hash;
    uint64_t number;
    bool known = true;
    Value value = argument_at(arguments, 0);
    (void)self;
    if (!known_hash(interpreter, value, &hash, &known))
        return false;
    if (known) {
        *result = value_int(hash);
        return true;
    }
    return python_hash(interpreter, value, &number) &&
           python_run_number(interpreter, NUMBER_HASH, value_none(), number, result);
}
