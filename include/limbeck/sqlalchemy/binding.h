/* What the bindings share: the host behind the interpreter, and how values
 * become schema. */
#ifndef LIMBECK_SQLALCHEMY_BINDING_H
#define LIMBECK_SQLALCHEMY_BINDING_H

#include "limbeck/alembic/evaluation.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/naming.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/unseen.h"

/* An option of the ini that env.py sets from something limbeck could not import. */
typedef struct UnknownOption {
    const char *path;  /* what it is, as the script names it */
    PythonPlace place; /* where it is set */
} UnknownOption;

/* python_host() of every interpreter that runs env.py, scripts or models. */
typedef struct ScriptHost {
    BindingHost binding; /* first: what the sqlalchemy modules see */
    const ScriptDirectory *directory;
    ScriptEnvironment *environment;           /* what env.py decides, while it does */
    ScriptEnvironments *environments;         /* one for each run_migrations() of it */
    struct EnvironmentConnection *configured; /* what configure() was given last; NULL: no connection */
    struct EnvironmentTransaction *begun;     /* by context.begin_transaction(); NULL: none */
    bool is_external;                         /* env.py had begun it before configure(), and ends it */
    Map unknown_options;                      /* "section.key" -> UnknownOption, NULL where it is known again */
    const char *tag;                          /* --tag of the command line, for env.py */
    bool offline;
    StringVector notices; /* of scripts; env.py's are its ScriptEnvironment's */
    UnseenVector *unseen; /* takes what may bring tables that limbeck did not see; NULL: it is not noted */
} ScriptHost;

/* From src/packages, src/sqlalchemy/library and src/alembic/library. */
extern const PythonSource packages_library[], sqlalchemy_library[], alembic_library[];

/* environment.c: env.py run to its end, in an interpreter that is the caller's; NULL after
 * a failure. */
Interpreter *environment_run(ScriptHost *host, const EnvironmentRequest *request, Error *error);

/* models.c: what configure() was given, kept in the interpreter for script_models_open(). */
typedef enum { KEPT_METADATA, KEPT_INCLUDE_OBJECT, KEPT_INCLUDE_NAME, KEPT_DIRECTIVES, KEPT_COUNT } KeptValue;
bool keep_configuration(Interpreter *interpreter, const Value values[KEPT_COUNT]);

#define NATIVE(name) static bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)

ScriptHost *script_host(Interpreter *interpreter);
Interpreter *script_interpreter(ScriptHost *host, const atomic_bool *cancelled, PythonLimits limits);
/* attaching.c: `item` is one of the table whose columns these are, if they are of one. */
bool attach_to_table(Interpreter *interpreter, const Value *columns, size_t count, Value item);
bool table_attach(Interpreter *interpreter, Value table, Value item); /* tables.c */
/* The file of a module of the project, where it has one of that name. */
bool host_finds_module(ScriptHost *host, const char *name, const char **path);
bool host_reads_module(ScriptHost *host, const char *name, const char **path, const char **content, size_t *length,
                       bool *is_package);
/* unseen.c */
void note_unseen(Interpreter *interpreter, const char *name, const char *reason);
/* Of a module of the project that could not be evaluated to its end. */
void note_unread_imports(ScriptHost *host, const UnknownPart *part);
void note_unknown_call(Interpreter *interpreter, const char *path, const Arguments *arguments);

/* ---- objects of the sqlalchemy modules ------------------------------------- */

typedef struct TypeObject {
    const SqlType *type;
} TypeObject;

typedef struct ExpressionObject {
    const Expression *expression;
} ExpressionObject;

typedef struct StatementObject {
    Statement *statement;
} StatementObject;

typedef struct TableObject {
    Table *table;
    bool is_lightweight;                /* table(), not Table() */
    const NamingConvention *convention; /* its MetaData's; NULL without one */
    const char *referent_schema;        /* of what its foreign keys name without a schema */
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
    const NamingConvention *convention;
    const char *lacks; /* what a model of its derives from that could not be imported; NULL: it has all */
    bool has_types;    /* an Enum(metadata=...) is made with it */
} MetadataObject;

extern const NativeClass exclude_class, sequence_class, ddl_class;
extern const NativeClass primary_key_class, unique_class, foreign_key_constraint_class, check_class;
extern const NativeClass type_class, expression_class, column_class, statement_class, select_class, insert_class,
    exists_class, update_class, delete_class, text_class, table_class, constraint_class, index_class, foreign_key_class,
    metadata_class, computed_class, identity_class;

/* types.c */
const NativeClass *const *type_classes(void); /* NULL-terminated, one a TypeKind */
/* Those that a dialect's module has of its own, one after the other; NULL at the end. */
const NativeClass *type_class_of_dialect(size_t index, const char *module);
bool type_from(Interpreter *interpreter, Native *owner, Value value, const SqlType **type); /* instance or class */
bool is_type(Value value);
/* As an object of its class; it is `owner`'s. */
bool type_object(Interpreter *interpreter, Value owner, const SqlType *type, Value *result);

/* expressions.c */
/* postgresql's own */
bool make_array(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool make_aggregate_order_by(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
/* functions.c; each fill_ adds its names to a module. */
bool fill_expressions(Interpreter *interpreter, Module *module);
bool fill_schema(Interpreter *interpreter, Module *module);
bool fill_statements(Interpreter *interpreter, Module *module);
bool expression_object(Interpreter *interpreter, Value *result, Arena **arena);
void expression_object_set(Value object, const Expression *expression);
/* The expression a value stands for; natives are kept alive by the owner. */
bool expression_from(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                     const Expression **expression);
bool literal_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain);
/* As literal_from(); a list too where the driver takes one. */
bool parameter_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain);
/* What a value takes from the expression it is compared with; NULL where it speaks for itself. */
const SqlType *type_beside(const Expression *left, Value right);
/* SQL in a string, for conditions and index expressions. */
bool condition_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression);
const Expression *text_expression(Arena *arena, const char *text);
const Expression *column_expression(Arena *arena, const char *name);
const Expression *expression_of(Value value);
/* Operators between values of which at least one is an expression. */
bool make_binary(Interpreter *interpreter, SqlOperator operator_, Value left, Value right, Value *result);
bool make_junction(Interpreter *interpreter, SqlOperator operator_, const Value *values, size_t count, Value *result);
bool expression_unary_hook(Interpreter *interpreter, Operator operator_, Value operand, Value *result);

/* json_elements.c */
bool json_item(Interpreter *interpreter, Value self, Value key, Value *result);
bool property_astext(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool method_as_string(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool method_as_integer(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool method_as_float(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool method_as_boolean(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

/* expression_methods.c */
extern const NativeMember expression_methods[];
/* An expression of `kind` around self. */
bool wrap_expression(Interpreter *interpreter, Value self, ExpressionKind kind, SqlOperator operator_, const char *name,
                     Value *result);
bool make_over(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
extern const NativeMember expression_properties[];
bool make_cast(Interpreter *interpreter, Value value, Value type, Value *result);

typedef VECTOR(const Table *) TableVector;
void collect_tables(Arena *arena, const Expression *expression, TableVector *tables);

/* schema_parts.c: arguments that may be left out */
bool argument_flag(Interpreter *interpreter, Value value, bool *truth);
bool argument_text(Interpreter *interpreter, Arena *arena, Value value, const char *what, const char **text);
bool argument_three_way(Interpreter *interpreter, Value value, int *answer); /* -1: not given */

/* `values`: using, where, ops, deferrable, initially. */
bool read_exclude(Interpreter *interpreter, Native *owner, const Value *pairs, size_t count, const Value *values,
                  Constraint *constraint);

/* naming.c */
bool op_f(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
/* A name a script gives; final when op.f() made it. */
bool name_from(Interpreter *interpreter, Arena *arena, Value value, const char *what, const char **name,
               bool *is_final);
bool convention_from(Interpreter *interpreter, Arena *arena, Value value, const NamingConvention **convention);
const NamingConvention *convention_copy(Arena *arena, const NamingConvention *convention);
const NamingConvention *script_convention(Interpreter *interpreter); /* target_metadata's */
bool name_table_parts(Interpreter *interpreter, Arena *arena, const NamingConvention *convention, Table *table);
bool name_operation(Interpreter *interpreter, Arena *arena, Operation *operation);

/* metadata.c: the table is one of its tables from now on. */
bool join_metadata(Interpreter *interpreter, Value metadata, Value table);

/* columns.c, tables.c */
typedef struct TableItems {
    const Value *values;
    size_t count;
    const NamingConvention *convention;
    bool of_directive; /* op.create_table() passes over what is no column, constraint or index */
} TableItems;
bool table_from_items(Interpreter *interpreter, Native *owner, const char *name, const char *schema,
                      const TableItems *items, Table *table);
bool columns_from(Interpreter *interpreter, Arena *arena, Value list, const char *what, StringVector *columns);
typedef struct OptionReceiver {
    Interpreter *interpreter;
    Native *owner;
    OptionVector *options;
} OptionReceiver;
/* A KeywordReceiver for postgresql_* and sqlite_* arguments; other dialects' are dropped. */
bool receive_option(void *state, const char *name, Value value);

/* statements.c */
Statement *statement_of(Value value);
bool new_statement(Interpreter *interpreter, const NativeClass *type, StatementKind kind, Value *result,
                   Statement **statement);
/* A copy to change; the original stays what it was. */
bool derive_statement(Interpreter *interpreter, Value self, Value *result, Statement **statement);
bool append_expressions(Interpreter *interpreter, Native *owner, const Arguments *arguments, ExpressionList *list);
/* derive_statement(), with expressions added to the list at this offset of a Statement. */
bool extend_statement(Interpreter *interpreter, Value self, const Arguments *arguments, size_t offset, Value *result);
bool statement_where(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

/* insert() with ON CONFLICT, of the dialects' modules. */
bool fill_dialect_statements(Interpreter *interpreter, Module *module);
bool table_of_class(Interpreter *interpreter, Value *value);

/* from_clauses.c */
extern const NativeMember from_methods[]; /* of everything that can stand in a FROM */
bool from_object(Interpreter *interpreter, Native *owner, Value value, const Table **table);
typedef struct JoinArguments {
    Value right, on;
    bool is_outer, is_full;
} JoinArguments;
bool read_join(Interpreter *interpreter, const Arguments *arguments, bool is_outer, JoinArguments *join);
/* Without ON, the foreign key between the two sides says it. */
bool infer_on(Interpreter *interpreter, Arena *arena, Table *join);
bool without_first(const Arguments *arguments, Arguments *rest);
const Expression *column_in(Arena *arena, const Table *table, const char *name);
bool query_subquery(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool query_lateral(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool query_cte(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool make_join_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool make_outerjoin_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool make_alias(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

/* selects.c */
bool fill_selects(Interpreter *interpreter, Module *module);
bool select_of_table(Interpreter *interpreter, Value table, Value *result);
/* A query as a value: (SELECT ...). */
bool scalar_from(Interpreter *interpreter, Native *owner, Value query, const Expression **expression);
/* Good for as long as the arena and the value. */
bool statement_from(Interpreter *interpreter, Arena *arena, Value value, const Statement **statement);

/* rows.c: takes the rows over. */
bool result_object(Interpreter *interpreter, ScriptRows *rows, const Statement *statement, Value *result);
/* column_readers.c: what the types of a statement's columns make of the values it answers. */
typedef struct ColumnReader {
    Value read;   /* a callable; ABSENT: values are what they are */
    bool of_text; /* only of those that the driver left as text */
} ColumnReader;
bool column_readers(Interpreter *interpreter, Value owner, const Statement *statement, size_t count,
                    const ColumnReader **readers);
bool column_read(Interpreter *interpreter, const ColumnReader *reader, const ScriptCell *cell, Value *value);

/* connection.c */
bool connection_object(Interpreter *interpreter, Value *result);
bool run_statement(Interpreter *interpreter, Value statement, Value parameters, Value *result);

/* ddl_objects.c */
/* create(bind, checkfirst) and drop(): offline nothing is looked up, as in Alembic. */
typedef struct LookFirst {
    const char *kind; /* "table", "type", "sequence" */
    const char *name, *schema;
    bool drops;
    bool by_default; /* checkfirst where it is not given */
} LookFirst;
/* *needed is false for what is there already, or for what is not there to drop. */
bool look_first(Interpreter *interpreter, const Arguments *arguments, const LookFirst *look, bool *needed);
/* create() or drop() of the type, with the arguments of such a call. */
bool emit_enum(Interpreter *interpreter, const Arguments *arguments, const SqlType *type, OperationKind kind,
               bool checks);
bool tables_make_types(Interpreter *interpreter, const Dict *tables, bool checks);
extern const char *const identity_option_names[IDENTITY_OPTIONS];
/* The values stand in the order of their names. */
bool identity_options_from(Interpreter *interpreter, Arena *arena, const Value *values, IdentityOptions *options);
bool table_create(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool table_create_alone(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool table_drop(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
/* They stand with the statements they begin. */
bool table_insert(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool table_update(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool table_delete(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
/* CreateTable(t) and its like; *handled is false for what is none of them. */
bool execute_ddl(Interpreter *interpreter, Value value, bool *handled);
bool fill_ddl(Interpreter *interpreter, Module *module);

/* environment.c: before env.py says anything */
ScriptEnvironment environment_defaults(void);

/* engines.c */
/* The text of a URL, password included: a string, or one of SQLAlchemy's URLs. */
bool url_text(Interpreter *interpreter, Value url, const char **text);

/* config_object.c */
extern const NativeClass config_class;

/* project_files.c: to os and os.path */
bool add_file_functions(Interpreter *interpreter);


/* modules.c: functions of a module, ended by a NULL name. */
bool add_functions(Interpreter *interpreter, Module *module, const NativeMember *members);
/* Everything that a module written in Python defines. */
bool copy_names(Interpreter *interpreter, const char *source, Module *module);

/* the modules, for registration */
extern const NativeModule operations_module, context_module, sqlalchemy_module, sqlalchemy_sql_module,
    sqlalchemy_expression_module, sqlalchemy_types_module, sqlalchemy_schema_module, postgresql_module, sqlite_module,
    sqlalchemy_sqltypes_module, sqlalchemy_sql_schema_module, sqlalchemy_engine_module, sqlalchemy_asyncio_module,
    sqlalchemy_pool_module, logging_config_module, alembic_module, sqlalchemy_dialects_module, sqlalchemy_ext_module,
    limbeck_clock_module, limbeck_files_module, limbeck_host_module;

#endif
