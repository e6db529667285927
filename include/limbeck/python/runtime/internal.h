/* Declarations that the evaluator's files share and natives do not see. */
#ifndef LIMBECK_PYTHON_RUNTIME_INTERNAL_H
#define LIMBECK_PYTHON_RUNTIME_INTERNAL_H

#include "limbeck/base/map.h"
#include "limbeck/python/native.h"
#include "limbeck/python/runtime/evaluator.h"
#include "limbeck/python/runtime/kind.h"
#include "limbeck/python/syntax/parser.h"

/* ---- objects only the evaluator makes ---------------------------------- */

typedef struct Generator Generator;

struct Scope {
    Object header;
    Names names;
    Scope *parent; /* scope of the enclosing function; NULL at module level */
    Module *module;
    const FunctionNames *declared; /* NULL for class bodies and modules */
    Names *class_names;            /* of a class body: the class's namespace */
    Value prepared;                /* the result of the metaclass's __prepare__(); ABSENT: none */
    Class *owner;                  /* the class whose method runs, for super() */
    bool is_comprehension;         /* := in a comprehension binds in the enclosing scope */
    Generator *generator;          /* the generator whose variables these are */
};

/* The names that a function's own code binds. */
struct FunctionNames {
    StringVector locals;
    StringVector globals;
    StringVector nonlocals;
    const Node *node; /* the function */
    bool is_generator;
    int comprehension;     /* which kind, from NODE_LIST_COMPREHENSION on */
    const char *qualified; /* of a function: its __qualname__ */
};

typedef struct Function {
    Object header;
    const Node *node;
    Module *module;
    Scope *closure;
    Value *defaults; /* one for each parameter; ABSENT without a default */
    Class *owner;
    Names names; /* attributes */
    const char *name;
    const char *qualified;
} Function;

typedef struct Builtin {
    Object header;
    const char *name;
    NativeFunction *function;
    const NativeMember *member; /* its row in a table; NULL without one */
    Value self;                 /* ABSENT if read from the class: the first argument is then the object */
    Class *owner;               /* that class */
    bool is_of_class;           /* `self` is the class that it is read from, a subclass too */
} Builtin;

typedef struct Method {
    Object header;
    Value function;
    Value self;
} Method;

typedef struct Coroutine {
    Object header;
    Function *function;
    Scope *scope;
    bool finished;
} Coroutine;

/* State of one statement around a yield, which it needs to resume; each kind of statement uses the fields its
 * own way. */
typedef struct Pause {
    size_t index;
    Value first, second;
    int flow;
} Pause;

struct Generator {
    Object header;
    Function *function;
    Scope *scope;
    Pause *pauses; /* innermost statement first */
    size_t pause_count, pause_capacity;
    Value yielded, sent, thrown, result;
    bool started, running, resuming, finished;
};

/* The object that super() returns: looks up attributes of `self` in the classes after `after`. */
typedef struct Super {
    Object header;
    const Class *after;
    Value self;
} Super;

/* Numbers that differ in each run of CPython (run_number.c). */
typedef enum { NUMBER_NONE, NUMBER_ID, NUMBER_HASH } RunNumber;

typedef struct Opaque {
    Object header;
    const char *path;
    bool is_function; /* the result of a decorator on a function; or a class, by its statement */
    RunNumber number_kind;
    uint64_t number; /* of NUMBER_HASH */
    Value of;        /* of NUMBER_ID: the object */
} Opaque;

typedef struct Slice {
    Object header;
    Value lower, upper, step;
} Slice;

typedef enum { PROPERTY_GETTER, PROPERTY_STATIC, PROPERTY_CLASS } PropertyKind;

typedef struct Property {
    Object header;
    PropertyKind property_kind;
    Value function; /* None: a property without a getter */
    Value setter, deleter, doc;
    bool has_getters_doc;
} Property;

typedef bool IteratorStep(Interpreter *interpreter, Iterator *iterator, Value *item);

struct Iterator {
    Object header;
    IteratorStep *step;
    const char *type; /* the name of its class; NULL for a generator expression */
    Value source;
    Value extra;
    size_t index;
    size_t size;  /* 1 + the number of items of the dictionary or set at the start; 0: not known yet */
    size_t taken; /* for a dictionary's items */
    Value *parts; /* sources of zip and map; iterators of a generator's clauses */
    size_t part_count;
    const Node *node; /* for a generator expression */
    Scope *scope;
    bool finished;
};

/* A class statement whose metaclass makes the class. */
typedef struct Building {
    struct Building *outer;
    Class *class_; /* the owner of its methods already */
    bool used;     /* type.__new__() has taken it */
} Building;

typedef struct Frame {
    struct Frame *caller;
    Module *module;
    Scope *scope;
    const Node *node;   /* the node that is being evaluated */
    const Node *unused; /* the expression of an expression statement, whose value is dropped */
    const char *function;
    bool is_text;   /* of eval(): its nodes are not of the module's file, so places are its caller's */
    bool is_direct; /* only the evaluator's C code is between this frame and its caller */
} Frame;

/* Cache of a member lookup. */
typedef struct RecentMember {
    const NativeMember *among;
    const char *name; /* interned */
    const NativeMember *member;
} RecentMember;

/* Cache: the byte offset of a character in a text that is not ASCII. */
typedef struct TextPlace {
    const String *string;
    size_t character, byte;
} TextPlace;

enum { RECENT_CLASSES = 256, RECENT_MEMBERS = 512, HEAP_SIZES = 24, HEAP_STEP = 16, STACK_VALUES = 1 << 20 };

/* A container whose repr() is being built. */
typedef struct Showing {
    const struct Showing *outer;
    const Object *object;
} Showing;

struct Interpreter {
    InterpreterOptions options;
    const Evaluator *evaluator;
    const KindMembers *kinds; /* by ValueKind */
    Arena *arena;
    NameTable *names;
    Object *objects;
    size_t heap_bytes;
    size_t arena_bytes; /* bytes that natives allocated since the last collection */
    size_t live_bytes;  /* bytes after the last collection */
    size_t collect_at;
    size_t printed;       /* bytes printed since the script began */
    TextGuard texts;      /* bytes of the texts that natives are building */
    TextPlace text_place; /* the last one used; cleared when objects are freed */
    /* Arguments are pointers into it, so it never moves; the depth limit keeps it from overflowing. */
    Value *stack;
    size_t stack_count;
    Frame *frame;
    const Showing *showing;
    Names *captures;         /* of the regular expression that is being matched */
    bool calls_directly;     /* the call that is starting */
    bool watches_attributes; /* some class has __getattribute__ or __set__, or some object's __dict__ was read */
    Building *building;
    int calls, depth;
    int max_digits; /* of an integer as text; 0: any number */
    int guards;     /* number of try and with statements around the current one, callers included */
    uint64_t steps;
    bool strict, is_running, has_operated; /* no unknown calls; in upgrade(); an operation was called in an import */
    int loops;                             /* calls of asyncio.run() that are under way */
    bool skips;                            /* statements of an application's functions that cannot be evaluated */
    const char *skipped;                   /* why the first of them was not evaluated; NULL: all were */
    Value raised;                          /* the exception being raised; ABSENT if none */
    bool raised_by_statement;              /* raised by a raise statement of a script */
    Value handling;                        /* the exception that a bare raise raises again */
    PythonPlace raised_at;
    const SourceFile *raised_file;
    Error error; /* a refusal */
    Names builtins;
    Class *builtin_classes[VALUE_KIND_COUNT];
    Class *object_class;
    Class *property_classes[3]; /* by PropertyKind */
    Names exception_classes;
    Map environment;    /* os.environ entries set by scripts: name -> const char * */
    Map native_modules; /* name -> const NativeModule * */
    Map sources;        /* name -> const PythonSource * */
    Map modules;        /* name -> Module *, or Opaque */
    VECTOR(UnknownPart) unknown;
    Map unimportable;   /* modules that could not be imported after all: name -> why, const char * */
    Map native_classes; /* "module.name" -> Class * */
    Class *recent_classes[RECENT_CLASSES];
    RecentMember recent_members[RECENT_MEMBERS];
    Arena *pieces;               /* small objects live in it */
    Object *waiting[HEAP_SIZES]; /* freed objects, by size */
    Map files;                   /* path -> SourceFile * of everything parsed */
};

/* heap.c */
void *heap_new(Interpreter *interpreter, ValueKind kind, size_t size);
bool heap_reserve(Interpreter *interpreter, size_t bytes); /* may `bytes` more be taken? */
/* A string or bytes whose content the caller writes, and then the count of its characters. */
String *string_new(Interpreter *interpreter, ValueKind kind, size_t length);
void heap_collect_if_due(Interpreter *interpreter);
void heap_free_all(Interpreter *interpreter);
void names_release(Names *names);

/* scope.c */
const FunctionNames *function_names(Interpreter *interpreter, const Node *node);
const StringVector *statement_names(Interpreter *interpreter, const Node *node); /* that it may bind */
/* The kinds of its nodes, lambda bodies apart: 1 << NODE_NAME, ... */
uint32_t expression_kinds(Interpreter *interpreter, const Node *node);
bool scope_get(Interpreter *interpreter, Scope *scope, const char *name, Value *value);
/* A name that an `import *` of a module that could not be imported may have brought. */
bool star_name(Interpreter *interpreter, const Module *module, const char *name, Value *value);
bool scope_set(Interpreter *interpreter, Scope *scope, const char *name, Value value);
bool scope_remove(Interpreter *interpreter, Scope *scope, const char *name);
void scope_forget(Interpreter *interpreter, Scope *scope, const char *name); /* it may be freed already */
Scope *scope_new(Interpreter *interpreter, Scope *parent, Module *module, const FunctionNames *declared);

/* evaluate_statement.c */
bool evaluate_annotation(Interpreter *interpreter, Scope *scope, const Node *annotation, Value *value);
extern const Evaluator script_evaluator;
/* evaluate_expression.c */
bool evaluate(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
bool python_mapping(Interpreter *interpreter, Value *mapping, const char *where);
uint32_t add_constant(Module *module, Value value); /* its place among the module's, from 1 */
bool assign(Interpreter *interpreter, Scope *scope, const Node *target, Value value);
bool evaluate_slice(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
/* evaluate_comprehension.c */
bool evaluate_comprehension(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
/* evaluate_statement.c */
Flow execute_body(Interpreter *interpreter, Scope *scope, const NodeList *body, Value *result);
/* generator.c */
bool generator_make(Interpreter *interpreter, Function *function, Scope *scope, Value *result);
bool generator_resume(Interpreter *interpreter, Generator *generator, Value sent, Value *item);
/* The value that a generator returned, once: a later StopIteration has no value. None for another iterator. */
Value iterator_take_result(Value iterator);
/* Raises the StopIteration of an iterator that has ended: with what a generator returned. Always false. */
bool iterator_stops(Interpreter *interpreter, Value iterator);
bool generator_stops(Interpreter *interpreter);
extern const NativeMember generator_methods[];
bool is_yield(const Node *node);
Flow execute_yield(Interpreter *interpreter, Scope *scope, const Node *node, Value *received);
void pause_push(Scope *scope, Pause pause);
/* True when a generator resumes: *pause is the state that the statement stored. */
bool pause_pop(Scope *scope, Pause *pause);
/* execute_try.c */
Flow execute_try(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
Flow execute_with(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
/* match.c */
Flow execute_match(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
/* bind.c */
bool function_bind(Interpreter *interpreter, const Function *function, const Arguments *arguments, Scope *scope);
const char *name_as_written(const Scope *scope, const char *name);
/* What __qualname__ is of the name, defined in that scope. */
const char *scope_qualified(Interpreter *interpreter, const Scope *scope, const char *name);
const char *function_qualified(Interpreter *interpreter, const Scope *scope, const Node *node);
/* call.c */
bool evaluate_call(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
bool make_function(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
/* class.c */
/* Decorators onto the value stack, from `first` on; and called, the last one first. */
bool push_decorators(Interpreter *interpreter, Scope *scope, const NodeList *decorators);
bool call_decorators(Interpreter *interpreter, const NodeList *decorators, size_t first, Value *value);
/* As type.__setattr__() and type.__delattr__() do. */
bool class_set_attribute(Interpreter *interpreter, Value object, const char *name, Value value);
bool class_remove_attribute(Interpreter *interpreter, Value object, const char *name);
bool class_set(Interpreter *interpreter, Class *class_, const char *name, Value value);
bool class_remove(Interpreter *interpreter, Class *class_, const char *name);
/* How a value in a class's namespace acts when an attribute of an object is read. */
void class_watch(Interpreter *interpreter, const char *name, Value value);
/* descriptor.c */
bool is_data_descriptor(Interpreter *interpreter, Value found);
Value instance_own(const Instance *instance, const char *name);
bool instance_dict(Interpreter *interpreter, Value object, Value *result);
/* As object.__getattribute__(), __setattr__() and __delattr__() do; the result is ABSENT where there is none. */
bool generic_get(Interpreter *interpreter, Value object, const char *name, Value *result);
bool generic_set(Interpreter *interpreter, Value object, const char *name, Value value);
bool generic_remove(Interpreter *interpreter, Value object, const char *name);
bool property_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
bool property_init(Interpreter *interpreter, Property *property, const Arguments *arguments);
/* unknown.c: whether a condition may depend on an unknown value here. */
bool unknown_is_decided(const Interpreter *interpreter);
/* "settings.debug == 'x'": unknown as its parts are. */
bool unknown_comparison(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result);
/* unknown.c: an application's module, as far as it can be evaluated. False: its exception, or a limit. */
bool module_run_partially(Interpreter *interpreter, Module *module);
/* unknown.c: the name gets an unknown value, and so does everything that a function of the module may have changed. */
void module_make_unknown(Interpreter *interpreter, Module *module, const char *name, const char *reason);
bool opaque_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
/* A name that only functions of the module assign, after something was skipped: unknown. Else *result is as it was. */
bool global_is_unknown(Interpreter *interpreter, const Module *module, const char *name, Value *result);
void module_forget_changeable(Interpreter *interpreter, Module *module, const char *reason);
/* unknown_calls.c: the evaluator's state before a call, restored when the call fails. */
typedef struct Mark {
    Frame *frame;
    size_t stack_count;
    int calls, depth, guards;
} Mark;

static inline Mark position_mark(const Interpreter *interpreter)
{
    return (Mark){interpreter->frame, interpreter->stack_count, interpreter->calls, interpreter->depth,
                  interpreter->guards};
}

void restore_mark(Interpreter *interpreter, const Mark *to);
/* env.py called a function of the application, or read its attribute, that could not be evaluated: true where only the
 * result is unknown. */
bool call_is_unknown(Interpreter *interpreter, const Mark *before, Value called, const Arguments *arguments,
                     Value *result);
bool item_is_unknown(Interpreter *interpreter, const Mark *before, Value container, Value *result);
bool attribute_is_unknown(Interpreter *interpreter, const Mark *before, Value object, const char *name, Value *result);
/* A method of text, or text % values, was refused for an unknown value: while modules load, the answer is unknown
 * too. */
bool text_is_unknown(Interpreter *interpreter, const Mark *before, Value self, const Arguments *arguments,
                     Value *result);
/* What print() or a logger was given was refused: true where the place of the message says so. */
bool message_is_unknown(Interpreter *interpreter, const Mark *before, const Arguments *arguments);
/* A statement that failed where those are skipped: FLOW_NORMAL, or FLOW_RETURN of something unknown. */
Flow statement_skip(Interpreter *interpreter, Scope *scope, const Node *node, const Mark *before, Value *result);
/* Stores the annotation of a statement in the class whose body contains it. */
bool store_annotation(Interpreter *interpreter, Scope *scope, const Node *node);
/* Runs the body of a class. An attribute that cannot be evaluated is unknown on its own, except in a class of a table.
 */
bool class_run_statements(Interpreter *interpreter, Scope *body, const Node *node, const Class *class_);
/* Makes unknown what the failed statement may have changed half; `end`: the line after it; 0: it is
 * the last one of an indented block. Returns the reason. */
const char *statement_forget(Interpreter *interpreter, Module *module, const Node *node, int end, const Mark *before);
/* unknown.c */
void note_unknown_class(Interpreter *interpreter, const Scope *scope, const Node *node, const char *base);
void note_unknown_file(Interpreter *interpreter, const char *name, const char *file, const char *content,
                       LineRange left_out, const char *reason);

/* class_cell.c: the __classcell__ of a class whose functions use super() or __class__. */
bool class_cell_store(Interpreter *interpreter, Class *class_, Value namespace, Value *cell); /* in namespace */
/* The class that a class statement has begun and whose namespace this is, or a new one; NULL fails. */
Class *class_begin(Interpreter *interpreter, const char *name, Class *meta, Class *const *bases, size_t count,
                   Value namespace);
bool class_cell_fill(Interpreter *interpreter, Value cell, Class *class_);
bool class_cell_check(Interpreter *interpreter, Value cell, const char *name, Value made); /* after the metaclass */
bool execute_class(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
bool class_instantiate(Interpreter *interpreter, Class *class_, const Arguments *arguments, Value *result);
Class *class_new(Interpreter *interpreter, const char *name, Class *const *bases, size_t base_count);
bool class_set_bases(Interpreter *interpreter, Class *class_, Class *const *bases, size_t base_count);
/* evaluate_text.c */
bool builtin_compile(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool builtin_exec(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool builtin_eval(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool builtin_locals(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool make_imaginary(Interpreter *interpreter, double imaginary, Value *result);
bool complex_class(Interpreter *interpreter, Value *result);
/* abstract.c */
bool python_is_abstract(Interpreter *interpreter, Value value, bool *abstract);
bool class_is_concrete(Interpreter *interpreter, const Class *class_);
extern const NativeModule abstract_module;
/* run_number.c */
bool python_run_number(Interpreter *interpreter, RunNumber kind, Value of, uint64_t number, Value *result);
static inline bool is_run_number(Value value)
{
    return value.kind == VALUE_OPAQUE && ((const Opaque *)value.object)->number_kind != NUMBER_NONE;
}
bool run_numbers_compare(Interpreter *interpreter, Value left, Value right, bool *equal);
bool run_numbers_combine(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                         bool *handled);
bool builtin_id(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
/* Why an opaque value is one, as the end of a sentence. */
const char *opaque_because(const Interpreter *interpreter, Value opaque);
/* represent.c: as __repr__() and __str__() of the built-in base do. */
bool python_own_repr(Interpreter *interpreter, Value value, Text *out);
bool python_own_str(Interpreter *interpreter, Value value, Text *out);
/* namespaces.c: what the function of that name in _limbeck.namespaces returns. */
bool call_namespaces(Interpreter *interpreter, const char *name, Value of, Value *result);
bool names_view(Interpreter *interpreter, Value of, Value *result); /* its __dict__ */
/* instance.c */
bool python_super(Interpreter *interpreter, const Arguments *arguments, Value *result);
bool super_attribute(Interpreter *interpreter, const Super *super, const char *name, Value *result);
bool base_attribute(Interpreter *interpreter, const Class *class_, const char *name, Value *result);
/* A method read from its class: the object comes with the call. */
bool unbound_method(Interpreter *interpreter, const NativeMember *member, Class *owner, Value *result);
bool base_new(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
/* A script's own __name__ method for the value, from its class or metaclass; ABSENT without one. */
Value special_method(Interpreter *interpreter, Value value, const char *name);
/* Calls such a method, which may be a classmethod, staticmethod or any descriptor, of that object. */
bool python_call_special(Interpreter *interpreter, Value method, Value self, Value *result);
Value class_lookup(const Class *class_, const char *name);
/* The same for a method that the evaluator calls. */
/* Whether no class but `object` has the special method. */
bool special_is_of_object(const Interpreter *interpreter, const Class *class_, const char *name);
Value special_lookup(const Class *class_, const char *name);
bool is_builtin_of_cpython(Interpreter *interpreter, const Function *function);
bool bind_attribute(Interpreter *interpreter, Value found, Value self, Value *result);
/* The same for a built-in function read from the class `owner`: dict.fromkeys() makes an object of that class. */
bool bind_builtin(Interpreter *interpreter, Value found, Value owner, Value *result);
/* attribute.c */
/* Of a name that is interned already. */
/* An AttributeError if CPython's object does not have the name either, else a refusal. */
bool attribute_is_missing(Interpreter *interpreter, Value object, const char *name);
bool get_interned(Interpreter *interpreter, Value object, const char *name, Value *result);
/* function_attributes.c */
bool function_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
/* Evaluates its annotations where that may have an effect; others when they are read. */
bool function_annotate(Interpreter *interpreter, Function *function, Scope *scope);
bool python_texts_of_annotations(Interpreter *interpreter, const Module *of);
bool function_set_attribute(Interpreter *interpreter, Value object, const char *name, Value value);
bool function_remove_attribute(Interpreter *interpreter, Value object, const char *name);
/* attribute.c: an attribute of the native itself, ignoring derived classes of a script. */
/* __enter__ and __exit__ of an object that a with block takes, for those who call them themselves: ExitStack. */
bool native_manager_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
bool native_type_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
/* The built-in method that `object.name` is, `name` interned; NULL where the attribute must be looked up. */
const NativeMember *native_method(Interpreter *interpreter, Value object, const char *name);
bool remove_attribute(Interpreter *interpreter, Value object, const char *name);
/* missing_names.c: whether the object has this attribute in CPython. */
bool python_has_name(Interpreter *interpreter, Value object, const char *name);
bool python_kind_has_name(ValueKind kind, const char *name);
/* Whether the module of Python's own library has no such name; false for other modules. */
bool python_module_lacks(const char *module, const char *name);
/* dir() of a module of Python's own library; None for other modules. */
bool python_standard_names(Interpreter *interpreter, const char *module, Value *result);
/* A name that it has only in some versions of CPython, or only after some calls. */
bool python_has_name_sometimes(const char *name);
/* operator_methods.c: the operator of a built-in type as a method, __add__() and its like; NULL: none. */
const NativeMember *operator_member(ValueKind kind, const char *name);
bool member_is_operator(const NativeMember *member);
/* instance.c: __len__() and its like of a built-in container */
const NativeMember *container_member(ValueKind kind, const char *name);
/* operators.c */
bool right_side_is_first(Interpreter *interpreter, Value left, Value right, const char *name);
bool typing_call(Interpreter *interpreter, const char *name, const Value operands[2], Value *result);
/* comparison.c */
bool python_same_or_equal(Interpreter *interpreter, Value left, Value right, bool *equal);
/* import.c: whether a module of this text names Alembic, and so may run operations. */
bool source_may_migrate(const char *content, size_t length);
/* subscript.c */
/* The start, stop and step a slice means for a length, as slice.indices() does. */
bool slice_bounds(Interpreter *interpreter, const Slice *slice, size_t length, int64_t *start, int64_t *stop,
                  int64_t *step);
bool python_key_error(Interpreter *interpreter, Value key);
bool python_key_error_text(Interpreter *interpreter, const char *message);
bool subscript_get(Interpreter *interpreter, Value container, Value key, Value *result);
bool subscript_set(Interpreter *interpreter, Value container, Value key, Value value);
bool subscript_remove(Interpreter *interpreter, Value container, Value key);
/* exception.c */
void exceptions_install(Interpreter *interpreter);
Class *exception_class(Interpreter *interpreter, const char *name);
/* Whether iter() takes it; its items as a list, or onto the value stack. */
bool may_iterate(Interpreter *interpreter, Value value);
bool collect_to_unpack(Interpreter *interpreter, Value value, const char *message, Value *items);
bool push_unpacked(Interpreter *interpreter, Value iterable);
/* Clears the current exception if it is one of these; then returns true. */
bool exception_swallow(Interpreter *interpreter, const char *name);
bool exception_raise_value(Interpreter *interpreter, Value value);
/* Whether the value is an instance of an exception class. */
bool exception_made(Interpreter *interpreter, Value *value);
/* exception_fields.c: what __new__ and __init__ of BaseException keep of their arguments. */
bool exception_remember(Interpreter *interpreter, Value exception, const Arguments *arguments);
bool exception_new(Interpreter *interpreter, Class *class_, const Arguments *arguments, Value *result);
bool exception_init(Interpreter *interpreter, Value exception, const Arguments *arguments);
Class *exception_class_for(Interpreter *interpreter, Class *class_, const Arguments *arguments);
void exception_set_context(Interpreter *interpreter, Value exception);
bool exception_take_cause(Interpreter *interpreter, Value exception, Value cause);
const NativeMember *exception_methods(void);
/* ABSENT where it has no such field; *handled is false where the instance keeps the value as any other. */
bool exception_attribute(Interpreter *interpreter, Value object, const char *name, Value *result);
bool exception_has_field(Interpreter *interpreter, Value object, const char *name); /* that del cannot remove */
bool exception_set_attribute(Interpreter *interpreter, Value object, const char *name, Value value, bool *handled);
bool exception_text(Interpreter *interpreter, Value value, Text *out, bool *is_handled);
/* class_check.c: isinstance(), with __instancecheck__ of the class; a tuple of classes or a union too. */
bool python_is_instance(Interpreter *interpreter, Value value, Value type, bool *answer);
bool python_is_subclass(Interpreter *interpreter, Value type, Value base, bool *answer);
bool exception_matches(Interpreter *interpreter, Value exception, Value type, bool *matches);
/* import.c */
bool execute_import(Interpreter *interpreter, Scope *scope, const Node *node);
bool execute_import_from(Interpreter *interpreter, Scope *scope, const Node *node);
/* iterate.c */
bool dict_iterator_is_unchanged(Interpreter *interpreter, Iterator *iterator);
bool iterator_make(Interpreter *interpreter, IteratorStep *step, Value source, Iterator **iterator);
Class *iterator_class(Interpreter *interpreter, Value iterator);
bool python_type_of(Interpreter *interpreter, Value value, Value *result); /* as type() answers */
bool is_async_generator(Value value);
/* native.c: a TypeError unless `least` to `most` positional arguments were given. */
bool builtin_arity(Interpreter *interpreter, const Arguments *arguments, const char *name, size_t least, size_t most);
/* A TypeError for arguments that the row does not accept. */
bool native_takes(Interpreter *interpreter, const NativeMember *member, Value self, const Arguments *arguments);
/* Calls a script's own __name__ method; *called is false when it has none. */
bool python_call_own_special(Interpreter *interpreter, Value object, const char *name, Value *result, bool *called);
bool python_refuse_unknown(Interpreter *interpreter, Value value, const char *what);
/* convert.c: what operator.index() gives, an int. */
bool python_index(Interpreter *interpreter, Value value, Value *whole);
/* ascii(): repr() with non-ASCII characters escaped. */
bool python_ascii(Interpreter *interpreter, Value value, Text *out);
/* builtins */
extern const KindMembers kind_members[VALUE_KIND_COUNT];
void builtins_install(Interpreter *interpreter);
NativeFunction python_construct_slice;
/* set_order.c: the items in CPython's order; ABSENT if the order of insertion may be used. */
bool set_in_order(Interpreter *interpreter, Value set, Value *list);
/* The value itself if it is a set, else a new set of its items, which stays on the value stack. */
bool set_of_items(Interpreter *interpreter, Value value, Value *set);
bool set_clone(Interpreter *interpreter, Value set, ValueKind kind, Value *result);
bool set_make_room(Interpreter *interpreter, Value set, size_t more);
bool set_augment(Interpreter *interpreter, Operator operator_, Value set, Value other); /* |=, -=, ^= */
bool set_subtract(Interpreter *interpreter, Value set, const List *few);
bool set_without(Interpreter *interpreter, Value set, Value few, Value *result); /* as CPython subtracts a small set */
bool set_of_constants(Interpreter *interpreter, Value *set);
void dict_empty(Dict *dict);
/* operators.c: the set becomes what the other is. */
bool python_take_set(Interpreter *interpreter, Dict *into, Dict *from);
void standard_modules_install(Interpreter *interpreter);
extern const NativeModule regular_expressions_module, hashlib_module, logging_module, objects_module,
    real_functions_module;

/* The byte offset of a code point, and the code point at one. Both charge for what they walk over; the
 * caller's own result is void where the script may not take that. */
size_t string_offset(Interpreter *interpreter, const String *string, size_t index);
size_t string_index(Interpreter *interpreter, const String *string, size_t offset);
/* The first `part` (not empty) between `at` and `end`; NULL: none. */
const char *string_find(const char *at, const char *end, const String *part);
bool string_slice(Interpreter *interpreter, const String *string, size_t from, size_t to, Value *result);

/* Marks where the frame is, for messages. */
static inline void here(Interpreter *interpreter, const Node *node)
{
    interpreter->frame->node = node;
}

/* The innermost frame in a file of the project. */
const Frame *frame_with_place(const Interpreter *interpreter);

/* run_source.c: parses and runs a file, or a module of limbeck's own. */
typedef enum {
    SOURCE_SCRIPT,      /* it fails as a whole */
    SOURCE_APPLICATION, /* a value that is refused in it is unknown */
    SOURCE_LIBRARY      /* limbeck's own */
} SourceKind;
Module *run_source(Interpreter *interpreter, const char *name, const char *path, const char *content, size_t length,
                   SourceKind kind);

/* A line of the script; false where it printed too much already. */
bool interpreter_print(Interpreter *interpreter, Text *line);

/* Sets the error of the limit that was reached, or of a cancellation. Always false. */
bool interpreter_stop(Interpreter *interpreter);

/* Call before each node: whether the script may continue. */
static inline bool interpreter_tick(Interpreter *interpreter)
{
    const InterpreterOptions *options = &interpreter->options;
    bool is_cancelled = options->cancelled && atomic_load_explicit(options->cancelled, memory_order_relaxed);
    bool goes_on = interpreter->error.kind == ERROR_NONE && ++interpreter->steps <= options->limits.steps &&
                   interpreter->depth <= options->limits.depth && interpreter->calls <= options->limits.calls &&
                   !is_cancelled;
    return goes_on || interpreter_stop(interpreter);
}

NativeFunction builtin_import; /* import.c: __import__() */

#endif
