/* SQL that an application writes with @compiles instead of SQLAlchemy's. */
#include "limbeck/sqlalchemy/compiling.h"

#include <ctype.h>
#include <string.h>

/* ---- which constructs an operation comes to --------------------------------------------------- */

#define BIT(kind) (UINT64_C(1) << (kind))
#define WITH_COLUMNS (BIT(OPERATION_CREATE_TABLE) | BIT(OPERATION_ADD_COLUMN) | BIT(OPERATION_REBUILD_TABLE))
#define WITH_CONSTRAINTS (WITH_COLUMNS | BIT(OPERATION_CREATE_CONSTRAINT))

typedef struct ConstructRow {
    const char *name;
    uint64_t operations;
} ConstructRow;

static const ConstructRow constructs[] = {
    {"CreateTable", BIT(OPERATION_CREATE_TABLE) | BIT(OPERATION_REBUILD_TABLE)},
    {"DropTable", BIT(OPERATION_DROP_TABLE) | BIT(OPERATION_REBUILD_TABLE)},
    {"RenameTable", BIT(OPERATION_RENAME_TABLE) | BIT(OPERATION_REBUILD_TABLE)},
    {"CreateColumn", BIT(OPERATION_CREATE_TABLE) | BIT(OPERATION_REBUILD_TABLE)},
    {"AddColumn", BIT(OPERATION_ADD_COLUMN)},
    {"DropColumn", BIT(OPERATION_DROP_COLUMN)},
    {"AlterColumn", BIT(OPERATION_ALTER_COLUMN)},
    {"ColumnNullable", BIT(OPERATION_ALTER_COLUMN)},
    {"ColumnType", BIT(OPERATION_ALTER_COLUMN)},
    {"ColumnName", BIT(OPERATION_ALTER_COLUMN)},
    {"ColumnDefault", BIT(OPERATION_ALTER_COLUMN)},
    {"ColumnComment", BIT(OPERATION_ALTER_COLUMN)},
    {"CreateIndex", BIT(OPERATION_CREATE_INDEX) | WITH_COLUMNS},
    {"DropIndex", BIT(OPERATION_DROP_INDEX)},
    {"AddConstraint", BIT(OPERATION_CREATE_CONSTRAINT)},
    {"DropConstraint", BIT(OPERATION_DROP_CONSTRAINT)},
    {"CheckConstraint", WITH_CONSTRAINTS},
    {"ForeignKeyConstraint", WITH_CONSTRAINTS},
    {"PrimaryKeyConstraint", WITH_CONSTRAINTS},
    {"UniqueConstraint", WITH_CONSTRAINTS},
    {"SetTableComment", BIT(OPERATION_CREATE_TABLE_COMMENT) | WITH_COLUMNS},
    {"DropTableComment", BIT(OPERATION_DROP_TABLE_COMMENT)},
    {"SetColumnComment", BIT(OPERATION_ALTER_COLUMN) | WITH_COLUMNS},
    {"DropColumnComment", BIT(OPERATION_ALTER_COLUMN)},
    {"CreateSequence", BIT(OPERATION_CREATE_SEQUENCE)},
    {"DropSequence", BIT(OPERATION_DROP_SEQUENCE)},
    {"CreateSchema", BIT(OPERATION_CREATE_SCHEMA)},
    {"DropSchema", BIT(OPERATION_DROP_SCHEMA)},
    {"Insert", BIT(OPERATION_BULK_INSERT)},
};

static uint64_t operations_of(const char *name)
{
    for (size_t i = 0; i < sizeof constructs / sizeof *constructs; i++)
        if (strcmp(constructs[i].name, name) == 0)
            return constructs[i].operations;
    return 0;
}

static bool is_of(const Rewritten *row, const char *dialect)
{
    return !row->dialect || strcmp(row->dialect, dialect) == 0;
}

/* The second part of the listener's name is its dialect. */
static const char *rewriter_prefix(const Rewritten *row)
{
    return text_starts_with(row->place, "a listener") ? "" : "@compiles of ";
}

bool operation_is_plain(Interpreter *interpreter, const Operation *operation)
{
    const BindingHost *host = binding_host(interpreter);
    if (operation->kind == OPERATION_EXECUTE)
        return statement_is_plain(interpreter, operation->statement);
    for (size_t i = 0; i < host->rewritten.count && host->sink; i++) {
        const Rewritten *row = &host->rewritten.items[i];
        if (!row->is_own && (operations_of(row->name) & BIT(operation->kind)) && is_of(row, host->sink->traits->name))
            return python_refuse(interpreter, "the SQL of %s, which %s%s writes", row->name, rewriter_prefix(row),
                                 row->place);
    }
    return true;
}

/* Any statement except text() contains expressions, and @compiles of a class of SQLAlchemy may rewrite any of them. */
bool statement_is_plain(Interpreter *interpreter, const Statement *statement)
{
    const BindingHost *host = binding_host(interpreter);
    if (!statement || statement->kind == STATEMENT_TEXT)
        return true;
    for (size_t i = 0; i < host->rewritten.count && host->sink; i++) {
        const Rewritten *row = &host->rewritten.items[i];
        bool is_ddl = operations_of(row->name) && strcmp(row->name, "Insert") != 0;
        bool is_type = type_kind_named(row->name) != TYPE_KIND_COUNT;
        if (!row->is_own && !is_ddl && !is_type && is_of(row, host->sink->traits->name))
            return python_refuse(interpreter, "the SQL of %s, which %s%s writes", row->name, rewriter_prefix(row),
                                 row->place);
    }
    return true;
}

/* ---- in the text of a script ------------------------------------------------------------------ */

static const char *take_name(Arena *arena, const char **at)
{
    const char *start = *at, *last = start;
    for (; isalnum((unsigned char)**at) || **at == '_' || **at == '.'; (*at)++)
        if (**at == '.')
            last = *at + 1;
    return arena_strndup(arena, last, (size_t)(*at - last));
}

/* The quoted words before the closing parenthesis are dialects: one row each, or one row for all dialects. */
static void take_dialects(BindingHost *host, const char *at, Rewritten row)
{
    size_t before = host->rewritten.count;
    for (; *at && *at != ')' && *at != '\n'; at++) {
        if (*at != '"' && *at != '\'')
            continue;
        size_t length = strcspn(at + 1, "\"'");
        row.dialect = arena_strndup(host->arena, at + 1, length);
        vector_push(host->arena, &host->rewritten, row);
        at += at[1 + length] ? length + 1 : length;
    }
    if (host->rewritten.count == before)
        vector_push(host->arena, &host->rewritten, row);
}

/* Finds @compiles(...) and compiles(...)(function), not in a comment and not as the end of another name. */
static bool is_call(const char *content, const char *at)
{
    const char *line = at;
    while (line > content && line[-1] != '\n')
        line--;
    bool is_comment = memchr(line, '#', (size_t)(at - line)) != NULL;
    bool is_name = at == content || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
    return is_name && !is_comment && strncmp(line, "def ", 4) != 0;
}

static const char *line_start(const char *content, const char *at)
{
    while (at > content && at[-1] != '\n')
        at--;
    return at;
}

/* In a function it counts from when that is called: then it is recorded by the evaluation. */
static bool is_in_function(const char *content, const char *at)
{
    const char *line = line_start(content, at);
    size_t indent = strspn(line, " \t");
    while (indent && line > content) {
        line = line_start(content, line - 1);
        const size_t here = strspn(line, " \t");
        const char *word = line + here;
        if (here >= indent || *word == '\n' || *word == '#')
            continue;
        if (text_starts_with(word, "def ") || text_starts_with(word, "async def "))
            return true;
        indent = here;
    }
    return false;
}

static bool defines_class(const char *content, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = strstr(content, "class "); at; at = strstr(at + 1, "class ")) {
        const char *defined = at + strlen("class ");
        defined += strspn(defined, " ");
        const bool begins = at == content || isspace((unsigned char)at[-1]);
        if (begins && strncmp(defined, name, length) == 0 && strchr("(: ", defined[length]))
            return true;
    }
    return false;
}

void note_rewritten(BindingHost *host, const char *path, const char *content)
{
    static const char word[] = "compiles(";
    if (!strstr(content, "sqlalchemy.ext.compiler"))
        return;
    for (const char *at = strstr(content, word); at; at = strstr(at + 1, word)) {
        const char *name = at + sizeof word - 1;
        if (!is_call(content, at) || is_in_function(content, at))
            continue;
        int number = 1;
        for (const char *back = content; back < at; back++)
            number += *back == '\n';
        Rewritten row = {.place = arena_format(host->arena, "%s:%d", path, number)};
        row.name = take_name(host->arena, &name);
        row.is_own = defines_class(content, row.name);
        take_dialects(host, name, row);
    }
}

/* ---- types ------------------------------------------------------------------------------------ */

static bool row_from(Interpreter *interpreter, Arena *arena, Value tuple, WrittenType *row)
{
    const char **const parts[] = {&row->dialect, &row->text, &row->place};
    for (size_t i = 0; i < 3; i++) {
        if (!expect_text_or_none(interpreter, tuple.list->items[i], "@compiles", parts[i]))
            return false;
        *parts[i] = arena_strdup(arena, *parts[i]);
    }
    return true;
}

/* Found in the text of a revision that was not evaluated, so what the function returns is unknown. */
static size_t noted_rows(const BindingHost *host, const char *name, WrittenType *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < host->rewritten.count; i++)
        if (strcmp(host->rewritten.items[i].name, name) == 0)
            rows[count++] = (WrittenType){host->rewritten.items[i].dialect, NULL, host->rewritten.items[i].place};
    return count;
}

/* The types that a TypeDecorator uses on each dialect can have @compiles too. */
static const SqlType *written_copy(Arena *arena, const SqlType *type, const WrittenType *written, size_t count)
{
    SqlType *copy = ARENA_NEW(arena, SqlType);
    *copy = *type;
    copy->written = written;
    copy->written_count = count;
    if (!type->decorates)
        return copy;
    TypeVariant *variants = arena_copy(arena, type->variants.items, type->variants.count, sizeof *variants);
    for (size_t i = 0; i < type->variants.count; i++)
        variants[i].type = written_copy(arena, variants[i].type, written, count);
    copy->variants.items = variants;
    return copy;
}

bool note_written_type(Interpreter *interpreter, Native *owner, Value value, const SqlType **type)
{
    const BindingHost *host = binding_host(interpreter);
    Arena *arena = native_arena(owner);
    Value module, function, rows;
    if (!host->rewritten.count)
        return true;
    python_push(interpreter, value);
    if (!python_import(interpreter, "_limbeck.compiling", &module) ||
        !python_get_attribute(interpreter, module, "type_texts", &function) ||
        !python_call_positional(interpreter, function, &value, 1, &rows))
        return false;
    python_push(interpreter, rows);
    WrittenType *written = ARENA_ARRAY(arena, WrittenType, rows.list->count + host->rewritten.count);
    size_t count = 0;
    for (; count < rows.list->count; count++)
        if (!row_from(interpreter, arena, rows.list->items[count], &written[count]))
            return false;
    if (!count)
        count = noted_rows(host, value_type_name(value), written);
    if (!count)
        return true;
    *type = written_copy(arena, *type, written, count);
    return true;
}
