/* sqlalchemy's types: one class a row of the type list. */
#ifndef LIMBECK_SQLALCHEMY_TYPES_H
#define LIMBECK_SQLALCHEMY_TYPES_H

#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"

typedef struct TypeObject {
    const SqlType *type;
} TypeObject;

extern const NativeClass type_class;
const NativeClass *const *type_classes(void);

/* NULL-terminated, one a TypeKind */
/* The index-th type that only the module of this dialect has; NULL behind the last one. */
const NativeClass *type_class_of_dialect(size_t index, const char *module);

bool type_from(Interpreter *interpreter, Native *owner, Value value, const SqlType **type);

/* instance or class */
bool is_type(Value value);

/* As an object of its class; it is `owner`'s. */
bool type_object(Interpreter *interpreter, Value owner, const SqlType *type, Value *result);

#endif
