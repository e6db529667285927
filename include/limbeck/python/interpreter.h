/* The evaluator: runs syntax trees, within limits, and knows nothing of files,
 * sockets, processes or databases.
 *
 *     Interpreter *interpreter = interpreter_new(&options);
 *     python_register_module(interpreter, &operations_module);
 *     Module *module = python_run_file(interpreter, "name", path, text, length);
 *     if (!module || !python_get_attribute(interpreter, value_object(module), "upgrade", &function) ||
 *         !python_call_positional(interpreter, function, NULL, 0, &result))
 *         *error = python_take_error(interpreter);
 *     interpreter_free(interpreter);
 *
 * Functions return false after a failure: an exception the script may catch, or
 * a refusal it may not (something limbeck does not evaluate, a limit, a
 * cancellation). python_take_error() returns either as an Error with its place. */
#ifndef LIMBECK_PYTHON_INTERPRETER_H
#define LIMBECK_PYTHON_INTERPRETER_H

#include "limbeck/python/value.h"

#include <stdatomic.h>

typedef struct PythonLimits {
    uint64_t steps;       /* evaluated nodes between two python_progress() */
    size_t bytes;         /* of live and not yet collected objects */
    int calls;            /* nested calls of script functions */
    int depth;            /* nested nodes */
    bool collects_always; /* at each statement, and nothing is found on the C stack: for tests */
} PythonLimits;

PythonLimits python_default_limits(void);

/* "PCRE2 10.42": what re is made of. */
const char *python_pattern_library(Arena *arena);

/* Finds the text of a module of the project; false without an error when there
 * is none. The text must live as long as the interpreter. */
typedef bool PythonModuleFinder(void *state, const char *dotted_name, const char **path, const char **content,
                                size_t *length, bool *is_package, Error *error);

typedef struct InterpreterOptions {
    PythonLimits limits;
    const atomic_bool *cancelled; /* looked at between nodes; may be NULL */
    PythonModuleFinder *find_module;
    void *finder_state;
    void *host;             /* what natives get from python_host() */
    const char *exceptions; /* the module of the host's own exceptions, for python_raise(); may be NULL */
    void (*print)(void *host, const char *line);
    /* What could not be imported is called, while modules load; may be NULL. */
    void (*unknown_called)(Interpreter *interpreter, const char *path, const Arguments *arguments);
    /* The truth of something unknown, in the file `decides_in`: false leaves it refused. May be NULL. */
    bool (*decide)(Interpreter *interpreter, const char *what, bool *truth);
    const char *decides_in;
    /* Of a module that could be evaluated in part only: may the value lack something? May be NULL. */
    bool (*may_lack)(Interpreter *interpreter, Value value);
    /* A function that `decides_in` calls with these could not be evaluated to its end: may its answer be unknown,
     * and the rest as if it had not been called? NULL: it may. */
    bool (*may_forgo)(Interpreter *interpreter, const Arguments *arguments);
} InterpreterOptions;

Interpreter *interpreter_new(const InterpreterOptions *options);
void interpreter_free(Interpreter *interpreter);
void *python_host(const Interpreter *interpreter);
Arena *python_arena(const Interpreter *interpreter); /* lives as long as the interpreter */

/* Parses and runs a file as a module; NULL after a failure. */
Module *python_run_file(Interpreter *interpreter, const char *name, const char *path, const char *content,
                        size_t length);

/* It cannot be imported any more, and goes with its tree when nothing holds it. */
void python_forget(Interpreter *interpreter, const Module *module);

/* What went wrong, with file, line, column and source line; clears it. */
Error python_take_error(Interpreter *interpreter);
/* Whether what went wrong would have stopped Python too: an exception that a script raises, or a limit. */
bool python_stopped_itself(const Interpreter *interpreter);
bool python_failed(const Interpreter *interpreter);
bool python_refused(const Interpreter *interpreter); /* by a limit or as unsupported: no script can catch it */

/* Another script begins: what it imports may be unknown again, limits start anew. */
void python_begin_loading(Interpreter *interpreter);

/* Lines from `first` to before `end`. */
typedef struct LineRange {
    int first, end;
} LineRange;

/* What was left unknown while modules loaded, in order: a file that could not be evaluated,
 * or a class that derives from something unknown. */
typedef struct UnknownPart {
    const char *name;
    const char *file;
    int line;           /* of the class; 0 for a file */
    LineRange left_out; /* of a file: the statement that could not be evaluated */
    const char *base;   /* of a class: what is unknown */
    const char *reason; /* "derives from 'x.Base', which limbeck could not import" */
    StringVector words; /* of a class: the names that its body sets, and the functions it calls for them */
} UnknownPart;
const UnknownPart *python_unknown_parts(const Interpreter *interpreter, size_t *count);

/* From here on, calling a function that could not be imported is refused: it
 * could have done anything. Before, while modules load, it gives an opaque value. */
void python_be_strict(Interpreter *interpreter);
/* Each module that was imported, or asked for: `file` is NULL where it could not be found. */
void python_each_module(const Interpreter *interpreter,
                        void (*take)(void *state, const char *name, const char *file, bool is_library), void *state);
/* A module that was imported already; false where it was not. */
bool python_loaded_module(const Interpreter *interpreter, const char *name, Value *result);
/* Why something is not known: "app/config.py:3: ..."; NULL where it is not there at all. */
const char *python_unknown_reason(const Interpreter *interpreter, const char *path);
void python_note_reason(Interpreter *interpreter, const char *path, const char *reason);
/* Calls function(). What limbeck refuses on the way, or raises itself, is the reason and no error: the
 * result is None then. False: an exception that a script raises, or a limit. */
bool python_attempt(Interpreter *interpreter, Value function, Value *result, const char **reason);

/* The same, and statements of the application that cannot be evaluated are skipped: *reason is why the first was. */
bool python_attempt_in_parts(Interpreter *interpreter, Value function, Value *result, const char **reason);
/* While such an attempt is under way: why the first statement was skipped; NULL: none was. */
const char *python_skipped(const Interpreter *interpreter);

/* Work was done that a person can see: the step limit starts anew. */
void python_progress(Interpreter *interpreter);

/* Where the script is now. */
typedef struct PythonPlace {
    const char *file;
    int line;
    int column;
} PythonPlace;
PythonPlace python_place(const Interpreter *interpreter);

/* The native called from here answers a statement of its own: nobody uses the
 * answer, and no try or with is there to see the call fail. */
bool python_answer_is_unused(const Interpreter *interpreter);
/* Whether a try or with statement is around the call, which an error would be handed to. */
bool python_is_guarded(const Interpreter *interpreter);

/* ---- what there is: public names, sorted, as long as the interpreter lives ------------ */

void python_module_list(Interpreter *interpreter, StringVector *names);
bool python_module_names(Interpreter *interpreter, const char *module, StringVector *names);
/* `refused`: those that answer with a refusal. */
void python_builtin_names(Interpreter *interpreter, StringVector *names, StringVector *refused);

/* ---- for natives ------------------------------------------------------ */

bool python_raise(Interpreter *interpreter, const char *exception, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool python_refuse(Interpreter *interpreter, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A failure of the world outside, told as it is; scripts cannot catch it. */
bool python_fail(Interpreter *interpreter, const Error *error);

const char *python_intern(Interpreter *interpreter, const char *name);

void python_push(Interpreter *interpreter, Value value);
size_t python_stack_mark(const Interpreter *interpreter);
/* What was pushed since then. */
const Value *python_stack_from(const Interpreter *interpreter, size_t mark);
void python_stack_reset(Interpreter *interpreter, size_t mark);

bool python_call(Interpreter *interpreter, Value function, const Arguments *arguments, Value *result);
bool python_call_positional(Interpreter *interpreter, Value function, const Value *values, size_t count, Value *result);
bool python_get_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
/* As above, but ABSENT instead of an AttributeError. */
bool python_find_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
bool python_set_attribute(Interpreter *interpreter, Value object, const char *name, Value value);
bool python_iterator(Interpreter *interpreter, Value iterable, Value *iterator);
/* *item is ABSENT at the end. */
bool python_next(Interpreter *interpreter, Value iterator, Value *item);
/* All items of an iterable, as a LIST, which stays on the value stack until that is reset. */
bool python_collect(Interpreter *interpreter, Value iterable, Value *list);
/* Before going into the parts of a value, which may hold itself; false at the limit of depth. */
bool python_enter(Interpreter *interpreter);
void python_leave(Interpreter *interpreter);
/* A list or dictionary as it is now, on the value stack until that is reset: what is looked at
 * may be the script's own code, which may change them. Others are held and stay themselves. */
bool python_steady(Interpreter *interpreter, Value *container);
bool python_binary(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result);
bool python_augment(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result); /* += */
bool python_compare(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result);
bool python_format(Interpreter *interpreter, Value value, const char *specification, Text *out);
bool python_import(Interpreter *interpreter, const char *dotted_name, Value *module);
/* As `import a.b.c` does, the packages above it first; *last is a.b.c. */
bool python_import_chain(Interpreter *interpreter, const char *dotted_name, Value *last);
bool python_await(Interpreter *interpreter, Value awaitable, Value *result);

#endif
