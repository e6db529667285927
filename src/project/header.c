#include "limbeck/project/header.h"

#include <string.h>

typedef struct HeaderReader {
    Arena *arena;
    Arena *scratch; /* the arena of the tree */
    const SourceFile *file;
    Map constants;        /* names assigned so far -> Node * */
    StringVector *labels; /* receives the branch labels */
    StringVector *warnings;
    Error *error;
} HeaderReader;

static bool fail_at(HeaderReader *reader, const Node *node, const char *message, const char *hint)
{
    error_set(reader->error, ERROR_UNSUPPORTED, "%s", message);
    python_error_place(reader->error, reader->file, node->line, node->column);
    error_hint(reader->error, "%s", hint);
    return false;
}

/* A name is replaced by the constant assigned to it above. */
static const Node *follow(HeaderReader *reader, const Node *node)
{
    for (int i = 0; i < 10 && node && node->kind == NODE_NAME; i++)
        node = map_get(&reader->constants, node->name.id);
    return node;
}

static bool is_none(const Node *node)
{
    return node->kind == NODE_CONSTANT && node->constant.kind == CONSTANT_NONE;
}

/* A branch label from another module only names the branch. It is ignored with a warning, since everything else
 * still works. */
static bool skip_label(HeaderReader *reader, const Node *node)
{
    vector_push(reader->arena, reader->warnings,
                arena_format(reader->arena, "%s:%d: this branch label is not a plain string; limbeck ignores it",
                             reader->file->path, node->line));
    return true;
}

static bool add_text(HeaderReader *reader, const Node *node, StringVector *values)
{
    const Node *value = follow(reader, node);
    bool plain = value && value->kind == NODE_CONSTANT && value->constant.kind == CONSTANT_STRING;
    if (!plain && values == reader->labels)
        return skip_label(reader, node);
    if (!plain)
        return fail_at(reader, node, "limbeck reads only plain strings here",
                       "write the revision identifier as a string literal");
    vector_push(reader->arena, values, arena_strdup(reader->arena, value->constant.bytes));
    return true;
}

/* A string, None, or a tuple, list or set of strings. */
static bool read_strings(HeaderReader *reader, const char *name, StringVector *values)
{
    const Node *given = map_get(&reader->constants, name);
    const Node *node = given ? follow(reader, given) : NULL;
    if (!given || (node && is_none(node)))
        return true;
    if (!node && values == reader->labels)
        return skip_label(reader, given);
    if (!node)
        return fail_at(reader, given, "limbeck reads only plain strings here",
                       "write the revision identifier as a string literal");
    if (node->kind != NODE_TUPLE && node->kind != NODE_LIST && node->kind != NODE_SET)
        return add_text(reader, node, values);
    for (size_t i = 0; i < node->sequence.values.count; i++)
        if (!is_none(node->sequence.values.items[i]) && !add_text(reader, node->sequence.values.items[i], values))
            return false;
    return true;
}

static bool is_sequence(const Node *node)
{
    return node->kind == NODE_TUPLE || node->kind == NODE_LIST;
}

/* name = value, and name, other = value, another */
static void note_assignment(HeaderReader *reader, const Node *target, const Node *value)
{
    if (target->kind == NODE_NAME)
        map_set(reader->scratch, &reader->constants, target->name.id, (void *)value);
    if (is_sequence(target) && is_sequence(value) && target->sequence.values.count == value->sequence.values.count)
        for (size_t i = 0; i < target->sequence.values.count; i++)
            note_assignment(reader, target->sequence.values.items[i], value->sequence.values.items[i]);
}

/* Top-level assignments; those under `if` and `try` do not count. */
static void collect_constants(HeaderReader *reader)
{
    for (size_t i = 0; i < reader->file->body.count; i++) {
        const Node *node = reader->file->body.items[i];
        bool assigns = (node->kind == NODE_ASSIGN || node->kind == NODE_ANNOTATED_ASSIGN) && node->assign.value;
        for (size_t k = 0; assigns && k < node->assign.targets.count; k++)
            note_assignment(reader, node->assign.targets.items[k], node->assign.value);
    }
}

static void warn_of_doubles(HeaderReader *reader)
{
    static const char *const names[] = {"upgrade", "downgrade"};
    for (size_t n = 0; n < 2; n++) {
        int first = 0;
        for (size_t i = 0; i < reader->file->body.count; i++) {
            const Node *node = reader->file->body.items[i];
            if (node->kind != NODE_FUNCTION || strcmp(node->function->name, names[n]) != 0)
                continue;
            if (first)
                vector_push(reader->arena, reader->warnings,
                            arena_format(reader->arena,
                                         "%s: %s() is defined twice, in lines %d and %d; the last one counts",
                                         reader->file->path, names[n], first, node->line));
            first = node->line;
        }
    }
}

static const char *docstring(HeaderReader *reader)
{
    const NodeList *body = &reader->file->body;
    const Node *first = body->count && body->items[0]->kind == NODE_EXPRESSION ? body->items[0]->single.value : NULL;
    bool text = first && first->kind == NODE_CONSTANT && first->constant.kind == CONSTANT_STRING;
    return text ? text_trim(reader->arena, first->constant.bytes) : "";
}

static const char *create_date(Arena *arena, const char *doc)
{
    const char *found = strstr(doc, "Create Date:");
    if (!found)
        return NULL;
    found += strlen("Create Date:");
    return text_trim(arena, arena_strndup(arena, found, strcspn(found, "\n")));
}

/* Without `revision` the file name must be the id, as in Alembic 0.1. */
static bool id_from_filename(HeaderReader *reader, const char *path, Revision *revision)
{
    const char *name = path_basename(path);
    size_t digits = strspn(name, "abcdef0123456789");
    if (digits && strcmp(name + digits, ".py") == 0) {
        revision->id = arena_strndup(reader->arena, name, digits);
        return true;
    }
    error_set(reader->error, ERROR_COMMAND,
              "Could not determine revision id from filename %s. Be sure the 'revision' variable is declared inside "
              "the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
              name);
    error_place(reader->error, path, 0, 0);
    return false;
}

Revision *header_read(Arena *arena, Arena *scratch, const char *path, const char *content, size_t length,
                      StringVector *warnings, Error *error)
{
    SourceFile *file = python_parse_outline(scratch, NULL, path, content, length, error);
    if (!file)
        return NULL;
    HeaderReader reader = {.arena = arena, .scratch = scratch, .file = file, .error = error};
    Revision *revision = ARENA_NEW(arena, Revision);
    reader.labels = &revision->branch_labels;
    reader.warnings = warnings;
    StringVector id = {0};
    collect_constants(&reader);
    if (!read_strings(&reader, "revision", &id) || !read_strings(&reader, "down_revision", &revision->down_revisions) ||
        !read_strings(&reader, "branch_labels", &revision->branch_labels) ||
        !read_strings(&reader, "depends_on", &revision->depends_on))
        return NULL;
    if (id.count)
        revision->id = id.items[0];
    else if (!id_from_filename(&reader, path, revision))
        return NULL;
    if (!map_has(&reader.constants, "down_revision")) {
        error_set(error, ERROR_COMMAND, "the script has no 'down_revision'");
        error_place(error, path, 1, 1);
        error_hint(error, "add down_revision = None for a first revision, or the id of its parent");
        return NULL;
    }
    warn_of_doubles(&reader);
    revision->path = path;
    revision->content = content;
    revision->doc = docstring(&reader);
    revision->create_date = create_date(arena, revision->doc);
    return revision;
}
