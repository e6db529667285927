/* What a comparison found, as attributes of Alembic's operation objects. */
#include "found.h"
#include "directive_host.h"

#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/columns.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/tables.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>

/* The dictionary under construction; each value is pushed until it is in. */
typedef struct Fields {
    Interpreter *interpreter;
    Value dict;
} Fields;

static bool set(Fields *fields, const char *name, Value value)
{
    python_push(fields->interpreter, value);
    return dict_set_text(fields->interpreter, fields->dict.dict, name, value);
}

static bool set_text(Fields *fields, const char *name, const char *text)
{
    Value value = value_none();
    return (!text || python_text(fields->interpreter, text, &value)) && set(fields, name, value);
}

static bool set_texts(Fields *fields, const char *name, const StringVector *texts)
{
    Value value;
    return python_text_list(fields->interpreter, texts, &value) && set(fields, name, value);
}

/* A name that no convention changes is what op.f() returns. */
static bool set_name(Fields *fields, const char *name, bool is_final)
{
    Value text, named;
    if (!name || !is_final)
        return set_text(fields, "name", name);
    if (!python_text(fields->interpreter, name, &text))
        return false;
    python_push(fields->interpreter, text);
    const Arguments arguments = {.values = &text, .positional = 1};
    return op_f(fields->interpreter, value_none(), &arguments, &named) && set(fields, "name", named);
}

bool found_type(Interpreter *interpreter, Value owner, const SqlType *type, Value *value)
{
    if (type->application) {
        *value = *(const Value *)type->application;
        return true;
    }
    if (type->kind == TYPE_USER_DEFINED || type->class_name)
        return python_opaque(interpreter, "a type of a class of the application's own", value);
    return type_object(interpreter, owner, type, value);
}

static bool set_type(Fields *fields, Value into, const char *name, const SqlType *type)
{
    Value value = value_none();
    if (type && !found_type(fields->interpreter, into, type, &value))
        return false;
    python_push(fields->interpreter, value);
    return dict_set_text(fields->interpreter, into.dict, name, value);
}

static bool expression_value(Interpreter *interpreter, const Expression *expression, Value *value)
{
    Arena *arena;
    bool is_literal = expression->kind == EXPRESSION_LITERAL && !expression->type;
    if (is_literal && expression->literal.kind == LITERAL_TEXT)
        return python_text(interpreter, expression->literal.bytes, value);
    if (is_literal && expression->literal.kind == LITERAL_BOOLEAN) {
        *value = value_bool(expression->literal.boolean);
        return true;
    }
    if (!expression_object(interpreter, value, &arena))
        return false;
    expression_object_set(*value, expression);
    return true;
}

static bool set_options(Fields *fields, Value into, const OptionVector *options)
{
    Interpreter *interpreter = fields->interpreter;
    for (size_t i = 0; i < options->count; i++) {
        const Option *option = &options->items[i];
        Value value;
        if (!expression_value(interpreter, option->value, &value))
            return false;
        python_push(interpreter, value);
        if (!dict_set_text(interpreter, into.dict,
                           arena_format(binding_host(interpreter)->arena, "%s_%s", option->dialect, option->name),
                           value))
            return false;
    }
    return true;
}

/* An empty dictionary in the field "kw" or "change". */
static bool set_dict(Fields *fields, const char *name, Value *dict)
{
    return python_dict(fields->interpreter, dict) && set(fields, name, *dict);
}

bool found_column(Interpreter *interpreter, const Column *column, Value *value)
{
    Value info;
    if (!native_new(interpreter, &column_class, sizeof(ColumnObject), value))
        return false;
    python_push(interpreter, *value);
    ColumnObject *object = value->native->data;
    object->column = (Column *)column;
    object->is_found = true;
    object->expression = expression_new(native_arena(value->native), EXPRESSION_COLUMN);
    object->expression->name = column->name;
    object->expression->type = column->type;
    object->expression->is_whole = true;
    if (!python_opaque(interpreter, "the info of a column that process_revision_directives() is given", &info))
        return false;
    names_set(&value->native->names, python_intern(interpreter, "info"), info);
    return true;
}

/* ---- each kind ------------------------------------------------------------------------------- */

static bool set_info(Fields *fields, const Table *table)
{
    Value info;
    return (table->info ? python_opaque(fields->interpreter,
                                        "the info of a table that process_revision_directives() is given", &info)
                        : python_dict(fields->interpreter, &info)) &&
           set(fields, "info", info);
}

static bool found_table(Fields *fields, const Operation *operation)
{
    const Table *table = operation->table;
    Value list, item, kw;
    if (!set_dict(fields, "kw", &kw) || !set_options(fields, kw, &table->options) ||
        !set_text(fields, "comment", table->comment) || !set_info(fields, table) ||
        !python_list(fields->interpreter, NULL, 0, &list) || !set(fields, "columns", list))
        return false;
    for (size_t i = 0; i < table->columns.count; i++)
        if (!found_column(fields->interpreter, table->columns.items[i], &item) ||
            !list_append(fields->interpreter, list.list, item))
            return false;
    for (size_t i = 0; i < table->constraints.count; i++)
        if (!compared_constraint(fields->interpreter, table->constraints.items[i], table, NULL, &item) ||
            !list_append(fields->interpreter, list.list, item))
            return false;
    return true;
}

static bool found_change(Fields *fields, const Operation *operation)
{
    Interpreter *interpreter = fields->interpreter;
    const ColumnChange *change = operation->change;
    const Column *existing = change->existing;
    Value dict, value = value_bool(false);
    if (!set_text(fields, "column_name", change->column) || !set_dict(fields, "change", &dict) ||
        !set_type(fields, dict, "existing_type", change->existing_type) ||
        !set_type(fields, dict, "modify_type", change->type))
        return false;
    Fields changes = {interpreter, dict};
    if (existing && change->states_default && change->default_change == DEFAULT_UNTOUCHED && existing->server_default &&
        !expression_value(interpreter, existing->server_default, &value))
        return false;
    if (!set(&changes, "existing_server_default", value))
        return false;
    value = change->default_change == DEFAULT_DROP ? value_none() : value_bool(false);
    if (change->default_change == DEFAULT_SET &&
        (change->server_default ? !expression_value(interpreter, change->server_default, &value)
                                : !python_opaque(interpreter, "a computed or identity default", &value)))
        return false;
    return set(&changes, "modify_server_default", value) &&
           set(&changes, "modify_nullable", change->nullable < 0 ? value_none() : value_bool(change->nullable)) &&
           set(&changes, "existing_nullable", existing ? value_bool(existing->nullable) : value_none()) &&
           set_text(&changes, "existing_comment", existing ? existing->comment : NULL) &&
           (change->comment_given ? set_text(&changes, "modify_comment", change->comment)
                                  : set(&changes, "modify_comment", value_bool(false))) &&
           set_text(&changes, "modify_name", change->new_name) &&
           (change->autoincrement < 0 || set(&changes, "autoincrement", value_bool(change->autoincrement)));
}

static bool found_index(Fields *fields, const Operation *operation)
{
    const Index *index = operation->index;
    Value kw, list, item;
    if (!set_name(fields, index->name, index->name_is_final) || !set(fields, "unique", value_bool(index->unique)) ||
        !set_dict(fields, "kw", &kw) || !set_options(fields, kw, &index->options) ||
        !python_list(fields->interpreter, NULL, 0, &list) || !set(fields, "columns", list))
        return false;
    for (size_t i = 0; i < index->expressions.count; i++) {
        const Expression *expression = index->expressions.items[i];
        bool is_column = expression->kind == EXPRESSION_COLUMN;
        if (is_column ? !python_text(fields->interpreter, expression->name, &item)
                      : !expression_value(fields->interpreter, expression, &item))
            return false;
        python_push(fields->interpreter, item);
        if (!list_append(fields->interpreter, list.list, item))
            return false;
    }
    return true;
}

static bool found_constraint(Fields *fields, const Operation *operation)
{
    static const char *const kinds[] = {
        [CONSTRAINT_PRIMARY_KEY] = "primary_key", [CONSTRAINT_FOREIGN_KEY] = "foreign_key",
        [CONSTRAINT_UNIQUE] = "unique",           [CONSTRAINT_CHECK] = "check",
        [CONSTRAINT_EXCLUDE] = "exclude",         [CONSTRAINT_ANY] = "any"};
    static const char *const types[] = {[CONSTRAINT_PRIMARY_KEY] = "primary", [CONSTRAINT_FOREIGN_KEY] = "foreignkey",
                                        [CONSTRAINT_UNIQUE] = "unique",       [CONSTRAINT_CHECK] = "check",
                                        [CONSTRAINT_EXCLUDE] = NULL,          [CONSTRAINT_ANY] = NULL};
    const Constraint *constraint = operation->constraint;
    const struct {
        const char *name, *text;
    } words[] = {{"referent_schema", constraint->referent_schema},
                 {"onupdate", constraint->on_update},
                 {"ondelete", constraint->on_delete},
                 {"initially", constraint->initially},
                 {"match", constraint->match}};
    Value kw, condition = value_none();
    if (!set_name(fields, constraint->name, constraint->name_is_final) ||
        !set_text(fields, "kind", kinds[constraint->kind]) || !set_text(fields, "type_", types[constraint->kind]) ||
        !set_texts(fields, "columns", &constraint->columns) ||
        !set_text(fields, "referent_table", constraint->referent_table) ||
        !set_texts(fields, "referent_columns", &constraint->referent_columns) || !set_dict(fields, "kw", &kw))
        return false;
    if (constraint->condition && !expression_value(fields->interpreter, constraint->condition, &condition))
        return false;
    Fields options = {fields->interpreter, kw};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].text && !set_text(&options, words[i].name, words[i].text))
            return false;
    return set(fields, "condition", condition) &&
           (constraint->deferrable < 0 || set(&options, "deferrable", value_bool(constraint->deferrable))) &&
           (!constraint->use_alter || set(&options, "use_alter", value_bool(true))) &&
           set_options(fields, kw, &constraint->options);
}

bool found_fields(Interpreter *interpreter, const Operation *operation, Value *result)
{
    static bool (*const fills[OPERATION_KIND_COUNT])(Fields *, const Operation *) = {
        [OPERATION_CREATE_TABLE] = found_table,           [OPERATION_ALTER_COLUMN] = found_change,
        [OPERATION_CREATE_INDEX] = found_index,           [OPERATION_DROP_INDEX] = found_index,
        [OPERATION_CREATE_CONSTRAINT] = found_constraint, [OPERATION_DROP_CONSTRAINT] = found_constraint};
    Fields fields = {interpreter, value_none()};
    Value column;
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    fields.dict = *result;
    bool (*fill)(Fields *, const Operation *) = fills[operation->kind];
    return set_text(&fields, "operation", operation_kind_name(operation->kind)) &&
           set_text(&fields, "table_name", operation->table_name) && set_text(&fields, "schema", operation->schema) &&
           set_text(&fields, "column_name", operation->column_name) &&
           set_text(&fields, "comment", operation->comment) &&
           set_text(&fields, "existing_comment", operation->existing_comment) &&
           (!operation->column ||
            (found_column(interpreter, operation->column, &column) && set(&fields, "column", column))) &&
           (!fill || fill(&fields, operation));
}
