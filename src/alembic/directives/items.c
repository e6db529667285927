/* render_item() of env.py: how one type, column or constraint is written. */
#include "found.h"

#include "limbeck/alembic/directives.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/schema_parts.h"

#include <string.h>

static bool item_value(Interpreter *interpreter, const DirectiveItem *item, Value owner, Value *value)
{
    static const Table no_table;
    if (item->type)
        return found_type(interpreter, owner, item->type, value);
    if (item->constraint)
        return compared_constraint(interpreter, item->constraint, &no_table, NULL, value);
    if (strcmp(item->kind, "column") == 0)
        return found_column(interpreter, item->column, value);
    return python_opaque(interpreter, "a server default that render_item() is given", value);
}

static bool take_answer(Interpreter *interpreter, Value pair, Arena *arena, const char **text, StringVector *imports)
{
    enum { PAIR_text, PAIR_imports };
    const List *lines = pair.list->items[PAIR_imports].list;
    if (!expect_text_or_none(interpreter, pair.list->items[PAIR_text], "text", text))
        return false;
    *text = *text ? arena_strdup(arena, *text) : NULL;
    for (size_t i = 0; i < lines->count; i++) {
        const char *line;
        if (!expect_text(interpreter, lines->items[i], "import", &line))
            return false;
        if (!string_vector_contains(imports, line))
            vector_push(arena, imports, arena_strdup(arena, line));
    }
    return true;
}

bool directives_render_item(Interpreter *interpreter, Value hook, const DirectiveItem *item, Arena *arena,
                            const char **text, StringVector *imports)
{
    enum { ARG_hook, ARG_kind, ARG_object, ARG_COUNT };
    Value module, function, pair, arguments[ARG_COUNT];
    size_t mark = python_stack_mark(interpreter);
    arguments[ARG_hook] = hook;
    if (!python_import(interpreter, "_limbeck.directives", &module) ||
        !python_get_attribute(interpreter, module, "render_item", &function) ||
        !python_text(interpreter, item->kind, &arguments[ARG_kind]))
        return false;
    python_push(interpreter, arguments[ARG_kind]);
    if (!item_value(interpreter, item, hook, &arguments[ARG_object]))
        return false;
    python_push(interpreter, arguments[ARG_object]);
    bool done = python_call_positional(interpreter, function, arguments, ARG_COUNT, &pair);
    if (done) {
        python_push(interpreter, pair);
        done = take_answer(interpreter, pair, arena, text, imports);
    }
    python_stack_reset(interpreter, mark);
    return done;
}
