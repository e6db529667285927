/* Options as tables: one row is what is read, what help says of it, what a shell
 * completes and what the man page lists.
 *
 * Words are read as Alembic's argparse reads them: long names may be cut where
 * they stay unique, switches of one letter may be written together. */
#ifndef LIMBECK_SRC_CLI_OPTIONS_H
#define LIMBECK_SRC_CLI_OPTIONS_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

enum { MOST_OPTIONS = 16 };

/* What a value is; completion offers what fits. */
typedef enum { ARGUMENT_NONE, ARGUMENT_TEXT, ARGUMENT_REVISION, ARGUMENT_FILE, ARGUMENT_FOLDER } ArgumentKind;

typedef struct Option {
    const char *name;     /* "--sql" */
    const char *letter;   /* "-v"; NULL without one */
    const char *argument; /* "DIALECT"; NULL for a switch */
    const char *help;
    ArgumentKind kind;
    const char *choices; /* "postgresql sqlite"; NULL for any */
} Option;

/* In the order of the table; a switch that was given has one "". */
typedef struct OptionValues {
    StringVector given[MOST_OPTIONS];
} OptionValues;

bool is_given(const OptionValues *values, size_t option);
/* The last one given, as argparse has it; NULL without any. */
const char *given_value(const OptionValues *values, size_t option);

/* Whether the value is one of the words. */
bool choice_is_valid(Arena *arena, const char *choices, const char *value);

/* True for "-r" and "--sql", false for "-1" and "head". */
bool word_is_option(const char *word);

/* Reads the option at words[*at] and leaves *at on the last word it took. *known
 * is false, and nothing read, where the table has no such row. */
bool option_read(Arena *arena, const Option *table, OptionValues *values, int count, char **words, int *at, bool *known,
                 Error *error);

#endif
