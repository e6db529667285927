/* The names of the alembic and sqlalchemy modules. */
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/connection.h"

#include "limbeck/sqlalchemy/functions.h"
#include "limbeck/sqlalchemy/selects.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>

static void set_name(Interpreter *interpreter, Module *module, const char *name, Value value)
{
    names_set(&module->names, python_intern(interpreter, name), value);
}

bool add_functions(Interpreter *interpreter, Module *module, const NativeMember *members)
{
    for (const NativeMember *member = members; member->name; member++) {
        Value function;
        if (!python_member(interpreter, member, value_none(), &function))
            return false;
        set_name(interpreter, module, member->name, function);
    }
    return true;
}

bool copy_names(Interpreter *interpreter, const char *source, Module *module)
{
    Value from;
    if (!python_import(interpreter, source, &from))
        return false;
    for (size_t i = 0; i < from.module->names.count; i++)
        if (from.module->names.keys[i][0] != '_')
            names_set(&module->names, from.module->names.keys[i], from.module->names.values[i]);
    return true;
}

static void fill_classes(Interpreter *interpreter, Module *module, TypeModules which)
{
    for (size_t kind = 0; kind < TYPE_KIND_COUNT; kind++) {
        const TypeRow *row = type_row((TypeKind)kind);
        if (row->modules & (int)which)
            set_name(interpreter, module, row->name,
                     value_object(python_native_class(interpreter, type_classes()[kind])));
    }
}

static void fill_int(Interpreter *interpreter, Module *module)
{
    const NativeClass *integer = type_classes()[TYPE_UPPER_INTEGER];
    set_name(interpreter, module, "INT", value_object(python_native_class(interpreter, integer)));
}

/* postgresql.dialect, sqlite.dialect */
static bool set_dialect(Interpreter *interpreter, Module *module, const char *function)
{
    Value types, made;
    if (!python_import(interpreter, "_limbeck.sqltypes", &types) ||
        !python_get_attribute(interpreter, types, function, &made))
        return false;
    set_name(interpreter, module, "dialect", made);
    return true;
}

/* Names that are implemented in Python. */
static bool take_classes(Interpreter *interpreter, Module *module, const char *const *names)
{
    Value types, class_;
    if (!python_import(interpreter, "_limbeck.sqltypes", &types))
        return false;
    for (; *names; names++) {
        if (!python_get_attribute(interpreter, types, *names, &class_))
            return false;
        set_name(interpreter, module, *names, class_);
    }
    return true;
}

/* TypeEngine.Comparator, the base of comparators of an application's types. */
static bool add_comparator(Interpreter *interpreter, Class *engine)
{
    Value types, comparator;
    if (!python_import(interpreter, "_limbeck.sqltypes", &types) ||
        !python_get_attribute(interpreter, types, "Comparator", &comparator))
        return false;
    return python_set_attribute(interpreter, value_object(engine), "Comparator", comparator);
}

static bool fill_sqltypes(Interpreter *interpreter, Module *module)
{
    static const char *const names[] = {"Concatenable", "Indexable", "TypeDecorator", NULL};
    fill_classes(interpreter, module, IN_TYPES);
    fill_int(interpreter, module);
    Class *engine = python_native_class(interpreter, &type_class);
    set_name(interpreter, module, type_class.name, value_object(engine));
    return add_comparator(interpreter, engine) && take_classes(interpreter, module, names);
}

static bool fill_types(Interpreter *interpreter, Module *module)
{
    static const char *const names[] = {"ExternalType", "UserDefinedType", NULL};
    return fill_sqltypes(interpreter, module) && take_classes(interpreter, module, names);
}

static bool fill_types_of_sqlalchemy(Interpreter *interpreter, Module *module)
{
    static const char *const names[] = {"TypeDecorator", NULL};
    fill_classes(interpreter, module, IN_SQLALCHEMY);
    fill_int(interpreter, module);
    return take_classes(interpreter, module, names);
}

/* ---- types that a module does not have ------------------------------------------------- */

static bool is_elsewhere(const char *name, int here)
{
    static const struct {
        const char *name;
        int modules;
    } others[] = {
        {"TupleType", IN_SQLALCHEMY | IN_TYPES},
        {"INT", IN_SQLALCHEMY | IN_TYPES},
        {"MatchType", IN_TYPES},
        {"TypeEngine", IN_TYPES},
        {"UserDefinedType", IN_TYPES},
        {"ExternalType", IN_TYPES},
        {"Concatenable", IN_TYPES},
        {"Indexable", IN_TYPES},
        {"Variant", IN_TYPES},
        {"TypeDecorator", IN_SQLALCHEMY | IN_TYPES},
        {"DOMAIN", IN_POSTGRESQL},
        {"JSONPATH", IN_POSTGRESQL},
        {"NamedType", IN_POSTGRESQL},
        {"AbstractRange", IN_POSTGRESQL},
        {"AbstractMultiRange", IN_POSTGRESQL},
        {"AbstractSingleRange", IN_POSTGRESQL},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].name, name) == 0)
            return !(others[i].modules & here);
    TypeKind kind = type_kind_named(name);
    return kind != TYPE_KIND_COUNT && !(type_row(kind)->modules & here);
}

static bool sqlalchemy_lacks(const char *name)
{
    return is_elsewhere(name, IN_SQLALCHEMY);
}

static bool types_lack(const char *name)
{
    return is_elsewhere(name, IN_TYPES);
}

static bool sqltypes_lack(const char *name)
{
    return strcmp(name, "UserDefinedType") == 0 || strcmp(name, "ExternalType") == 0 || types_lack(name);
}

static bool postgresql_lacks(const char *name)
{
    return is_elsewhere(name, IN_POSTGRESQL);
}

static bool sqlite_lacks(const char *name)
{
    return is_elsewhere(name, IN_SQLITE);
}

/* ---- modules ------------------------------------------------------------------------------ */

static void fill_dialect_types(Interpreter *interpreter, Module *module, TypeModules which, const char *dialect)
{
    const NativeClass *class_;
    fill_classes(interpreter, module, which);
    for (size_t i = 0; (class_ = type_class_of_dialect(i, dialect)); i++)
        set_name(interpreter, module, class_->name, value_object(python_native_class(interpreter, class_)));
}

/* Implemented in a Python module that imports sqlalchemy, so it is imported when it is called. */
NATIVE(call_inspect)
{
    (void)self;
    Value module, function;
    return python_import(interpreter, "_limbeck.inspection", &module) &&
           python_get_attribute(interpreter, module, "inspect", &function) &&
           python_call(interpreter, function, arguments, result);
}

/* `sqlalchemy` itself: the names of all its parts. */
static bool fill_sqlalchemy(Interpreter *interpreter, Module *module)
{
    static const char *const engine_names[] = {"create_engine", "engine_from_config", "URL", "make_url",
                                               "Engine",        "Connection"};
    Value engine;
    if (!fill_types_of_sqlalchemy(interpreter, module) || !fill_expressions(interpreter, module) ||
        !fill_schema(interpreter, module) || !fill_statements(interpreter, module) ||
        !fill_selects(interpreter, module) || !fill_ddl(interpreter, module) ||
        !copy_names(interpreter, "_limbeck.schema", module) ||
        !python_import(interpreter, "sqlalchemy.engine", &engine))
        return false;
    Value inspect;
    if (!python_builtin(interpreter, "inspect", call_inspect, value_none(), &inspect))
        return false;
    set_name(interpreter, module, "inspect", inspect);
    for (size_t i = 0; i < sizeof engine_names / sizeof *engine_names; i++) {
        Value function;
        if (!python_get_attribute(interpreter, engine, engine_names[i], &function))
            return false;
        set_name(interpreter, module, engine_names[i], function);
    }
    return true;
}

static bool fill_sql(Interpreter *interpreter, Module *module)
{
    return fill_expressions(interpreter, module) && fill_schema(interpreter, module) &&
           fill_statements(interpreter, module) && fill_selects(interpreter, module) && fill_ddl(interpreter, module) &&
           copy_names(interpreter, "_limbeck.schema", module);
}

static bool fill_expression_module(Interpreter *interpreter, Module *module)
{
    Value functions, element;
    if (!fill_sql(interpreter, module) || !python_import(interpreter, "_limbeck.functions", &functions) ||
        !python_get_attribute(interpreter, functions, "FunctionElement", &element))
        return false;
    set_name(interpreter, module, "FunctionElement", element);
    return true;
}

static bool fill_postgresql(Interpreter *interpreter, Module *module)
{
    static const NativeMember functions[] = {
        {"array", make_array}, {"aggregate_order_by", make_aggregate_order_by}, {NULL, NULL}};
    fill_dialect_types(interpreter, module, IN_POSTGRESQL, "postgresql");
    set_name(interpreter, module, "ExcludeConstraint", value_object(python_native_class(interpreter, &exclude_class)));
    if (!add_functions(interpreter, module, functions) || !set_dialect(interpreter, module, "postgresql_dialect") ||
        !fill_type_ddl(interpreter, module))
        return false;
    return copy_names(interpreter, "_limbeck.arrays", module) && fill_dialect_statements(interpreter, module);
}

static bool fill_schema_module(Interpreter *interpreter, Module *module)
{
    return fill_schema(interpreter, module) && fill_ddl(interpreter, module) &&
           copy_names(interpreter, "_limbeck.schema", module);
}

static bool fill_sqlite(Interpreter *interpreter, Module *module)
{
    fill_dialect_types(interpreter, module, IN_SQLITE, "sqlite");
    return set_dialect(interpreter, module, "sqlite_dialect") && fill_dialect_statements(interpreter, module);
}

/* sqlalchemy.dialects.postgresql.base, whose other names are those of the package. */
static bool fill_postgresql_base(Interpreter *interpreter, Module *module)
{
    Class *dialect = python_native_class(interpreter, &postgresql_dialect_class);
    set_name(interpreter, module, "PGDialect", value_object(dialect));
    return fill_postgresql(interpreter, module);
}

static bool fill_sqlite_base(Interpreter *interpreter, Module *module)
{
    Class *dialect = python_native_class(interpreter, &sqlite_dialect_class);
    set_name(interpreter, module, "SQLiteDialect", value_object(dialect));
    return fill_sqlite(interpreter, module);
}

const NativeModule alembic_module = {"alembic", NULL, NULL, NULL, false, NULL};
const NativeModule sqlalchemy_module = {"sqlalchemy", NULL, NULL, fill_sqlalchemy, true, sqlalchemy_lacks};
const NativeModule sqlalchemy_sql_module = {"sqlalchemy.sql", NULL, NULL, fill_sql, true, NULL};
const NativeModule sqlalchemy_expression_module = {"sqlalchemy.sql.expression", NULL, NULL,
                                                   fill_expression_module,      true, NULL};
const NativeModule sqlalchemy_selectable_module = {"sqlalchemy.sql.selectable", NULL, NULL, fill_sql, true, NULL};
const NativeModule sqlalchemy_dml_module = {"sqlalchemy.sql.dml", NULL, NULL, fill_sql, true, NULL};
const NativeModule sqlalchemy_ddl_module = {"sqlalchemy.sql.ddl", NULL, NULL, fill_schema_module, true, NULL};
const NativeModule sqlalchemy_types_module = {"sqlalchemy.types", NULL, NULL, fill_types, true, types_lack};
const NativeModule sqlalchemy_sqltypes_module = {
    "sqlalchemy.sql.sqltypes", NULL, NULL, fill_sqltypes, true, sqltypes_lack};
const NativeModule sqlalchemy_schema_module = {"sqlalchemy.schema", NULL, NULL, fill_schema_module, true, NULL};
const NativeModule sqlalchemy_sql_schema_module = {"sqlalchemy.sql.schema", NULL, NULL, fill_schema_module, true, NULL};
const NativeModule sqlalchemy_dialects_module = {"sqlalchemy.dialects", NULL, NULL, NULL, true, NULL};
const NativeModule sqlalchemy_ext_module = {"sqlalchemy.ext", NULL, NULL, NULL, true, NULL};
const NativeModule postgresql_module = {
    "sqlalchemy.dialects.postgresql", NULL, NULL, fill_postgresql, true, postgresql_lacks};
const NativeModule sqlite_module = {"sqlalchemy.dialects.sqlite", NULL, NULL, fill_sqlite, true, sqlite_lacks};
const NativeModule postgresql_base_module = {
    "sqlalchemy.dialects.postgresql.base", NULL, NULL, fill_postgresql_base, true, NULL};
const NativeModule sqlite_base_module = {"sqlalchemy.dialects.sqlite.base", NULL, NULL, fill_sqlite_base, true, NULL};

/* Each has all names of its package: more than the module of SQLAlchemy, where the others are an ImportError. */
const NativeModule sqlalchemy_parts[] = {
    {"sqlalchemy.sql.type_api", NULL, NULL, fill_types, true, types_lack},
    {"sqlalchemy.dialects.postgresql.array", NULL, NULL, fill_postgresql, true, postgresql_lacks},
    {"sqlalchemy.dialects.postgresql.dml", NULL, NULL, fill_postgresql, true, postgresql_lacks},
    {"sqlalchemy.dialects.postgresql.ext", NULL, NULL, fill_postgresql, true, postgresql_lacks},
    {"sqlalchemy.dialects.postgresql.hstore", NULL, NULL, fill_postgresql, true, postgresql_lacks},
    {"sqlalchemy.dialects.postgresql.json", NULL, NULL, fill_postgresql, true, postgresql_lacks},
    {"sqlalchemy.dialects.postgresql.named_types", NULL, NULL, fill_postgresql, true, postgresql_lacks},
    {"sqlalchemy.dialects.postgresql.ranges", NULL, NULL, fill_postgresql, true, postgresql_lacks},
    {"sqlalchemy.dialects.postgresql.types", NULL, NULL, fill_postgresql, true, postgresql_lacks},
    {"sqlalchemy.dialects.sqlite.dml", NULL, NULL, fill_sqlite, true, sqlite_lacks},
    {"sqlalchemy.dialects.sqlite.json", NULL, NULL, fill_sqlite, true, sqlite_lacks},
    {NULL, NULL, NULL, NULL, false, NULL},
};
