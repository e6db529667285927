/* postgresql_where=..., mysql_engine=...: options of dialects, which most constructs take. */
#include "limbeck/sqlalchemy/columns.h"

#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/quoted_names.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/dialect_traits.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/sqlalchemy/expressions.h"

#include <string.h>

static const Expression *named_literal(Interpreter *interpreter, Native *owner, const char *name, Value value)
{
    const Expression *made;
    if (!expression_from(interpreter, owner, value, NULL, &made))
        return NULL;
    Expression *copy = expression_new(native_arena(owner), made->kind);
    Name quoted = {NULL, 0};
    *copy = *made;
    if (value_plain(value).kind == VALUE_STRING &&
        !quoted_name_from(interpreter, native_arena(owner), value, "option", &quoted))
        return NULL;
    copy->quote = quoted.quote;
    copy->name = arena_strdup(native_arena(owner), name);
    return copy;
}

/* A dictionary or a list becomes a LIST of literals. */
static bool option_list(Interpreter *interpreter, Native *owner, Value value, Expression *list)
{
    if (!python_copy_items(interpreter, &value))
        return false;
    size_t count = value.kind == VALUE_DICT ? value.dict->used : value.list->count;
    list->operator_ = SQL_IN;
    list->items.items = ARENA_ARRAY(native_arena(owner), const Expression *, count + 1);
    for (size_t i = 0; i < count; i++) {
        Value item = value.kind == VALUE_DICT ? value.dict->entries[i].value : value.list->items[i];
        const char *name = "";
        if (value.kind == VALUE_DICT && !value_given(value.dict->entries[i].key))
            continue;
        if (value.kind == VALUE_DICT && !expect_text(interpreter, value.dict->entries[i].key, "option", &name))
            return false;
        if (!(list->items.items[list->items.count++] = named_literal(interpreter, owner, name, item)))
            return false;
    }
    return true;
}

/* Of a database that is not open here: no SQL has it, but autogenerate writes it into the script. An expression is left
 * out, with a notice. */
static bool receive_foreign_option(OptionReceiver *receiver, const char *prefix, const char *name, Value value)
{
    Arena *arena = native_arena(receiver->owner);
    Option option = {arena_strndup(arena, prefix, strlen(prefix) - 1), arena_strdup(arena, name), NULL};
    if (value.kind == VALUE_DICT || value_is_sequence(value)) {
        Expression *list = expression_new(arena, EXPRESSION_LIST);
        if (!option_list(receiver->interpreter, receiver->owner, value, list))
            return false;
        option.value = list;
    } else if (value_is_none(value) || value_is_number(value) || value.kind == VALUE_STRING) {
        option.value = named_literal(receiver->interpreter, receiver->owner, NULL, value);
    } else {
        return host_notice(receiver->interpreter,
                           arena_format(arena, "%s%s=... is not written into generated scripts", prefix, name));
    }
    if (option.value)
        vector_push(arena, receiver->options, option);
    return option.value != NULL;
}

/* ---- what the constructs take ------------------------------------------------------ */

typedef struct ConstructOptions {
    const char *construct, *dialect;
    const char *names; /* each with a space around it; NULL: any */
} ConstructOptions;

/* Dialect.construct_arguments of SQLAlchemy 2.0. */
static const ConstructOptions construct_options[] = {
    {"Index", "postgresql", " using include where ops concurrently with tablespace nulls_not_distinct "},
    {"Table", "postgresql", " ignore_search_path tablespace partition_by with_oids on_commit inherits using "},
    {"CheckConstraint", "postgresql", " not_valid "},
    {"ForeignKeyConstraint", "postgresql", " not_valid "},
    {"PrimaryKeyConstraint", "postgresql", " include "},
    {"UniqueConstraint", "postgresql", " include nulls_not_distinct "},
    {"Table", "sqlite", " autoincrement with_rowid strict "},
    {"Index", "sqlite", " where "},
    {"Column", "sqlite", " on_conflict_primary_key on_conflict_not_null on_conflict_unique "},
    {"CheckConstraint", "sqlite", " on_conflict "},
    {"ForeignKeyConstraint", "sqlite", " on_conflict "},
    {"PrimaryKeyConstraint", "sqlite", " on_conflict "},
    {"UniqueConstraint", "sqlite", " on_conflict "},
    {"Table", "mysql", NULL},
    {"PrimaryKeyConstraint", "mysql", " using "},
    {"Index", "mysql", " using length prefix with_parser "},
    {"Table", "oracle", " resolve_synonyms on_commit compress tablespace "},
    {"Index", "oracle", " bitmap compress vector "},
    {"PrimaryKeyConstraint", "mssql", " clustered "},
    {"UniqueConstraint", "mssql", " clustered "},
    {"Index", "mssql", " clustered include where columnstore "},
    {"Column", "mssql", " identity_start identity_increment "},
};

static bool construct_takes(const char *construct, const char *dialect, const char *name)
{
    for (size_t i = 0; i < sizeof construct_options / sizeof *construct_options; i++) {
        const ConstructOptions *row = &construct_options[i];
        if (strcmp(row->construct, construct) != 0 || strcmp(row->dialect, dialect) != 0)
            continue;
        const char *found = row->names ? strstr(row->names, name) : NULL;
        return !row->names || (found && found[-1] == ' ' && found[strlen(name)] == ' ');
    }
    return false;
}

/* An option of a dialect that SQLAlchemy has, but that the construct does not take, is an error on every database. */
static bool is_accepted(const OptionReceiver *receiver, const char *name)
{
    static const char *const dialects[] = {"postgresql", "sqlite", "mysql", "mariadb", "oracle", "mssql"};
    const char *rest = strchr(name, '_');
    for (size_t i = 0; receiver->construct && rest && rest[1] && i < sizeof dialects / sizeof *dialects; i++) {
        const char *dialect = dialects[i];
        if (strlen(dialect) != (size_t)(rest - name) || !text_starts_with(name, dialect))
            continue;
        return construct_takes(receiver->construct, strcmp(dialect, "mariadb") == 0 ? "mysql" : dialect, rest + 1) ||
               python_raise(
                   receiver->interpreter, "ArgumentError",
                   "Argument '%s' is not accepted by dialect '%s' on behalf of <class 'sqlalchemy.sql.schema.%s'>",
                   name, dialect, receiver->construct);
    }
    return true;
}

bool receive_option(void *state, const char *name, Value value)
{
    OptionReceiver *receiver = state;
    if (!is_accepted(receiver, name))
        return false;
    static const char *const foreign[] = {"mysql_",    "mariadb_", "mssql_",      "oracle_",
                                          "firebird_", "sybase_",  "cockroachdb_"};
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (text_starts_with(name, foreign[i]))
            return receive_foreign_option(receiver, foreign[i], name + strlen(foreign[i]), value);
    const char *rest, *dialect = dialect_of_option(name, &rest);
    if (!dialect)
        return false;
    if (value_is_none(value))
        return true;
    Arena *arena = native_arena(receiver->owner);
    Option option = {dialect, arena_strdup(arena, rest), NULL};
    if (value.kind == VALUE_DICT || value_is_sequence(value)) {
        Expression *list = expression_new(arena, EXPRESSION_LIST);
        if (!option_list(receiver->interpreter, receiver->owner, value, list))
            return false;
        option.value = list;
    } else if (strcmp(option.name, "where") == 0) {
        if (!condition_from(receiver->interpreter, receiver->owner, value, &option.value))
            return false;
    } else if (!(option.value = named_literal(receiver->interpreter, receiver->owner, NULL, value))) {
        return false;
    }
    vector_push(arena, receiver->options, option);
    return true;
}

/* What these classes take themselves, and what mapped_column() takes, is no option of a dialect. */
static bool is_own_argument(const char *name)
{
    static const char *const names[] = {"autoincrement",
                                        "autoload",
                                        "autoload_replace",
                                        "autoload_with",
                                        "comment",
                                        "default",
                                        "deferrable",
                                        "doc",
                                        "expressions",
                                        "extend_existing",
                                        "implicit_returning",
                                        "include_columns",
                                        "index",
                                        "info",
                                        "initially",
                                        "insert_default",
                                        "insert_sentinel",
                                        "keep_existing",
                                        "key",
                                        "link_to_name",
                                        "listeners",
                                        "match",
                                        "must_exist",
                                        "mustexist",
                                        "name",
                                        "nullable",
                                        "ondelete",
                                        "onupdate",
                                        "prefixes",
                                        "primary_key",
                                        "quote",
                                        "quote_schema",
                                        "resolve_fks",
                                        "schema",
                                        "server_default",
                                        "server_onupdate",
                                        "sort_order",
                                        "system",
                                        "table",
                                        "unique",
                                        "use_alter"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return name[0] == '_';
}

bool receive_part_option(void *state, const char *name, Value value)
{
    OptionReceiver *receiver = state;
    if (receive_option(state, name, value))
        return true;
    if (python_failed(receiver->interpreter) || is_own_argument(name))
        return false;
    const char *rest = strchr(name, '_');
    if (!rest || !rest[1])
        return python_raise(receiver->interpreter, "TypeError",
                            "Additional arguments should be named <dialectname>_<argument>, got '%s'", name);
    if (!host_notice(receiver->interpreter,
                     arena_format(native_arena(receiver->owner),
                                  "the argument '%s' has no effect: SQLAlchemy has no dialect named '%.*s'", name,
                                  (int)(rest - name), name)))
        return false;
    return receive_foreign_option(
        receiver, arena_strndup(native_arena(receiver->owner), name, (size_t)(rest - name) + 1), rest + 1, value);
}
