/* Operations in a script's module, outside its functions. */
#include "limbeck/alembic/evaluation.h"
#include "limbeck/python/syntax/parser.h"

#include <string.h>

static int effect_line(const NodeList *body);

static int line_of_try(const Node *node)
{
    const NodeList *lists[] = {&node->try_->body, &node->try_->otherwise, &node->try_->finally};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (effect_line(lists[i]))
            return effect_line(lists[i]);
    for (size_t i = 0; i < node->try_->handler_count; i++)
        if (effect_line(&node->try_->handlers[i].body))
            return effect_line(&node->try_->handlers[i].body);
    return 0;
}

/* x = op.get_bind() */
static bool calls_alembic(const Node *value)
{
    const Node *at = value && value->kind == NODE_CALL ? value->call.function : NULL;
    bool is_method = at && at->kind == NODE_ATTRIBUTE;
    while (at && at->kind == NODE_ATTRIBUTE)
        at = at->attribute.value;
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a node has its parts
    return is_method && at && at->kind == NODE_NAME &&
           (strcmp(at->name.id, "op") == 0 || strcmp(at->name.id, "context") == 0);
}

static int line_of(const Node *node)
{
    int line = 0;
    switch (node->kind) {
    case NODE_EXPRESSION:
        return node->single.value && node->single.value->kind == NODE_CALL ? node->line : 0;
    case NODE_ASSIGN:
        return calls_alembic(node->assign.value) ? node->line : 0;
    case NODE_WHILE:
    case NODE_FOR:
    case NODE_WITH:
    case NODE_MATCH:
    case NODE_DELETE:
        return node->line;
    case NODE_IF:
        line = effect_line(&node->branch.body);
        return line ? line : effect_line(&node->branch.otherwise);
    case NODE_TRY:
        return line_of_try(node);
    default:
        return 0;
    }
}

static int effect_line(const NodeList *body)
{
    int line = 0;
    for (size_t i = 0; !line && i < body->count; i++)
        line = line_of(body->items[i]);
    return line;
}

int script_import_effect_line(const Revision *revision)
{
    Arena *arena = arena_new();
    Error ignored = {0};
    size_t length = strlen(revision->content);
    const SourceFile *file = python_parse(arena, NULL, revision->path, revision->content, length, &ignored);
    int line = file ? effect_line(&file->body) : 0;
    arena_free(arena);
    return line;
}
