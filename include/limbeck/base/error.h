/* What went wrong, where, and what to do next.
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
    ERROR_USAGE,       /* the words on the command line */
    ERROR_COMMAND,     /* what Alembic reports as "FAILED: ..." */
    ERROR_CHECK,       /* a check found something; Alembic says "FAILED: ..." too */
    ERROR_FILE,        /* a file or the project's layout */
    ERROR_SYNTAX,      /* a script is not Python */
    ERROR_UNSUPPORTED, /* a script uses what limbeck does not evaluate */
    ERROR_LIMIT,       /* a script ran into a limit on steps, depth or memory */
    ERROR_RAISED,      /* a script raised an exception */
    ERROR_DATABASE,    /* the server or the database file said no */
    ERROR_LOCKED,      /* others hold what is needed: the same may succeed later */
    ERROR_CANCELLED,   /* the person at the keyboard said stop */
    ERROR_UNDECIDED,   /* a COMMIT was not answered: what it did is not known */
} ErrorKind;

typedef struct Error {
    ErrorKind kind;
    char message[1024];
    char file[512];
    int line;         /* 1-based; 0 when there is no place */
    int column;       /* 1-based, counted in code points */
    char source[256]; /* the source line, for the caret */
    char hint[512];
    char state[512]; /* what is in the database now; "" where that is not the question */
    char code[8];    /* SQLSTATE, or SQLite's result code in decimal; "" where no database said no */
    /* The class that a script may catch: of SQLAlchemy's exceptions or Python's; NULL: no script catches this. */
    const char *exception; /* static */
    bool exists_already;   /* what the statement creates is there */
} Error;

/* The same as {0}, without clearing the room for texts: in what a loop does for each row. */
static inline void error_clear(Error *error)
{
    error->kind = ERROR_NONE;
    error->message[0] = error->file[0] = error->source[0] = error->hint[0] = error->state[0] = error->code[0] = '\0';
    error->exception = NULL;
    error->exists_already = false;
    error->line = error->column = 0;
}

/* Always returns false, so that `return error_set(...)` reads naturally.
 * `error` may be NULL where nobody wants to know. */
bool error_set(Error *error, ErrorKind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
void error_place(Error *error, const char *file, int line, int column);
void error_source(Error *error, const char *source_line, size_t length);
void error_hint(Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What the database's own code says; `exception` is static. The first call wins, as everywhere. */
void error_code(Error *error, const char *code, const char *exception);

/* What was rolled back and what stays, as whole sentences. */
void error_state(Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Message, place, source line with a caret, state, hint: several lines, made harmless
 * for a terminal, without a final newline. */
char *error_render(Arena *arena, const Error *error);

/* The exit status the contract gives this kind of error. */
int error_exit_status(const Error *error);

#endif
