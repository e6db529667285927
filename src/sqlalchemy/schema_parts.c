/* Parts of a table: foreign keys, constraints, indexes, computed and identity columns. */
#include "limbeck/sqlalchemy/schema_parts.h"

#include "attaching.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/sqlalchemy/columns.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/quoted_names.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

bool argument_flag(Interpreter *interpreter, Value value, bool *truth)
{
    return !value_given(value) || value_is_none(value) || python_truth(interpreter, value, truth);
}

bool argument_text(Interpreter *interpreter, Arena *arena, Value value, const char *what, const char **text)
{
    if (!expect_text_or_none(interpreter, value, what, text))
        return false;
    *text = arena_strdup(arena, *text);
    return true;
}

bool argument_three_way(Interpreter *interpreter, Value value, int *answer)
{
    bool truth;
    *answer = -1;
    if (!value_given(value) || value_is_none(value))
        return true;
    if (!python_truth(interpreter, value, &truth))
        return false;
    *answer = truth;
    return true;
}

/* ---- ForeignKey and constraints ------------------------------------------------------------ */

/* A foreign key's target: "table.column", "schema.table.column", or a column. */
typedef struct Target {
    const char *schema;
    const char *table;
    const char *column;
    bool is_text;
    int table_quote, schema_quote;
} Target;

static bool target_from(Interpreter *interpreter, Arena *arena, Value value, Target *target)
{
    const ExpressionObject *object = native_data(value, &expression_class);
    const Expression *column = object ? object->expression : NULL;
    if (column && column->kind == EXPRESSION_COLUMN && column->table) {
        *target = (Target){arena_strdup(arena, column->table->schema),
                           arena_strdup(arena, column->table->name),
                           arena_strdup(arena, column->name),
                           false,
                           column->table->quote,
                           column->table->schema_quote};
        return true;
    }
    if (value.kind != VALUE_STRING)
        return python_refuse(interpreter, "a foreign key to a %s: expected 'table.column'", value_type_name(value));
    char *copy = arena_strdup(arena, value.string->bytes);
    char *last = strrchr(copy, '.');
    if (!last)
        return python_refuse(interpreter, "a foreign key to '%s': expected table.column", copy);
    *last = '\0';
    char *middle = strrchr(copy, '.');
    if (middle)
        *middle = '\0';
    *target = (Target){middle ? copy : NULL, middle ? middle + 1 : copy, last + 1, true, 0, 0};
    return true;
}

NATIVE(construct_foreign_key)
{
    (void)self;
    enum {
        ARG_column,
        ARG_constraint,
        ARG_use_alter,
        ARG_name,
        ARG_onupdate,
        ARG_ondelete,
        ARG_deferrable,
        ARG_initially,
        ARG_link_to_name,
        ARG_match,
        ARG_info,
        ARG_comment,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_column] = "column",
                                                 [ARG_constraint] = "_constraint",
                                                 [ARG_use_alter] = "use_alter",
                                                 [ARG_name] = "name",
                                                 [ARG_onupdate] = "onupdate",
                                                 [ARG_ondelete] = "ondelete",
                                                 [ARG_deferrable] = "deferrable",
                                                 [ARG_initially] = "initially",
                                                 [ARG_link_to_name] = "link_to_name",
                                                 [ARG_match] = "match",
                                                 [ARG_info] = "info",
                                                 [ARG_comment] = "comment"};
    Value values[ARG_COUNT];
    Target target;
    if (!native_new(interpreter, &foreign_key_class, sizeof(ForeignKeyObject), result))
        return false;
    python_push(interpreter, *result);
    Arena *arena = native_arena(result->native);
    ForeignKey *key = ARENA_NEW(arena, ForeignKey);
    ((ForeignKeyObject *)result->native->data)->key = key;
    OptionReceiver receiver = {interpreter, result->native, &key->options, "ForeignKeyConstraint"};
    if (!arguments_bind(interpreter, "ForeignKey", arguments, names, ARG_COUNT, values, receive_part_option, &receiver))
        return false;
    if (!target_from(interpreter, arena, values[ARG_column], &target))
        return false;
    key->schema = target.schema;
    key->table = target.table;
    key->column = target.column;
    key->table_quote = target.table_quote;
    key->schema_quote = target.schema_quote;
    bool by_name = false;
    if (!argument_flag(interpreter, values[ARG_link_to_name], &by_name))
        return false;
    key->column_is_key = target.is_text && !by_name;
    return argument_flag(interpreter, values[ARG_use_alter], &key->use_alter) &&
           name_from(interpreter, arena, values[ARG_name], "name", &key->name, &key->name_is_final) &&
           argument_text(interpreter, arena, values[ARG_onupdate], "onupdate", &key->on_update) &&
           argument_text(interpreter, arena, values[ARG_ondelete], "ondelete", &key->on_delete) &&
           argument_three_way(interpreter, values[ARG_deferrable], &key->deferrable) &&
           argument_text(interpreter, arena, values[ARG_initially], "initially", &key->initially) &&
           argument_text(interpreter, arena, values[ARG_match], "match", &key->match);
}

const NativeClass foreign_key_class = {
    .name = "ForeignKey", .module = "sqlalchemy.sql.schema", .construct = construct_foreign_key};

static bool new_constraint(Interpreter *interpreter, const NativeClass *type, ConstraintKind kind, Value *result,
                           Constraint **constraint)
{
    if (!native_new(interpreter, type, sizeof(ConstraintObject), result))
        return false;
    python_push(interpreter, *result);
    *constraint = ARENA_NEW(native_arena(result->native), Constraint);
    (*constraint)->kind = kind;
    (*constraint)->deferrable = -1;
    (*constraint)->columns_are_keys = true;
    ((ConstraintObject *)result->native->data)->constraint = *constraint;
    return true;
}

/* A column's key in its table; used until the table is known and gives the name. */
static bool column_key_of(Interpreter *interpreter, Value value, const char **name)
{
    ExpressionObject *object = native_data(value, &expression_class);
    if (object && object->expression->kind == EXPRESSION_COLUMN) {
        *name = expression_key(object->expression, false);
        return *name || python_refuse(interpreter, "a column that has no name yet");
    }
    if (object && (*name = expression_key(object->expression, false)))
        return true;
    return expect_text(interpreter, value, "column name", name);
}

bool columns_from(Interpreter *interpreter, Arena *arena, Value list, const char *what, StringVector *columns)
{
    if (is_column_collection(list) && !python_collect(interpreter, list, &list))
        return false;
    if (!value_is_sequence(list))
        return python_refuse(interpreter, "%s as a %s", what, value_type_name(list));
    for (size_t i = 0; i < list.list->count; i++) {
        const char *name;
        if (!column_key_of(interpreter, list.list->items[i], &name))
            return false;
        vector_push(arena, columns, arena_strdup(arena, name));
    }
    return true;
}

/* PrimaryKeyConstraint and UniqueConstraint: columns by position, the rest by name. */
static bool construct_key(Interpreter *interpreter, const NativeClass *type, ConstraintKind kind,
                          const Arguments *arguments, Value *result)
{
    enum { ARG_name, ARG_deferrable, ARG_initially, ARG_info, ARG_comment, ARG_implicit_generated, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_name] = "*name", [ARG_deferrable] = "deferrable", [ARG_initially] = "initially",
        [ARG_info] = "info",  [ARG_comment] = "comment",       [ARG_implicit_generated] = "_implicit_generated"};
    Value values[ARG_COUNT];
    Constraint *constraint;
    if (!new_constraint(interpreter, type, kind, result, &constraint))
        return false;
    Arena *arena = native_arena(result->native);
    OptionReceiver receiver = {interpreter, result->native, &constraint->options, type->name};
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, type->name, &keywords, names, ARG_COUNT, values, receive_part_option, &receiver))
        return false;
    for (size_t i = 0; i < arguments->positional; i++) {
        const char *name;
        if (!column_key_of(interpreter, arguments->values[i], &name))
            return false;
        vector_push(arena, &constraint->columns, arena_strdup(arena, name));
    }
    return name_from(interpreter, arena, values[ARG_name], "name", &constraint->name, &constraint->name_is_final) &&
           argument_three_way(interpreter, values[ARG_deferrable], &constraint->deferrable) &&
           argument_text(interpreter, arena, values[ARG_initially], "initially", &constraint->initially) &&
           attach_to_table(interpreter, arguments->values, arguments->positional, *result);
}

NATIVE(construct_primary_key)
{
    (void)self;
    return construct_key(interpreter, &primary_key_class, CONSTRAINT_PRIMARY_KEY, arguments, result);
}

NATIVE(construct_unique)
{
    (void)self;
    return construct_key(interpreter, &unique_class, CONSTRAINT_UNIQUE, arguments, result);
}

static bool has_info(Value info)
{
    return value_given(info) && !value_is_none(info);
}

NATIVE(construct_foreign_key_constraint)
{
    (void)self;
    enum {
        ARG_columns,
        ARG_refcolumns,
        ARG_name,
        ARG_onupdate,
        ARG_ondelete,
        ARG_deferrable,
        ARG_initially,
        ARG_use_alter,
        ARG_link_to_name,
        ARG_match,
        ARG_table,
        ARG_info,
        ARG_comment,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {
        [ARG_columns] = "columns",     [ARG_refcolumns] = "refcolumns", [ARG_name] = "name",
        [ARG_onupdate] = "onupdate",   [ARG_ondelete] = "ondelete",     [ARG_deferrable] = "deferrable",
        [ARG_initially] = "initially", [ARG_use_alter] = "use_alter",   [ARG_link_to_name] = "link_to_name",
        [ARG_match] = "match",         [ARG_table] = "table",           [ARG_info] = "info",
        [ARG_comment] = "comment"};
    Value values[ARG_COUNT];
    Constraint *constraint;
    if (!new_constraint(interpreter, &foreign_key_constraint_class, CONSTRAINT_FOREIGN_KEY, result, &constraint))
        return false;
    Arena *arena = native_arena(result->native);
    OptionReceiver receiver = {interpreter, result->native, &constraint->options, "ForeignKeyConstraint"};
    if (!arguments_bind(interpreter, "ForeignKeyConstraint", arguments, names, ARG_COUNT, values, receive_part_option,
                        &receiver) ||
        !columns_from(interpreter, arena, values[ARG_columns], "columns", &constraint->columns))
        return false;
    bool by_name = false;
    constraint->has_info = has_info(values[ARG_info]);
    if (!argument_flag(interpreter, values[ARG_link_to_name], &by_name))
        return false;
    if (!value_is_sequence(values[ARG_refcolumns]))
        return python_refuse(interpreter, "refcolumns as a %s", value_type_name(values[ARG_refcolumns]));
    for (size_t i = 0; i < values[ARG_refcolumns].list->count; i++) {
        Target target;
        if (!target_from(interpreter, arena, values[ARG_refcolumns].list->items[i], &target))
            return false;
        constraint->referent_schema = target.schema;
        constraint->referent_table = target.table;
        constraint->referent_quote = target.table_quote;
        constraint->referent_schema_quote = target.schema_quote;
        constraint->referents_are_keys = target.is_text && !by_name;
        vector_push(arena, &constraint->referent_columns, target.column);
    }
    return name_from(interpreter, arena, values[ARG_name], "name", &constraint->name, &constraint->name_is_final) &&
           argument_text(interpreter, arena, values[ARG_onupdate], "onupdate", &constraint->on_update) &&
           argument_text(interpreter, arena, values[ARG_ondelete], "ondelete", &constraint->on_delete) &&
           argument_three_way(interpreter, values[ARG_deferrable], &constraint->deferrable) &&
           argument_text(interpreter, arena, values[ARG_initially], "initially", &constraint->initially) &&
           argument_flag(interpreter, values[ARG_use_alter], &constraint->use_alter) &&
           argument_text(interpreter, arena, values[ARG_match], "match", &constraint->match) &&
           attach_to_table(interpreter, &values[ARG_columns], 1, *result);
}

NATIVE(construct_check)
{
    (void)self;
    enum { ARG_sqltext, ARG_name, ARG_deferrable, ARG_initially, ARG_table, ARG_info, ARG_create_rule, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_sqltext] = "sqltext",         [ARG_name] = "name",   [ARG_deferrable] = "deferrable",
        [ARG_initially] = "initially",     [ARG_table] = "table", [ARG_info] = "info",
        [ARG_create_rule] = "_create_rule"};
    Value values[ARG_COUNT];
    Constraint *constraint;
    if (!new_constraint(interpreter, &check_class, CONSTRAINT_CHECK, result, &constraint))
        return false;
    Arena *arena = native_arena(result->native);
    OptionReceiver receiver = {interpreter, result->native, &constraint->options, "CheckConstraint"};
    if (!arguments_bind(interpreter, "CheckConstraint", arguments, names, ARG_COUNT, values, receive_part_option,
                        &receiver))
        return false;
    constraint->has_info = has_info(values[ARG_info]);
    return condition_from(interpreter, result->native, values[ARG_sqltext], &constraint->condition) &&
           name_from(interpreter, arena, values[ARG_name], "name", &constraint->name, &constraint->name_is_final) &&
           argument_three_way(interpreter, values[ARG_deferrable], &constraint->deferrable) &&
           argument_text(interpreter, arena, values[ARG_initially], "initially", &constraint->initially) &&
           attach_to_table(interpreter, &values[ARG_sqltext], 1, *result);
}

const NativeClass constraint_class = {.name = "Constraint",
                                      .module = "sqlalchemy.sql.schema",
                                      .methods = constraint_methods,
                                      .iterate = constraint_iterate,
                                      .properties = constraint_properties};
const NativeClass primary_key_class = {.name = "PrimaryKeyConstraint",
                                       .module = "sqlalchemy.sql.schema",
                                       .base = &constraint_class,
                                       .construct = construct_primary_key};
const NativeClass unique_class = {.name = "UniqueConstraint",
                                  .module = "sqlalchemy.sql.schema",
                                  .base = &constraint_class,
                                  .construct = construct_unique};
const NativeClass foreign_key_constraint_class = {.name = "ForeignKeyConstraint",
                                                  .module = "sqlalchemy.sql.schema",
                                                  .base = &constraint_class,
                                                  .construct = construct_foreign_key_constraint,
                                                  .properties = foreign_key_constraint_properties};
const NativeClass check_class = {.name = "CheckConstraint",
                                 .module = "sqlalchemy.sql.schema",
                                 .base = &constraint_class,
                                 .construct = construct_check};

/* ---- ExcludeConstraint: (column, operator) pairs -------------------------------------------- */

static bool word_of(Interpreter *interpreter, Value value, const char *what, const char **word)
{
    if (!expect_text(interpreter, value, what, word))
        return false;
    for (const char *at = *word; *at; at++)
        if (strchr(";'\"()", *at))
            return python_refuse(interpreter, "%s '%s'", what, *word);
    return true;
}

static bool read_excluded(Interpreter *interpreter, Native *owner, Value pair, Value classes, Constraint *constraint)
{
    Arena *arena = native_arena(owner);
    const char *operator_, *class_name = "";
    Value class_ = value_absent();
    if (!value_is_sequence(pair) || pair.list->count != 2)
        return python_refuse(interpreter, "an EXCLUDE element that is not a (column, operator) pair");
    Value what = pair.list->items[0];
    const Expression *expression = what.kind == VALUE_STRING ? column_expression(arena, what.string->bytes) : NULL;
    if ((!expression && !expression_from(interpreter, owner, what, NULL, &expression)) ||
        !word_of(interpreter, pair.list->items[1], "operator", &operator_))
        return false;
    const char *key = expression_key(expression, false);
    if (classes.kind == VALUE_DICT && key)
        class_ = dict_get_text(classes.dict, key);
    if (value_given(class_) && !word_of(interpreter, class_, "operator class", &class_name))
        return false;
    constraint->excluded.items[constraint->excluded.count++] = expression;
    vector_push(arena, &constraint->operators, arena_strdup(arena, operator_));
    vector_push(arena, &constraint->classes, arena_strdup(arena, class_name));
    if (expression->kind == EXPRESSION_COLUMN)
        vector_push(arena, &constraint->columns, expression->name);
    return true;
}

bool read_exclude(Interpreter *interpreter, Native *owner, const Value *pairs, size_t count, const Value *values,
                  Constraint *constraint)
{
    Arena *arena = native_arena(owner);
    const char *method = "gist";
    if (value_given(values[EXCLUDE_USING]) && !word_of(interpreter, values[EXCLUDE_USING], "index method", &method))
        return false;
    constraint->using_method = arena_strdup(arena, method);
    constraint->excluded.items = ARENA_ARRAY(arena, const Expression *, count + 1);
    for (size_t i = 0; i < count; i++)
        if (!read_excluded(interpreter, owner, pairs[i], values[EXCLUDE_OPS], constraint))
            return false;
    return (!value_given(values[EXCLUDE_WHERE]) || value_is_none(values[EXCLUDE_WHERE]) ||
            condition_from(interpreter, owner, values[EXCLUDE_WHERE], &constraint->condition)) &&
           argument_three_way(interpreter, values[EXCLUDE_DEFERRABLE], &constraint->deferrable) &&
           argument_text(interpreter, arena, values[EXCLUDE_INITIALLY], "initially", &constraint->initially);
}

/* SQLAlchemy takes any keyword here, and reads no others. */
static bool ignore_keyword(void *state, const char *name, Value value)
{
    (void)state;
    (void)name;
    (void)value;
    return true;
}

NATIVE(construct_exclude)
{
    (void)self;
    enum { ARG_name = EXCLUDE_COUNT, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [EXCLUDE_USING] = "*using",          [EXCLUDE_WHERE] = "where",         [EXCLUDE_OPS] = "ops",
        [EXCLUDE_DEFERRABLE] = "deferrable", [EXCLUDE_INITIALLY] = "initially", [ARG_name] = "name"};
    Value values[ARG_COUNT];
    Constraint *constraint;
    Arguments keywords = arguments_named(arguments);
    return new_constraint(interpreter, &exclude_class, CONSTRAINT_EXCLUDE, result, &constraint) &&
           arguments_bind(interpreter, "ExcludeConstraint", &keywords, names, ARG_COUNT, values, ignore_keyword,
                          NULL) &&
           name_from(interpreter, native_arena(result->native), values[ARG_name], "name", &constraint->name,
                     &constraint->name_is_final) &&
           read_exclude(interpreter, result->native, arguments->values, arguments->positional, values, constraint) &&
           attach_to_table(interpreter, arguments->values, arguments->positional, *result);
}

const NativeClass exclude_class = {.name = "ExcludeConstraint",
                                   .module = "sqlalchemy.dialects.postgresql.ext",
                                   .base = &constraint_class,
                                   .construct = construct_exclude};

/* ---- Index, Computed, Identity -------------------------------------------------------------- */

/* Index(name, *expressions, unique=..., postgresql_...=...) */
NATIVE(construct_index)
{
    (void)self;
    enum { ARG_unique, ARG_info, ARG_quote, ARG_name, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_unique] = "*unique", [ARG_info] = "info", [ARG_quote] = "quote", [ARG_name] = "name"};
    Value values[ARG_COUNT];
    if (!native_new(interpreter, &index_class, sizeof(IndexObject), result))
        return false;
    python_push(interpreter, *result);
    Arena *arena = native_arena(result->native);
    Index *index = ARENA_NEW(arena, Index);
    ((IndexObject *)result->native->data)->index = index;
    index->columns_are_keys = true;
    OptionReceiver receiver = {interpreter, result->native, &index->options, "Index"};
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "Index", &keywords, names, ARG_COUNT, values, receive_part_option, &receiver) ||
        !name_from(interpreter, arena, arguments->positional ? argument_at(arguments, 0) : values[ARG_name], "name",
                   &index->name, &index->name_is_final) ||
        !argument_flag(interpreter, values[ARG_unique], &index->unique) ||
        !quote_from(interpreter, values[ARG_quote], &index->quote))
        return false;
    index->has_info = has_info(values[ARG_info]);
    index->expressions.items = ARENA_ARRAY(arena, const Expression *, arguments->positional + 1);
    for (size_t i = 1; i < arguments->positional; i++) {
        Value item = arguments->values[i];
        const Expression *expression = item.kind == VALUE_STRING ? column_expression(arena, item.string->bytes) : NULL;
        if (!expression && !expression_from(interpreter, result->native, item, NULL, &expression))
            return false;
        index->expressions.items[index->expressions.count++] = expression;
    }
    return attach_to_table(interpreter, arguments->values, arguments->positional, *result);
}

const NativeClass index_class = {
    .name = "Index", .module = "sqlalchemy.sql.schema", .construct = construct_index, .properties = index_properties};

NATIVE(construct_computed)
{
    (void)self;
    enum { ARG_sqltext, ARG_persisted, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_sqltext] = "sqltext", [ARG_persisted] = "persisted"};
    Value values[ARG_COUNT];
    if (!native_new(interpreter, &computed_class, sizeof(ComputedObject), result))
        return false;
    python_push(interpreter, *result);
    ComputedObject *computed = result->native->data;
    return arguments_bind(interpreter, "Computed", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           condition_from(interpreter, result->native, values[ARG_sqltext], &computed->expression) &&
           argument_three_way(interpreter, values[ARG_persisted], &computed->persisted);
}

const NativeClass computed_class = {
    .name = "Computed", .module = "sqlalchemy.sql.schema", .construct = construct_computed};

NATIVE(construct_identity)
{
    (void)self;
    enum {
        ARG_always,
        ARG_on_null,
        ARG_start,
        ARG_increment,
        ARG_minvalue,
        ARG_maxvalue,
        ARG_nominvalue,
        ARG_nomaxvalue,
        ARG_cycle,
        ARG_cache,
        ARG_order,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_always] = "always",
                                                 [ARG_on_null] = "on_null",
                                                 [ARG_start] = "start",
                                                 [ARG_increment] = "increment",
                                                 [ARG_minvalue] = "minvalue",
                                                 [ARG_maxvalue] = "maxvalue",
                                                 [ARG_nominvalue] = "nominvalue",
                                                 [ARG_nomaxvalue] = "nomaxvalue",
                                                 [ARG_cycle] = "cycle",
                                                 [ARG_cache] = "cache",
                                                 [ARG_order] = "order"};
    Value values[ARG_COUNT];
    if (!native_new(interpreter, &identity_class, sizeof(IdentityObject), result))
        return false;
    python_push(interpreter, *result);
    IdentityObject *identity = result->native->data;
    if (!arguments_bind(interpreter, "Identity", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !argument_flag(interpreter, values[ARG_always], &identity->options.always))
        return false;
    int on_null, order;
    if (!argument_three_way(interpreter, values[ARG_on_null], &on_null) ||
        !argument_three_way(interpreter, values[ARG_order], &order))
        return false;
    identity->options.on_null =
        value_given(values[ARG_on_null]) && !value_is_none(values[ARG_on_null]) ? (on_null ? 1 : -1) : 0;
    identity->options.order =
        value_given(values[ARG_order]) && !value_is_none(values[ARG_order]) ? (order ? 1 : -1) : 0;
    const Value ordered[IDENTITY_OPTIONS] = {values[ARG_increment], values[ARG_start],      values[ARG_minvalue],
                                             values[ARG_maxvalue],  values[ARG_nominvalue], values[ARG_nomaxvalue],
                                             values[ARG_cache],     values[ARG_cycle]};
    return identity_options_from(interpreter, native_arena(result->native), ordered, &identity->options);
}

const NativeClass identity_class = {
    .name = "Identity", .module = "sqlalchemy.sql.schema", .construct = construct_identity};

/* ---- Identity and Sequence options ---------------------------------------------- */

const char *const identity_option_names[IDENTITY_OPTIONS] = {"increment",  "start",      "minvalue", "maxvalue",
                                                             "nominvalue", "nomaxvalue", "cache",    "cycle"};

bool identity_options_from(Interpreter *interpreter, Arena *arena, const Value *values, IdentityOptions *options)
{
    static const char *const words[IDENTITY_OPTIONS] = {"INCREMENT BY", "START WITH",  "MINVALUE", "MAXVALUE",
                                                        "NO MINVALUE",  "NO MAXVALUE", "CACHE",    "CYCLE"};
    static const bool takes_number[IDENTITY_OPTIONS] = {true, true, true, true, false, false, true, false};
    Text text = text_in(arena);
    for (size_t i = 0; i < IDENTITY_OPTIONS; i++) {
        int64_t number = 0;
        bool truth = false;
        if (!value_given(values[i]) || value_is_none(values[i]))
            continue;
        if (takes_number[i] ? !expect_int(interpreter, values[i], identity_option_names[i], &number)
                            : !python_truth(interpreter, values[i], &truth))
            return false;
        const char *no = !takes_number[i] && !truth && i == IDENTITY_OPTIONS - 1 ? "NO " : "";
        options->parts[i] = takes_number[i] ? arena_format(arena, "%s %lld", words[i], (long long)number)
                                            : arena_format(arena, "%s%s", no, words[i]);
        text_append_format(&text, "%s%s", text.length ? " " : "", options->parts[i]);
    }
    options->options = text.length ? text_string(&text) : NULL;
    return true;
}
