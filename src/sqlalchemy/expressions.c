/* SQL expressions as scripts build them: columns, operators, functions. */
#include "limbeck/sqlalchemy/expressions.h"

#include "limbeck/sqlalchemy/json_elements.h"
#include "limbeck/sqlalchemy/operations.h"
#include "limbeck/sqlalchemy/selects.h"

#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expression_methods.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/own_type_values.h"
#include "limbeck/sqlalchemy/statements.h"

#include <stdlib.h>
#include <string.h>

/* ---- making -------------------------------------------------------------------- */

bool expression_object(Interpreter *interpreter, Value *result, Arena **arena)
{
    if (!native_new(interpreter, &expression_class, sizeof(ExpressionObject), result))
        return false;
    python_push(interpreter, *result);
    *arena = native_arena(result->native);
    return true;
}

void expression_object_set(Value object, const Expression *expression)
{
    ((ExpressionObject *)object.native->data)->expression = expression;
}

const Expression *text_expression(Arena *arena, const char *text)
{
    Expression *expression = expression_new(arena, EXPRESSION_TEXT);
    expression->text = arena_strdup(arena, text);
    expression->is_text_clause = true;
    return expression;
}

const Expression *column_expression(Arena *arena, const char *name)
{
    Expression *expression = expression_new(arena, EXPRESSION_COLUMN);
    expression->name = arena_strdup(arena, name);
    return expression;
}

static const DialectTraits *traits_of_sink(Interpreter *interpreter)
{
    static const DialectTraits none = {0};
    const Sink *sink = binding_host(interpreter)->sink;
    return sink ? sink->traits : &none;
}

/* Dates, UUIDs and similar objects have attributes with their literal form. */
static bool written_literal(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *found)
{
    static const struct {
        const char *name;
        TypeAffinity affinity;
    } rows[] = {{"date", AFFINITY_DATE}, {"time", AFFINITY_TIME},         {"datetime", AFFINITY_DATETIME},
                {"uuid", AFFINITY_UUID}, {"interval", AFFINITY_INTERVAL}, {"decimal", AFFINITY_NUMERIC}};
    Value pair;
    *found = false;
    if (!python_find_attribute(interpreter, value, "_limbeck_literal", &pair))
        return false;
    if (pair.kind != VALUE_TUPLE || pair.list->count != 2 || !value_is_text(pair.list->items[0]) ||
        !value_is_text(pair.list->items[1])) /* an attribute set by the script */
        return true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].name, pair.list->items[0].string->bytes) != 0)
            continue;
        if (rows[i].affinity == AFFINITY_INTERVAL && !traits_of_sink(interpreter)->sends_intervals)
            return true;
        *literal = literal_text(arena_strdup(arena, pair.list->items[1].string->bytes));
        literal->made_of = rows[i].affinity;
        *found = true;
    }
    return true;
}

/* PostgreSQL reads its digits as numeric; sqlite3 of Python raises an OverflowError where it is sent, and
 * writes it out where it is not. */
static bool big_literal(Interpreter *interpreter, Arena *arena, Value value, Literal *literal)
{
    Text digits = python_buffer(interpreter);
    bool done = traits_of_sink(interpreter)->sends_big_integers
                    ? python_str(interpreter, value, &digits)
                    : python_refuse(interpreter, "an integer beyond 64 bits as a value of SQLite");
    *literal = literal_text(arena_strdup(arena, text_string(&digits)));
    literal->made_of = AFFINITY_INTEGER;
    text_release(&digits);
    return done;
}

bool literal_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain)
{
    *literal = (Literal){0};
    *is_plain = true;
    if (value.kind == VALUE_INSTANCE) {
        bool found;
        if (!written_literal(interpreter, arena, value, literal, &found))
            return false;
        if (found)
            return true;
        value = value_plain(value);
    }
    switch (value.kind) {
    case VALUE_NONE:
        return true;
    case VALUE_BOOL:
        literal->kind = LITERAL_BOOLEAN;
        literal->boolean = value.boolean;
        return true;
    case VALUE_INT:
        literal->kind = LITERAL_INTEGER;
        literal->integer = value.integer;
        return true;
    case VALUE_BIG_INTEGER:
        return big_literal(interpreter, arena, value, literal);
    case VALUE_FLOAT:
        literal->kind = LITERAL_REAL;
        literal->real = value.real;
        return true;
    case VALUE_STRING:
    case VALUE_BYTES:
        literal->kind = value.kind == VALUE_STRING ? LITERAL_TEXT : LITERAL_BYTES;
        literal->bytes = arena_strndup(arena, value.string->bytes, value.string->length);
        literal->length = value.string->length;
        return true;
    case VALUE_OPAQUE:
        return python_refuse(interpreter, "'%s', %s, as an SQL value", python_opaque_path(value),
                             python_unknown_origin(interpreter, python_opaque_path(value)));
    default:
        *is_plain = false;
        return true;
    }
}

bool parameter_from(Interpreter *interpreter, Arena *arena, Value value, Literal *literal, bool *is_plain)
{
    Value module, write, pair;
    if (value.kind != VALUE_LIST || !traits_of_sink(interpreter)->sends_lists)
        return literal_from(interpreter, arena, value, literal, is_plain);
    if (!python_import(interpreter, "_limbeck.drivers", &module) ||
        !python_get_attribute(interpreter, module, "array_text", &write) ||
        !python_call_positional(interpreter, write, &value, 1, &pair))
        return false;
    const Value *items = pair.list->items;
    *literal = literal_text(arena_strdup(arena, items[1].string->bytes));
    literal->sent_as = value_is_none(items[0]) ? NULL : arena_strdup(arena, items[0].string->bytes);
    literal->made_of = AFFINITY_ARRAY;
    *is_plain = true;
    return true;
}

/* A member of an Enum class is stored as the value that the type chose for its name. */
static bool enum_member(Interpreter *interpreter, const SqlType *type, Value value, Value *stored)
{
    Value name;
    if (!python_find_attribute(interpreter, value, "_name_", &name))
        return false;
    for (size_t i = 0; value_is_text(name) && i < type->members.count; i++)
        if (strcmp(type->members.items[i], name.string->bytes) == 0)
            return python_text(interpreter, type->values.items[i], stored);
    return true;
}

static bool json_literal(Interpreter *interpreter, Arena *arena, Value value, Literal *literal)
{
    Value module, dumps, text;
    if (!python_import(interpreter, "json", &module) || !python_get_attribute(interpreter, module, "dumps", &dumps) ||
        !python_call_positional(interpreter, dumps, &value, 1, &text))
        return false;
    *literal = literal_text(arena_strdup(arena, text.string->bytes));
    literal->made_of = AFFINITY_JSON;
    return true;
}

/* A list for an ARRAY column; nested lists are further dimensions. */
static bool array_from(Interpreter *interpreter, Native *owner, Value list, const SqlType *type,
                       const Expression **expression)
{
    Arena *arena = native_arena(owner);
    Expression *array = expression_new(arena, EXPRESSION_ARRAY);
    if (!python_copy_items(interpreter, &list) || !python_enter(interpreter))
        return false;
    array->type = type;
    array->is_value = true;
    array->items.items = ARENA_ARRAY(arena, const Expression *, list.list->count + 1);
    for (size_t i = 0; i < list.list->count; i++) {
        Value item = list.list->items[i];
        const SqlType *item_type = value_is_sequence(item) ? type : type->item;
        if (!expression_from(interpreter, owner, item, item_type, &array->items.items[array->items.count++]))
            return false;
    }
    python_leave(interpreter);
    *expression = array;
    return true;
}

static bool tuple_from(Interpreter *interpreter, Native *owner, const List *items, const Expression **expression)
{
    Arena *arena = native_arena(owner);
    Expression *tuple = expression_new(arena, EXPRESSION_TUPLE);
    tuple->items.items = ARENA_ARRAY(arena, const Expression *, items->count + 1);
    if (!python_enter(interpreter))
        return false;
    for (size_t i = 0; i < items->count; i++)
        if (!expression_from(interpreter, owner, items->items[i], NULL, &tuple->items.items[tuple->items.count++]))
            return false;
    python_leave(interpreter);
    *expression = tuple;
    return true;
}

bool expression_from(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                     const Expression **expression)
{
    Arena *arena = native_arena(owner);
    Literal literal;
    bool is_plain = true;
    if (!clause_element(interpreter, &value))
        return false;
    ExpressionObject *object = native_data(value, &expression_class);
    if (object) {
        native_store(owner, value);
        *expression = object->expression;
        if (object->expression->kind == EXPRESSION_COLUMN && !object->expression->name)
            return python_refuse(interpreter, "a column that has no name yet");
        return true;
    }
    if (native_data(value, &statement_class))
        return scalar_from(interpreter, owner, value, expression);
    if (own_type_changes(interpreter, type))
        return own_type_expression(interpreter, owner, value, type, expression);
    if (type && type_row(type->kind)->affinity == AFFINITY_ARRAY && value_is_sequence(value))
        return array_from(interpreter, owner, value, type, expression);
    if (value.kind == VALUE_TUPLE)
        return tuple_from(interpreter, owner, value.list, expression);
    if (type && type_row(type->kind)->affinity == AFFINITY_ENUM && value.kind == VALUE_INSTANCE &&
        !enum_member(interpreter, type, value, &value))
        return false;
    if (type && type_row(type->kind)->affinity == AFFINITY_JSON && !value_is_none(value)) {
        const char *serializer = binding_host(interpreter)->json_serializer;
        if (serializer)
            return python_refuse(interpreter, "a JSON value: the engine of env.py has a json_serializer (%s)",
                                 serializer);
        if (!json_literal(interpreter, arena, value, &literal))
            return false;
    } else if (!literal_from(interpreter, arena, value, &literal, &is_plain)) {
        return false;
    }
    if (!is_plain)
        return python_refuse(interpreter, "a %s as an SQL value", value_type_name(value));
    Expression *made = expression_new(arena, literal.kind == LITERAL_NULL ? EXPRESSION_NULL : EXPRESSION_LITERAL);
    made->literal = literal;
    made->type = type;
    *expression = made;
    return true;
}

bool condition_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression)
{
    Arena *arena = native_arena(owner);
    switch (value.kind) {
    case VALUE_STRING:
        *expression = text_expression(arena, value.string->bytes);
        return true;
    case VALUE_BOOL:
        *expression = expression_new(arena, value.boolean ? EXPRESSION_TRUE : EXPRESSION_FALSE);
        return true;
    case VALUE_INT:
    case VALUE_BIG_INTEGER:
    case VALUE_FLOAT:
        return python_raise(interpreter, "ArgumentError", "SQL expression for WHERE/HAVING role expected, got %s.",
                            value_type_name(value));
    default:
        return expression_from(interpreter, owner, value, NULL, expression);
    }
}

bool criterion_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression)
{
    if (value.kind == VALUE_STRING)
        return python_raise(interpreter, "ArgumentError",
                            "Textual SQL expression %s should be explicitly declared as text(%s)", value.string->bytes,
                            value.string->bytes);
    return condition_from(interpreter, owner, value, expression);
}

bool order_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression)
{
    Arena *arena = native_arena(owner);
    if (value.kind != VALUE_STRING)
        return condition_from(interpreter, owner, value, expression);
    Expression *named = expression_new(arena, EXPRESSION_NAMED);
    named->text = arena_strdup(arena, value.string->bytes);
    named->left = text_expression(arena, value.string->bytes);
    *expression = named;
    return true;
}

void collect_tables(Arena *arena, const Expression *expression, TableVector *tables)
{
    if (!expression)
        return;
    if (expression->kind == EXPRESSION_COLUMN && expression->table) {
        for (size_t i = 0; i < tables->count; i++)
            if (tables->items[i] == expression->table)
                return;
        vector_push(arena, tables, expression->table);
        return;
    }
    collect_tables(arena, expression->left, tables);
    collect_tables(arena, expression->right, tables);
    for (size_t i = 0; i < expression->items.count; i++)
        collect_tables(arena, expression->items.items[i], tables);
    collect_tables(arena, expression->otherwise, tables);
}

const Expression *expression_of(Value value)
{
    return ((ExpressionObject *)native_data(value, &expression_class))->expression;
}

/* ---- operators --------------------------------------------------------------------- */

const SqlType *type_of_other_operand(const Expression *left, Value right)
{
    TypeAffinity affinity = left->type ? type_row(left->type->kind)->affinity : AFFINITY_NULL;
    bool is_member = right.kind == VALUE_INSTANCE && affinity == AFFINITY_ENUM;
    bool is_identifier = right.kind == VALUE_STRING && affinity == AFFINITY_UUID;
    return right.kind == VALUE_LIST || is_member || is_identifier ? left->type : NULL;
}

static void join_member(Junction *junction, const Expression *member, SqlOperator operator_)
{
    bool is_same = member->kind == EXPRESSION_LIST && member->operator_ == operator_;
    for (size_t i = 0; is_same && i < member->items.count; i++)
        vector_push(junction->arena, &junction->members, member->items.items[i]);
    if (!is_same)
        vector_push(junction->arena, &junction->members, expression_group(junction->arena, member, operator_, NULL));
}

/* The junction that `first` can be extended in: its own members if nothing was appended to them yet, else a
 * copy. */
static Junction *continued_junction(Value first, const Expression *expression, Arena *arena)
{
    bool is_plain = first.kind == VALUE_NATIVE && first.native->type == &expression_class;
    Junction *junction = is_plain ? ((ExpressionObject *)first.native->data)->junction : NULL;
    if (junction && junction->members.count == expression->items.count)
        return junction;
    junction = ARENA_NEW(arena, Junction);
    junction->arena = arena;
    join_member(junction, expression, expression->operator_);
    return junction;
}

/* Like expression_junction(); if the first condition is such a junction already, the time is linear in the
 * others. */
static void join(Value object, Value first, SqlOperator operator_, const Expression *const *items, size_t count)
{
    Arena *arena = native_arena(object.native);
    ExpressionObject *joined = object.native->data;
    bool continues = count > 1 && items[0]->kind == EXPRESSION_LIST && items[0]->operator_ == operator_;
    const Expression *rest = continues ? expression_junction(arena, operator_, items + 1, count - 1) : NULL;
    const Expression *word = rest && rest->kind == EXPRESSION_UNARY ? rest->left : rest;
    if (!rest || word->kind == EXPRESSION_TRUE || word->kind == EXPRESSION_FALSE) {
        joined->expression = expression_junction(arena, operator_, items, count);
        return;
    }
    joined->junction = continued_junction(first, items[0], arena);
    join_member(joined->junction, rest, operator_);
    Expression *list = expression_new(arena, EXPRESSION_LIST);
    list->operator_ = operator_;
    list->type = expression_type(items[0]);
    list->items = (ExpressionList){joined->junction->members.items, joined->junction->members.count};
    joined->expression = list;
}

bool make_junction(Interpreter *interpreter, SqlOperator operator_, const Value *values, size_t count, Value *result)
{
    Arena *arena;
    VECTOR(const Expression *) items = {0};
    if (!expression_object(interpreter, result, &arena))
        return false;
    for (size_t i = 0; i < count; i++) {
        const Expression *item;
        if (!criterion_from(interpreter, result->native, values[i], &item))
            return false;
        vector_push(arena, &items, item);
    }
    if (!count)
        return python_refuse(interpreter, "and_() or or_() without conditions");
    join(*result, *values, operator_, items.items, items.count);
    return true;
}

/* r << s: of ranges only. */
static bool shift_ranges(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    Value method;
    bool is_left = operator_ == OPERATOR_SHIFT_LEFT;
    const SqlType *type = expression_type(expression_of(left));
    if (!type || !strstr(type_row(type->kind)->name, "RANGE"))
        return python_raise(interpreter, "NotImplementedError", "Operator '%s' is not supported on this expression",
                            is_left ? "lshift" : "rshift");
    return python_get_attribute(interpreter, left, is_left ? "strictly_left_of" : "strictly_right_of", &method) &&
           python_call_positional(interpreter, method, &right, 1, result);
}

static bool is_text_clause(Value value)
{
    return value.kind == VALUE_NATIVE && value.native->type == &text_class;
}

static bool expression_binary_hook(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                                   bool *handled)
{
    static const struct {
        Operator python;
        SqlOperator sql;
    } rows[] = {
        {OPERATOR_ADD, SQL_ADD},       {OPERATOR_SUBTRACT, SQL_SUBTRACT},         {OPERATOR_MULTIPLY, SQL_MULTIPLY},
        {OPERATOR_DIVIDE, SQL_DIVIDE}, {OPERATOR_FLOOR_DIVIDE, SQL_FLOOR_DIVIDE}, {OPERATOR_MODULO, SQL_MODULO}};
    *handled = true;
    Value sides[2] = {left, right};
    if (is_text_clause(left) && operator_ != OPERATOR_BIT_AND &&
        (operator_ == OPERATOR_BIT_OR || !native_data(right, &expression_class) || is_text_clause(right)))
        return python_raise(interpreter, "TypeError", "unsupported operand type(s) for %s: 'TextClause' and '%s'",
                            operator_symbol(operator_), python_type_name(interpreter, right));
    if (operator_ == OPERATOR_BIT_AND || operator_ == OPERATOR_BIT_OR)
        return make_junction(interpreter, operator_ == OPERATOR_BIT_AND ? SQL_AND : SQL_OR, sides, 2, result);
    if ((operator_ == OPERATOR_SHIFT_LEFT || operator_ == OPERATOR_SHIFT_RIGHT) && native_data(left, &expression_class))
        return shift_ranges(interpreter, operator_, left, right, result);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].python == operator_)
            return make_binary(interpreter, rows[i].sql, left, right, result);
    return python_refuse(interpreter, "the operator '%s' on SQL expressions", operator_symbol(operator_));
}

/* Python calls the right side's method first if its class derives from the left side's. */
static bool is_called_first(Value left, Value right)
{
    const ExpressionObject *a = native_data(left, &expression_class), *b = native_data(right, &expression_class);
    if (!a || !b)
        return false;
    const Expression *one = a->expression, *other = b->expression;
    if (one->kind == EXPRESSION_COLUMN || (one->kind == EXPRESSION_TEXT && !one->is_text_clause))
        return !one->is_whole && other->kind == EXPRESSION_COLUMN && other->is_whole;
    if (one->kind == EXPRESSION_TEXT && one->is_text_clause)
        return other->kind != EXPRESSION_TEXT || !other->is_text_clause;
    bool are_functions = one->kind == EXPRESSION_FUNCTION && other->kind == EXPRESSION_FUNCTION;
    return are_functions && !one->is_known && other->is_known;
}

static bool expression_compare_hook(Interpreter *interpreter, Operator operator_, Value left, Value right,
                                    Value *result, bool *handled)
{
    static const SqlOperator straight[OPERATOR_COUNT] = {
        [OPERATOR_EQUAL] = SQL_EQUAL,     [OPERATOR_NOT_EQUAL] = SQL_NOT_EQUAL,
        [OPERATOR_LESS] = SQL_LESS,       [OPERATOR_LESS_EQUAL] = SQL_LESS_EQUAL,
        [OPERATOR_GREATER] = SQL_GREATER, [OPERATOR_GREATER_EQUAL] = SQL_GREATER_EQUAL,
    };
    static const Operator mirrored[OPERATOR_COUNT] = {
        [OPERATOR_EQUAL] = OPERATOR_EQUAL,  [OPERATOR_NOT_EQUAL] = OPERATOR_NOT_EQUAL,
        [OPERATOR_LESS] = OPERATOR_GREATER, [OPERATOR_LESS_EQUAL] = OPERATOR_GREATER_EQUAL,
        [OPERATOR_GREATER] = OPERATOR_LESS, [OPERATOR_GREATER_EQUAL] = OPERATOR_LESS_EQUAL,
    };
    *handled = true;
    if (native_data(left, &expression_class) && !is_called_first(left, right))
        return make_binary(interpreter, straight[operator_], left, right, result);
    return make_binary(interpreter, straight[mirrored[operator_]], right, left, result);
}

bool expression_unary_hook(Interpreter *interpreter, Operator operator_, Value operand, Value *result)
{
    Arena *arena;
    if (operator_ != OPERATOR_INVERT && operator_ != OPERATOR_NEGATE)
        return python_refuse(interpreter, "the operator '%s' on SQL expressions", operator_symbol(operator_));
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_store(result->native, operand);
    const Expression *expression = expression_of(operand);
    if (expression->kind == EXPRESSION_TEXT && expression->is_text_clause)
        return operator_ == OPERATOR_INVERT
                   ? python_raise(interpreter, "AssertionError", "%s", "")
                   : python_raise(interpreter, "TypeError", "bad operand type for unary -: 'TextClause'");
    if (operator_ == OPERATOR_INVERT) {
        expression_object_set(*result, expression_negate(arena, expression));
        return true;
    }
    const SqlType *type = expression_type(expression);
    expression_object_set(*result, expression_unary(arena, SQL_NEGATE, expression, type));
    return true;
}

/* bool(a == b) is whether both are the same column. */
static bool expression_truth_hook(Interpreter *interpreter, Value self, bool *truth)
{
    const Expression *expression = expression_of(self);
    bool compares = expression->kind == EXPRESSION_BINARY &&
                    (expression->operator_ == SQL_EQUAL || expression->operator_ == SQL_NOT_EQUAL);
    if (!compares)
        return python_raise(interpreter, "TypeError", "Boolean value of this clause is not defined");
    Arena *arena = native_arena(self.native);
    bool is_same =
        strcmp(expression_identity(arena, expression->left), expression_identity(arena, expression->right)) == 0;
    *truth = is_same == (expression->operator_ == SQL_EQUAL);
    return true;
}

static bool expression_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    const Expression *expression = expression_of(self);
    *result = value_absent();
    bool asks_key = strcmp(name, "key") == 0, asks_name = asks_key || strcmp(name, "name") == 0;
    if (asks_name && name_is_made_up(expression->name))
        return python_refuse(interpreter, "the name of a column that SQLAlchemy generates");
    if (!asks_name || !expression->name)
        return true;
    bool is_of_table = asks_key && expression->kind == EXPRESSION_COLUMN && expression->table;
    const Column *column = is_of_table ? table_column(expression->table, expression->name) : NULL;
    return python_text(interpreter, column && column->key ? column->key : expression->name, result);
}

/* Methods, grouped by subject. */
static const NativeClass array_operators = {
    .name = "Comparator", .module = "sqlalchemy.sql.sqltypes", .methods = array_methods};
static const NativeClass text_operators = {.name = "ColumnOperators",
                                           .module = "sqlalchemy.sql.operators",
                                           .base = &array_operators,
                                           .methods = text_operation_methods};
static const NativeClass operators = {
    .name = "Operators", .module = "sqlalchemy.sql.operators", .base = &text_operators, .methods = operation_methods};

const NativeClass expression_class = {
    .name = "ColumnElement",
    .module = "sqlalchemy.sql.elements",
    .base = &operators,
    .methods = expression_methods,
    .properties = expression_properties,
    .item = json_item,
    .attribute = expression_attribute,
    .binary = expression_binary_hook,
    .compare = expression_compare_hook,
    .unary = expression_unary_hook,
    .truth = expression_truth_hook,
};
