/* sqlalchemy's types: one class a row of the type list. */
#ifndef LIMBECK_SQLALCHEMY_TYPES_H
#define LIMBECK_SQLALCHEMY_TYPES_H

#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"

typedef struct TypeObject {
    const SqlType *type;
} TypeObject;

extern const NativeClass type_class;
/* NULL-terminated, one a TypeKind */
const NativeClass *const *type_classes(void);

/* The index-th type that only the module of this dialect has; NULL behind the last one. */
const NativeClass *type_class_of_dialect(size_t index, const char *module);

/* An instance, or a class that is called without arguments. *type is `owner`'s. */
bool type_from(Interpreter *interpreter, Native *owner, Value value, const SqlType **type);

/* instance or class */
bool is_type(Value value);

/* As an object of its class; it is `owner`'s. */
bool type_object(Interpreter *interpreter, Value owner, const SqlType *type, Value *result);

#endif
