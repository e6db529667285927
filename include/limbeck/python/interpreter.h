/* The evaluator: runs syntax trees, within limits, and knows nothing of files,
 * sockets, processes or databases.
 *
 *     InterpreterOptions options = {...};
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
    uint64_t steps;       /* evaluated nodes between two calls of python_progress() */
    size_t bytes;         /* memory of all objects, those not collected yet included */
    int calls;            /* nested calls of script functions */
    int depth;            /* nested nodes */
    bool collects_always; /* for tests: collect at each statement, and do not search the C stack for objects */
} PythonLimits;

/* Tests link others. */
PythonLimits python_default_limits(void);

/* Name and version of the regular expression library: "PCRE2 10.42". */
const char *python_pattern_library(Arena *arena);

/* Finds the source of a module of the project; false without an error if there is none. The source must live as
 * long as the interpreter. */
typedef bool PythonModuleFinder(void *state, const char *dotted_name, const char **path, const char **content,
                                size_t *length, bool *is_package, Error *error);

typedef struct InterpreterOptions {
    PythonLimits limits;
    const atomic_bool *cancelled; /* checked between nodes; may be NULL */
    PythonModuleFinder *find_module;
    void *finder_state;
    void *host;             /* what python_host() returns to natives */
    const char *exceptions; /* the module of the host's exceptions, for python_raise(); may be NULL */
    void (*print)(void *host, const char *line);
    /* Called when a module that is loading calls something that could not be imported; may be NULL. */
    void (*unknown_called)(Interpreter *interpreter, const char *path, const Arguments *arguments);
    /* Called for the truth value of an unknown value in the file `decides_in`; false refuses it. May be NULL. */
    bool (*decide)(Interpreter *interpreter, const char *what, bool *truth);
    const char *decides_in;
    /* Called when a statement of a module could not be evaluated: whether `value` may be incomplete for that
     * reason. May be NULL. */
    bool (*may_lack)(Interpreter *interpreter, Value value);
    /* A function that `decides_in` calls with these could not be evaluated to its end: may its answer be unknown,
     * and the rest as if it had not been called? NULL: it may. */
    bool (*may_skip_call)(Interpreter *interpreter, const Arguments *arguments);
    /* Whether Python would have imported this module of the project before, in a file that this interpreter does not
     * run: then its package has it as an attribute. False with the place of the import in *condition where a condition
     * decides it, which refuses the attribute. NULL: it would not. */
    bool (*imported_elsewhere)(void *host, const char *dotted_name, const char **condition);
} InterpreterOptions;

/* The caller frees it. One thread at a time may use it. `options` is copied; what it points to must outlive it. */
Interpreter *interpreter_new(const InterpreterOptions *options);
void interpreter_free(Interpreter *interpreter);
void *python_host(const Interpreter *interpreter);
Arena *python_arena(const Interpreter *interpreter); /* lives as long as the interpreter */

/* Parses and runs a file as a module; NULL after a failure. */
Module *python_run_file(Interpreter *interpreter, const char *name, const char *path, const char *content,
                        size_t length);

/* Removes the module from the imported ones; it is freed with its tree when nothing refers to it. */
void python_forget(Interpreter *interpreter, const Module *module);

/* The failure, with file, line, column and source line; clears it. */
Error python_take_error(Interpreter *interpreter);
/* Whether Python would have stopped there too: a script raised an exception, or a limit was reached. */
bool python_application_raised(const Interpreter *interpreter);
bool python_failed(const Interpreter *interpreter);
bool python_refused(const Interpreter *interpreter); /* a refusal or a limit: no script can catch it */

/* Prepares for the next script: a failed import gives an unknown value again, and limits are reset. */
void python_begin_loading(Interpreter *interpreter);

/* The lines from `first` up to, but not including, `end`. */
typedef struct LineRange {
    int first, end;
} LineRange;

/* What stayed unknown while modules loaded, in order: a file that could not be evaluated whole, or a class with
 * an unknown base. */
typedef struct UnknownPart {
    const char *name;
    const char *file;
    int line;           /* line of the class; 0 for a file */
    LineRange left_out; /* of a file: the statement that could not be evaluated */
    bool registers;     /* of a file: it may register a class with an abstract one */
    const char *base;   /* of a class: the unknown base */
    const char *reason; /* "derives from 'x.Base', which limbeck could not import"; see python_unknown_origin() */
    StringVector words; /* of a class: the names its body assigns, and the functions it calls for them */
} UnknownPart;
const UnknownPart *python_unknown_parts(const Interpreter *interpreter, size_t *count);

/* From now on, a call of something that could not be imported is refused, since it could do anything. Before
 * that, while modules load, such a call gives an opaque value. */
void python_be_strict(Interpreter *interpreter);
/* A directive or a statement of the script was called. A module that upgrade() imports is no longer evaluated only in
 * part after it: what fails then is an error. */
void python_note_operation(Interpreter *interpreter);
/* Calls `take` for each module that was imported or could not be; `file` is NULL if the module was not found. */
void python_each_module(const Interpreter *interpreter,
                        void (*take)(void *state, const char *name, const char *file, bool is_library), void *state);
/* A module that was imported before; false if it was not. */
bool python_loaded_module(const Interpreter *interpreter, const char *name, Value *result);
/* Why a name is unknown: "app/config.py:3: ..."; NULL if the name does not exist. */
const char *python_unknown_reason(const Interpreter *interpreter, const char *path);
/* Why limbeck has no value for the path of an opaque value, as the end of a message: "which limbeck could not import"
 * where the module was not found, "could not evaluate" where a statement failed that sets it, "does not have" where it
 * is a name of a library that limbeck replaces, otherwise "does not know". Never NULL. */
const char *python_unknown_origin(const Interpreter *interpreter, const char *path);
void python_note_reason(Interpreter *interpreter, const char *path, const char *reason);
/* Calls function(). If limbeck refuses something in it, or raises an exception itself, *reason is set and the
 * result is None. False if a script raised the exception or a limit was reached. */
bool python_attempt(Interpreter *interpreter, Value function, Value *result, const char **reason);

/* The same, and statements of the application that cannot be evaluated are skipped: *reason is why the first was. */
bool python_attempt_in_parts(Interpreter *interpreter, Value function, Value *result, const char **reason);
/* While such an attempt is under way: why the first statement was skipped; NULL: none was. */
const char *python_skipped(const Interpreter *interpreter);

/* Restarts the step limit. Call it after work whose progress the user sees, such as a batch of rows. */
void python_progress(Interpreter *interpreter);

/* The place that the script has reached. */
typedef struct PythonPlace {
    const char *file;
    int line;
    int column;
} PythonPlace;
PythonPlace python_place(const Interpreter *interpreter);

/* Whether the native was called by a statement that drops its result, outside any try or with, so that nothing
 * can see the call's answer or its failure. */
bool python_answer_is_unused(const Interpreter *interpreter);
/* Whether a try or with statement is around the call, which an error would be handed to. */
bool python_is_guarded(const Interpreter *interpreter);

/* ---- what there is: public names, sorted, as long as the interpreter lives ------------ */

void python_module_list(Interpreter *interpreter, StringVector *names);
bool python_module_names(Interpreter *interpreter, const char *module, StringVector *names);
/* `refused`: the natives that only refuse. */
void python_builtin_names(Interpreter *interpreter, StringVector *names, StringVector *refused);

/* ---- for natives ------------------------------------------------------ */

/* An exception of Python's own name, or of options.exceptions, that a script can catch. Always false. */
bool python_raise(Interpreter *interpreter, const char *exception, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* limbeck cannot do it as Python does: the script stops, with file and line, and no script can catch it. Always
 * false. */
bool python_refuse(Interpreter *interpreter, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Sets an error of the outside world (database, file), which no script can catch. */
bool python_fail(Interpreter *interpreter, const Error *error);

/* The one copy of a name; it lives as long as the interpreter, and compares by address. */
const char *python_intern(Interpreter *interpreter, const char *name);

/* Keeps the value from the collector until the stack is reset to an earlier mark. */
void python_push(Interpreter *interpreter, Value value);
size_t python_stack_mark(const Interpreter *interpreter);
/* The value stack: everything pushed since python_stack_mark(). */
const Value *python_stack_from(const Interpreter *interpreter, size_t mark);
void python_stack_reset(Interpreter *interpreter, size_t mark);

/* False when it raises or refuses. The result is not on the value stack: push it before the next call. */
bool python_call(Interpreter *interpreter, Value function, const Arguments *arguments, Value *result);
bool python_call_positional(Interpreter *interpreter, Value function, const Value *values, size_t count, Value *result);
bool python_get_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
/* The same, with *result ABSENT instead of an AttributeError. */
bool python_find_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
/* Whether an object or a class defines it, itself or through its classes; __getattr__() is not called. */
bool python_defines(Interpreter *interpreter, Value object, const char *name);
bool python_set_attribute(Interpreter *interpreter, Value object, const char *name, Value value);
bool python_iterator(Interpreter *interpreter, Value iterable, Value *iterator);
/* *item is ABSENT at the end of the iteration. */
bool python_next(Interpreter *interpreter, Value iterator, Value *item);
/* All items of an iterable as a LIST, which stays on the value stack until it is reset. */
bool python_collect(Interpreter *interpreter, Value iterable, Value *list);
/* Call it before descending into the parts of a value, which may contain itself; false at the depth limit. */
bool python_enter(Interpreter *interpreter);
void python_leave(Interpreter *interpreter);
/* A copy of a list or dictionary, on the value stack until it is reset: code of the script that runs until then can
 * change the original. Other values are pushed as they are. */
bool python_copy_items(Interpreter *interpreter, Value *container);
bool python_binary(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result);
bool python_augment(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result); /* += */
bool python_compare(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result);
bool python_format(Interpreter *interpreter, Value value, const char *specification, Text *out);
bool python_import(Interpreter *interpreter, const char *dotted_name, Value *module);
/* Imports as `import a.b.c`, parent packages first; *last is a.b.c. */
bool python_import_chain(Interpreter *interpreter, const char *dotted_name, Value *last);
/* A submodule that another file imported (imported_elsewhere), which its package has as an attribute since; *module is
 * as it was where none did. */
bool python_import_elsewhere(Interpreter *interpreter, const Module *package, const char *dotted_name, Value *module);
bool python_await(Interpreter *interpreter, Value awaitable, Value *result);

#endif
