/* The directives of alembic.op that create and drop constraints. */
#include "directive.h"

#include "limbeck/operations/operation.h"
#include "limbeck/schema/table.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/schema_parts.h"

#include <string.h>

static Constraint *new_constraint(Directive *directive, ConstraintKind kind)
{
    Constraint *constraint = ARENA_NEW(directive->arena, Constraint);
    constraint->kind = kind;
    constraint->deferrable = -1;
    constraint->options = directive->options;
    directive->operation.constraint = constraint;
    return constraint;
}

static bool constraint_name_of(Directive *directive, Value value, Constraint *constraint)
{
    return name_from(directive->interpreter, directive->arena, value, "constraint_name", &constraint->name,
                     &constraint->name_is_final);
}

static bool deferrability(Directive *directive, Value deferrable, Value initially, Constraint *constraint)
{
    bool truth = false;
    if (!directive_truth(directive, deferrable, &truth))
        return false;
    if (value_given(deferrable) && !value_is_none(deferrable))
        constraint->deferrable = truth;
    return directive_text(directive, initially, "initially", &constraint->initially);
}

bool op_create_foreign_key(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum {
        ARG_constraint_name,
        ARG_source_table,
        ARG_referent_table,
        ARG_local_cols,
        ARG_remote_cols,
        ARG_onupdate,
        ARG_ondelete,
        ARG_deferrable,
        ARG_initially,
        ARG_match,
        ARG_source_schema,
        ARG_referent_schema,
        ARG_use_alter,
        ARG_others,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_constraint_name] = "constraint_name",
                                                 [ARG_source_table] = "source_table",
                                                 [ARG_referent_table] = "referent_table",
                                                 [ARG_local_cols] = "local_cols",
                                                 [ARG_remote_cols] = "remote_cols",
                                                 [ARG_onupdate] = "*onupdate",
                                                 [ARG_ondelete] = "ondelete",
                                                 [ARG_deferrable] = "deferrable",
                                                 [ARG_initially] = "initially",
                                                 [ARG_match] = "match",
                                                 [ARG_source_schema] = "source_schema",
                                                 [ARG_referent_schema] = "referent_schema",
                                                 [ARG_use_alter] = "use_alter",
                                                 [ARG_others] = "**ForeignKeyConstraint"};
    Directive directive;
    *result = value_none();
    if (!directive_begin(&directive, interpreter, self, "create_foreign_key", arguments, names, ARG_COUNT,
                         ARG_source_table) ||
        !directive_schema(&directive, directive.values[ARG_source_schema]))
        return false;
    Value *values = directive.values;
    Constraint *constraint = new_constraint(&directive, CONSTRAINT_FOREIGN_KEY);
    return constraint_name_of(&directive, values[ARG_constraint_name], constraint) &&
           expect_text(interpreter, values[ARG_referent_table], "referent_table", &constraint->referent_table) &&
           columns_from(interpreter, directive.arena, values[ARG_local_cols], "local_cols", &constraint->columns) &&
           columns_from(interpreter, directive.arena, values[ARG_remote_cols], "remote_cols",
                        &constraint->referent_columns) &&
           directive_text(&directive, values[ARG_onupdate], "onupdate", &constraint->on_update) &&
           directive_text(&directive, values[ARG_ondelete], "ondelete", &constraint->on_delete) &&
           deferrability(&directive, values[ARG_deferrable], values[ARG_initially], constraint) &&
           directive_text(&directive, values[ARG_match], "match", &constraint->match) &&
           directive_text(&directive, values[ARG_referent_schema], "referent_schema", &constraint->referent_schema) &&
           directive_emit(&directive, self, OPERATION_CREATE_CONSTRAINT);
}

static bool create_key(Interpreter *interpreter, Value self, const Arguments *arguments, ConstraintKind kind,
                       Value *result)
{
    enum {
        ARG_constraint_name,
        ARG_table_name,
        ARG_columns,
        ARG_schema,
        ARG_deferrable,
        ARG_initially,
        ARG_others,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_constraint_name] = "constraint_name",
                                                 [ARG_table_name] = "table_name",
                                                 [ARG_columns] = "columns",
                                                 [ARG_schema] = "*schema",
                                                 [ARG_deferrable] = "deferrable",
                                                 [ARG_initially] = "initially",
                                                 [ARG_others] = "**UniqueConstraint"};
    Directive directive;
    *result = value_none();
    bool is_unique = kind == CONSTRAINT_UNIQUE;
    if (!directive_begin(&directive, interpreter, self, is_unique ? "create_unique_constraint" : "create_primary_key",
                         arguments, names, is_unique ? ARG_COUNT : ARG_deferrable, ARG_table_name) ||
        !directive_schema(&directive, directive.values[ARG_schema]))
        return false;
    Constraint *constraint = new_constraint(&directive, kind);
    return constraint_name_of(&directive, directive.values[ARG_constraint_name], constraint) &&
           columns_from(interpreter, directive.arena, directive.values[ARG_columns], "columns", &constraint->columns) &&
           deferrability(&directive, directive.values[ARG_deferrable], directive.values[ARG_initially], constraint) &&
           directive_emit(&directive, self, OPERATION_CREATE_CONSTRAINT);
}

bool op_create_primary_key(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return create_key(interpreter, self, arguments, CONSTRAINT_PRIMARY_KEY, result);
}

bool op_create_unique_constraint(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return create_key(interpreter, self, arguments, CONSTRAINT_UNIQUE, result);
}

bool op_create_check_constraint(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum {
        ARG_constraint_name,
        ARG_table_name,
        ARG_condition,
        ARG_schema,
        ARG_deferrable,
        ARG_initially,
        ARG_others,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_constraint_name] = "constraint_name",
                                                 [ARG_table_name] = "table_name",
                                                 [ARG_condition] = "condition",
                                                 [ARG_schema] = "*schema",
                                                 [ARG_deferrable] = "deferrable",
                                                 [ARG_initially] = "initially",
                                                 [ARG_others] = "**CheckConstraint"};
    Directive directive;
    *result = value_none();
    if (!directive_begin(&directive, interpreter, self, "create_check_constraint", arguments, names, ARG_COUNT,
                         ARG_table_name) ||
        !directive_schema(&directive, directive.values[ARG_schema]))
        return false;
    Constraint *constraint = new_constraint(&directive, CONSTRAINT_CHECK);
    return constraint_name_of(&directive, directive.values[ARG_constraint_name], constraint) &&
           condition_from(interpreter, directive_owner(&directive), directive.values[ARG_condition],
                          &constraint->condition) &&
           argument_three_way(interpreter, directive.values[ARG_deferrable], &constraint->deferrable) &&
           directive_text(&directive, directive.values[ARG_initially], "initially", &constraint->initially) &&
           directive_emit(&directive, self, OPERATION_CREATE_CONSTRAINT);
}

/* The (column, operator) pairs are positional, after the names. */
bool op_create_exclude_constraint(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum {
        ARG_constraint_name,
        ARG_table_name,
        ARG_using,
        ARG_where,
        ARG_ops,
        ARG_deferrable,
        ARG_initially,
        ARG_schema,
        ARG_others,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_constraint_name] = "constraint_name",
                                                 [ARG_table_name] = "table_name",
                                                 [ARG_using] = "*using",
                                                 [ARG_where] = "where",
                                                 [ARG_ops] = "ops",
                                                 [ARG_deferrable] = "deferrable",
                                                 [ARG_initially] = "initially",
                                                 [ARG_schema] = "schema",
                                                 [ARG_others] = "**"};
    const BatchObject *batch = native_data(self, &batch_class);
    size_t leading = batch ? 1 : 2;
    Directive directive;
    *result = value_none();
    if (arguments->positional < leading)
        return python_refuse(interpreter, "create_exclude_constraint() without its names");
    VECTOR(Value) ordered = {0};
    Arena *arena = arena_new();
    for (size_t i = 0; i < leading; i++)
        vector_push(arena, &ordered, arguments->values[i]);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        vector_push(arena, &ordered, arguments->values[arguments->positional + i]);
    Arguments named = {ordered.items, leading, arguments->keywords, arguments->keyword_count, arguments->read};
    bool bound = directive_begin(&directive, interpreter, self, "create_exclude_constraint", &named, names, ARG_COUNT,
                                 ARG_table_name);
    arena_free(arena);
    if (!bound || !directive_schema(&directive, directive.values[ARG_schema]))
        return false;
    directive.options = (OptionVector){0}; /* SQLAlchemy ignores them */
    Constraint *constraint = new_constraint(&directive, CONSTRAINT_EXCLUDE);
    return constraint_name_of(&directive, directive.values[ARG_constraint_name], constraint) &&
           read_exclude(interpreter, directive_owner(&directive), arguments->values + leading,
                        arguments->positional - leading, &directive.values[ARG_using], constraint) &&
           directive_emit(&directive, self, OPERATION_CREATE_CONSTRAINT);
}

/* drop_constraint(type_=...): a naming convention uses the type. */
static bool constraint_kind_of(Directive *directive, Value value, ConstraintKind *kind)
{
    static const struct {
        const char *word;
        ConstraintKind kind;
    } words[] = {{"primary", CONSTRAINT_PRIMARY_KEY},
                 {"foreignkey", CONSTRAINT_FOREIGN_KEY},
                 {"unique", CONSTRAINT_UNIQUE},
                 {"check", CONSTRAINT_CHECK}};
    const char *given;
    *kind = CONSTRAINT_ANY;
    if (!directive_text(directive, value, "type_", &given))
        return false;
    for (size_t i = 0; given && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, given) == 0)
            *kind = words[i].kind;
    return !given || *kind != CONSTRAINT_ANY ||
           python_raise(directive->interpreter, "TypeError",
                        "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None");
}

bool op_drop_constraint(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_constraint_name, ARG_table_name, ARG_type_, ARG_schema, ARG_if_exists, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_constraint_name] = "constraint_name",
                                                 [ARG_table_name] = "table_name",
                                                 [ARG_type_] = "type_",
                                                 [ARG_schema] = "*schema",
                                                 [ARG_if_exists] = "if_exists"};
    Directive directive;
    ConstraintKind kind;
    *result = value_none();
    if (!directive_begin(&directive, interpreter, self, "drop_constraint", arguments, names, ARG_COUNT,
                         ARG_table_name) ||
        !directive_schema(&directive, directive.values[ARG_schema]) ||
        !constraint_kind_of(&directive, directive.values[ARG_type_], &kind))
        return false;
    Constraint *constraint = new_constraint(&directive, kind);
    return constraint_name_of(&directive, directive.values[ARG_constraint_name], constraint) &&
           directive_truth(&directive, directive.values[ARG_if_exists], &directive.operation.if_exists) &&
           directive_emit(&directive, self, OPERATION_DROP_CONSTRAINT);
}
