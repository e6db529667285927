/* select(): columns, FROM, ORDER BY and GROUP BY. */
#include "limbeck/sqlalchemy/selects.h"
#include "limbeck/sqlalchemy/execution_options.h"

#include "limbeck/sqlalchemy/from_objects.h"
#include "limbeck/sqlalchemy/words.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/from_clauses.h"
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <stddef.h>
#include <string.h>

/* ---- columns -------------------------------------------------------------------------- */

static void add_column(Arena *arena, Statement *select, const Expression *column)
{
    const Expression **items = ARENA_ARRAY(arena, const Expression *, select->columns.count + 1);
    if (select->columns.count)
        memcpy(items, select->columns.items, select->columns.count * sizeof *items);
    items[select->columns.count++] = column;
    select->columns.items = items;
}

static void add_joined_columns(Arena *arena, Statement *select, const Table *source)
{
    if (source->kind == FROM_JOIN) {
        add_joined_columns(arena, select, source->left);
        add_joined_columns(arena, select, source->right);
        return;
    }
    for (size_t i = 0; i < source->columns.count; i++)
        add_column(arena, select, table_expression(arena, source, source->columns.items[i]));
}

static bool add_table_columns(Native *owner, Value value, Statement *select)
{
    Arena *arena = native_arena(owner);
    const Table *source = ((TableObject *)native_data(value, &table_class))->table;
    SelectedFrom *selected = ARENA_ARRAY(arena, SelectedFrom, select->selected_count + 1);
    if (select->selected_count)
        memcpy(selected, select->selected, select->selected_count * sizeof *selected);
    selected[select->selected_count++] = (SelectedFrom){source, select->columns.count};
    select->selected = selected;
    native_store(owner, value);
    add_joined_columns(arena, select, source);
    return true;
}

/* select(1): a number as a column. */
static bool add_number(Interpreter *interpreter, Native *owner, Value number, Statement *select)
{
    Arena *arena = native_arena(owner);
    Text text = text_in(arena);
    if (!python_str(interpreter, number, &text))
        return false;
    Expression *column = expression_new(arena, EXPRESSION_TEXT);
    column->text = text_string(&text);
    add_column(arena, select, column);
    return true;
}

static bool wrong_column(Interpreter *interpreter, Value value)
{
    if (value.kind == VALUE_STRING)
        return python_raise(interpreter, "ArgumentError",
                            "Textual column expression '%s' should be explicitly declared with text('%s'), or use "
                            "column('%s') for more specificity",
                            value.string->bytes, value.string->bytes, value.string->bytes);
    return python_raise(interpreter, "ArgumentError",
                        "Column expression, FROM clause, or other columns clause element expected, got %s.",
                        value_type_name(value));
}

/* All columns of a table, or of its .c. */
static bool add_collection(Interpreter *interpreter, Native *owner, Value value, Statement *select)
{
    Value items;
    return python_collect(interpreter, value, &items) &&
           add_columns(interpreter, owner, items.list->items, items.list->count, select);
}

static bool add_one(Interpreter *interpreter, Native *owner, Value value, Statement *select)
{
    const Expression *column;
    if (!table_of_class(interpreter, &value))
        return false;
    if (native_data(value, &table_class))
        return add_table_columns(owner, value, select);
    if (is_column_collection(value))
        return add_collection(interpreter, owner, value, select);
    if (value.kind == VALUE_INT || value.kind == VALUE_FLOAT)
        return add_number(interpreter, owner, value, select);
    if (value.kind == VALUE_STRING && strcmp(value.string->bytes, "*") == 0) {
        Expression *star = expression_new(native_arena(owner), EXPRESSION_TEXT);
        star->text = "*";
        add_column(native_arena(owner), select, star);
        return true;
    }
    bool is_word = value_is_none(value) || value.kind == VALUE_BOOL;
    if (!is_word && !native_data(value, &expression_class) && !native_data(value, &statement_class))
        return value.kind == VALUE_OPAQUE ? condition_from(interpreter, owner, value, &column)
                                          : wrong_column(interpreter, value);
    if (!condition_from(interpreter, owner, value, &column))
        return false;
    add_column(native_arena(owner), select, column);
    return true;
}

bool add_columns(Interpreter *interpreter, Native *owner, const Value *values, size_t count, Statement *select)
{
    for (size_t i = 0; i < count; i++)
        if (!add_one(interpreter, owner, values[i], select))
            return false;
    return true;
}

/* _limbeck_entities: the arguments of select() if mapped classes are among them; a session makes objects of its
 * rows. */
static bool note_entities(Interpreter *interpreter, Native *select, const Arguments *arguments)
{
    Value entities = value_none();
    bool has_class = false;
    for (size_t i = 0; i < arguments->positional; i++)
        has_class |= arguments->values[i].kind == VALUE_CLASS;
    if (has_class && !python_tuple(interpreter, arguments->values, arguments->positional, &entities))
        return false;
    names_set(&select->names, python_intern(interpreter, "_limbeck_entities"), entities);
    return true;
}

NATIVE(make_select)
{
    (void)self;
    Statement *select;
    if (arguments->keyword_count)
        return python_refuse(interpreter, "select() with keywords");
    return new_statement(interpreter, &select_class, STATEMENT_SELECT, result, &select) &&
           add_columns(interpreter, result->native, arguments->values, arguments->positional, select) &&
           note_entities(interpreter, result->native, arguments);
}

bool select_of_table(Interpreter *interpreter, Value table, Value *result)
{
    Arguments one = {&table, 1, NULL, 0, NULL};
    return make_select(interpreter, value_none(), &one, result);
}

NATIVE(select_add_columns)
{
    Statement *select;
    return derive_statement(interpreter, self, result, &select) &&
           add_columns(interpreter, result->native, arguments->values, arguments->positional, select);
}

NATIVE(select_with_only_columns)
{
    static const char *const names[] = {"*maintain_column_froms"};
    Value value;
    bool keeps_froms = false;
    Statement *select;
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "with_only_columns", &keywords, names, 1, &value, NULL, NULL) ||
        !argument_flag(interpreter, value, &keeps_froms) || !derive_statement(interpreter, self, result, &select))
        return false;
    if (keeps_froms)
        return python_refuse(interpreter, "with_only_columns(maintain_column_froms=True)");
    select->columns = (ExpressionList){0};
    select->selected_count = 0;
    return add_columns(interpreter, result->native, arguments->values, arguments->positional, select);
}

/* ---- ORDER BY, GROUP BY, HAVING, DISTINCT -------------------------------------------------- */

static bool extend_order(Interpreter *interpreter, Value self, const Arguments *arguments, size_t offset, Value *result)
{
    Statement *statement;
    if (arguments->keyword_count)
        return python_refuse(interpreter, "order_by() or group_by() with keywords");
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    ExpressionList *list = (ExpressionList *)((char *)statement + offset);
    if (arguments->positional == 1 && value_is_none(argument_at(arguments, 0))) {
        *list = (ExpressionList){0};
        return true;
    }
    const Expression **items = list_with_room(native_arena(result->native), list, arguments->positional);
    for (size_t i = 0; i < arguments->positional; i++)
        if (!order_from(interpreter, result->native, arguments->values[i], &items[list->count++]))
            return false;
    return true;
}

NATIVE(select_order_by)
{
    return extend_order(interpreter, self, arguments, offsetof(Statement, order_by), result);
}

/* A table means all of its columns. */
NATIVE(select_group_by)
{
    Value table = argument_at(arguments, 0), columns;
    if (arguments->positional != 1 || !native_data(table, &table_class))
        return extend_order(interpreter, self, arguments, offsetof(Statement, group_by), result);
    if (!python_get_attribute(interpreter, table, "c", &columns) || !python_collect(interpreter, columns, &columns))
        return false;
    Arguments all = {columns.list->items, columns.list->count, NULL, 0, NULL};
    return extend_order(interpreter, self, &all, offsetof(Statement, group_by), result);
}

NATIVE(select_having)
{
    return extend_criteria(interpreter, self, arguments, offsetof(Statement, having), result);
}

NATIVE(select_distinct)
{
    if (!extend_order(interpreter, self, arguments, offsetof(Statement, distinct_on), result))
        return false;
    statement_of(*result)->is_distinct = true;
    return true;
}

/* ---- FROM ------------------------------------------------------------------------------------ */

static bool append_from(Interpreter *interpreter, Value object, Statement *statement, Value value)
{
    const Table *table;
    Arena *arena = native_arena(object.native);
    if (!from_object(interpreter, object.native, value, &table))
        return false;
    const Table **from = ARENA_ARRAY(arena, const Table *, statement->from_count + 1);
    if (statement->from_count)
        memcpy(from, statement->from, statement->from_count * sizeof *from);
    from[statement->from_count++] = table;
    statement->from = from;
    return true;
}

static bool begins_with(const Table *table, const Table *first)
{
    while (table->kind == FROM_JOIN && table != first)
        table = table->left;
    return table == first;
}

/* SQLAlchemy joins to the elements that select_from() names, those that come after join() too. */
static bool may_follow_join(Interpreter *interpreter, const Statement *statement, Value given)
{
    const TableObject *table = native_data(given, &table_class);
    bool is_known = !statement->joined;
    for (size_t i = 0; table && i < statement->from_count; i++)
        is_known |= table->table->kind != FROM_JOIN && begins_with(statement->from[i], table->table);
    return is_known || python_refuse(interpreter, "select_from() after join(); write it before");
}

NATIVE(select_select_from)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    for (size_t i = 0; i < arguments->positional; i++)
        if (!may_follow_join(interpreter, statement, arguments->values[i]) ||
            !append_from(interpreter, *result, statement, arguments->values[i]))
            return false;
    return true;
}

static bool correlate(Interpreter *interpreter, Value self, const Arguments *arguments, bool except, Value *result)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    const Table **tables = ARENA_ARRAY(arena, const Table *, statement->correlated_count + arguments->positional + 1);
    bool is_none = arguments->positional == 1 &&
                   (value_is_none(argument_at(arguments, 0)) ||
                    (argument_at(arguments, 0).kind == VALUE_BOOL && !argument_at(arguments, 0).boolean));
    size_t count = 0;
    for (; !is_none && count < statement->correlated_count; count++)
        tables[count] = statement->correlated[count];
    for (size_t i = 0; !is_none && i < arguments->positional; i++)
        if (!from_object(interpreter, result->native, arguments->values[i], &tables[count++]))
            return false;
    statement->correlated = tables;
    statement->correlated_count = count;
    statement->correlates_not = true; /* exactly the given elements */
    statement->correlates_except = except;
    return true;
}

NATIVE(select_correlate)
{
    return correlate(interpreter, self, arguments, false, result);
}

NATIVE(select_correlate_except)
{
    return correlate(interpreter, self, arguments, true, result);
}

/* ---- the rest ----------------------------------------------------------------------------------- */

static const char *const label_styles[] = {
    [LABELS_WHERE_NEEDED] = "LABEL_STYLE_DISAMBIGUATE_ONLY",
    [LABELS_NONE] = "LABEL_STYLE_NONE",
    [LABELS_WITH_TABLE] = "LABEL_STYLE_TABLENAME_PLUS_COL",
};

NATIVE(select_set_label_style)
{
    static const char *const names[] = {"style"};
    Value style, name;
    Statement *statement;
    if (!arguments_bind(interpreter, "set_label_style", arguments, names, 1, &style, NULL, NULL) ||
        !python_get_attribute(interpreter, style, "name", &name) ||
        !derive_statement(interpreter, self, result, &statement))
        return false;
    size_t found = 0, count = sizeof label_styles / sizeof *label_styles;
    while (value_is_text(name) && found < count && strcmp(label_styles[found], name.string->bytes) != 0)
        found++;
    if (!value_is_text(name) || found == count)
        return python_refuse(interpreter, "set_label_style() of a style that limbeck does not know");
    statement->labels = (LabelStyle)found;
    if (statement->kind != STATEMENT_COMPOUND)
        return true;
    Statement *first = ARENA_NEW(native_arena(result->native), Statement);
    const Statement **parts =
        arena_copy(native_arena(result->native), statement->parts, statement->part_count, sizeof *statement->parts);
    *first = *parts[0];
    first->labels = statement->labels;
    parts[0] = first;
    statement->parts = parts;
    return true;
}

static const Table *filtered_table(Arena *arena, const Statement *select)
{
    TableVector tables = {0};
    if (select->joined || select->from_count)
        return select->joined ? select->joined : select->from[0];
    if (select->selected_count && select->selected[0].at == 0)
        return select->selected[0].table;
    if (select->columns.count)
        collect_tables(arena, select->columns.items[0], &tables);
    return tables.count ? tables.items[0] : NULL;
}

static void add_criterion(Arena *arena, ExpressionList *where, const Expression *criterion)
{
    const Expression **items = ARENA_ARRAY(arena, const Expression *, where->count + 1);
    if (where->count)
        memcpy(items, where->items, where->count * sizeof *items);
    items[where->count++] = criterion;
    where->items = items;
}

/* filter_by(name=value): a column of the last joined table, else of the first FROM element. */
NATIVE(select_filter_by)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    const Table *of = filtered_table(arena, statement);
    if (!of)
        return python_refuse(interpreter, "filter_by() of a statement without a FROM");
    arguments_were_read(arguments);
    for (size_t i = 0; i < arguments->keyword_count; i++) {
        const Column *column = table_column_by_key(of, arguments->keywords[i]);
        const Expression *value;
        if (!column)
            return python_raise(interpreter, "InvalidRequestError",
                                "Entity namespace for \"%s\" has no property \"%s\"", table_label(of),
                                arguments->keywords[i]);
        const Expression *left = table_expression(arena, of, column);
        if (!expression_from(interpreter, result->native, arguments->values[arguments->positional + i],
                             type_of_other_operand(left, arguments->values[arguments->positional + i]), &value))
            return false;
        SqlOperator operator_ = value->kind == EXPRESSION_NULL ? SQL_IS : SQL_EQUAL;
        add_criterion(arena, &statement->where,
                      expression_binary(arena, operator_, left, expression_as_other_operand(arena, value, left)));
    }
    return true;
}

static const NativeMember select_methods[] = {
    {"where", statement_where},
    {"filter", statement_where},
    {"filter_by", select_filter_by},
    {"having", select_having},
    {"distinct", select_distinct},
    {"select_from", select_select_from},
    {"correlate", select_correlate},
    {"correlate_except", select_correlate_except},
    {"add_columns", select_add_columns},
    {"with_only_columns", select_with_only_columns},
    {"join", select_join},
    {"outerjoin", select_outerjoin},
    {"join_from", select_join_from},
    {"outerjoin_from", select_outerjoin_from},
    {"prefix_with", statement_prefix_with},
    {"suffix_with", statement_suffix_with},
    {"with_hint", statement_with_hint},
    {"with_statement_hint", statement_hint},
    {"execution_options", with_execution_options, TAKES_ANYTHING},
    {NULL, NULL},
};

/* Of UNION too. */
const NativeMember row_methods[] = {
    {"order_by", select_order_by},
    {"group_by", select_group_by},
    {"limit", select_limit},
    {"offset", select_offset},
    {"fetch", select_fetch},
    {"slice", select_slice},
    {"with_for_update", select_with_for_update},
    {"set_label_style", select_set_label_style},
    {NULL, NULL},
};

const NativeClass query_class = {.name = "SelectBase",
                                 .module = "sqlalchemy.sql.selectable",
                                 .base = &statement_class,
                                 .methods = query_methods,
                                 .properties = query_properties};
static const NativeClass compound_class = {
    .name = "CompoundSelect", .module = "sqlalchemy.sql.selectable", .base = &query_class, .methods = compound_methods};
static const NativeClass rows_class = {
    .name = "GenerativeSelect", .module = "sqlalchemy.sql.selectable", .base = &compound_class, .methods = row_methods};
const NativeClass select_class = {
    .name = "Select", .module = "sqlalchemy.sql.selectable", .base = &rows_class, .methods = select_methods};

NATIVE(make_lateral)
{
    (void)self;
    return call_method_of_first(interpreter, arguments, "lateral", result);
}

NATIVE(make_cte)
{
    (void)self;
    return call_method_of_first(interpreter, arguments, "cte", result);
}

NATIVE(make_tablesample)
{
    (void)self;
    return call_method_of_first(interpreter, arguments, "tablesample", result);
}

bool fill_selects(Interpreter *interpreter, Module *module)
{
    static const NativeMember functions[] = {
        {"select", make_select},
        {"exists", make_exists},
        {"join", make_join_function},
        {"outerjoin", make_outerjoin_function},
        {"union", make_union},
        {"union_all", make_union_all},
        {"except_", make_except},
        {"except_all", make_except_all},
        {"intersect", make_intersect},
        {"intersect_all", make_intersect_all},
        {"alias", make_alias},
        {"lateral", make_lateral},
        {"cte", make_cte},
        {"tablesample", make_tablesample},
        {NULL, NULL},
    };
    static const char *const classes[] = {"Select"};
    if (!add_functions(interpreter, module, functions))
        return false;
    names_set(&module->names, python_intern(interpreter, classes[0]),
              value_object(python_native_class(interpreter, &select_class)));
    Value styles;
    if (!python_import(interpreter, "_limbeck.schema", &styles))
        return false;
    for (size_t i = 0; i < sizeof label_styles / sizeof *label_styles; i++) {
        Value style;
        if (!python_get_attribute(interpreter, styles, label_styles[i], &style))
            return false;
        names_set(&module->names, python_intern(interpreter, label_styles[i]), style);
    }
    return true;
}
