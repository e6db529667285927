#include "limbeck/schema/dialect_traits.h"

#include "limbeck/base/text.h"

#include <string.h>

const char *const dialect_names[] = {
#define DIALECT(name) #name,
#include "limbeck/schema/dialect_list.h"
#undef DIALECT
    NULL};

const char *dialect_known(const char *name)
{
    for (size_t i = 0; dialect_names[i]; i++)
        if (strcmp(dialect_names[i], name) == 0)
            return dialect_names[i];
    return NULL;
}

const char *dialect_of_option(const char *option, const char **rest)
{
    for (size_t i = 0; dialect_names[i]; i++) {
        size_t length = strlen(dialect_names[i]);
        *rest = option + length + 1;
        if (text_starts_with(option, dialect_names[i]) && option[length] == '_')
            return dialect_names[i];
    }
    return NULL;
}
