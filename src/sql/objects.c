#include "limbeck/sql/objects.h"

#include "limbeck/base/text.h"
#include "limbeck/sql/token.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

bool text_calls(SqlSyntax syntax, const char *sql, const char *function)
{
    Arena *arena = arena_new();
    SqlTokens tokens = {0};
    bool calls = false;
    bool is_read = sql_tokens_of(arena, syntax, sql, &tokens);
    for (size_t i = 0; is_read && !calls && i + 1 < tokens.count; i++) {
        const SqlToken *token = &tokens.items[i];
        calls = (token->kind == SQL_TOKEN_WORD || token->kind == SQL_TOKEN_NAME) && sql_token_is(token + 1, "(") &&
                strcmp(sql_token_name(arena, token), function) == 0;
    }
    arena_free(arena);
    return calls;
}

const char *object_kind_text(Arena *arena, const ObjectKind *kind)
{
    StringVector words = {0};
    for (size_t i = 0; i < 3 && kind->words[i]; i++)
        vector_push(arena, &words, kind->words[i]);
    return string_vector_join(arena, &words, " ");
}

static bool is_setting(const SchemaObject *object)
{
    return !object->name || strcmp(object->kind->words[0], "comment") == 0;
}

/* A function is dropped or changed by its name alone where no arguments are given. */
static bool is_same(const SchemaObject *have, const SchemaObject *named)
{
    if (have->kind != named->kind || is_setting(have) || strcmp(have->name, named->name) != 0)
        return false;
    if (named->table && have->table)
        return strcmp(have->table, named->table) == 0;
    return !named->arguments || !have->arguments || strcasecmp(have->arguments, named->arguments) == 0;
}

static size_t count_arguments(const char *arguments)
{
    size_t count = arguments && *arguments;
    int depth = 0;
    for (const char *at = arguments; at && *at; at++) {
        depth += (*at == '(') - (*at == ')');
        count += *at == ',' && depth == 0;
    }
    return count;
}

/* DROP FUNCTION f(integer) of f(a integer): the names of arguments may be left out. */
static SchemaObject *find(const SchemaModel *model, const SchemaObject *named, bool by_count)
{
    SchemaObject *found = NULL;
    for (size_t i = 0; i < model->objects.count; i++)
        if (is_same(model->objects.items[i], named))
            return model->objects.items[i];
    for (size_t i = 0; by_count && named->arguments && i < model->objects.count; i++) {
        SchemaObject *have = model->objects.items[i];
        if (have->kind == named->kind && strcmp(have->name, named->name) == 0 &&
            count_arguments(have->arguments) == count_arguments(named->arguments))
            found = have;
    }
    return found;
}

static void drop(SchemaModel *model, const SchemaObject *object)
{
    size_t kept = 0;
    for (size_t i = 0; i < model->objects.count; i++)
        if (model->objects.items[i] != object)
            model->objects.items[kept++] = model->objects.items[i];
    model->objects.count = kept;
}

bool object_mentions(const ObjectList *list, const SchemaObject *object, const char *name)
{
    Arena *arena = arena_new();
    const char *dot = strrchr(name, '.');
    bool found = false;
    for (size_t i = 0; i < object->statements.count && !found; i++) {
        SqlTokens tokens = {0};
        if (!sql_tokens_of(arena, list->syntax, object->statements.items[i], &tokens))
            continue;
        for (size_t k = 0; k < tokens.count && !found; k++)
            found = (tokens.items[k].kind == SQL_TOKEN_WORD || tokens.items[k].kind == SQL_TOKEN_NAME) &&
                    strcmp(sql_token_name(arena, &tokens.items[k]), dot ? dot + 1 : name) == 0;
    }
    arena_free(arena);
    return found;
}

/* CASCADE also drops the objects that name the dropped one, and so on. Settings of tables stay. */
static void drop_dependents(const ObjectList *list, const char *name)
{
    for (size_t i = list->model->objects.count; i-- > 0;) {
        const SchemaObject *object = list->model->objects.items[i];
        if (object->kind->place != OBJECT_AFTER_TABLES || is_setting(object) || !object_mentions(list, object, name))
            continue;
        drop(list->model, object);
        drop_dependents(list, object->name);
        i = list->model->objects.count;
    }
}

/* Comments and privileges of the dropped object. */
static void drop_remarks(const ObjectList *list, const char *name)
{
    for (size_t i = list->model->objects.count; i-- > 0;)
        if (is_setting(list->model->objects.items[i]) && !list->model->objects.items[i]->table &&
            object_mentions(list, list->model->objects.items[i], name))
            drop(list->model, list->model->objects.items[i]);
}

static void add_statement(const ObjectList *list, SchemaObject *object, const char *sql)
{
    vector_push(list->arena, &object->statements, arena_strdup(list->arena, sql));
    object->revision = arena_strdup(list->arena, list->revision);
}

static void add(const ObjectList *list, const SchemaObject *object)
{
    SchemaObject *copy = object_copy(list->arena, object);
    copy->revision = arena_strdup(list->arena, list->revision);
    vector_push(list->arena, &list->model->objects, copy);
}

/* The statement with each name `from` replaced. */
static const char *with_name(const ObjectList *list, const char *sql, const char *from, const char *to)
{
    SqlTokens tokens = {0};
    Text text = text_in(list->arena);
    const char *at = sql;
    if (!sql_tokens_of(list->arena, list->syntax, sql, &tokens))
        return sql;
    for (size_t i = 0; i < tokens.count; i++) {
        const SqlToken *token = &tokens.items[i];
        bool is_name = token->kind == SQL_TOKEN_WORD || token->kind == SQL_TOKEN_NAME;
        if (!is_name || strcmp(sql_token_name(list->arena, token), from) != 0)
            continue;
        text_append_format(&text, "%.*s\"%s\"", (int)(token->start - at), at, to);
        at = token->start + token->length;
    }
    text_append(&text, at);
    return text_string(&text);
}

/* Renames the object in comments and privileges, too. */
static void rename_in_remarks(const ObjectList *list, const char *from, const char *to)
{
    for (size_t i = 0; i < list->model->objects.count; i++) {
        SchemaObject *object = list->model->objects.items[i];
        for (size_t k = 0; is_setting(object) && k < object->statements.count; k++)
            object->statements.items[k] = (char *)with_name(list, object->statements.items[k], from, to);
    }
}

void objects_apply(const ObjectList *list, const Operation *operation)
{
    const SchemaObject *named = operation->object;
    SchemaObject *have =
        is_setting(named) ? NULL : find(list->model, named, operation->kind != OPERATION_REPLACE_OBJECT);
    switch (operation->kind) {
    case OPERATION_DROP_OBJECT:
        if (have)
            drop(list->model, have);
        drop_remarks(list, named->name);
        if (operation->cascades)
            drop_dependents(list, named->name);
        return;
    case OPERATION_ALTER_OBJECT:
        if (!have) {
            add(list, named);
            return;
        }
        add_statement(list, have, named->statements.items[0]);
        if (operation->new_name) {
            rename_in_remarks(list, have->name, operation->new_name);
            have->name = arena_strdup(list->arena, operation->new_name);
        }
        return;
    case OPERATION_REPLACE_OBJECT:
        if (have) { /* it keeps its place: others may use it already */
            have->statements.count = 0;
            add_statement(list, have, named->statements.items[0]);
            return;
        }
        add(list, named);
        return;
    default: /* CREATE; IF NOT EXISTS leaves an existing object */
        if (!have || !operation->if_exists)
            add(list, named);
    }
}

/* ---- with tables -------------------------------------------------------------------------------- */

static void follow_drop(const ObjectList *list, const Operation *operation)
{
    SchemaModel *model = list->model;
    for (size_t i = model->objects.count; i-- > 0;)
        if (same_name(model->objects.items[i]->table, operation->table_name))
            drop(model, model->objects.items[i]);
    drop_remarks(list, operation->table_name);
    const Table *table = schema_model_table(model, operation->schema, operation->table_name);
    for (size_t i = 0; table && i < table->indexes.count; i++)
        if (table->indexes.items[i]->name)
            drop_remarks(list, table->indexes.items[i]->name);
    if (operation->cascades)
        drop_dependents(list, operation->table_name);
}

static const SchemaObject *follow_rename(const ObjectList *list, const char *from, const char *to)
{
    const SchemaObject *stale = NULL;
    rename_in_remarks(list, from, to);
    for (size_t i = 0; i < list->model->objects.count; i++) {
        SchemaObject *object = list->model->objects.items[i];
        bool follows = same_name(object->table, from);
        for (size_t k = 0; follows && k < object->statements.count; k++)
            object->statements.items[k] = (char *)with_name(list, object->statements.items[k], from, to);
        if (follows)
            object->table = arena_strdup(list->arena, to);
        else if (!stale && object_mentions(list, object, from))
            stale = object;
    }
    return stale;
}

/* A policy and a trigger of the table get the column's new name; a view that reads it keeps the old one in its text. */
static const SchemaObject *follow_column(const ObjectList *list, const char *table, const char *from, const char *to)
{
    const SchemaObject *stale = NULL;
    for (size_t i = 0; i < list->model->objects.count; i++) {
        SchemaObject *object = list->model->objects.items[i];
        bool follows = same_name(object->table, table) || is_setting(object);
        if (!object_mentions(list, object, from) || !(object_mentions(list, object, table) || object->table))
            continue;
        for (size_t k = 0; follows && k < object->statements.count; k++)
            object->statements.items[k] = (char *)with_name(list, object->statements.items[k], from, to);
        stale = follows || stale ? stale : object;
    }
    return stale;
}

/* DROP COLUMN ... CASCADE: views that read the column. */
static void follow_dropped_column(const ObjectList *list, const char *table, const char *column)
{
    for (size_t i = list->model->objects.count; i-- > 0;) {
        const SchemaObject *object = list->model->objects.items[i];
        if (is_setting(object) || !object_mentions(list, object, table) || !object_mentions(list, object, column))
            continue;
        drop(list->model, object);
        drop_dependents(list, object->name);
        i = list->model->objects.count;
    }
}

/* PostgreSQL keeps the name of a SERIAL's sequence when its table or column is renamed. The object is that
 * sequence; its only statement renames it from the name that a newly created table would give it. */
static void add_sequence_rename(const ObjectList *list, const char *table, const char *column, const char *old_table,
                                const char *old_column)
{
    static const ObjectKind owned_sequence = {{"sequence"}, OBJECT_AFTER_TABLES, NULL, false};
    const char *new_name = arena_format(list->arena, "%s_%s_seq", table, column);
    const char *old_name = arena_format(list->arena, "%s_%s_seq", old_table, old_column);
    SchemaObject *object = NULL;
    for (size_t i = 0; i < list->model->objects.count; i++) {
        SchemaObject *have = list->model->objects.items[i];
        if (have->kind == &owned_sequence &&
            text_starts_with(have->statements.items[0], arena_format(list->arena, "ALTER SEQUENCE \"%s\" ", old_name)))
            object = have;
    }
    if (!object) {
        object = ARENA_NEW(list->arena, SchemaObject);
        *object = (SchemaObject){
            .kind = &owned_sequence, .name = old_name, .revision = arena_strdup(list->arena, list->revision)};
        vector_push(list->arena, &list->model->objects, object);
    }
    object->table = arena_strdup(list->arena, table);
    object->statements.count = 0;
    if (strcmp(new_name, object->name) != 0)
        vector_push(list->arena, &object->statements,
                    arena_format(list->arena, "ALTER SEQUENCE \"%s\" RENAME TO \"%s\"", new_name, object->name));
    else
        drop(list->model, object);
}

static void add_sequence_renames(const ObjectList *list, const Operation *operation)
{
    const Table *table = schema_model_table(list->model, operation->schema, operation->table_name);
    const Column *serial = table ? table_autoincrement_column(list->arena, table) : NULL;
    const ColumnChange *change = operation->change;
    if (!serial || serial->identity || operation->schema || list->syntax != SQL_OF_POSTGRESQL)
        return;
    if (operation->kind == OPERATION_RENAME_TABLE)
        add_sequence_rename(list, operation->new_name, serial->name, table->name, serial->name);
    else if (change && change->new_name && strcmp(change->column, serial->name) == 0)
        add_sequence_rename(list, table->name, change->new_name, table->name, serial->name);
}

static bool is_of_sequence(const SchemaObject *object)
{
    return object->kind->words[0] && strcmp(object->kind->words[0], "sequence") == 0;
}

/* What ALTER SEQUENCE set of a sequence that is dropped. */
static void drop_sequence_settings(const ObjectList *list, const char *name)
{
    for (size_t i = list->model->objects.count; i-- > 0;)
        if (is_of_sequence(list->model->objects.items[i]) && same_name(list->model->objects.items[i]->name, name))
            drop(list->model, list->model->objects.items[i]);
}

/* A sequence is dropped with the table or column that owns it; `column` may be NULL. */
static void drop_owned_sequences(const ObjectList *list, const char *table, const char *column)
{
    SchemaModel *model = list->model;
    for (size_t i = model->sequences.count; i-- > 0;) {
        const char *name = model->sequences.items[i]->name;
        bool is_owned = false;
        for (size_t k = 0; k < model->objects.count; k++) {
            const SchemaObject *object = model->objects.items[k];
            is_owned |= is_of_sequence(object) && same_name(object->name, name) &&
                        object_mentions(list, object, "owned") && object_mentions(list, object, table) &&
                        (!column || object_mentions(list, object, column));
        }
        if (!is_owned)
            continue;
        drop_sequence_settings(list, name);
        for (size_t k = i + 1; k < model->sequences.count; k++)
            model->sequences.items[k - 1] = model->sequences.items[k];
        model->sequences.count--;
    }
}

const SchemaObject *objects_follow(const ObjectList *list, const Operation *operation)
{
    bool is_rename = operation->kind == OPERATION_RENAME_TABLE;
    if (is_rename || operation->kind == OPERATION_ALTER_COLUMN)
        add_sequence_renames(list, operation);
    if (!list->model->objects.count)
        return NULL;
    if (operation->kind == OPERATION_DROP_SEQUENCE)
        drop_sequence_settings(list, operation->sequence->name);
    if (operation->kind == OPERATION_DROP_TABLE || operation->kind == OPERATION_DROP_COLUMN)
        drop_owned_sequences(list, operation->table_name, operation->column_name);
    if (operation->kind == OPERATION_DROP_TABLE)
        follow_drop(list, operation);
    if (operation->kind == OPERATION_DROP_INDEX && operation->index->name)
        drop_remarks(list, operation->index->name);
    if (operation->kind == OPERATION_RENAME_INDEX || operation->kind == OPERATION_RENAME_CONSTRAINT)
        rename_in_remarks(list, operation->old_name, operation->new_name);
    if (operation->kind == OPERATION_RENAME_ENUM)
        rename_in_remarks(list, operation->type->name, operation->new_name);
    if (operation->kind == OPERATION_DROP_COLUMN && operation->cascades)
        follow_dropped_column(list, operation->table_name, operation->column_name);
    if (operation->kind == OPERATION_ALTER_COLUMN && operation->change->new_name)
        return follow_column(list, operation->table_name, operation->change->column, operation->change->new_name);
    return is_rename ? follow_rename(list, operation->table_name, operation->new_name) : NULL;
}

/* ---- between two schemas ------------------------------------------------------------------------- */

static bool is_same_object(const SchemaObject *left, const SchemaObject *right)
{
    bool has_name = left->name && left->kind->words[0] && strcmp(left->kind->words[0], "comment") != 0;
    return left->kind == right->kind && same_name(left->name, right->name) && same_name(left->table, right->table) &&
           same_name(left->arguments, right->arguments) &&
           (has_name || strcmp(left->statements.items[0], right->statements.items[0]) == 0);
}

const SchemaObject *object_like(const SchemaModel *schema, const SchemaObject *object)
{
    for (size_t i = 0; i < schema->objects.count; i++)
        if (is_same_object(schema->objects.items[i], object))
            return schema->objects.items[i];
    return NULL;
}

static const char *upper_case(Arena *arena, const char *text)
{
    char *upper = arena_strdup(arena, text);
    for (char *at = upper; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    return upper;
}

const char *object_drop_sql(Arena *arena, const SchemaObject *object)
{
    bool is_altered = !object->statements.count || strncasecmp(object->statements.items[0], "create", 6) != 0;
    if (is_setting(object) || is_altered)
        return NULL;
    return arena_format(arena, "DROP %s %s%s%s%s%s%s;", upper_case(arena, object_kind_text(arena, object->kind)),
                        object->name, object->arguments ? "(" : "", object->arguments ? object->arguments : "",
                        object->arguments ? ")" : "", object->table ? " ON " : "", object->table ? object->table : "");
}

bool objects_are_equal(const SchemaObject *left, const SchemaObject *right)
{
    bool same = left->statements.count == right->statements.count;
    for (size_t i = 0; same && i < left->statements.count; i++)
        same = strcmp(left->statements.items[i], right->statements.items[i]) == 0;
    return same;
}
