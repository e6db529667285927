/* Declarations that the files of built-ins share. */
#ifndef LIMBECK_SRC_PYTHON_BUILTINS_BUILTINS_H
#define LIMBECK_SRC_PYTHON_BUILTINS_BUILTINS_H

#include "limbeck/python/runtime/internal.h"

#define BUILTIN(name) static bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)

/* Rows of kind_members. */
extern const NativeMember string_methods[], bytes_methods[], list_methods[], tuple_methods[], dict_methods[],
    set_methods[], frozenset_methods[], int_methods[], float_methods[];
bool format_percent(Interpreter *interpreter, Value format, Value values, Value *result); /* 'a %s' % values */

/* builtin_iteration.c, builtin_numbers.c */
extern const NativeMember builtin_iteration_functions[], builtin_number_functions[];

/* What a function called on a class returns: the value itself for the built-in class, else class_(value). */
bool class_makes(Interpreter *interpreter, Value class_, ValueKind built_in, Value value, Value *result);
NativeFunction float_hex, float_fromhex; /* float_hex.c */
NativeFunction string_maketrans;         /* string_methods.c */
NativeFunction builtin_hash;

/* builtin_refusals.c: what Python has and limbeck refuses. */
bool builtin_is_refused(const char *name);
bool refuse_builtin(Interpreter *interpreter, const char *name);
void builtin_refusals_install(Interpreter *interpreter);
static inline void builtin_install(Interpreter *interpreter, const char *name, Value value)
{
    names_set(&interpreter->builtins, python_intern(interpreter, name), value);
}
void builtin_types_install(Interpreter *interpreter);

#endif
