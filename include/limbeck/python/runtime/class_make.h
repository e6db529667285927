/* How a class is created: its metaclass, namespace and slots, and the hooks of its bases, for the class statement and
 * for type(name, bases, namespace).
 *
 *     Class *meta;
 *     if (!class_choose_meta(interpreter, value_absent(), bases, count, &meta) ||
 *         !class_check_bases(interpreter, bases, count))
 *         return false; */
#ifndef LIMBECK_PYTHON_RUNTIME_CLASS_MAKE_H
#define LIMBECK_PYTHON_RUNTIME_CLASS_MAKE_H

#include "limbeck/python/native.h"

enum { MAX_BASES = 64 };
/* The arguments of a metaclass; its __prepare__() gets them without the namespace. */
enum { META_name, META_bases, META_namespace, META_COUNT };

/* type(name, bases, namespace); meta NULL: that of the bases. */
bool class_make(Interpreter *interpreter, Class *meta, const Arguments *arguments, Value *result);
/* The most derived metaclass among the given one and those of the bases. NULL: type. */
bool class_choose_meta(Interpreter *interpreter, Value given, Class *const *bases, size_t count, Class **meta);
/* A TypeError for bases that CPython does not derive from, or not together. */
bool class_check_bases(Interpreter *interpreter, Class *const *bases, size_t count);
/* The namespace as the metaclass gets it: what __prepare__() gave, or a new dictionary. */
bool class_namespace(Interpreter *interpreter, const Class *class_, Value prepared, Value *namespace);
/* What type() does with a class whose namespace is complete: slots, __set_name__() and __init_subclass__(). */
bool class_finish(Interpreter *interpreter, Value class_, Value keywords);
NativeFunction class_subclasses; /* abstract.c: __subclasses__() */
/* A call with the entries of a dictionary as keyword arguments. */
bool call_with_keywords(Interpreter *interpreter, Value function, const Value *values, size_t count, Value keywords,
                        Value *result);

#endif
