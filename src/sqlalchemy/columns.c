/* Column. */
#include "limbeck/sqlalchemy/columns.h"

#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/quoted_names.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>

/* ---- Column -------------------------------------------------------------------------- */

static bool is_instance_of(Value value, const char *name)
{
    const Class *class_ = value.kind == VALUE_INSTANCE ? value.instance->class_ : NULL;
    for (size_t i = 0; class_ && i < class_->order_count; i++)
        if (strcmp(class_->order[i]->name, name) == 0 && strcmp(class_->order[i]->module, "_limbeck.schema") == 0)
            return true;
    return false;
}

bool server_default_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression)
{
    Value text = value;
    if (is_instance_of(value, "DefaultClause") && !python_get_attribute(interpreter, value, "arg", &text))
        return false;
    if (!expression_from(interpreter, owner, text, NULL, expression))
        return false;
    bool is_untyped = (*expression)->kind == EXPRESSION_LITERAL && !(*expression)->type;
    if (is_untyped && value_plain(text).kind != VALUE_STRING) { /* literal('a'): a revision writes it as text("'a'") */
        Expression *typed = arena_copy(native_arena(owner), *expression, 1, sizeof **expression);
        typed->type = expression_type(typed);
        *expression = typed;
    }
    return true;
}

static bool server_default(Interpreter *interpreter, Native *owner, Value value, const Expression **expression)
{
    if (value_is_number(value) || value.kind == VALUE_BIG_INTEGER)
        return python_raise(interpreter, "ArgumentError", "server_default must be a string or an SQL expression");
    bool is_of_server = is_instance_of(value, "FetchedValue") && !is_instance_of(value, "DefaultClause");
    return is_of_server || server_default_from(interpreter, owner, value, expression);
}

/* FetchedValue(for_update=True) is of an UPDATE, and nothing is written for it. */
static bool add_fetched_value(Interpreter *interpreter, Native *native, Column *column, Value item)
{
    Value for_update;
    bool is_for_update;
    return python_get_attribute(interpreter, item, "for_update", &for_update) &&
           python_truth(interpreter, for_update, &is_for_update) &&
           (is_for_update || server_default(interpreter, native, item, &column->server_default));
}

static bool is_enum(Interpreter *interpreter, Native *native, Value item)
{
    const SqlType *type;
    return is_type(item) && type_from(interpreter, native, item, &type) &&
           (type->kind == TYPE_ENUM || type->kind == TYPE_UPPER_ENUM);
}

static const char generated_twice[] =
    "A generated column cannot specify a server_default or a server_onupdate argument";
static const char identity_twice[] =
    "A column with an Identity object cannot specify a server_default or a server_onupdate argument";

static bool add_item(Interpreter *interpreter, Native *native, Column *column, Value item)
{
    Arena *arena = native_arena(native);
    native_store(native, item);
    ForeignKeyObject *key = native_data(item, &foreign_key_class);
    ConstraintObject *constraint = native_data(item, &constraint_class);
    ComputedObject *computed = native_data(item, &computed_class);
    IdentityObject *identity = native_data(item, &identity_class);
    if (key) {
        vector_push(arena, &column->foreign_keys, key->key);
    } else if (constraint && constraint->constraint->kind == CONSTRAINT_CHECK) {
        vector_push(arena, &column->checks, constraint->constraint);
    } else if (computed) {
        if (column->identity)
            return python_raise(interpreter, "ArgumentError", generated_twice);
        column->computed = computed->expression;
        column->computed_persisted = computed->persisted;
    } else if (native_data(item, &sequence_class)) {
        column->python_default.kind = DEFAULT_CALLED; /* a sequence: its next value is selected at execution */
        column->is_sequence = true;
    } else if (identity) {
        if (column->computed)
            return python_raise(interpreter, "ArgumentError", identity_twice);
        column->identity = &identity->options;
        column->nullable = false;
    } else if (is_instance_of(item, "FetchedValue")) {
        return add_fetched_value(interpreter, native, column, item);
    } else if (is_enum(interpreter, native, item)) {
        column->has_second_enum = true;
    } else {
        return python_refuse(interpreter, "a %s inside a Column", value_type_name(item));
    }
    return true;
}

/* A default that is a scalar or SQL; a callable has no value here. */
static bool python_side_default(Interpreter *interpreter, Native *owner, Value value, const SqlType *type,
                                ColumnDefault *given)
{
    Literal literal;
    bool is_plain = true;
    *given = (ColumnDefault){0};
    if (!value_given(value) || value_is_none(value))
        return true;
    given->kind = DEFAULT_CALLED;
    if (native_data(value, &expression_class) || native_data(value, &statement_class)) {
        given->kind = DEFAULT_EXPRESSION;
        return expression_from(interpreter, owner, value, type, &given->value);
    }
    bool is_scalar = value.kind < VALUE_LIST || value.kind == VALUE_INSTANCE;
    if (!is_scalar || !literal_from(interpreter, native_arena(owner), value, &literal, &is_plain) || !is_plain)
        return !python_failed(interpreter);
    Expression *made = expression_new(native_arena(owner), EXPRESSION_LITERAL);
    made->literal = literal;
    made->type = type;
    made->is_default = true;
    given->kind = DEFAULT_VALUE;
    given->value = made;
    return true;
}

/* The arguments of Column() that are given by name. */
enum {
    ARG_primary_key,
    ARG_nullable,
    ARG_unique,
    ARG_index,
    ARG_default,
    ARG_server_default,
    ARG_comment,
    ARG_autoincrement,
    ARG_name,
    ARG_type_,
    ARG_key,
    ARG_info,
    ARG_onupdate,
    ARG_server_onupdate,
    ARG_doc,
    ARG_quote,
    ARG_system,
    ARG_insert_default,
    ARG_COUNT
};
static const char *const names[ARG_COUNT] = {[ARG_primary_key] = "*primary_key",
                                             [ARG_nullable] = "nullable",
                                             [ARG_unique] = "unique",
                                             [ARG_index] = "index",
                                             [ARG_default] = "default",
                                             [ARG_server_default] = "server_default",
                                             [ARG_comment] = "comment",
                                             [ARG_autoincrement] = "autoincrement",
                                             [ARG_name] = "name",
                                             [ARG_type_] = "type_",
                                             [ARG_key] = "key",
                                             [ARG_info] = "info",
                                             [ARG_onupdate] = "onupdate",
                                             [ARG_server_onupdate] = "server_onupdate",
                                             [ARG_doc] = "doc",
                                             [ARG_quote] = "quote",
                                             [ARG_system] = "system",
                                             [ARG_insert_default] = "insert_default"};

static bool read_column(Interpreter *interpreter, Native *native, const Value *values, Column *column)
{
    Arena *arena = native_arena(native);
    bool primary_key = false, nullable = true;
    if (!argument_flag(interpreter, values[ARG_primary_key], &primary_key))
        return false;
    nullable = !primary_key && !column->identity;
    if (!argument_flag(interpreter, values[ARG_nullable], &nullable) ||
        !argument_flag(interpreter, values[ARG_unique], &column->unique) ||
        !argument_flag(interpreter, values[ARG_index], &column->index))
        return false;
    column->primary_key = primary_key;
    column->nullable = nullable;
    column->nullable_given = value_given(values[ARG_nullable]) && !value_is_none(values[ARG_nullable]);
    if ((!column->is_sequence &&
         !python_side_default(interpreter, native, values[ARG_default], column->type, &column->python_default)) ||
        !python_side_default(interpreter, native, values[ARG_onupdate], column->type, &column->on_update))
        return false;
    if (value_given(values[ARG_server_default]) && !value_is_none(values[ARG_server_default])) {
        ComputedObject *computed = native_data(values[ARG_server_default], &computed_class);
        if (computed || native_data(values[ARG_server_default], &identity_class)) {
            if (!add_item(interpreter, native, column, values[ARG_server_default]))
                return false;
        } else if (!server_default(interpreter, native, values[ARG_server_default], &column->server_default)) {
            return false;
        }
    }
    bool is_set_twice = column->server_default ||
                        (value_given(values[ARG_server_onupdate]) && !value_is_none(values[ARG_server_onupdate]));
    if (is_set_twice && (column->computed || column->identity))
        return python_raise(interpreter, "ArgumentError", column->computed ? generated_twice : identity_twice);
    if (!argument_text(interpreter, arena, values[ARG_comment], "comment", &column->comment))
        return false;
    if (value_given(values[ARG_autoincrement]) && values[ARG_autoincrement].kind != VALUE_STRING) {
        bool truth;
        if (!python_truth(interpreter, values[ARG_autoincrement], &truth))
            return false;
        column->autoincrement = truth;
        if (!truth && column->identity)
            return python_raise(interpreter, "ArgumentError",
                                "A column with an Identity object cannot specify autoincrement=False");
    }
    return true;
}

/* Column([name], [type], *items, **keywords) */
NATIVE(construct_column)
{
    (void)self;
    Value values[ARG_COUNT];
    if (!native_new(interpreter, &column_class, sizeof(ColumnObject), result))
        return false;
    python_push(interpreter, *result);
    Native *native = result->native;
    Arena *arena = native_arena(native);
    Column *column = column_new(arena, NULL, NULL);
    OptionReceiver receiver = {interpreter, native, &column->options, "Column"};
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "Column", &keywords, names, ARG_COUNT, values, receive_part_option, &receiver))
        return false;
    size_t at = 0;
    Value name = values[ARG_name], type = values[ARG_type_];
    if (!value_given(name) && at < arguments->positional && arguments->values[at].kind == VALUE_STRING)
        name = arguments->values[at++];
    if (!value_given(name) && at < arguments->positional && arguments->values[at].kind == VALUE_INSTANCE &&
        value_plain(arguments->values[at]).kind == VALUE_STRING)
        name = arguments->values[at++];
    if (!value_given(type) && at < arguments->positional &&
        (is_type(arguments->values[at]) || arguments->values[at].kind == VALUE_OPAQUE ||
         arguments->values[at].kind == VALUE_CLASS || arguments->values[at].kind == VALUE_INSTANCE))
        type = arguments->values[at++];
    Name read;
    if (!quoted_name_from(interpreter, arena, name, "column name", &read))
        return false;
    column->name = read.text;
    column->quote = read.quote;
    if (!value_given(type))
        column->type = type_new(arena, TYPE_NULL);
    else if (!type_from(interpreter, native, type, &column->type))
        return false;
    for (; at < arguments->positional; at++)
        if (!value_is_none(arguments->values[at]) && !add_item(interpreter, native, column, arguments->values[at]))
            return false;
    if (value_given(values[ARG_insert_default]))
        values[ARG_default] = values[ARG_insert_default];
    if (!argument_text(interpreter, arena, values[ARG_key], "key", &column->key) ||
        !quote_from(interpreter, values[ARG_quote], &column->quote) ||
        !argument_flag(interpreter, values[ARG_system], &column->is_system))
        return false;
    ColumnObject *object = native->data;
    object->column = column;
    object->expression = expression_new(arena, EXPRESSION_COLUMN);
    object->expression->name = column->name;
    object->expression->type = column->type;
    object->expression->quote = column->quote;
    object->expression->is_whole = column->is_whole = true;
    if (value_given(values[ARG_info]) && !value_is_none(values[ARG_info]))
        names_set(&native->names, python_intern(interpreter, "info"), values[ARG_info]);
    return read_column(interpreter, native, values, column);
}

/* A column of a declarative class is named by its attribute. */
static bool copy_column(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    const ColumnObject *own = self.native->data;
    if (!native_new(interpreter, &column_class, sizeof(ColumnObject), result))
        return false;
    python_push(interpreter, *result);
    native_store(result->native, self);
    Arena *arena = native_arena(result->native);
    ColumnObject *object = result->native->data;
    object->column = ARENA_NEW(arena, Column);
    *object->column = *own->column;
    object->column->name = arena_strdup(arena, name);
    object->expression = expression_new(arena, EXPRESSION_COLUMN);
    *object->expression = *own->expression;
    object->expression->name = object->column->name;
    Value info = names_get(&self.native->names, python_intern(interpreter, "info"));
    if (value_given(info))
        names_set(&result->native->names, python_intern(interpreter, "info"), info);
    return true;
}

const char *column_info_key(Interpreter *interpreter, const char *name)
{
    return python_intern(interpreter, arena_format(python_arena(interpreter), "info:%s", name ? name : ""));
}

NATIVE(column_info)
{
    (void)arguments;
    if (!python_dict(interpreter, result))
        return false;
    names_set(&self.native->names, python_intern(interpreter, "info"), *result);
    return true;
}

/* The constraints and indexes of the class body that name the column by its object. The column itself is copied
 * when the class is mapped. */
static void column_assigned(Value self, const char *name)
{
    ColumnObject *object = self.native->data;
    if (!object->expression->name)
        object->expression->name = arena_strdup(native_arena(self.native), name);
}

NATIVE(column_named)
{
    const char *name;
    return expect_text(interpreter, argument_at(arguments, 0), "column name", &name) &&
           copy_column(interpreter, self, name, result);
}

/* A copy for another table. */
NATIVE(column_copy)
{
    const ColumnObject *own = self.native->data;
    if (arguments->positional || arguments->keyword_count)
        return python_refuse(interpreter, "Column.copy() with arguments");
    if (!copy_column(interpreter, self, own->column->name, result))
        return false;
    ColumnObject *copy = result->native->data;
    copy->expression->table = NULL;
    return true;
}

NATIVE(column_name)
{
    (void)arguments;
    const char *name = ((ColumnObject *)self.native->data)->column->name;
    *result = value_none();
    return !name || python_text(interpreter, name, result);
}

/* The name in Python: key=, or else the name in SQL. */
NATIVE(column_key)
{
    (void)arguments;
    const Column *column = ((ColumnObject *)self.native->data)->column;
    const char *key = column->key ? column->key : column->name;
    *result = value_none();
    return !key || python_text(interpreter, key, result);
}

NATIVE(column_primary_key)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(((ColumnObject *)self.native->data)->column->primary_key);
    return true;
}

NATIVE(column_has_type)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(((ColumnObject *)self.native->data)->column->type->kind != TYPE_NULL);
    return true;
}

NATIVE(column_has_foreign_key)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(((ColumnObject *)self.native->data)->column->foreign_keys.count > 0);
    return true;
}

/* A hook of env.py changes a column that a comparison found. */
static bool change_found_column(Interpreter *interpreter, Native *native, const char *name, Value value)
{
    Column *column = ((ColumnObject *)native->data)->column;
    if (strcmp(name, "nullable") == 0)
        return python_truth(interpreter, value, &column->nullable);
    if (strcmp(name, "comment") == 0)
        return argument_text(interpreter, native_arena(native), value, "comment", &column->comment);
    if (strcmp(name, "server_default") == 0 && !column->computed && !column->identity) {
        column->server_default = NULL;
        return value_is_none(value) || server_default(interpreter, native, value, &column->server_default);
    }
    return python_refuse(interpreter, "a hook that sets '%s' of a column", name);
}

/* A class of an embedded module that derives from Column keeps its constructor's arguments. */
static bool set_column_attribute(Interpreter *interpreter, Value self, const char *name, Value value, bool *handled)
{
    bool is_plain = self.native->class_ == python_native_class(interpreter, &column_class);
    const ColumnObject *object = self.native->data;
    if (is_plain && object->is_found) {
        *handled = true;
        return change_found_column(interpreter, self.native, name, value);
    }
    *handled = self.native->class_->is_library && !is_plain;
    if (*handled)
        names_set(&self.native->names, python_intern(interpreter, name), value);
    return true;
}

NATIVE(column_nullable)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(((ColumnObject *)self.native->data)->column->nullable);
    return true;
}

/* Whether an UPDATE by the ORM also sets it (onupdate). */
NATIVE(column_follows_updates)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(((ColumnObject *)self.native->data)->column->on_update.kind != DEFAULT_NONE);
    return true;
}

static bool evaluates_none(const SqlType *type)
{
    bool is_json = type && type_row(type->kind)->affinity == AFFINITY_JSON && !type->decorates;
    return is_json && !type->none_as_null;
}

/* Whether an INSERT of the ORM sends NULL where the object has no value: where no default applies. */
NATIVE(column_sends_null)
{
    (void)interpreter;
    (void)arguments;
    const Column *column = ((ColumnObject *)self.native->data)->column;
    bool has_default = column->server_default || column->computed || column->identity || column->is_sequence ||
                       column->python_default.kind != DEFAULT_NONE;
    *result = value_bool(!column->primary_key && !has_default && !evaluates_none(column->type));
    return true;
}

/* Whether its type is of a class of the application, whose methods may change values. */
NATIVE(column_has_own_type)
{
    (void)interpreter;
    (void)arguments;
    const Column *column = ((ColumnObject *)self.native->data)->column;
    *result = value_bool(column->type && column->type->application);
    return true;
}

static const NativeMember column_methods[] = {{"_named", column_named}, {"copy", column_copy}, {NULL, NULL}};
static const NativeMember column_properties[] = {{"name", column_name},
                                                 {"key", column_key},
                                                 {"_has_type", column_has_type},
                                                 {"_has_foreign_key", column_has_foreign_key},
                                                 {"primary_key", column_primary_key},
                                                 {"nullable", column_nullable},
                                                 {"info", column_info},
                                                 {"_follows_updates", column_follows_updates},
                                                 {"_sends_null", column_sends_null},
                                                 {"_has_own_type", column_has_own_type},
                                                 {NULL, NULL}};
const NativeClass column_class = {.name = "Column",
                                  .module = "sqlalchemy.sql.schema",
                                  .base = &expression_class,
                                  .construct = construct_column,
                                  .assigned = column_assigned,
                                  .set_attribute = set_column_attribute,
                                  .methods = column_methods,
                                  .properties = column_properties};
