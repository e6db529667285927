#include "limbeck/sqlalchemy/sql_functions.h"

#include "limbeck/sqlalchemy/from_objects.h"
#include "limbeck/sqlalchemy/operations.h"
#include "limbeck/sqlalchemy/quoted_names.h"
#include "limbeck/sqlalchemy/selects.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/tables.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>
#include <strings.h>

typedef struct FunctionName {
    const char *name;
    int quote;
    bool is_plain; /* the name of a GenericFunction that does not set one */
} FunctionName;

/* The script's subclass of GenericFunction registered under this name; ABSENT if there is none, as in most scripts,
 * which never import the module of GenericFunction. */
static bool registered_class(Interpreter *interpreter, const char *name, Value *class_)
{
    Value module, function, text;
    *class_ = value_absent();
    if (!python_loaded_module(interpreter, "_limbeck.functions", &module))
        return true;
    if (!python_get_attribute(interpreter, module, "registered", &function) || !python_text(interpreter, name, &text) ||
        !python_call_positional(interpreter, function, &text, 1, class_))
        return false;
    if (value_is_none(*class_))
        *class_ = value_absent();
    return true;
}

typedef enum { OF_NOTHING = -1, OF_ARGUMENT = -2, OF_ARRAY = -3 } ReturnType;

/* The functions that SQLAlchemy knows, by case-insensitive name, and their return types. */
static const struct {
    const char *name;
    int type; /* a TypeKind or a ReturnType */
} known_functions[] = {
    {"coalesce", OF_ARGUMENT},
    {"max", OF_ARGUMENT},
    {"min", OF_ARGUMENT},
    {"sum", OF_ARGUMENT},
    {"concat", TYPE_STRING},
    {"count", TYPE_INTEGER},
    {"char_length", TYPE_INTEGER},
    {"now", TYPE_DATETIME},
    {"current_timestamp", TYPE_DATETIME},
    {"localtimestamp", TYPE_DATETIME},
    {"localtime", TYPE_DATETIME},
    {"sysdate", TYPE_DATETIME},
    {"current_date", TYPE_DATE},
    {"current_time", TYPE_TIME},
    {"rank", TYPE_INTEGER},
    {"dense_rank", TYPE_INTEGER},
    {"percent_rank", TYPE_NUMERIC},
    {"cume_dist", TYPE_NUMERIC},
    {"user", TYPE_STRING},
    {"current_user", TYPE_STRING},
    {"session_user", TYPE_STRING},
    {"aggregate_strings", TYPE_STRING},
    {"array_agg", OF_ARRAY},
    {"random", OF_NOTHING},
    {"mode", OF_NOTHING},
    {"percentile_cont", OF_NOTHING},
    {"percentile_disc", OF_NOTHING},
    {"cube", OF_NOTHING},
    {"rollup", OF_NOTHING},
    {"grouping_sets", OF_NOTHING},
    {"to_tsvector", TYPE_TSVECTOR},
    {"to_tsquery", TYPE_TSQUERY},
    {"plainto_tsquery", TYPE_TSQUERY},
    {"phraseto_tsquery", TYPE_TSQUERY},
    {"websearch_to_tsquery", TYPE_TSQUERY},
    {"ts_headline", TYPE_TEXT},
};

static const SqlType *first_type(const Expression *function)
{
    for (size_t i = 0; i < function->items.count; i++)
        if (expression_type(function->items.items[i]))
            return expression_type(function->items.items[i]);
    return NULL;
}

static const SqlType *array_of(Arena *arena, const SqlType *item)
{
    if (item && item->kind == TYPE_ARRAY)
        return item;
    SqlType *array = type_new(arena, TYPE_ARRAY);
    array->item = item ? item : type_new(arena, TYPE_NULL);
    return array;
}

/* Replaces the name by the known function's spelling. */
static const SqlType *function_type(Arena *arena, Expression *function)
{
    for (size_t i = 0; i < sizeof known_functions / sizeof *known_functions; i++) {
        if (strcasecmp(known_functions[i].name, function->name) != 0)
            continue;
        int type = known_functions[i].type;
        function->name = known_functions[i].name;
        function->is_known = true;
        return type == OF_ARGUMENT  ? first_type(function)
               : type == OF_ARRAY   ? array_of(arena, first_type(function))
               : type == OF_NOTHING ? NULL
                                    : type_new(arena, (TypeKind)type);
    }
    return NULL;
}

static const NativeClass function_element_class;

static bool read_function_arguments(Interpreter *interpreter, Native *owner, const Arguments *arguments,
                                    Expression *function)
{
    Arena *arena = native_arena(owner);
    function->items.items = ARENA_ARRAY(arena, const Expression *, arguments->positional + 1);
    for (size_t i = 0; i < arguments->positional; i++) {
        const Expression *item;
        if (!expression_from(interpreter, owner, arguments->values[i], NULL, &item))
            return false;
        function->items.items[function->items.count++] = expression_group(arena, item, SQL_COMMA, NULL);
    }
    return true;
}

static bool make_next_value(Interpreter *interpreter, const Arguments *arguments, Value *result)
{
    if (arguments->positional != 1 || arguments->keyword_count)
        return python_refuse(interpreter, "next_value() of something other than a Sequence");
    return sequence_next_value(interpreter, argument_at(arguments, 0), result);
}

/* func.cast() and func.extract() are sqlalchemy.cast() and sqlalchemy.extract(). */
static bool call_of_sqlalchemy(Interpreter *interpreter, const char *name, const Arguments *arguments, Value *result)
{
    Value module, function;
    return python_import(interpreter, "sqlalchemy", &module) &&
           python_get_attribute(interpreter, module, name, &function) &&
           python_call(interpreter, function, arguments, result);
}

static bool call_sql_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const char *name = ((FunctionName *)self.native->data)->name;
    if (!name)
        return python_refuse(interpreter, "func() without the name of a function");
    if (strcasecmp(name, "next_value") == 0)
        return make_next_value(interpreter, arguments, result);
    if (strcasecmp(name, "cast") == 0)
        return call_of_sqlalchemy(interpreter, "cast", arguments, result);
    if (strcasecmp(name, "extract") == 0)
        return call_of_sqlalchemy(interpreter, "extract", arguments, result);
    Value own;
    if (!((FunctionName *)self.native->data)->is_plain && !registered_class(interpreter, name, &own))
        return false;
    if (!((FunctionName *)self.native->data)->is_plain && value_given(own))
        return python_call(interpreter, own, arguments, result);
    if (!native_new(interpreter, &function_element_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    Arena *arena = native_arena(result->native);
    Expression *function = expression_new(arena, EXPRESSION_FUNCTION);
    function->name = arena_strdup(arena, name);
    function->quote = ((FunctionName *)self.native->data)->quote;
    Value given = argument_named(interpreter, arguments, "type_");
    if (arguments->keyword_count != value_given(given))
        return python_refuse(interpreter, "func.%s() with keywords", name);
    if (!read_function_arguments(interpreter, result->native, arguments, function))
        return false;
    function->type = ((FunctionName *)self.native->data)->is_plain ? NULL : function_type(arena, function);
    if (value_given(given) && !value_is_none(given) && !type_from(interpreter, result->native, given, &function->type))
        return false;
    if (strcmp(function->name, "count") == 0 && !function->items.count)
        function->items.items[function->items.count++] = expression_new(arena, EXPRESSION_STAR);
    expression_object_set(*result, function);
    return true;
}

static bool function_attribute(Interpreter *interpreter, Value self, const char *name, Value *result);
static const NativeClass function_class = {.name = "_FunctionGenerator",
                                           .module = "sqlalchemy.sql.functions",
                                           .attribute = function_attribute,
                                           .call = call_sql_function};

/* func.schema.name() keeps its dots; a trailing underscore is dropped. */
static bool function_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    const FunctionName *outer = self.native->data;
    if (name[0] == '_')
        return python_raise(interpreter, "AttributeError", "%s", name);
    if (!native_new(interpreter, &function_class, sizeof(FunctionName), result))
        return false;
    Arena *arena = native_arena(result->native);
    char *own = arena_strdup(arena, name);
    size_t length = strlen(own);
    if (length > 1 && own[length - 1] == '_')
        own[length - 1] = '\0';
    ((FunctionName *)result->native->data)->name = outer->name ? arena_format(arena, "%s.%s", outer->name, own) : own;
    return true;
}

/* ---- in a FROM ------------------------------------------------------------------------- */

static Table *new_function_from(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    Table *table = new_from(interpreter, FROM_FUNCTION, result);
    if (!table)
        return NULL;
    native_store(result->native, self);
    table->expression = expression_of(self);
    table->alias = name ? name : name_of_object(native_arena(result->native), table, NULL);
    return table;
}

/* func.x().alias("name"): a table with one column of the function's type. */
NATIVE(function_alias)
{
    enum { ARG_name, ARG_joins_implicitly, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"name", "joins_implicitly"};
    Value values[ARG_COUNT];
    const char *name;
    if (!arguments_bind(interpreter, "alias", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_text_or_none(interpreter, values[ARG_name], "name", &name))
        return false;
    Table *table = new_function_from(interpreter, self, name, result);
    if (!table)
        return false;
    Arena *arena = native_arena(result->native);
    table->row_type = expression_type(table->expression);
    if (name)
        table->alias = arena_strdup(arena, name);
    const char *column = expression_made_up_label(arena, table->expression);
    vector_push(arena, &table->columns, column_new(arena, column, expression_type(table->expression)));
    return true;
}

static bool add_valued_column(Interpreter *interpreter, Native *owner, Table *table, Value item)
{
    Arena *arena = native_arena(owner);
    const ExpressionObject *object = native_data(item, &expression_class);
    const char *name;
    if (object && object->expression->kind == EXPRESSION_COLUMN) {
        native_store(owner, item);
        Column *column = column_new(arena, object->expression->name, object->expression->type);
        column->quote = object->expression->quote;
        vector_push(arena, &table->columns, column);
        return true;
    }
    if (!expect_text(interpreter, item, "column", &name))
        return false;
    vector_push(arena, &table->columns, column_new(arena, arena_strdup(arena, name), NULL));
    return true;
}

/* func.x().table_valued("a", "b", with_ordinality="n", name="alias") */
NATIVE(function_table_valued)
{
    enum { ARG_with_ordinality, ARG_name, ARG_joins_implicitly, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"*with_ordinality", "name", "joins_implicitly"};
    Value values[ARG_COUNT];
    const char *name, *ordinality;
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "table_valued", &keywords, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_text_or_none(interpreter, values[ARG_name], "name", &name) ||
        !expect_text_or_none(interpreter, values[ARG_with_ordinality], "with_ordinality", &ordinality))
        return false;
    Table *table = new_function_from(interpreter, self, NULL, result);
    if (!table)
        return false;
    Arena *arena = native_arena(result->native);
    if (name)
        table->alias = arena_strdup(arena, name);
    if (ordinality) {
        Expression *ordinal = expression_new(arena, EXPRESSION_FUNCTION);
        *ordinal = *table->expression;
        ordinal->is_ordinal = true;
        table->expression = ordinal;
    }
    for (size_t i = 0; i < arguments->positional; i++)
        if (!add_valued_column(interpreter, result->native, table, arguments->values[i]))
            return false;
    if (ordinality)
        vector_push(arena, &table->columns,
                    column_new(arena, arena_strdup(arena, ordinality), type_new(arena, TYPE_INTEGER)));
    return true;
}

/* func.x().column_valued("name"): the table's row as a value. */
NATIVE(function_column_valued)
{
    Value table;
    if (!function_alias(interpreter, self, arguments, &table))
        return false;
    python_push(interpreter, table);
    return from_as_value(interpreter, table, result);
}

/* func.x().scalar_table_valued("name"): (x()).name */
NATIVE(function_scalar_table_valued)
{
    enum { ARG_name, ARG_type_, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_name] = "name", [ARG_type_] = "type_"};
    Value values[ARG_COUNT];
    const char *name;
    Arena *arena;
    if (!arguments_bind(interpreter, "scalar_table_valued", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_text(interpreter, values[ARG_name], "name", &name) ||
        !result_expression(interpreter, self, result, &arena))
        return false;
    Expression *field = expression_new(arena, EXPRESSION_FIELD);
    field->name = arena_strdup(arena, name);
    field->left = expression_of(self);
    expression_object_set(*result, field);
    return !value_given(values[ARG_type_]) || value_is_none(values[ARG_type_]) ||
           type_from(interpreter, result->native, values[ARG_type_], &field->type);
}

NATIVE(function_select)
{
    (void)arguments;
    return select_of_table(interpreter, self, result);
}

static const NativeMember function_methods[] = {{"alias", function_alias},
                                                {"select", function_select, TAKES(0, 0)},
                                                {"table_valued", function_table_valued},
                                                {"column_valued", function_column_valued},
                                                {"scalar_table_valued", function_scalar_table_valued},
                                                {NULL, NULL}};
static const NativeClass function_element_class = {
    .name = "Function", .module = "sqlalchemy.sql.functions", .base = &expression_class, .methods = function_methods};

/* For _limbeck.functions: the function with exactly this name. */
NATIVE(plain_function)
{
    (void)self;
    Name name;
    if (!native_new(interpreter, &function_class, sizeof(FunctionName), result))
        return false;
    python_push(interpreter, *result);
    if (!quoted_name_from(interpreter, native_arena(result->native), argument_at(arguments, 0), "name", &name))
        return false;
    *(FunctionName *)result->native->data = (FunctionName){name.text, name.quote, true};
    return true;
}

/* One of the rows that written_function() gets. */
static bool take_written(Interpreter *interpreter, Native *owner, Value row, WrittenFunction *written)
{
    enum { PART_dialect, PART_text, PART_place, PART_items };
    Arena *arena = native_arena(owner);
    const char **const texts[] = {&written->dialect, &written->text, &written->place};
    for (size_t i = 0; i < PART_items; i++) {
        if (!expect_text_or_none(interpreter, row.list->items[i], "@compiles", texts[i]))
            return false;
        *texts[i] = arena_strdup(arena, *texts[i]);
    }
    const Value items = row.list->items[PART_items];
    written->items.items = ARENA_ARRAY(arena, const Expression *, items.list->count + 1);
    for (size_t i = 0; i < items.list->count; i++) {
        const Expression *item;
        if (!expression_from(interpreter, owner, items.list->items[i], NULL, &item))
            return false;
        written->items.items[written->items.count++] = item;
    }
    return true;
}

/* For _limbeck.functions: _written_function(name, type or None, clauses, rows), where a row is (dialect, text, place,
 * items). */
NATIVE(written_function)
{
    enum { ARG_name, ARG_type, ARG_clauses, ARG_rows };
    (void)self;
    const char *name;
    const Value rows = argument_at(arguments, ARG_rows), clauses = argument_at(arguments, ARG_clauses);
    const Value type = argument_at(arguments, ARG_type);
    if (!expect_text(interpreter, argument_at(arguments, ARG_name), "name", &name) ||
        !native_new(interpreter, &function_element_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    Arena *arena = native_arena(result->native);
    Expression *function = expression_new(arena, EXPRESSION_FUNCTION);
    const Arguments given = {.values = clauses.list->items, .positional = clauses.list->count};
    function->name = arena_strdup(arena, name);
    if (!read_function_arguments(interpreter, result->native, &given, function) ||
        (!value_is_none(type) && !type_from(interpreter, result->native, type, &function->type)))
        return false;
    WrittenFunction *written = ARENA_ARRAY(arena, WrittenFunction, rows.list->count + 1);
    memset(written, 0, (rows.list->count + 1) * sizeof *written);
    for (size_t i = 0; i < rows.list->count; i++)
        if (!take_written(interpreter, result->native, rows.list->items[i], &written[i]))
            return false;
    function->written = written;
    function->written_count = rows.list->count;
    expression_object_set(*result, function);
    return true;
}

bool fill_sql_functions(Interpreter *interpreter, Module *module)
{
    Value function;
    if (!native_new(interpreter, &function_class, sizeof(FunctionName), &function))
        return false;
    names_set(&module->names, python_intern(interpreter, "func"), function);
    if (!python_builtin(interpreter, "_plain_function", plain_function, value_none(), &function))
        return false;
    names_set(&module->names, python_intern(interpreter, "_plain_function"), function);
    if (!python_builtin(interpreter, "_written_function", written_function, value_none(), &function))
        return false;
    names_set(&module->names, python_intern(interpreter, "_written_function"), function);
    return true;
}
