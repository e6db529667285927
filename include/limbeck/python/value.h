/* Values of a running script.
 *
 * Small values are held directly; the others are objects on the interpreter's
 * heap, collected between statements. A native function may hold values freely
 * until it calls back into the evaluator (python_call, python_iterate_next on a
 * user's iterator, ...); a value it needs afterwards and that nothing else
 * holds must be on the value stack meanwhile: python_push(). Arguments are
 * there already. */
#ifndef LIMBECK_PYTHON_VALUE_H
#define LIMBECK_PYTHON_VALUE_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/python/syntax/ast.h"

typedef struct Interpreter Interpreter;
typedef struct Object Object;
typedef struct String String;
typedef struct List List;
typedef struct Dict Dict;
typedef struct Class Class;
typedef struct Instance Instance;
typedef struct Module Module;
typedef struct Native Native;
typedef struct NativeClass NativeClass;
typedef struct Iterator Iterator;

typedef enum {
    VALUE_ABSENT, /* no value at all: an argument not given */
    VALUE_NONE,
    VALUE_BOOL,
    VALUE_INT,
    VALUE_FLOAT,
    VALUE_ELLIPSIS,
    VALUE_NOT_IMPLEMENTED,
    /* objects */
    VALUE_STRING,
    VALUE_BYTES,
    VALUE_LIST,
    VALUE_TUPLE,
    VALUE_DICT,
    VALUE_SET,
    VALUE_FROZENSET,
    VALUE_RANGE,
    VALUE_SLICE,
    VALUE_ITERATOR,
    VALUE_FUNCTION,
    VALUE_BUILTIN,
    VALUE_METHOD,
    VALUE_CLASS,
    VALUE_INSTANCE,
    VALUE_MODULE,
    VALUE_COROUTINE,
    VALUE_GENERATOR,
    VALUE_SUPER,
    VALUE_NATIVE,
    VALUE_OPAQUE,
    VALUE_PROPERTY,
    VALUE_BIG_INTEGER, /* an int beyond 64 bits */
    VALUE_SCOPE,       /* internal: the variables of a call */
    VALUE_KIND_COUNT
} ValueKind;

typedef struct Value {
    ValueKind kind;
    union {
        bool boolean;
        int64_t integer;
        double real;
        Object *object;
        String *string; /* BYTES too */
        List *list;     /* TUPLE too */
        Dict *dict;     /* SET and FROZENSET too */
        Class *class_;
        Instance *instance;
        Module *module;
        Native *native;
        Iterator *iterator;
    };
} Value;

struct Object {
    Object *next;
    ValueKind kind;
    bool marked;
    bool is_utf8; /* a string that was found to be valid */
};

struct String {
    Object header;
    size_t length; /* bytes */
    size_t count;  /* code points; equals length for ASCII and for BYTES */
    uint64_t hash; /* 0: not asked for yet */
    char bytes[];  /* NUL-terminated */
};

struct List {
    Object header;
    Value *items;
    size_t count;
    size_t capacity;
};

typedef struct DictEntry {
    Value key; /* ABSENT: removed */
    Value value;
    uint64_t hash;
} DictEntry;

struct Dict {
    Object header;
    DictEntry *entries; /* in order of insertion */
    size_t used;        /* entries taken, removed ones included */
    size_t count;       /* live entries */
    size_t capacity;
    uint32_t *slots; /* behind the entries, in one piece of memory */
    size_t slot_count;
    bool has_unknown;  /* a key that is not known: it may be any other */
    size_t table_size; /* that CPython's set would have begun with; 0: the smallest */
    size_t merged;     /* as many items came from another set at once */
};

/* From interned identifiers to values, in order of insertion. */
enum { NAME_HINTS = 8 };

typedef struct Names {
    const char **keys;
    Value *values;
    size_t count;
    size_t capacity;
    uint16_t hints[NAME_HINTS]; /* where names that were looked for stood */
} Names;

/* What a call passed: positional values first, then keyword values. */
typedef struct Arguments {
    const Value *values;
    size_t positional;
    const char *const *keywords; /* names of values[positional + i], interned */
    size_t keyword_count;
    uint64_t *read; /* a bit for each keyword that was looked at; NULL where nothing asks for it */
} Arguments;

typedef bool NativeFunction(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

struct Module {
    Object header;
    const char *name;
    const SourceFile *file; /* NULL for native modules */
    Arena *tree;            /* of the file; freed with the module, which all that runs in it holds */
    Value *constants;       /* of the tree, made once */
    size_t constant_count;
    size_t constant_capacity;
    Names names;
    const char *star_from; /* `import *` of something that could not be imported: any name may be of it */
};

struct Class {
    Object header;
    const char *name;
    const char *qualified; /* with what it is defined in */
    const char *module;
    Class **bases;
    size_t base_count;
    Class **order; /* itself and all bases, in method resolution order */
    size_t order_count;
    Names names;
    const NativeClass *native; /* of this class or the nearest native base */
    NativeFunction *construct; /* natives and builtins; self is the class */
    ValueKind builtin_kind;    /* ABSENT for classes of scripts */
    Class *meta;               /* its metaclass, NULL for `type` */
    bool is_library;           /* written in limbeck's own Python, and may lack what the real one has */
};

struct Instance {
    Object header;
    Class *class_;
    Names names;
    Value plain; /* the str, int, dict ... that an object of a derived class is; else ABSENT */
};

/* An object of a native module. `data` and everything it points to lives in
 * `arena`, or in natives kept by native_keep(). */
struct Native {
    Object header;
    Class *class_;
    const NativeClass *type;
    Arena *arena;        /* NULL until asked for */
    size_t *arena_bytes; /* of the interpreter: what the arena takes counts there */
    void *data;
    size_t data_size; /* behind the object itself */
    Value *kept;
    size_t kept_count;
    size_t kept_capacity; /* 0: what is kept stands behind the object */
    Names names;          /* attributes a script set */
    bool is_tuple;        /* compared, hashed and read as the tuple in kept[1] */
};

static inline Value value_none(void)
{
    return (Value){.kind = VALUE_NONE};
}
static inline Value value_absent(void)
{
    return (Value){.kind = VALUE_ABSENT};
}
static inline Value value_bool(bool boolean)
{
    return (Value){.kind = VALUE_BOOL, .boolean = boolean};
}
static inline Value value_int(int64_t integer)
{
    return (Value){.kind = VALUE_INT, .integer = integer};
}
static inline Value value_float(double real)
{
    return (Value){.kind = VALUE_FLOAT, .real = real};
}
static inline Value value_object(void *object)
{
    Object *header = object;
    return (Value){.kind = header->kind, .object = header};
}
/* The value of a built-in type that an object of a derived class is, else the value. */
static inline Value value_plain(Value value)
{
    if (value.kind == VALUE_INSTANCE && value.instance->plain.kind != VALUE_ABSENT)
        return value.instance->plain;
    return value.kind == VALUE_NATIVE && value.native->is_tuple ? value.native->kept[1] : value;
}
static inline bool value_is_none(Value value)
{
    return value.kind == VALUE_NONE;
}
static inline bool value_given(Value value)
{
    return value.kind != VALUE_ABSENT;
}
static inline bool value_is_text(Value value)
{
    return value.kind == VALUE_STRING;
}
static inline bool value_is_sequence(Value value)
{
    return value.kind == VALUE_LIST || value.kind == VALUE_TUPLE;
}

static inline bool value_is_number(Value value)
{
    return value.kind == VALUE_INT || value.kind == VALUE_FLOAT || value.kind == VALUE_BOOL;
}

static inline double value_as_real(Value value)
{
    return value.kind == VALUE_FLOAT ? value.real : value.kind == VALUE_BOOL ? value.boolean : (double)value.integer;
}

static inline int64_t value_as_integer(Value value)
{
    return value.kind == VALUE_BOOL ? value.boolean : value.integer;
}

static inline bool value_is_mapping_or_set(Value value)
{
    return value.kind == VALUE_DICT || value.kind == VALUE_SET || value.kind == VALUE_FROZENSET;
}

/* Making values. Limits on memory make these fail, with the error set. */
bool python_string(Interpreter *interpreter, const char *bytes, size_t length, Value *result);
bool python_text(Interpreter *interpreter, const char *string, Value *result);
bool python_bytes(Interpreter *interpreter, const char *bytes, size_t length, Value *result);
bool python_list(Interpreter *interpreter, const Value *items, size_t count, Value *result);
bool python_tuple(Interpreter *interpreter, const Value *items, size_t count, Value *result);
/* Stays on the interpreter's stack. */
bool python_text_list(Interpreter *interpreter, const StringVector *texts, Value *result);
bool python_dict(Interpreter *interpreter, Value *result);
bool python_set(Interpreter *interpreter, ValueKind kind, Value *result);
bool python_builtin(Interpreter *interpreter, const char *name, NativeFunction *function, Value self, Value *result);
bool python_opaque(Interpreter *interpreter, const char *path, Value *result);
const char *python_opaque_path(Value opaque);

bool list_append(Interpreter *interpreter, List *list, Value item);
bool dict_set(Interpreter *interpreter, Dict *dict, Value key, Value value);
bool dict_set_text(Interpreter *interpreter, Dict *dict, const char *key, Value value);
/* *found is ABSENT when the key is missing; false for an unhashable key. */
bool dict_get(Interpreter *interpreter, const Dict *dict, Value key, Value *found);
Value dict_get_text(const Dict *dict, const char *key);
bool dict_copy(Interpreter *interpreter, Value dict, Value *result);
bool dict_remove(Interpreter *interpreter, Dict *dict, Value key, Value *removed);

Value names_get(const Names *names, const char *interned);
void names_set(Names *names, const char *interned, Value value);
bool names_remove(Names *names, const char *interned);

/* Looking at values. */
const char *value_type_name(Value value);
Class *python_class_of(Interpreter *interpreter, Value value);
bool class_derives(const Class *derived, const Class *base);
bool python_truth(Interpreter *interpreter, Value value, bool *truth);
bool python_equal(Interpreter *interpreter, Value left, Value right, bool *equal);
bool python_hash(Interpreter *interpreter, Value value, uint64_t *hash);
bool python_str(Interpreter *interpreter, Value value, Text *out);
bool python_repr(Interpreter *interpreter, Value value, Text *out);
bool python_length(Interpreter *interpreter, Value value, size_t *length);

#endif
