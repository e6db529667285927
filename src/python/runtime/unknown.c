/* What was left unknown while modules loaded: for those who must know whether they saw all. */
#include "limbeck/python/runtime/internal.h"

void note_unknown_file(Interpreter *interpreter, const char *name, const char *file, LineRange left_out,
                       const char *reason)
{
    UnknownPart part = {
        .name = name, .file = arena_strdup(interpreter->arena, file), .left_out = left_out, .reason = reason};
    vector_push(interpreter->arena, &interpreter->unknown, part);
}

static void add_word(Interpreter *interpreter, UnknownPart *part, const Node *node)
{
    const char *word = node->kind == NODE_NAME        ? node->name.id
                       : node->kind == NODE_ATTRIBUTE ? node->attribute.name
                                                      : NULL;
    if (word)
        vector_push(interpreter->arena, &part->words, word);
}

/* name = Function(...), name: Type = Function(...) */
static void add_words(Interpreter *interpreter, UnknownPart *part, const Node *statement)
{
    if (statement->kind != NODE_ASSIGN && statement->kind != NODE_ANNOTATED_ASSIGN)
        return;
    for (size_t i = 0; i < statement->assign.targets.count; i++)
        add_word(interpreter, part, statement->assign.targets.items[i]);
    const Node *value = statement->assign.value;
    if (value && value->kind == NODE_CALL)
        add_word(interpreter, part, value->call.function);
}

void note_unknown_class(Interpreter *interpreter, const Scope *scope, const Node *node, const char *base)
{
    UnknownPart part = {
        .name = node->class_->name,
        .file = scope->module->file ? scope->module->file->path : "?",
        .line = node->line,
        .base = base,
        .reason = arena_format(interpreter->arena, "derives from '%s', which limbeck could not import", base)};
    for (size_t i = 0; i < node->class_->body.count; i++)
        add_words(interpreter, &part, node->class_->body.items[i]);
    vector_push(interpreter->arena, &interpreter->unknown, part);
}

const UnknownPart *python_unknown_parts(const Interpreter *interpreter, size_t *count)
{
    *count = interpreter->unknown.count;
    return interpreter->unknown.items;
}
