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

/* A row {"name", function} of a table; one that says what it takes is never called with anything else.
 * What a call gave by name and the function did not look at is refused, whatever the row says. */
typedef struct NativeMember {
    const char *name;
    NativeFunction *function;
    const char *keywords; /* the names it may be given by, with blanks between; NULL: not said here */
    uint8_t least, most;  /* positional arguments */
    bool charges_itself;  /* it need not go through all of a text it is given */
} NativeMember;

enum { ANY_NUMBER = UINT8_MAX };
#define TAKES(least, most) "", least, most
#define TAKES_NAMED(least, most, names) names, least, most
#define TAKES_ANYTHING "*", 0, ANY_NUMBER /* and what it is given by name is of no consequence */

/* A function of a table, bound to `self`. */
bool python_member(Interpreter *interpreter, const NativeMember *member, Value self, Value *result);
/* Calls a function of a table, and refuses what it was given by name and did not read. */
bool native_call(Interpreter *interpreter, const NativeMember *member, Value self, const Arguments *arguments,
                 Value *result);
/* The same of one that is in no table. */
bool native_call_named(Interpreter *interpreter, const char *name, NativeFunction *function, Value self,
                       const Arguments *arguments, Value *result);

/* What objects of a native class can do; every pointer may be NULL. Hooks that
 * set *handled to false leave the matter to the evaluator. */
struct NativeClass {
    const char *name;
    const char *module;
    const NativeClass *base;
    NativeFunction *construct;      /* called as the class; NULL: not to be made by scripts */
    bool is_of_constants;           /* made of a constant it is a constant: once is enough */
    const NativeMember *methods;    /* self is the object */
    const NativeMember *properties; /* called without arguments on reading */
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
    bool (*next)(Interpreter *interpreter, Value self, Value *item); /* makes it an iterator */
    bool (*iterate)(Interpreter *interpreter, Value self, Value *iterator);
    bool (*enter)(Interpreter *interpreter, Value self, Value *result);
    bool (*exit)(Interpreter *interpreter, Value self, bool failed); /* of a with block */
    bool (*text)(Interpreter *interpreter, Value self, Text *out);
    void (*assigned)(Value self, const char *name); /* in the body of a class, to an attribute; may be NULL */
    void (*release)(void *data);                    /* what the arena does not hold */
};

typedef struct NativeModule {
    const char *name; /* dotted */
    const NativeMember *functions;
    const NativeClass *const *classes;                      /* NULL-terminated */
    bool (*fill)(Interpreter *interpreter, Module *module); /* for other values; may be NULL */
    bool is_open;                                           /* an unknown name is a named opaque value, not an error */
    bool (*lacks)(const char *name);                        /* but for these, which it is known not to have */
} NativeModule;

/* A module written in Python, embedded at build from src/ROOM/library/NAME.py. */
typedef struct PythonSource {
    const char *name; /* dotted; NULL ends a table */
    const char *content;
} PythonSource;

void python_register_sources(Interpreter *interpreter, const PythonSource *sources);

/* ---- what a native costs -------------------------------------------------- */

/* Before a native goes through `units` bytes, or for each item of a list about sixteen: the steps it
 * takes. False where the script may not take them, or was cancelled; then the reason is set. */
bool python_charge(Interpreter *interpreter, size_t units);
enum { ITEM_UNITS = 16 };
/* Before memory for so many pieces of that size is taken. */
bool python_may_take(Interpreter *interpreter, size_t count, size_t size);
/* An empty text for a result: its memory counts as the script's, and what would be too much is left
 * out, with the reason set. text_release() it. */
Text python_buffer(Interpreter *interpreter);

/* The module comes to life when a script imports it. */
void python_register_module(Interpreter *interpreter, const NativeModule *module);

/* The class object of a native class; made on first use. */
Class *python_native_class(Interpreter *interpreter, const NativeClass *type);

/* A new object with `data_size` zeroed bytes of data in its own arena. */
bool native_new(Interpreter *interpreter, const NativeClass *type, size_t data_size, Value *result);
/* A new object without data that keeps `count` values, ABSENT until they are put there. */
bool native_new_keeping(Interpreter *interpreter, const NativeClass *type, size_t count, Value *result);
Arena *native_arena(Native *native);
/* `value` lives at least as long as `native`. */
void native_keep(Native *native, Value value);
/* Appends to what is kept even when nothing needs keeping, so that positions count. */
void native_keep_any(Native *native, Value value);
/* The data when the value is a native of `type` or a class derived from it, else NULL. */
void *native_data(Value value, const NativeClass *type);

/* ---- reading arguments -------------------------------------------------- */

/* Binds a call to names; absent ones are ABSENT. A name beginning with '*'
 * ends the positional ones: those after it must be named. Unknown names are a
 * TypeError unless `rest` takes them: called once for each. */
typedef bool KeywordReceiver(void *state, const char *name, Value value);
bool arguments_bind(Interpreter *interpreter, const char *function, const Arguments *arguments,
                    const char *const *names, size_t count, Value *values, KeywordReceiver *rest, void *state);

Value argument_at(const Arguments *arguments, size_t index);
/* Those given by name, alone. */
Arguments arguments_named(const Arguments *arguments);
/* Whoever reads them otherwise says so: they are neither ignored nor refused. */
void arguments_were_read(const Arguments *arguments);
Value argument_named(Interpreter *interpreter, const Arguments *arguments, const char *name);

/* Fail with a TypeError that names `what` when the value is of another kind. */
bool expect_text(Interpreter *interpreter, Value value, const char *what, const char **text);
/* A string, or what an object with __fspath__ says of itself. */
bool expect_path(Interpreter *interpreter, Value value, const char **path);
bool expect_int(Interpreter *interpreter, Value value, const char *what, int64_t *integer);
/* NULL for None and ABSENT. */
bool expect_text_or_none(Interpreter *interpreter, Value value, const char *what, const char **text);

#define NATIVE(name) static bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)

#endif
