/* The syntax tree of a Python 3.13 file.
 *
 * Node names follow Python's own `ast` module. Every node keeps the line and
 * the byte column (both from 1) where its text begins. Nodes belong to the
 * arena given to the parser. */
#ifndef LIMBECK_PYTHON_SYNTAX_AST_H
#define LIMBECK_PYTHON_SYNTAX_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Node Node;
typedef struct NodeList {
    Node **items;
    size_t count;
} NodeList;

typedef enum {
    /* expressions */
    NODE_NAME,
    NODE_CONSTANT,
    NODE_JOINED_STRING,
    NODE_FORMATTED_VALUE,
    NODE_TUPLE,
    NODE_LIST,
    NODE_SET,
    NODE_DICT,
    NODE_LIST_COMPREHENSION,
    NODE_SET_COMPREHENSION,
    NODE_DICT_COMPREHENSION,
    NODE_GENERATOR,
    NODE_UNARY,
    NODE_BINARY,
    NODE_BOOLEAN,
    NODE_COMPARE,
    NODE_CALL,
    NODE_ATTRIBUTE,
    NODE_SUBSCRIPT,
    NODE_SLICE,
    NODE_STARRED,
    NODE_LAMBDA,
    NODE_CONDITIONAL,
    NODE_NAMED_EXPRESSION,
    NODE_AWAIT,
    NODE_YIELD,
    NODE_YIELD_FROM,
    /* statements */
    NODE_EXPRESSION,
    NODE_ASSIGN,
    NODE_AUGMENTED_ASSIGN,
    NODE_ANNOTATED_ASSIGN,
    NODE_RETURN,
    NODE_RAISE,
    NODE_DELETE,
    NODE_PASS,
    NODE_BREAK,
    NODE_CONTINUE,
    NODE_GLOBAL,
    NODE_NONLOCAL,
    NODE_IMPORT,
    NODE_IMPORT_FROM,
    NODE_ASSERT,
    NODE_IF,
    NODE_WHILE,
    NODE_FOR,
    NODE_TRY,
    NODE_WITH,
    NODE_FUNCTION,
    NODE_CLASS,
    NODE_MATCH,
    NODE_TYPE_ALIAS,
    /* patterns of match */
    NODE_MATCH_VALUE,
    NODE_MATCH_SINGLETON,
    NODE_MATCH_SEQUENCE,
    NODE_MATCH_MAPPING,
    NODE_MATCH_CLASS,
    NODE_MATCH_STAR,
    NODE_MATCH_AS,
    NODE_MATCH_OR,
    NODE_KIND_COUNT
} NodeKind;

typedef enum {
    CONSTANT_NONE,
    CONSTANT_TRUE,
    CONSTANT_FALSE,
    CONSTANT_ELLIPSIS,
    CONSTANT_INTEGER,
    CONSTANT_BIG_INTEGER, /* does not fit 64 bits: its digits are `bytes`, and their base `integer` */
    CONSTANT_FLOAT,
    CONSTANT_IMAGINARY,
    CONSTANT_STRING,
    CONSTANT_BYTES,
    CONSTANT_UNREADABLE, /* a string whose value limbeck cannot hold; bytes says why */
} ConstantKind;

typedef enum {
    OPERATOR_ADD,
    OPERATOR_SUBTRACT,
    OPERATOR_MULTIPLY,
    OPERATOR_MATRIX_MULTIPLY,
    OPERATOR_DIVIDE,
    OPERATOR_FLOOR_DIVIDE,
    OPERATOR_MODULO,
    OPERATOR_POWER,
    OPERATOR_SHIFT_LEFT,
    OPERATOR_SHIFT_RIGHT,
    OPERATOR_BIT_AND,
    OPERATOR_BIT_OR,
    OPERATOR_BIT_XOR,
    /* unary */
    OPERATOR_NOT,
    OPERATOR_NEGATE,
    OPERATOR_PLUS,
    OPERATOR_INVERT,
    /* boolean */
    OPERATOR_AND,
    OPERATOR_OR,
    /* comparison */
    OPERATOR_EQUAL,
    OPERATOR_NOT_EQUAL,
    OPERATOR_LESS,
    OPERATOR_LESS_EQUAL,
    OPERATOR_GREATER,
    OPERATOR_GREATER_EQUAL,
    OPERATOR_IS,
    OPERATOR_IS_NOT,
    OPERATOR_IN,
    OPERATOR_NOT_IN,
    OPERATOR_COUNT
} Operator;

/* How Python writes the operator: "+", "not in". */
const char *operator_symbol(Operator operator_);

/* The names that a function's code binds, and how; found once, on the first call. */
typedef struct FunctionNames FunctionNames;

typedef struct Parameter {
    const char *name;
    Node *annotation;
    Node *default_value;
} Parameter;

typedef struct Parameters {
    Parameter *items; /* positional-only, positional, keyword-only, in this order */
    size_t positional_only;
    size_t positional; /* positional-only ones included */
    size_t count;
    const char *star;        /* *args; NULL when there is none */
    const char *double_star; /* **kwargs */
} Parameters;

typedef struct Keyword {
    const char *name; /* NULL: **value */
    Node *value;
} Keyword;

typedef struct Comprehension {
    Node *target;
    Node *iterable;
    NodeList conditions;
    bool is_async;
} Comprehension;

typedef struct Alias {
    const char *name; /* dotted; "*" for a star import */
    const char *as;   /* NULL when there is no `as` */
} Alias;

typedef struct ExceptHandler {
    Node *type; /* NULL: catches everything */
    const char *name;
    NodeList body;
    int line, column;
} ExceptHandler;

typedef struct WithItem {
    Node *context;
    Node *target; /* NULL without `as` */
} WithItem;

typedef struct MatchCase {
    Node *pattern;
    Node *guard;
    NodeList body;
} MatchCase;

/* The parts of the larger nodes. A tree has few of them: they are allocated separately, so that nodes of names and
 * constants stay small. */
typedef struct LoopParts {
    Node *target, *iterable;
    NodeList body;
    NodeList otherwise;
    bool is_async;
} LoopParts;

typedef struct TryParts {
    NodeList body;
    ExceptHandler *handlers;
    size_t handler_count;
    NodeList otherwise;
    NodeList finally;
    bool is_star;
} TryParts;

/* The body of a library's function, as text until the first call. */
typedef struct UnparsedBody {
    const struct SourceFile *file;
    const char *text; /* from the start of its first line */
    size_t length;
    int line;
} UnparsedBody;

typedef struct FunctionParts {
    const char *name; /* "<lambda>" */
    Parameters parameters;
    NodeList body;          /* a LAMBDA has one expression */
    int end_line;           /* the last line of the text of a function other than a lambda */
    UnparsedBody *unparsed; /* `body` is empty until python_parse_body() has read this */
    NodeList decorators;
    Node *returns;
    bool is_async;
    FunctionNames *names;
    const char *qualified; /* the evaluator's: its __qualname__ */
} FunctionParts;

typedef struct ClassParts {
    const char *name;
    NodeList bases;
    Keyword *keywords;
    size_t keyword_count;
    NodeList body;
    NodeList decorators;
    bool has_cell; /* a function of its body uses super() or __class__ */
} ClassParts;

typedef struct PatternParts {
    Node *value;           /* MATCH_VALUE, MATCH_CLASS: class; MATCH_AS: pattern or NULL */
    NodeList patterns;     /* SEQUENCE, OR, CLASS positional, MAPPING values, CLASS keywords after them */
    NodeList keys;         /* MAPPING */
    const char **keywords; /* CLASS keyword names */
    size_t keyword_count;
    const char *name; /* STAR and AS; NULL is the wildcard; MAPPING: **rest */
} PatternParts;

struct Node {
    NodeKind kind;
    int line;
    int column;
    union {
        struct {
            const char *id;
        } name;
        struct {
            ConstantKind kind;
            int64_t integer;
            double real;
            const char *bytes; /* text, bytes, or digits */
            size_t length;
            uint32_t cached; /* the evaluator's index + 1 of the value; 0 is none */
        } constant;
        struct {
            NodeList values; /* JOINED_STRING, TUPLE, LIST, SET, BOOLEAN (with operator) */
            Operator operator_;
        } sequence;
        struct {
            Node *value;
            char conversion;   /* 's', 'r', 'a' or 0 */
            Node *format;      /* a JOINED_STRING or NULL */
            const char *debug; /* the text before '=', NULL without it */
        } formatted;
        struct {
            NodeList keys; /* an item is NULL for **value */
            NodeList values;
        } dict;
        struct {
            Node *element;
            Node *value; /* DICT_COMPREHENSION only */
            Comprehension *clauses;
            size_t clause_count;
            FunctionNames *names;
        } comprehension;
        struct {
            Operator operator_;
            Node *left; /* the operand, for UNARY */
            Node *right;
        } operation;
        struct {
            Node *left;
            Operator *operators;
            NodeList comparators;
        } compare;
        struct {
            Node *function;
            NodeList arguments;
            Keyword *keywords;
            size_t keyword_count;
            uint32_t cached; /* as of a constant */
        } call;
        struct {
            Node *value;
            const char *name;
        } attribute;
        struct {
            Node *value;
            Node *index;
        } subscript;
        struct {
            Node *lower, *upper, *step;
        } slice;
        struct {
            Node *test, *body, *otherwise;
        } conditional;
        struct {
            Node *value; /* STARRED, AWAIT, YIELD, EXPRESSION, RETURN; may be NULL */
        } single;
        struct {
            NodeList targets; /* one for NAMED_EXPRESSION, AUGMENTED and ANNOTATED */
            Node *value;      /* NULL for a bare annotation */
            Node *annotation;
            Operator operator_;
        } assign;
        struct {
            Node *exception, *cause;
        } raise;
        struct {
            NodeList targets;
        } delete_;
        struct {
            const char **names;
            size_t count;
        } scope; /* GLOBAL, NONLOCAL */
        struct {
            const char *module; /* IMPORT_FROM; NULL for `from . import x` */
            int level;
            Alias *aliases;
            size_t count;
        } import;
        struct {
            Node *test, *message;
        } assert_;
        struct {
            Node *test; /* IF, WHILE */
            NodeList body;
            NodeList otherwise;
        } branch;
        void *parts; /* one of these: */
        LoopParts *loop;
        TryParts *try_;
        FunctionParts *function;
        ClassParts *class_;
        PatternParts *pattern;
        struct {
            WithItem *items;
            size_t count;
            NodeList body;
            bool is_async;
        } with;
        struct {
            Node *subject;
            MatchCase *cases;
            size_t count;
        } match;
        struct {
            const char *name;
            Node *value;
        } type_alias;
    };
};

/* Whether the annotation is of a name without parentheses: only that declares the name. */
static inline bool annotation_is_simple(const Node *statement)
{
    const Node *target = statement->assign.targets.items[0];
    return target->kind == NODE_NAME && target->line == statement->line && target->column == statement->column;
}

/* Whether the evaluation of an annotation may have an effect, or another value later. NULL: false. */
bool annotation_has_effect(const Node *annotation);

/* A parsed file. `content` stays with it for messages. */
typedef struct SourceFile {
    const char *path;
    const char *content;
    size_t length;
    NodeList body;
    bool is_library; /* a library of limbeck: errors report the place of its caller */
} SourceFile;

#endif
