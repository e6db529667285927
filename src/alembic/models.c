#include "limbeck/alembic/models.h"

#include "declared.h"
#include "script_host.h"
#include "unseen.h"

#include "limbeck/alembic/directives.h"
#include "limbeck/alembic/environment.h"
#include "limbeck/base/file.h"
#include "limbeck/project/directory.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/model.h"
#include "limbeck/schema/table.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/columns.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/metadata.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/tables.h"
#include "limbeck/sqlalchemy/unseen.h"

#include <stdlib.h>
#include <string.h>

struct ScriptModels {
    Arena *arena;
    ScriptHost host;
    ScriptEnvironment environment; /* while env.py runs; afterwards the worker's */
    ScriptEnvironments environments;
    Interpreter *interpreter;
    Value configuration[CONFIGURATION_COUNT];
    UnseenVector unseen;
    StringVector lacks; /* unknown bases of classes that also derive from a base of target_metadata */
    SchemaModel *schema;
};

/* ---- what configure() was given ---------------------------------------------------------- */

static const char configurations_name[] = "_limbeck_configurations";

static Value configuration_list(Interpreter *interpreter)
{
    Value module;
    if (!python_import(interpreter, "alembic.context", &module))
        return value_absent();
    return names_get(&module.module->names, python_intern(interpreter, configurations_name));
}

/* A list stored in the context module, so that it lives as long as the interpreter. */
bool store_configuration(Interpreter *interpreter, const Value values[CONFIGURATION_COUNT])
{
    Value list = configuration_list(interpreter), tuple, given[CONFIGURATION_COUNT], module;
    if (!value_given(list)) {
        if (!python_import(interpreter, "alembic.context", &module) || !python_list(interpreter, NULL, 0, &list))
            return false;
        names_set(&module.module->names, python_intern(interpreter, configurations_name), list);
    }
    for (size_t i = 0; i < CONFIGURATION_COUNT; i++)
        given[i] = value_given(values[i]) ? values[i] : value_none();
    return python_tuple(interpreter, given, CONFIGURATION_COUNT, &tuple) && list_append(interpreter, list.list, tuple);
}

/* ---- tables in order ------------------------------------------------------------------------ */

typedef struct Sorting {
    Arena *arena;
    VECTOR(Table *) waiting; /* in the order of their keys */
    Map bound;               /* keys of tables in a circle of foreign keys, whose dependencies do not order them */
} Sorting;

static const char *key_of(Arena *arena, const char *schema, const char *name)
{
    return schema ? arena_format(arena, "%s.%s", schema, name) : name;
}

static Table *needed_table(const Sorting *sorting, const Table *table, const Constraint *constraint)
{
    if (constraint->kind != CONSTRAINT_FOREIGN_KEY || constraint->use_alter)
        return NULL;
    for (size_t i = 0; i < sorting->waiting.count; i++) {
        Table *other = sorting->waiting.items[i];
        if (other != table && same_name(other->name, constraint->referent_table) &&
            same_name(other->schema, constraint->referent_schema))
            return other;
    }
    return NULL;
}

static bool is_ready(const Sorting *sorting, const Table *table)
{
    if (map_has(&sorting->bound, key_of(sorting->arena, table->schema, table->name)))
        return true;
    for (size_t i = 0; i < table->constraints.count; i++)
        if (needed_table(sorting, table, table->constraints.items[i]))
            return false;
    return true;
}

static bool reaches(const Sorting *sorting, const Table *from, const Table *goal, Map *seen)
{
    for (size_t i = 0; i < from->constraints.count; i++) {
        const Table *next = needed_table(sorting, from, from->constraints.items[i]);
        if (!next)
            continue;
        if (next == goal)
            return true;
        const char *key = key_of(sorting->arena, next->schema, next->name);
        if (map_has(seen, key))
            continue;
        map_set(sorting->arena, seen, key, (void *)next);
        if (reaches(sorting, next, goal, seen))
            return true;
    }
    return false;
}

static void bind_circles(Sorting *sorting)
{
    for (size_t i = 0; i < sorting->waiting.count; i++) {
        Table *table = sorting->waiting.items[i];
        Map seen = {0};
        if (reaches(sorting, table, table, &seen))
            map_set(sorting->arena, &sorting->bound, key_of(sorting->arena, table->schema, table->name), table);
    }
}

static void sort_tables(Sorting *sorting, SchemaModel *schema)
{
    while (sorting->waiting.count) {
        VECTOR(Table *) ready = {0};
        size_t kept = 0;
        for (size_t i = 0; i < sorting->waiting.count; i++)
            if (is_ready(sorting, sorting->waiting.items[i]))
                vector_push(sorting->arena, &ready, sorting->waiting.items[i]);
        if (!ready.count) {
            bind_circles(sorting);
            continue;
        }
        for (size_t i = 0; i < sorting->waiting.count; i++) {
            bool is_done = false;
            for (size_t k = 0; k < ready.count && !is_done; k++)
                is_done = ready.items[k] == sorting->waiting.items[i];
            if (!is_done)
                sorting->waiting.items[kept++] = sorting->waiting.items[i];
        }
        sorting->waiting.count = kept;
        for (size_t i = 0; i < ready.count; i++)
            vector_push(sorting->arena, &schema->tables, ready.items[i]);
    }
}

static int by_key(const void *left, const void *right)
{
    const Table *a = *(Table *const *)left, *b = *(Table *const *)right;
    int order = strcmp(a->schema ? a->schema : a->name, b->schema ? b->schema : b->name);
    return order ? order : strcmp(a->name, b->name);
}

/* The enumerations used by columns, each once. */
static void note_enums(ScriptModels *models, const SqlType *type)
{
    if (type->item)
        note_enums(models, type->item);
    for (size_t i = 0; i < type->variants.count; i++)
        note_enums(models, type->variants.items[i].type);
    if (type_is_native_enum(type) && type->name && !schema_model_enum(models->schema, type->schema, type->name))
        vector_push(models->arena, &models->schema->enums, type);
}

/* The module's file, if it could not be evaluated. */
static void warn_of_cause(ScriptModels *models, const char *path, Error *error)
{
    size_t count;
    const UnknownPart *parts = python_unknown_parts(models->interpreter, &count);
    for (size_t i = 0; i < count; i++) {
        const UnknownPart *part = &parts[i];
        bool of_file = !part->line && text_starts_with(path, part->name) && path[strlen(part->name)] == '.';
        bool of_class = part->line && text_starts_with(path, part->name) && path[strlen(part->name)] == '.';
        if (of_class)
            error_place(error, part->file, part->line, 1);
        if (of_file || of_class)
            error_hint(error, "%s %s", part->name,
                       of_class ? part->reason
                                : arena_format(models->arena, "could not be evaluated, because of %s", part->reason));
    }
}

static const char *info_text(ScriptModels *models, Value table)
{
    Interpreter *interpreter = models->interpreter;
    Value info = names_get(&table.native->names, python_intern(interpreter, "info"));
    Text text = text_in(models->arena);
    if (!value_given(info) || (info.kind == VALUE_DICT && !info.dict->count))
        return NULL;
    if (info.kind == VALUE_DICT && python_repr(interpreter, info, &text))
        return text_string(&text);
    if (python_failed(interpreter))
        python_take_error(interpreter);
    return "";
}

static bool add_metadata(ScriptModels *models, Sorting *sorting, Value metadata, Error *error)
{
    if (metadata.kind == VALUE_OPAQUE) {
        error_set(error, ERROR_UNSUPPORTED, "target_metadata is '%s', %s", python_opaque_path(metadata),
                  python_unknown_origin(models->interpreter, python_opaque_path(metadata)));
        error_place(error, models->host.directory->env_path, 1, 1);
        warn_of_cause(models, python_opaque_path(metadata), error);
        error_hint(error, "add the folder of the package with the models to prepend_sys_path");
        return false;
    }
    if (!native_data(metadata, &metadata_class))
        return error_set(error, ERROR_UNSUPPORTED, "target_metadata is a %s and not a MetaData",
                         value_type_name(metadata));
    const MetadataObject *object_of = metadata.native->data;
    if (object_of->is_named_late) {
        error_set(error, ERROR_UNSUPPORTED,
                  "the naming_convention of target_metadata is set after its tables were made");
        error_place(error, models->host.directory->env_path, 1, 1);
        error_hint(error, "pass it to MetaData(naming_convention=...); upgrade and downgrade follow it as it is");
        return false;
    }
    if (object_of->lacks)
        vector_push(models->arena, &models->lacks, object_of->lacks);
    const Dict *tables = metadata.native->slots[0].dict;
    for (size_t i = 0; i < tables->used; i++) {
        TableObject *object = native_data(tables->entries[i].value, &table_class);
        if (!object)
            continue;
        object->table->info = info_text(models, tables->entries[i].value);
        vector_push(models->arena, &sorting->waiting, object->table);
    }
    return true;
}

static bool read_schema(ScriptModels *models, Error *error)
{
    Sorting sorting = {.arena = models->arena};
    Value metadata = models->configuration[CONFIGURATION_METADATA];
    size_t count = value_is_sequence(metadata) ? metadata.list->count : 1;
    const Value *items = value_is_sequence(metadata) ? metadata.list->items : &metadata;
    models->schema = schema_model_new(models->arena);
    if (value_is_none(metadata) || !count)
        return error_set(error, ERROR_COMMAND,
                         "Can't proceed with --autogenerate option; environment script %s does not provide a MetaData "
                         "object or sequence of objects to the context.",
                         models->host.directory->env_path);
    for (size_t i = 0; i < count; i++)
        if (!add_metadata(models, &sorting, items[i], error))
            return false;
    if (sorting.waiting.count)
        qsort(sorting.waiting.items, sorting.waiting.count, sizeof *sorting.waiting.items, by_key);
    sort_tables(&sorting, models->schema);
    for (size_t i = 0; i < models->schema->tables.count; i++)
        for (size_t k = 0; k < models->schema->tables.items[i]->columns.count; k++)
            note_enums(models, models->schema->tables.items[i]->columns.items[k]->type);
    return true;
}

/* ---- whether any may be missing ------------------------------------------------------------------ */

/* A class with the models' base and an unknown base, which may provide __tablename__. */
static bool may_be_model(const ScriptModels *models, const UnknownPart *part)
{
    for (size_t i = 0; i < models->lacks.count; i++)
        if (part->base && strcmp(part->base, models->lacks.items[i]) == 0)
            return true;
    return false;
}

static bool mentions_tables(const StringVector *words)
{
    static const char *const telling[] = {"__tablename__", "__table__", "Column", "mapped_column"};
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (string_vector_contains(words, telling[i]))
            return true;
    return false;
}

static bool file_mentions_tables(ScriptModels *models, const char *path)
{
    static const char *const telling[] = {"__tablename__", "Table(", "Column(", "mapped_column("};
    const char *content;
    size_t length;
    Error ignored = {0};
    if (!file_read(models->arena, path, &content, &length, &ignored))
        return true;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (strstr(content, telling[i]))
            return true;
    return false;
}

/* If models may be missing, nothing is compared: their tables would be dropped. */
static bool check_unknown_parts(ScriptModels *models, Error *error)
{
    size_t count;
    const UnknownPart *parts = python_unknown_parts(models->interpreter, &count);
    for (size_t i = 0; i < count; i++) {
        const UnknownPart *part = &parts[i];
        note_unread_imports(&models->host, part);
        if (part->line ? !mentions_tables(&part->words) && !may_be_model(models, part)
                       : !file_mentions_tables(models, part->file))
            continue;
        error_set(error, ERROR_UNSUPPORTED, "the models may have more tables: %s %s", part->name,
                  part->line ? part->reason : "could not be evaluated");
        error_place(error, part->file, part->line ? part->line : 1, 1);
        error_hint(error, "%s",
                   part->line ? "add the folder of its base class to prepend_sys_path; a table that limbeck cannot see "
                                "would be dropped, so nothing was compared"
                              : part->reason);
        return false;
    }
    return true;
}

/* ---- opening --------------------------------------------------------------------------------- */

/* The module whose attribute it is keeps it alive. */
static bool take_declared(ScriptModels *models, const DeclaredEnvironment *declared, Error *error)
{
    if (declared_metadata(models->interpreter, declared, &models->configuration[CONFIGURATION_METADATA]))
        return true;
    *error = python_take_error(models->interpreter);
    error_hint(error, "target_metadata = %s under [limbeck] names it", declared->target_metadata);
    return false;
}

static bool open_models(ScriptModels *models, const EnvironmentRequest *request, size_t which, Error *error)
{
    const DeclaredEnvironment *declared = request->declared;
    models->interpreter = environment_run(&models->host, request, error);
    if (!models->interpreter && declared && declared->target_metadata &&
        declared_replaces(&models->host, request, error)) {
        declared_environment(&models->host, request, error, &models->environment);
        error_clear(error);
        models->interpreter = script_interpreter(&models->host, request->cancelled, (PythonLimits){0});
        for (size_t i = 0; i < CONFIGURATION_COUNT; i++)
            models->configuration[i] = value_none();
        return take_declared(models, declared, error);
    }
    if (!models->interpreter)
        return false;
    if (which < models->environments.count)
        models->environment = models->environments.items[which];
    Value list = configuration_list(models->interpreter);
    size_t index = models->environment.configuration;
    if (!models->environment.configured || !value_given(list) || index >= list.list->count)
        return error_set(error, ERROR_UNSUPPORTED, "env.py did not call context.configure()");
    memcpy(models->configuration, list.list->items[index].list->items, sizeof models->configuration);
    return !declared || !declared->target_metadata || take_declared(models, declared, error);
}

ScriptModels *script_models_open(const ScriptDirectory *directory, const EnvironmentRequest *request, size_t which,
                                 Error *error)
{
    ScriptModels *models = memory_alloc(sizeof *models);
    models->arena = arena_new();
    models->environment = environment_defaults();
    models->host = (ScriptHost){.binding = {.arena = models->arena, .notices = &models->environment.notices},
                                .directory = directory,
                                .environment = &models->environment,
                                .environments = &models->environments,
                                .unseen = &models->unseen,
                                .offline = request->offline,
                                .tag = request->tag};
    if (open_models(models, request, which, error))
        return models;
    script_models_close(models);
    return NULL;
}

const UnseenVector *script_models_unseen(const ScriptModels *models)
{
    return &models->unseen;
}

void script_models_close(ScriptModels *models)
{
    if (!models)
        return;
    if (models->interpreter)
        interpreter_free(models->interpreter);
    arena_free(models->arena);
    free(models);
}

bool script_models_read(ScriptModels *models, const SchemaModel **schema, Error *error)
{
    bool done = read_schema(models, error) && check_unknown_parts(models, error);
    *schema = models->schema;
    return done;
}

/* ---- env.py's filters --------------------------------------------------------------------------- */

static bool take_filter_error(ScriptModels *models, Error *error)
{
    *error = python_take_error(models->interpreter);
    error_hint(error, "this function of env.py decides what is compared; limbeck does not guess its result");
    return false;
}

static bool text_or_none(Interpreter *interpreter, const char *text, Value *value)
{
    *value = value_none();
    if (text && !python_text(interpreter, text, value))
        return false;
    python_push(interpreter, *value);
    return true;
}

static bool call_filter(ScriptModels *models, Value function, const Value *values, size_t count, bool *answer,
                        Error *error)
{
    Value result;
    if (function.kind == VALUE_OPAQUE)
        return error_set(error, ERROR_UNSUPPORTED, "env.py's filter '%s', %s", python_opaque_path(function),
                         python_unknown_origin(models->interpreter, python_opaque_path(function)));
    return (python_call_positional(models->interpreter, function, values, count, &result) &&
            python_truth(models->interpreter, result, answer)) ||
           take_filter_error(models, error);
}

static const Table *referred_table(Arena *arena, const ModelPart *part)
{
    const Constraint *key = part->constraint;
    if (key->kind != CONSTRAINT_FOREIGN_KEY)
        return NULL;
    Table *table = part->schema ? schema_model_table(part->schema, key->referent_schema, key->referent_table) : NULL;
    if (table)
        return table;
    table = ARENA_NEW(arena, Table); /* a table that is not compared: its name is known */
    table->name = key->referent_table;
    table->schema = key->referent_schema;
    return table;
}

static bool table_value(Interpreter *interpreter, const Table *table, Value *value)
{
    if (!native_new(interpreter, &table_class, sizeof(TableObject), value))
        return false;
    ((TableObject *)value->native->data)->table = (Table *)table;
    return true;
}

static bool find_own(Value metadata, const char *key, Value *value)
{
    if (native_data(metadata, &metadata_class))
        *value = value_plain(dict_get_text(metadata.native->slots[0].dict, key));
    for (size_t i = 0; value_is_sequence(metadata) && !value_given(*value) && i < metadata.list->count; i++)
        find_own(metadata.list->items[i], key, value);
    return value_given(*value) && native_data(*value, &table_class) != NULL;
}

/* A table of the models is the application's own object, with its info; one of the database has none. */
static bool compared_table(ScriptModels *models, const Table *table, bool reflected, Value *value)
{
    const char *key = table->schema ? arena_format(models->arena, "%s.%s", table->schema, table->name) : table->name;
    Value info;
    *value = value_absent();
    if (!reflected && find_own(models->configuration[CONFIGURATION_METADATA], key, value))
        return true;
    if (!table_value(models->interpreter, table, value))
        return false;
    python_push(models->interpreter, *value);
    if (reflected && !python_dict(models->interpreter, &info))
        return false;
    if (reflected)
        names_set(&value->native->names, python_intern(models->interpreter, "info"), info);
    return true;
}

static bool column_value(ScriptModels *models, const ModelPart *part, bool reflected, Value *value)
{
    Interpreter *interpreter = models->interpreter;
    Value table;
    if (!compared_table(models, part->table, reflected, &table))
        return false;
    python_push(interpreter, table);
    if (!native_new(interpreter, &column_class, sizeof(ColumnObject), value))
        return false;
    ColumnObject *column = value->native->data;
    column->column = (Column *)part->column;
    column->expression = (Expression *)column_expression(native_arena(value->native), part->column->name);
    names_set(&value->native->names, python_intern(interpreter, "table"), table);
    Value info = names_get(&table.native->names, column_info_key(interpreter, part->column->name));
    if (value_given(info))
        names_set(&value->native->names, python_intern(interpreter, "info"), info);
    return true;
}

/* The object as scripts see it. */
static bool object_value(ScriptModels *models, const ModelPart *part, bool reflected, Value *value)
{
    Interpreter *interpreter = models->interpreter;
    bool done;
    if (part->column)
        done = column_value(models, part, reflected, value);
    else if (part->index)
        done = compared_index(interpreter, part->index, part->table, value);
    else if (part->constraint)
        done =
            compared_constraint(interpreter, part->constraint, part->table, referred_table(models->arena, part), value);
    else
        done = compared_table(models, part->table, reflected, value);
    if (done)
        python_push(interpreter, *value);
    return done;
}

bool script_models_include_object(ScriptModels *models, const ModelObject *object, bool *included, Error *error)
{
    Interpreter *interpreter = models->interpreter;
    enum { ARG_object, ARG_name, ARG_type_, ARG_reflected, ARG_compare_to, ARG_COUNT };
    Value values[ARG_COUNT];
    *included = true;
    if (value_is_none(models->configuration[CONFIGURATION_INCLUDE_OBJECT]))
        return true;
    size_t mark = python_stack_mark(interpreter);
    values[ARG_reflected] = value_bool(object->reflected);
    values[ARG_compare_to] = value_none();
    bool done = (object_value(models, &object->part, object->reflected, &values[ARG_object]) &&
                 text_or_none(interpreter, object->name, &values[ARG_name]) &&
                 text_or_none(interpreter, object->kind, &values[ARG_type_]) &&
                 (!object->has_counterpart ||
                  object_value(models, &object->other, !object->reflected, &values[ARG_compare_to]))) ||
                take_filter_error(models, error);
    done = done &&
           call_filter(models, models->configuration[CONFIGURATION_INCLUDE_OBJECT], values, ARG_COUNT, included, error);
    python_stack_reset(interpreter, mark);
    return done;
}

bool script_models_include_name(ScriptModels *models, const char *kind, const char *name, const char *schema,
                                const char *table, bool *included, Error *error)
{
    Interpreter *interpreter = models->interpreter;
    enum { ARG_name, ARG_type_, ARG_parent_names, ARG_COUNT };
    enum { PARENT_type_, PARENT_schema, PARENT_table, PARENT_COUNT }; /* of parents() */
    Value values[ARG_COUNT], words[PARENT_COUNT], module, function;
    *included = true;
    if (value_is_none(models->configuration[CONFIGURATION_INCLUDE_NAME]))
        return true;
    size_t mark = python_stack_mark(interpreter);
    bool done =
        (text_or_none(interpreter, name, &values[ARG_name]) && text_or_none(interpreter, kind, &values[ARG_type_]) &&
         text_or_none(interpreter, schema, &words[PARENT_schema]) &&
         text_or_none(interpreter, table, &words[PARENT_table]) &&
         python_import(interpreter, "_limbeck.directives", &module) &&
         python_get_attribute(interpreter, module, "parents", &function)) ||
        take_filter_error(models, error);
    words[PARENT_type_] = values[ARG_type_];
    done = done &&
           (python_call_positional(interpreter, function, words, PARENT_COUNT, &values[ARG_parent_names]) ||
            take_filter_error(models, error)) &&
           call_filter(models, models->configuration[CONFIGURATION_INCLUDE_NAME], values, ARG_COUNT, included, error);
    python_stack_reset(interpreter, mark);
    return done;
}

bool script_models_has_hook(const ScriptModels *models)
{
    return !value_is_none(models->configuration[CONFIGURATION_DIRECTIVES]);
}

bool script_models_process(ScriptModels *models, const DirectiveRequest *request, DirectiveResult *result, Error *error)
{
    if (directives_process(models->interpreter, models->configuration[CONFIGURATION_DIRECTIVES], request, result))
        return true;
    *error = python_take_error(models->interpreter);
    error_hint(error, "this function of env.py decides what is written; nothing was written");
    return false;
}

bool script_models_has_item_renderer(const ScriptModels *models)
{
    return !value_is_none(models->configuration[CONFIGURATION_ITEM]);
}

bool script_models_render_item(ScriptModels *models, const DirectiveItem *item, Arena *arena, const char **text,
                               StringVector *imports, Error *error)
{
    if (directives_render_item(models->interpreter, models->configuration[CONFIGURATION_ITEM], item, arena, text,
                               imports))
        return true;
    *error = python_take_error(models->interpreter);
    error_hint(error, "render_item() of env.py decides what is written; nothing was written");
    return false;
}
