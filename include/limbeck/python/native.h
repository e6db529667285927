/* Modules and classes written in C, registered in tables.
 *
 *     static const NativeMember members[] = {
 *         {"drop_table", op_drop_table},
 *         {0},
 *     };
 *     const NativeModule operations_module = {"alembic.op", members, NULL, NULL};
 *     python_register_module(interpreter, &operations_module);
 */
#ifndef LIMBECK_PYTHON_NATIVE_H
#define LIMBECK_PYTHON_NATIVE_H

#include "limbeck/python/interpreter.h"

/* A row of a table of natives. A row with TAKES(...) is only called with arguments that it takes. An argument
 * given by name that the function does not read is refused in any case. */
typedef struct NativeMember {
    const char *name;
    NativeFunction *function;
    const char *keywords; /* the names of its parameters, separated by blanks; NULL: not declared */
    uint8_t least, most;  /* number of positional arguments */
    bool charges_itself;  /* it does not need to read a whole text argument, so none is charged */
} NativeMember;

enum { ANY_NUMBER = UINT8_MAX };
#define TAKES(least, most) "", least, most
#define TAKES_NAMED(least, most, names) names, least, most
#define TAKES_ANYTHING "*", 0, ANY_NUMBER /* also accepts and ignores any argument by name */

/* Makes a function of a table a value, bound to `self`. */
bool python_member(Interpreter *interpreter, const NativeMember *member, Value self, Value *result);
/* Calls a function of a table, and refuses arguments given by name that it did not read. */
bool native_call(Interpreter *interpreter, const NativeMember *member, Value self, const Arguments *arguments,
                 Value *result);
/* The same for a function outside any table. */
bool native_call_named(Interpreter *interpreter, const char *name, NativeFunction *function, Value self,
                       const Arguments *arguments, Value *result);

/* The behaviour of a native class's objects; every pointer may be NULL. A hook that sets *handled to false
 * leaves the operation to the evaluator. */
struct NativeClass {
    const char *name;
    const char *module;
    const NativeClass *base;
    NativeFunction *construct;      /* the constructor; NULL: scripts cannot create objects of it */
    bool is_unhashable;             /* its __hash__ is None */
    bool is_of_constants;           /* an object made of constants is a constant: it is made once */
    const NativeMember *methods;    /* self is the object */
    const NativeMember *properties; /* called when the attribute is read */
    bool (*attribute)(Interpreter *interpreter, Value self, const char *name, Value *result); /* ABSENT: none */
    bool (*set_attribute)(Interpreter *interpreter, Value self, const char *name, Value value, bool *handled);
    bool (*item)(Interpreter *interpreter, Value self, Value key, Value *result);
    bool (*set_item)(Interpreter *interpreter, Value self, Value key, Value value);
    bool (*call)(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
    bool (*binary)(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result, bool *handled);
    bool (*unary)(Interpreter *interpreter, Operator operator_, Value operand, Value *result);
    bool (*compare)(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                    bool *handled);
    bool (*truth)(Interpreter *interpreter, Value self, bool *truth);
    bool (*length)(Interpreter *interpreter, Value self, size_t *length);
    bool (*contains)(Interpreter *interpreter, Value self, Value item, bool *contains);
    bool (*next)(Interpreter *interpreter, Value self, Value *item); /* if set, objects are iterators */
    bool (*iterate)(Interpreter *interpreter, Value self, Value *iterator);
    bool (*enter)(Interpreter *interpreter, Value self, Value *result);
    bool (*exit)(Interpreter *interpreter, Value self, bool failed); /* of a with block */
    bool (*text)(Interpreter *interpreter, Value self, Text *out);
    void (*assigned)(Value self, const char *name); /* called when a class body assigns the object; may be NULL */
    void (*release)(void *data);                    /* frees memory that is not in the arena */
};

typedef struct NativeModule {
    const char *name; /* dotted */
    const NativeMember *functions;
    const NativeClass *const *classes;                      /* NULL-terminated */
    bool (*fill)(Interpreter *interpreter, Module *module); /* sets the module's other values; may be NULL */
    bool is_open;                    /* an unknown name gives an opaque value instead of an error */
    bool (*lacks)(const char *name); /* names that the real module lacks: an error */
} NativeModule;

/* A module written in Python, embedded at build from src/ROOM/library/NAME.py. */
typedef struct PythonSource {
    const char *name; /* dotted; NULL ends a table */
    const char *content;
} PythonSource;

/* `sources` ends with a NULL name and must outlive the interpreter. A module is evaluated when it is first
 * imported. */
void python_register_sources(Interpreter *interpreter, const PythonSource *sources);

/* ---- what a native costs -------------------------------------------------- */

/* Charges the steps for work on `units` bytes; count 16 for each item of a list. Call it before the work. False
 * with the reason set if the limit is reached or the script was cancelled. */
bool python_charge(Interpreter *interpreter, size_t units);
enum { ITEM_UNITS = 16 };
/* Checks the memory limit before `count` pieces of `size` bytes are allocated. */
bool python_reserve_memory(Interpreter *interpreter, size_t count, size_t size);
/* An empty text for a result. Its memory counts towards the script's limit; beyond the limit, text is dropped
 * and the reason set. Release it with text_release(). */
Text python_buffer(Interpreter *interpreter);

/* Registers the module; it is created when a script imports it. */
void python_register_module(Interpreter *interpreter, const NativeModule *module);

/* The class object of a native class; made on first use. */
Class *python_native_class(Interpreter *interpreter, const NativeClass *type);

/* Creates an object with its own arena and `data_size` bytes of data, all zero. */
bool native_new(Interpreter *interpreter, const NativeClass *type, size_t data_size, Value *result);
/* A new object without data that keeps `count` values, ABSENT until they are set. */
bool native_new_with_slots(Interpreter *interpreter, const NativeClass *type, size_t count, Value *result);
Arena *native_arena(Native *native);
/* Keeps `value` alive as long as `native`. */
void native_store(Native *native, Value value);
/* Like native_store(), and always takes a position, also for values that need no keeping. */
void native_store_any(Native *native, Value value);
/* The data when the value is a native of `type` or a class derived from it, else NULL. */
void *native_data(Value value, const NativeClass *type);

/* ---- reading arguments -------------------------------------------------- */

/* Binds a call to names; absent ones are ABSENT. A name beginning with '*'
 * ends the positional ones: those after it must be named. Unknown names are a
 * TypeError unless `rest` takes them: called once for each. */
typedef bool KeywordReceiver(void *state, const char *name, Value value);
bool arguments_bind(Interpreter *interpreter, const char *function, const Arguments *arguments,
                    const char *const *names, size_t count, Value *values, KeywordReceiver *rest, void *state);

/* The positional argument; ABSENT where there are fewer. */
Value argument_at(const Arguments *arguments, size_t index);
/* Binds only the arguments given by name. */
Arguments arguments_named(const Arguments *arguments);
/* Marks all arguments given by name as read, for a native that reads them itself. */
void arguments_were_read(const Arguments *arguments);
Value argument_named(Interpreter *interpreter, const Arguments *arguments, const char *name);

/* These fail with a TypeError that names `what` if the value is of another type. */
/* The same, in the words of CPython's own functions: "f() argument 'encoding' must be str, not None". */
bool expect_argument_text(Interpreter *interpreter, Value value, const char *function, const char *argument,
                          const char **text);
bool expect_text(Interpreter *interpreter, Value value, const char *what, const char **text);
/* A string, or the result of an object's __fspath__(). */
bool expect_path(Interpreter *interpreter, Value value, const char **path);
bool expect_int(Interpreter *interpreter, Value value, const char *what, int64_t *integer);
/* NULL for None and ABSENT. */
bool expect_text_or_none(Interpreter *interpreter, Value value, const char *what, const char **text);

#define NATIVE(name) static bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)

#endif
