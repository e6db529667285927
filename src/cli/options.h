/* Option tables: one row defines parsing, help, shell completion and the manual page.
 *
 * Words are parsed as Alembic's argparse does: long names may be abbreviated while they are
 * unique, one-letter switches may be combined. */
#ifndef LIMBECK_SRC_CLI_OPTIONS_H
#define LIMBECK_SRC_CLI_OPTIONS_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

enum { MAX_OPTIONS = 16 };

/* The kind of value, for completion. */
typedef enum { ARGUMENT_NONE, ARGUMENT_TEXT, ARGUMENT_REVISION, ARGUMENT_FILE, ARGUMENT_FOLDER } ArgumentKind;

typedef struct Option {
    const char *name;     /* "--sql" */
    const char *letter;   /* "-v"; NULL: none */
    const char *argument; /* "DIALECT"; NULL for a switch */
    const char *help;
    ArgumentKind kind;
    const char *choices; /* "postgresql sqlite"; NULL: any */
} Option;

/* In the order of the table; a switch that was given holds one "". */
typedef struct OptionValues {
    StringVector given[MAX_OPTIONS];
} OptionValues;

bool is_given(const OptionValues *values, size_t option);
/* The last value given, as argparse does; NULL: none. */
const char *given_option(const OptionValues *values, size_t option);

/* Whether the value is one of the choices. */
bool choice_is_valid(Arena *arena, const char *choices, const char *value);

/* True for "-r" and "--sql", false for "-1" and "head". */
bool word_is_option(const char *word);

/* Parses the option at words[*at]; *at becomes the last word used. *known is false, and nothing is read, when the
 * table has no such option. */
bool option_read(Arena *arena, const Option *table, OptionValues *values, int count, char **words, int *at, bool *known,
                 Error *error);

#endif
