/* The results of keys(), values() and items() of a dictionary: slots[0] is the dictionary. */
#ifndef LIMBECK_SRC_PYTHON_BUILTINS_DICT_VIEWS_H
#define LIMBECK_SRC_PYTHON_BUILTINS_DICT_VIEWS_H

#include "limbeck/python/runtime/internal.h"

typedef enum { VIEW_KEYS, VIEW_VALUES, VIEW_ITEMS } View;

extern const NativeClass dict_keys_class, dict_values_class, dict_items_class;

/* The same view of an OrderedDict, whose class is called odict_keys and the like. */
bool view_of_ordered(Interpreter *interpreter, Value view, Value *result);

#endif
