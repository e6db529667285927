/* What the bindings share: the host behind the interpreter, and how values
 * become schema. */
#ifndef LIMBECK_SRC_SCRIPT_BINDING_H
#define LIMBECK_SRC_SCRIPT_BINDING_H

#include "limbeck/python/native.h"
#include "limbeck/script/evaluation.h"

/* python_host() of every interpreter the script room makes. */
typedef struct ScriptHost {
    Arena *arena;
    const ScriptDirectory *directory;
    Sink *sink;                       /* NULL while env.py runs */
    ScriptEnvironment *environment;   /* what env.py decides */
    const ScriptEnvironment *decided; /* what it decided, for scripts */
    bool offline;
    bool unnamed_constraint;
    Value bind;        /* the connection scripts see; ABSENT until asked for */
    StringVector told; /* notices given once */
} ScriptHost;

#define NATIVE(name) static bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)

ScriptHost *script_host(Interpreter *interpreter);
Interpreter *script_interpreter(ScriptHost *host, const atomic_bool *cancelled, PythonLimits limits);
bool host_notice(Interpreter *interpreter, const char *notice);
/* The sink, its place set; refuses while env.py runs. */
Sink *host_sink(Interpreter *interpreter);
/* Tells what the sink said of the place in the script. */
bool sink_failed(Interpreter *interpreter, Error *error);

/* ---- objects of the sqlalchemy modules ------------------------------------- */

typedef struct TypeObject {
    SqlType *type;
} TypeObject;

typedef struct ExpressionObject {
    const Expression *expression;
} ExpressionObject;

typedef struct StatementObject {
    Statement *statement;
} StatementObject;

typedef struct TableObject {
    Table *table;
    bool is_lightweight; /* table(), not Table() */
} TableObject;

typedef struct ColumnObject {
    Expression *expression; /* first: a Column is an expression too */
    Column *column;
} ColumnObject;

typedef struct ConstraintObject {
    Constraint *constraint;
} ConstraintObject;

typedef struct IndexObject {
    Index *index;
} IndexObject;

typedef struct ForeignKeyObject {
    ForeignKey *key;
} ForeignKeyObject;

typedef struct ComputedObject {
    const Expression *expression;
    int persisted;
} ComputedObject;

typedef struct IdentityObject {
    IdentityOptions options;
} IdentityObject;

typedef struct MetadataObject {
    const char *schema;
    bool has_convention;
} MetadataObject;

extern const NativeClass primary_key_class, unique_class, foreign_key_constraint_class, check_class;
extern const NativeClass type_class, expression_class, column_class, statement_class, select_class, insert_class,
    update_class, delete_class, text_class, table_class, constraint_class, index_class, foreign_key_class,
    metadata_class, computed_class, identity_class;

/* types.c */
const NativeClass *const *type_classes(void); /* NULL-terminated, one a TypeKind */
bool type_from(Interpreter *interpreter, Native *owner, Value value, const SqlType **type); /* instance or class */
bool is_type(Value value);

/* expressions.c */
/* Each adds its names to a module. */
bool fill_expressions(Interpreter *interpreter, Module *module);
bool fill_schema(Interpreter *interpreter, Module *module);
bool fill_statements(Interpreter *interpreter, Module *module);
bool expression_object(Interpreter *interpreter, Value *result, Arena **arena);
void expression_object_set(Value object, const Expression *expression);
/* The expression a value stands for; natives are kept alive by the owner. */
bool expression_from(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                     const Expression **expression);
bool literal_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain);
/* SQL in a string, for conditions and index expressions. */
bool condition_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression);
const Expression *text_expression(Arena *arena, const char *text);
const Expression *column_expression(Arena *arena, const char *name);
typedef VECTOR(const Table *) TableVector;
void collect_tables(Arena *arena, const Expression *expression, TableVector *tables);

/* schema_parts.c: arguments that may be left out */
bool argument_flag(Interpreter *interpreter, Value value, bool *truth);
bool argument_text(Interpreter *interpreter, Arena *arena, Value value, const char *what, const char **text);
bool argument_three_way(Interpreter *interpreter, Value value, int *answer); /* -1: not given */

/* schema_objects.c */
bool table_from_items(Interpreter *interpreter, Native *owner, const char *name, const char *schema, const Value *items,
                      size_t count, Table *table);
bool columns_from(Interpreter *interpreter, Arena *arena, Value list, const char *what, StringVector *columns);
typedef struct OptionReceiver {
    Interpreter *interpreter;
    Native *owner;
    OptionVector *options;
} OptionReceiver;
/* A KeywordReceiver for postgresql_* and sqlite_* arguments; other dialects' are dropped. */
bool receive_option(void *state, const char *name, Value value);

/* statements.c */
bool statement_from(Interpreter *interpreter, Native *owner, Value value, const Statement **statement);

/* connection.c */
bool connection_object(Interpreter *interpreter, Value *result);
bool run_statement(Interpreter *interpreter, Value statement, Value parameters, Value *result);

/* the modules, for registration */
extern const NativeModule operations_module, context_module, sqlalchemy_module, sqlalchemy_sql_module,
    sqlalchemy_expression_module, sqlalchemy_types_module, sqlalchemy_schema_module, postgresql_module, sqlite_module,
    sqlalchemy_engine_module, sqlalchemy_asyncio_module, sqlalchemy_pool_module, logging_config_module, alembic_module,
    sqlalchemy_dialects_module, sqlalchemy_ext_module;

#endif
