/* What the built-ins define for each kind of value: methods and attributes. The runtime finds them by this table, and
 * links to no file of the built-ins.
 *
 *     const KindMembers *members = &interpreter->kinds[VALUE_LIST];
 *     show(members->methods->name); */
#ifndef LIMBECK_PYTHON_RUNTIME_KIND_H
#define LIMBECK_PYTHON_RUNTIME_KIND_H

#include "limbeck/python/native.h"

typedef struct KindMembers {
    const NativeMember *methods;    /* NULL: none */
    const NativeMember *properties; /* read without a call; NULL: none */
    /* The operator %, where it formats; NULL: it does not. */
    bool (*format)(Interpreter *interpreter, Value format, Value values, Value *result);
} KindMembers;

/* dict.fromkeys() and its like: called on the class that they are read from, a subclass too. */
typedef struct ClassFunction {
    ValueKind kind;
    NativeMember member; /* without a name it ends the table */
    bool is_static;
} ClassFunction;

extern const ClassFunction class_functions[];

#endif
