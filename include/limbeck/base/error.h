/* An error: what happened, where, and what to do next.
 *
 *     if (!file_read(arena, path, &content, &length, error))
 *         return false;
 *
 * Functions that can fail return false and fill the Error passed last. The
 * first error wins: setting one that is already set changes nothing, so a
 * clean-up path cannot hide the cause. An Error owns all its text. */
#ifndef LIMBECK_BASE_ERROR_H
#define LIMBECK_BASE_ERROR_H

#include "limbeck/base/text.h"

typedef enum {
    ERROR_NONE,
    ERROR_USAGE,       /* wrong command line */
    ERROR_COMMAND,     /* reported by Alembic as "FAILED: ..." */
    ERROR_CHECK,       /* a check found something; also "FAILED: ..." in Alembic */
    ERROR_FILE,        /* a file, or the project's layout */
    ERROR_SYNTAX,      /* a script is not valid Python */
    ERROR_UNSUPPORTED, /* a script uses something limbeck does not evaluate */
    ERROR_LIMIT,       /* a script reached a limit on steps, depth or memory */
    ERROR_RAISED,      /* a script raised an exception */
    ERROR_DATABASE,    /* error of the server or of SQLite */
    ERROR_LOCKED,      /* locked by another session: a retry may succeed */
    ERROR_CANCELLED,   /* cancelled by the user */
    ERROR_UNDECIDED,   /* a COMMIT was not answered: its result is unknown */
} ErrorKind;

typedef struct Error {
    ErrorKind kind;
    char message[1024];
    char file[512];
    int line;         /* from 1; 0: no place */
    int column;       /* from 1, in code points */
    char source[256]; /* the source line, shown above the caret */
    char hint[512];
    char state[512]; /* state of the database after the error; "": not applicable */
    char code[8];    /* SQLSTATE, or SQLite's result code in decimal; "": not a database error */
    /* The exception class a script may catch, of SQLAlchemy or Python; NULL: scripts cannot catch it. */
    const char *exception; /* static */
    bool exists_already;   /* the object to create already exists */
} Error;

/* As assigning {0}, but does not zero the text buffers; for loops over rows. */
static inline void error_clear(Error *error)
{
    error->kind = ERROR_NONE;
    error->message[0] = error->file[0] = error->source[0] = error->hint[0] = error->state[0] = error->code[0] = '\0';
    error->exception = NULL;
    error->exists_already = false;
    error->line = error->column = 0;
}

/* Sets the error; always returns false, for `return error_set(...)`. `error` may be NULL. */
bool error_set(Error *error, ErrorKind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
void error_place(Error *error, const char *file, int line, int column);
void error_source(Error *error, const char *source_line, size_t length);
void error_hint(Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sets the database's code and the exception class, a static string. The first call wins. */
void error_code(Error *error, const char *code, const char *exception);

/* Says what was rolled back and what stays, in whole sentences. */
void error_state(Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Message, place, source line with a caret, state and hint, on several lines, with control characters made visible,
 * without a final newline. */
char *error_render(Arena *arena, const Error *error);

/* The exit status of this kind of error. */
int error_exit_status(const Error *error);

#endif
