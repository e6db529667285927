/* Reads statements on objects other than tables: views, functions, triggers, extensions, policies, privileges.
 * Their text is kept as it is; only the kind, the name and the table it belongs to are read. */
#include "reading.h"

#include "limbeck/base/text.h"

#include <string.h>

static const ObjectKind kinds[] = {
    {{"schema"}, OBJECT_FIRST, NULL, false},
    {{"extension"}, OBJECT_FIRST, NULL, false},
    {{"collation"}, OBJECT_BEFORE_TABLES, NULL, false},
    {{"domain"}, OBJECT_BEFORE_TABLES, NULL, false},
    {{"type"}, OBJECT_BEFORE_TABLES, NULL, false},
    {{"text", "search", "configuration"}, OBJECT_BEFORE_TABLES, NULL, false},
    {{"text", "search", "dictionary"}, OBJECT_BEFORE_TABLES, NULL, false},
    {{"text", "search", "parser"}, OBJECT_BEFORE_TABLES, NULL, false},
    {{"text", "search", "template"}, OBJECT_BEFORE_TABLES, NULL, false},
    {{"function"}, OBJECT_AFTER_TABLES, NULL, true},
    {{"procedure"}, OBJECT_AFTER_TABLES, NULL, true},
    {{"aggregate"}, OBJECT_AFTER_TABLES, NULL, true},
    {{"view"}, OBJECT_AFTER_TABLES, NULL, false},
    {{"materialized", "view"}, OBJECT_AFTER_TABLES, NULL, false},
    {{"event", "trigger"}, OBJECT_AFTER_TABLES, NULL, false},
    {{"trigger"}, OBJECT_AFTER_TABLES, "on", false},
    {{"constraint", "trigger"}, OBJECT_AFTER_TABLES, "on", false},
    {{"policy"}, OBJECT_AFTER_TABLES, "on", false},
    {{"rule"}, OBJECT_AFTER_TABLES, "to", false},
    {{"sequence"}, OBJECT_AFTER_TABLES, NULL, false}, /* ALTER of one that a column owns; others are a Sequence */
    {{"statistics"}, OBJECT_AFTER_TABLES, NULL, false},
    {{"language"}, OBJECT_FIRST, NULL, false},
    {{"foreign", "data", "wrapper"}, OBJECT_FIRST, NULL, false},
    {{"server"}, OBJECT_FIRST, NULL, false},
    {{"foreign", "table"}, OBJECT_BEFORE_TABLES, NULL, false},
    {{"publication"}, OBJECT_AFTER_TABLES, NULL, false},
    {{"subscription"}, OBJECT_AFTER_TABLES, NULL, false},
};
/* These objects have no name: each statement is kept in addition to the earlier ones. */
static const ObjectKind nameless[] = {
    {{"operator"}, OBJECT_AFTER_TABLES, NULL, false},
    {{"cast"}, OBJECT_AFTER_TABLES, NULL, false},
};
static const ObjectKind setting = {{"setting"}, OBJECT_AFTER_TABLES, NULL, false};
static const ObjectKind privilege = {{"privilege"}, OBJECT_AFTER_TABLES, NULL, false};
static const ObjectKind comment = {{"comment"}, OBJECT_AFTER_TABLES, NULL, false};

static const ObjectKind *take_kind(ChangeReader *reader)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        SqlReader before = reader->tokens;
        size_t taken = 0;
        while (taken < 3 && kinds[i].words[taken] && reader_take(reader, kinds[i].words[taken]))
            taken++;
        if (taken == 3 || !kinds[i].words[taken])
            return &kinds[i];
        reader->tokens = before;
    }
    return NULL;
}

static SchemaObject *add_object(ChangeReader *reader, OperationKind action, const ObjectKind *kind, const char *sql)
{
    Operation *operation = reader_add(reader, action);
    SchemaObject *object = ARENA_NEW(reader->arena, SchemaObject);
    object->kind = kind;
    vector_push(reader->arena, &object->statements, sql);
    operation->object = object;
    return object;
}

static const char *qualified(ChangeReader *reader)
{
    const char *name, *schema;
    if (!reader_table(reader, &name, &schema))
        return NULL;
    return schema ? arena_format(reader->arena, "%s.%s", schema, name) : name;
}

/* One argument without its default value, which can be replaced under the same name. */
static void add_argument(ChangeReader *reader, Text *text)
{
    static const char *const until[] = {"default", "=", NULL};
    const char *argument = reader_text(reader, until);
    if (argument)
        text_append_format(text, "%s%s", text->length ? ", " : "", text_one_line(reader->arena, argument));
    int depth = reader_ended(reader) ? 0 : reader->tokens.at->depth;
    while (!reader_ended(reader) && !(reader->tokens.at->depth == depth && reader_at(reader, ",")) &&
           !(reader->tokens.at->depth < depth))
        reader->tokens.at++;
}

/* The arguments in the parentheses that begin here. NULL: there are none. */
static const char *read_arguments(ChangeReader *reader)
{
    SqlReader whole = reader->tokens;
    const SqlToken *open = whole.at;
    if (!reader_take(reader, "("))
        return NULL;
    const SqlToken *close = reader->tokens.at;
    while (close < whole.end && !(close->depth == open->depth && sql_token_is(close, ")")))
        close++;
    Text text = text_in(reader->arena);
    reader->tokens.end = close;
    while (!reader_ended(reader)) {
        add_argument(reader, &text);
        reader_take(reader, ",");
    }
    reader->tokens = (SqlReader){close < whole.end ? close + 1 : close, whole.end};
    return text_string(&text);
}

/* CREATE TRIGGER n AFTER INSERT OR UPDATE OF a ON t; CREATE RULE n AS ON INSERT TO t */
static const char *read_table_after(ChangeReader *reader, const char *word)
{
    while (!reader_ended(reader) && !reader_at(reader, word))
        reader->tokens.at++;
    return reader_take(reader, word) ? qualified(reader) : NULL;
}

static OperationKind action_of(const SqlToken *first, bool replaces)
{
    if (sql_token_is(first, "create"))
        return replaces ? OPERATION_REPLACE_OBJECT : OPERATION_CREATE_OBJECT;
    return sql_token_is(first, "drop") ? OPERATION_DROP_OBJECT : OPERATION_ALTER_OBJECT;
}

static bool ends_with(const ChangeReader *reader, const char *word)
{
    return sql_token_is(reader->tokens.end - 1, word);
}

/* CREATE, ALTER or DROP of a kind above, at its first word. */
static bool read_named(ChangeReader *reader, const char *sql)
{
    const SqlToken *first = reader->tokens.at++;
    bool replaces = reader_take(reader, "or") && reader_take(reader, "replace");
    reader_take(reader, "trusted");
    reader_take(reader, "recursive");
    const ObjectKind *kind = take_kind(reader);
    if (!kind)
        return false;
    OperationKind action = action_of(first, replaces);
    bool if_exists = reader_take_if_exists(reader);
    do {
        const char *name = qualified(reader);
        if (!name)
            return false;
        SchemaObject *object = add_object(reader, action, kind, sql);
        Operation *operation =
            (Operation *)reader->reading->changes.items[reader->reading->changes.count - 1].operation;
        object->name = name;
        object->arguments = kind->has_arguments ? read_arguments(reader) : NULL;
        if (kind->before_table)
            object->table = read_table_after(
                reader,
                action == OPERATION_CREATE_OBJECT || action == OPERATION_REPLACE_OBJECT ? kind->before_table : "on");
        operation->if_exists = if_exists;
        operation->cascades = ends_with(reader, "cascade");
        if (action == OPERATION_ALTER_OBJECT && reader_take(reader, "rename") && reader_take(reader, "to"))
            operation->new_name = reader_name(reader);
    } while (action == OPERATION_DROP_OBJECT && reader_take(reader, ","));
    return true;
}

/* CREATE, ALTER and DROP of operators and casts are kept in their order. */
static bool read_nameless(ChangeReader *reader, const char *sql)
{
    reader->tokens.at++;
    for (size_t i = 0; i < sizeof nameless / sizeof *nameless; i++)
        if (reader_at(reader, nameless[i].words[0])) {
            add_object(reader, OPERATION_CREATE_OBJECT, &nameless[i], sql);
            return true;
        }
    return false;
}

bool read_object(ChangeReader *reader)
{
    SqlReader whole = reader->tokens;
    const char *sql = reader_slice(reader, whole.at, whole.end);
    bool makes = reader_at(reader, "create") || reader_at(reader, "drop") || reader_at(reader, "alter");
    if (reader_at(reader, "grant") || reader_at(reader, "revoke")) {
        add_object(reader, OPERATION_CREATE_OBJECT, &privilege, sql);
        return true;
    }
    if (reader_take(reader, "alter") && reader_take(reader, "default") && reader_take(reader, "privileges")) {
        add_object(reader, OPERATION_CREATE_OBJECT, &privilege, sql);
        return true;
    }
    reader->tokens = whole;
    if (makes && read_named(reader, sql))
        return true;
    reader->tokens = whole;
    if (makes && read_nameless(reader, sql))
        return true;
    reader->tokens = whole;
    return false;
}

void read_table_setting(ChangeReader *reader, const char *action)
{
    const char *table =
        reader->schema ? arena_format(reader->arena, "%s.%s", reader->schema, reader->table) : reader->table;
    SchemaObject *object = add_object(reader, OPERATION_CREATE_OBJECT, &setting, action);
    object->table = table;
}

/* COMMENT ON an object other than a table: `what` is "index ix_a". */
void read_sequence_owner(ChangeReader *reader, const char *name, const char *owned_by)
{
    const ObjectKind *sequence = kinds;
    while (strcmp(sequence->words[0], "sequence") != 0)
        sequence++;
    const char *sql = arena_format(reader->arena, "ALTER SEQUENCE %s %s", name, owned_by);
    add_object(reader, OPERATION_ALTER_OBJECT, sequence, sql)->name = name;
}

void read_other_comment(ChangeReader *reader, const char *what, const char *sql)
{
    add_object(reader, OPERATION_CREATE_OBJECT, &comment, sql)->name = what;
}
