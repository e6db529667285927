/* Deep copies of schema values: a model outlives the script its parts come from. */
#include "limbeck/schema/model.h"

static const WrittenType *copy_written(Arena *arena, const SqlType *type)
{
    WrittenType *rows = ARENA_ARRAY(arena, WrittenType, type->written_count + 1);
    for (size_t i = 0; i < type->written_count; i++) {
        const WrittenType *row = &type->written[i];
        rows[i] = (WrittenType){arena_strdup(arena, row->dialect), arena_strdup(arena, row->text),
                                arena_strdup(arena, row->place)};
    }
    return rows;
}

SqlType *type_copy(Arena *arena, const SqlType *type)
{
    if (!type)
        return NULL;
    SqlType *copy = ARENA_NEW(arena, SqlType);
    *copy = *type;
    copy->collation = arena_strdup(arena, type->collation);
    copy->fields = arena_strdup(arena, type->fields);
    copy->declared = arena_strdup(arena, type->declared);
    copy->name = arena_strdup(arena, type->name);
    copy->schema = arena_strdup(arena, type->schema);
    copy->class_name = arena_strdup(arena, type->class_name);
    copy->module = arena_strdup(arena, type->module);
    copy->spelled = arena_strdup(arena, type->spelled);
    copy->written = copy_written(arena, type);
    copy->values = string_vector_copy(arena, &type->values);
    copy->members = string_vector_copy(arena, &type->members);
    copy->item = type_copy(arena, type->item);
    copy->impl = type_copy(arena, type->impl);
    copy->variants.items = NULL;
    copy->variants.count = copy->variants.capacity = 0;
    for (size_t i = 0; i < type->variants.count; i++) {
        const TypeVariant *variant = &type->variants.items[i];
        TypeVariant own = {arena_strdup(arena, variant->dialect), type_copy(arena, variant->type)};
        vector_push(arena, &copy->variants, own);
    }
    return copy;
}

/* ---- expressions ------------------------------------------------------------------- */

static void copy_list(Arena *arena, const ExpressionList *from, ExpressionList *to)
{
    to->count = from->count;
    to->items = from->count ? ARENA_ARRAY(arena, const Expression *, from->count) : NULL;
    for (size_t i = 0; i < from->count; i++)
        to->items[i] = expression_copy(arena, from->items[i]);
}

static Expression *unknown_query(Arena *arena)
{
    Expression *text = expression_new(arena, EXPRESSION_TEXT);
    text->text = "(SELECT ...)";
    return text;
}

static void copy_written_function(Arena *arena, const Expression *from, Expression *to)
{
    WrittenFunction *written = from->written_count ? ARENA_ARRAY(arena, WrittenFunction, from->written_count) : NULL;
    for (size_t i = 0; i < from->written_count; i++) {
        const WrittenFunction *row = &from->written[i];
        written[i] = (WrittenFunction){
            arena_strdup(arena, row->dialect), arena_strdup(arena, row->text), arena_strdup(arena, row->place), {0}};
        copy_list(arena, &row->items, &written[i].items);
    }
    to->written = written;
}

static void copy_parameters(Arena *arena, const Expression *from, Expression *to)
{
    TextParameter *parameters = from->parameter_count ? ARENA_ARRAY(arena, TextParameter, from->parameter_count) : NULL;
    for (size_t i = 0; i < from->parameter_count; i++)
        parameters[i] = (TextParameter){arena_strdup(arena, from->parameters[i].name),
                                        expression_copy(arena, from->parameters[i].value)};
    to->parameters = parameters;
}

Expression *expression_copy(Arena *arena, const Expression *expression)
{
    if (!expression)
        return NULL;
    if (expression->statement)
        return unknown_query(arena);
    Expression *copy = expression_new(arena, expression->kind);
    const Literal *literal = &expression->literal;
    *copy = *expression;
    copy->type = type_copy(arena, expression->type);
    copy->name = arena_strdup(arena, expression->name);
    copy->table = NULL; /* in DDL a column always belongs to its own table */
    copy->literal.bytes = literal->bytes ? arena_strndup(arena, literal->bytes, literal->length) : NULL;
    copy->text = arena_strdup(arena, expression->text);
    copy_parameters(arena, expression, copy);
    copy_written_function(arena, expression, copy);
    copy->left = expression_copy(arena, expression->left);
    copy->right = expression_copy(arena, expression->right);
    copy_list(arena, &expression->items, &copy->items);
    copy_list(arena, &expression->order, &copy->order);
    copy->frame = arena_strdup(arena, expression->frame);
    copy->escape = arena_strdup(arena, expression->escape);
    copy->otherwise = expression_copy(arena, expression->otherwise);
    return copy;
}

static void copy_options(Arena *arena, const OptionVector *from, OptionVector *to)
{
    *to = (OptionVector){0};
    for (size_t i = 0; i < from->count; i++) {
        Option own = {arena_strdup(arena, from->items[i].dialect), arena_strdup(arena, from->items[i].name),
                      expression_copy(arena, from->items[i].value)};
        vector_push(arena, to, own);
    }
}

/* ---- parts of tables ------------------------------------------------------------------ */

Constraint *constraint_copy(Arena *arena, const Constraint *constraint)
{
    Constraint *copy = ARENA_NEW(arena, Constraint);
    *copy = *constraint;
    copy->name = arena_strdup(arena, constraint->name);
    copy->columns = string_vector_copy(arena, &constraint->columns);
    copy->referent_table = arena_strdup(arena, constraint->referent_table);
    copy->referent_schema = arena_strdup(arena, constraint->referent_schema);
    copy->referent_columns = string_vector_copy(arena, &constraint->referent_columns);
    copy->on_delete = arena_strdup(arena, constraint->on_delete);
    copy->on_update = arena_strdup(arena, constraint->on_update);
    copy->match = arena_strdup(arena, constraint->match);
    copy->initially = arena_strdup(arena, constraint->initially);
    copy->condition = expression_copy(arena, constraint->condition);
    copy_list(arena, &constraint->excluded, &copy->excluded);
    copy->operators = string_vector_copy(arena, &constraint->operators);
    copy->classes = string_vector_copy(arena, &constraint->classes);
    copy->using_method = arena_strdup(arena, constraint->using_method);
    copy->implemented_type = type_copy(arena, constraint->implemented_type);
    copy_options(arena, &constraint->options, &copy->options);
    return copy;
}

Index *index_copy(Arena *arena, const Index *index)
{
    Index *copy = ARENA_NEW(arena, Index);
    *copy = *index;
    copy->name = arena_strdup(arena, index->name);
    copy->table = arena_strdup(arena, index->table);
    copy->schema = arena_strdup(arena, index->schema);
    copy_list(arena, &index->expressions, &copy->expressions);
    copy_options(arena, &index->options, &copy->options);
    copy->made_by = arena_strdup(arena, index->made_by);
    return copy;
}

static const ForeignKey *copy_key(Arena *arena, const ForeignKey *key)
{
    ForeignKey *copy = ARENA_NEW(arena, ForeignKey);
    *copy = *key;
    const char **const texts[] = {&copy->table,     &copy->schema,    &copy->column, &copy->name,
                                  &copy->on_delete, &copy->on_update, &copy->match,  &copy->initially};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_strdup(arena, *texts[i]);
    copy_options(arena, &key->options, &copy->options);
    return copy;
}

static const IdentityOptions *copy_identity(Arena *arena, const IdentityOptions *identity)
{
    if (!identity)
        return NULL;
    IdentityOptions *copy = ARENA_NEW(arena, IdentityOptions);
    *copy = *identity;
    copy->options = arena_strdup(arena, identity->options);
    for (size_t i = 0; i < IDENTITY_OPTIONS; i++)
        copy->parts[i] = arena_strdup(arena, identity->parts[i]);
    return copy;
}

/* Client-side defaults are not part of a schema: a copy keeps only whether there is one. */
static ColumnDefault copy_default(const ColumnDefault *given)
{
    return (ColumnDefault){given->kind == DEFAULT_NONE ? DEFAULT_NONE : DEFAULT_CALLED, NULL};
}

Column *column_copy(Arena *arena, const Column *column)
{
    Column *copy = ARENA_NEW(arena, Column);
    *copy = *column;
    copy->name = arena_strdup(arena, column->name);
    copy->type = type_copy(arena, column->type);
    copy->server_default = expression_copy(arena, column->server_default);
    copy->python_default = copy_default(&column->python_default);
    copy->on_update = copy_default(&column->on_update);
    copy->computed = expression_copy(arena, column->computed);
    copy->identity = copy_identity(arena, column->identity);
    copy->comment = arena_strdup(arena, column->comment);
    copy->foreign_keys.items = NULL;
    copy->foreign_keys.count = copy->foreign_keys.capacity = 0;
    copy->checks.items = NULL;
    copy->checks.count = copy->checks.capacity = 0;
    for (size_t i = 0; i < column->foreign_keys.count; i++)
        vector_push(arena, &copy->foreign_keys, copy_key(arena, column->foreign_keys.items[i]));
    for (size_t i = 0; i < column->checks.count; i++)
        vector_push(arena, &copy->checks, constraint_copy(arena, column->checks.items[i]));
    copy_options(arena, &column->options, &copy->options);
    return copy;
}

Table *table_copy(Arena *arena, const Table *table)
{
    Table *copy = ARENA_NEW(arena, Table);
    copy->name = arena_strdup(arena, table->name);
    copy->schema = arena_strdup(arena, table->schema);
    copy->comment = arena_strdup(arena, table->comment);
    copy->info = arena_strdup(arena, table->info);
    copy->has_dependants = table->has_dependants;
    copy->prefixes = string_vector_copy(arena, &table->prefixes);
    copy->triggers = string_vector_copy(arena, &table->triggers);
    for (size_t i = 0; i < table->columns.count; i++)
        vector_push(arena, &copy->columns, column_copy(arena, table->columns.items[i]));
    for (size_t i = 0; i < table->constraints.count; i++)
        vector_push(arena, &copy->constraints, constraint_copy(arena, table->constraints.items[i]));
    for (size_t i = 0; i < table->indexes.count; i++)
        vector_push(arena, &copy->indexes, index_copy(arena, table->indexes.items[i]));
    copy_options(arena, &table->options, &copy->options);
    return copy;
}

SchemaObject *object_copy(Arena *arena, const SchemaObject *object)
{
    SchemaObject *copy = ARENA_NEW(arena, SchemaObject);
    *copy = (SchemaObject){.kind = object->kind,
                           .name = arena_strdup(arena, object->name),
                           .arguments = arena_strdup(arena, object->arguments),
                           .table = arena_strdup(arena, object->table),
                           .revision = arena_strdup(arena, object->revision),
                           .statements = string_vector_copy(arena, &object->statements)};
    return copy;
}

SchemaModel *schema_model_copy(Arena *arena, const SchemaModel *model)
{
    SchemaModel *copy = schema_model_new(arena);
    for (size_t i = 0; i < model->tables.count; i++)
        vector_push(arena, &copy->tables, table_copy(arena, model->tables.items[i]));
    for (size_t i = 0; i < model->enums.count; i++)
        vector_push(arena, &copy->enums, type_copy(arena, model->enums.items[i]));
    for (size_t i = 0; i < model->sequences.count; i++) {
        Sequence *sequence = ARENA_NEW(arena, Sequence);
        *sequence = (Sequence){arena_strdup(arena, model->sequences.items[i]->name),
                               arena_strdup(arena, model->sequences.items[i]->schema),
                               arena_strdup(arena, model->sequences.items[i]->options)};
        vector_push(arena, &copy->sequences, sequence);
    }
    for (size_t i = 0; i < model->opaque.count; i++) {
        const OpaqueChange *change = &model->opaque.items[i];
        OpaqueChange own = {arena_strdup(arena, change->revision), arena_strdup(arena, change->what),
                            arena_strdup(arena, change->table), arena_strdup(arena, change->schema),
                            arena_strdup(arena, change->text)};
        vector_push(arena, &copy->opaque, own);
    }
    for (size_t i = 0; i < model->items.count; i++) {
        const OpaqueItem *item = &model->items.items[i];
        OpaqueItem own = {arena_strdup(arena, item->kind), arena_strdup(arena, item->name),
                          arena_strdup(arena, item->text)};
        vector_push(arena, &copy->items, own);
    }
    for (size_t i = 0; i < model->objects.count; i++)
        vector_push(arena, &copy->objects, object_copy(arena, model->objects.items[i]));
    return copy;
}
