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
    VALUE_ABSENT, /* no value: for example an argument that was not given */
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
    VALUE_SCOPE,       /* internal: the local variables of a call */
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
    bool is_utf8; /* a string already checked to be valid UTF-8 */
};

struct String {
    Object header;
    size_t length; /* bytes */
    size_t count;  /* code points; equals length for ASCII and for BYTES */
    uint64_t hash; /* 0: not computed yet */
    char bytes[];  /* NUL-terminated */
};

struct List {
    Object header;
    Value *items;
    size_t count;
    size_t capacity;
};

typedef struct DictEntry {
    Value key;     /* ABSENT: removed */
    Value value;   /* of a removed number of a set: that number */
    uint64_t hash; /* of a removed number of a set: how many entries there were when it was removed */
} DictEntry;

struct Dict {
    Object header;
    DictEntry *entries; /* in insertion order */
    size_t used;        /* number of entries, removed ones included */
    size_t count;       /* live entries */
    size_t capacity;
    uint32_t *slots; /* in the same allocation, after the entries */
    size_t slot_count;
    bool has_unknown;  /* whether a key is an unknown value, which may equal any key */
    size_t table_size; /* the table size that CPython's set would have started with; 0: the smallest */
    size_t merged;     /* how many items were added at once from another set */
    size_t popped;     /* entries there were after the last set.pop(); 0: there was none */
    bool forgets;      /* removed items of the set are not recorded any more: its order is unknown */
};

/* Interned identifiers and their values, in insertion order. */
enum { NAME_HINTS = 8 };

typedef struct Names {
    const char **keys;
    Value *values;
    size_t count;
    size_t capacity;
    uint16_t hints[NAME_HINTS]; /* cache: the positions of recent lookups */
} Names;

/* The arguments of a call: positional values first, then keyword values. */
typedef struct Arguments {
    const Value *values;
    size_t positional;
    const char *const *keywords; /* names of values[positional + i], interned */
    size_t keyword_count;
    uint64_t *read; /* one bit for each keyword that was read; NULL: not recorded */
} Arguments;

typedef bool NativeFunction(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

struct Module {
    Object header;
    const char *name;
    const SourceFile *file; /* NULL for native modules */
    Arena *tree;      /* the file's syntax tree, freed with the module; all functions of the module keep it alive */
    Value *constants; /* values of the tree's constants, made once */
    size_t constant_count;
    size_t constant_capacity;
    Names names;
    int reads_annotations; /* 1: its text names __annotations__; -1: not; 0: not looked for yet */
    const char *star_from; /* after `import *` of an unknown module, any unknown name may come from it */
};

struct Class {
    Object header;
    const char *name;
    const char *qualified; /* __qualname__ */
    const char *module;
    Class **bases;
    size_t base_count;
    Class **order; /* the method resolution order, the class itself first */
    size_t order_count;
    Names names;
    const NativeClass *native; /* the native class, or the nearest native base */
    NativeFunction *construct; /* for native and built-in classes; self is the class */
    ValueKind builtin_kind;    /* ABSENT for classes defined by scripts */
    Class *meta;               /* its metaclass, NULL for `type` */
    bool is_library;           /* defined in an embedded module; the real class may have more names */
    bool has_slots;            /* its objects have the attributes of __slots__ only */
};

struct Instance {
    Object header;
    Class *class_;
    Names names;
    Dict *attributes; /* instead of names, once a script has read __dict__ */
    Value plain;      /* the str, int, dict ... inside an object of a derived class; else ABSENT */
};

/* An object of a native class. `data` and everything it points to is in `arena`, or in natives that are
 * in its slots. */
struct Native {
    Object header;
    Class *class_;
    const NativeClass *type;
    Arena *arena;        /* NULL until first used */
    size_t *arena_bytes; /* the interpreter's counter, to which the arena's memory is added */
    void *data;
    size_t data_size; /* in the same allocation, after the inner slots */
    Value *slots;     /* values that live as long as this object */
    size_t slot_count;
    size_t slot_capacity; /* 0: the slots are the inner ones */
    Names names;          /* attributes set by scripts */
    uint32_t inner_slots; /* in the same allocation, after the object */
    bool is_tuple;        /* the object compares, hashes and iterates as the tuple in slots[1] */
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
/* The built-in value inside an object of a derived class; other values are returned as they are. */
static inline Value value_plain(Value value)
{
    if (value.kind == VALUE_INSTANCE && value.instance->plain.kind != VALUE_ABSENT)
        return value.instance->plain;
    return value.kind == VALUE_NATIVE && value.native->is_tuple ? value.native->slots[1] : value;
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

/* Constructors. They fail with the error set when the memory limit is reached. */
bool python_string(Interpreter *interpreter, const char *bytes, size_t length, Value *result);
bool python_text(Interpreter *interpreter, const char *string, Value *result);
bool python_bytes(Interpreter *interpreter, const char *bytes, size_t length, Value *result);
bool python_list(Interpreter *interpreter, const Value *items, size_t count, Value *result);
bool python_tuple(Interpreter *interpreter, const Value *items, size_t count, Value *result);
/* The result stays on the value stack. */
bool python_text_list(Interpreter *interpreter, const StringVector *texts, Value *result);
bool python_dict(Interpreter *interpreter, Value *result);
bool python_set(Interpreter *interpreter, ValueKind kind, Value *result);
bool python_builtin(Interpreter *interpreter, const char *name, NativeFunction *function, Value self, Value *result);
bool python_opaque(Interpreter *interpreter, const char *path, Value *result);
const char *python_opaque_path(Value opaque);

/* False when memory is over its limit, or a key cannot be hashed. */
bool list_append(Interpreter *interpreter, List *list, Value item);
bool dict_set(Interpreter *interpreter, Dict *dict, Value key, Value value);
/* Sets *value unless the key is there; then *value becomes its value. The key is hashed once. */
bool dict_set_default(Interpreter *interpreter, Dict *dict, Value key, Value *value);
bool dict_set_text(Interpreter *interpreter, Dict *dict, const char *key, Value value);
/* *found is ABSENT if the key is missing; false for an unhashable key. */
bool dict_get(Interpreter *interpreter, const Dict *dict, Value key, Value *found);
Value dict_get_text(const Dict *dict, const char *key);
bool dict_copy(Interpreter *interpreter, Value dict, Value *result);
bool dict_remove(Interpreter *interpreter, Dict *dict, Value key, Value *removed);

/* By address: the name comes from python_intern(). ABSENT where there is none. */
Value names_get(const Names *names, const char *interned);
void names_set(Names *names, const char *interned, Value value);
bool names_remove(Names *names, const char *interned);

/* Looking at values. */
const char *value_type_name(Value value);
/* The name of its type, as messages of errors have it. */
const char *python_type_name(Interpreter *interpreter, Value value);
/* The same in "f() argument 1 must be str, not None". */
static inline const char *python_argument_type_name(Interpreter *interpreter, Value value)
{
    return value_is_none(value) ? "None" : python_type_name(interpreter, value);
}
Class *python_class_of(Interpreter *interpreter, Value value);
bool class_derives(const Class *derived, const Class *base);
bool python_truth(Interpreter *interpreter, Value value, bool *truth);
bool python_equal(Interpreter *interpreter, Value left, Value right, bool *equal);
bool python_hash(Interpreter *interpreter, Value value, uint64_t *hash);
bool python_str(Interpreter *interpreter, Value value, Text *out);
bool python_repr(Interpreter *interpreter, Value value, Text *out);
bool python_length(Interpreter *interpreter, Value value, size_t *length);

#endif
