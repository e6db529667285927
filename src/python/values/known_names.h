/* Names that CPython's own objects have, printed by tests/tools/python_names.py. Each table is a list of names
 * with a blank before and behind each. */
#ifndef LIMBECK_PYTHON_RUNTIME_KNOWN_NAMES_H
#define LIMBECK_PYTHON_RUNTIME_KNOWN_NAMES_H

#include "limbeck/python/runtime/internal.h"

typedef struct KnownNames {
    ValueKind kind;
    const char *names;
} KnownNames;

typedef struct NamedNames {
    const char *of, *names;
} NamedNames;

extern const char names_of_object[];
extern const char names_of_some_versions[]; /* only in a newer CPython than 3.11, or only in some objects */
extern const KnownNames known_names[];      /* ends with NULL */
extern const NamedNames names_of_properties[], names_of_exceptions[];
extern const NamedNames names_of_modules[];       /* dir() of each module of src/python/stdlib */
extern const NamedNames names_added_to_modules[]; /* after 3.11 */

#endif
