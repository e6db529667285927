/* _limbeck.revisions: the project's graph, for ScriptDirectory. */
#include "limbeck/alembic/directives.h"

#include "limbeck/graph/identifier.h"
#include "limbeck/graph/path.h"
#include "limbeck/graph/revision.h"
#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/host.h"

#include <string.h>

static const RevisionMap *map_of(Interpreter *interpreter)
{
    const RevisionMap *map = binding_host(interpreter)->revisions;
    if (!map)
        python_refuse(interpreter, "a ScriptDirectory before the revisions are read");
    return map;
}

static bool text_list(Interpreter *interpreter, const RevisionVector *revisions, Value *list)
{
    StringVector ids = {0};
    for (size_t i = 0; i < revisions->count; i++)
        vector_push(binding_host(interpreter)->arena, &ids, revisions->items[i]->id);
    return python_text_list(interpreter, &ids, list);
}

/* listed("heads"): their identifiers. */
NATIVE(revisions_listed)
{
    (void)self;
    const char *about;
    const RevisionMap *map = map_of(interpreter);
    if (!map || !expect_text(interpreter, argument_at(arguments, 0), "about", &about))
        return false;
    return text_list(interpreter,
                     strcmp(about, "heads") == 0        ? &map->heads
                     : strcmp(about, "real heads") == 0 ? &map->real_heads
                                                        : &map->bases,
                     result);
}

static bool row_of(Interpreter *interpreter, const Revision *revision, Value *row)
{
    enum {
        ROW_id,
        ROW_down,
        ROW_depends,
        ROW_labels,
        ROW_path,
        ROW_doc,
        ROW_next,
        ROW_all_next,
        ROW_head,
        ROW_real_head,
        ROW_COUNT
    };
    Value values[ROW_COUNT];
    const struct {
        size_t at;
        const StringVector *texts;
    } lists[] = {{ROW_down, &revision->down_revisions},
                 {ROW_depends, &revision->depends_on},
                 {ROW_labels, &revision->all_labels}};
    const struct {
        size_t at;
        const char *text;
    } texts[] = {{ROW_id, revision->id}, {ROW_path, revision->path}, {ROW_doc, revision->doc}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!python_text(interpreter, texts[i].text, &values[texts[i].at]))
            return false;
        python_push(interpreter, values[texts[i].at]);
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (!python_text_list(interpreter, lists[i].texts, &values[lists[i].at]))
            return false;
        python_push(interpreter, values[lists[i].at]);
    }
    if (!text_list(interpreter, &revision->children, &values[ROW_next]))
        return false;
    python_push(interpreter, values[ROW_next]);
    if (!text_list(interpreter, &revision->all_children, &values[ROW_all_next]))
        return false;
    python_push(interpreter, values[ROW_all_next]);
    values[ROW_head] = value_bool(revision_is_head(revision));
    values[ROW_real_head] = value_bool(revision_is_real_head(revision));
    return python_tuple(interpreter, values, ROW_COUNT, row);
}

static bool rows_of(Interpreter *interpreter, const RevisionVector *revisions, Value *list)
{
    if (!python_list(interpreter, NULL, 0, list))
        return false;
    python_push(interpreter, *list);
    for (size_t i = 0; i < revisions->count; i++) {
        Value row;
        size_t mark = python_stack_mark(interpreter);
        if (revisions->items[i] &&
            (!row_of(interpreter, revisions->items[i], &row) || !list_append(interpreter, list->list, row)))
            return false;
        python_stack_reset(interpreter, mark);
    }
    return true;
}

/* An identifier that names nothing is an error of Alembic's too, which a script may not go past here. */
static bool refuse(Interpreter *interpreter, const Error *error)
{
    return python_refuse(interpreter, "a ScriptDirectory where Alembic says: %s", error->message);
}

/* resolved(identifier): the rows that it names; none for "base". */
NATIVE(revisions_resolved)
{
    (void)self;
    const char *identifier;
    RevisionVector found = {0};
    Error error = {0};
    const RevisionMap *map = map_of(interpreter);
    if (!map || !expect_text_or_none(interpreter, argument_at(arguments, 0), "identifier", &identifier))
        return false;
    if (identifier && !resolve_revisions(binding_host(interpreter)->arena, map, identifier, &found, &error))
        return refuse(interpreter, &error);
    return rows_of(interpreter, &found, result);
}

/* walked(lower, upper): the rows between them, newest first. */
NATIVE(revisions_walked)
{
    enum { ARG_lower, ARG_upper };
    (void)self;
    const char *lower, *upper;
    RevisionVector path = {0};
    Error error = {0};
    const RevisionMap *map = map_of(interpreter);
    if (!map || !expect_text(interpreter, argument_at(arguments, ARG_lower), "base", &lower) ||
        !expect_text(interpreter, argument_at(arguments, ARG_upper), "head", &upper))
        return false;
    if (!path_range(binding_host(interpreter)->arena, map, lower, upper, &path, &error))
        return refuse(interpreter, &error);
    return rows_of(interpreter, &path, result);
}

static const NativeMember functions[] = {{"listed", revisions_listed, TAKES(1, 1)},
                                         {"resolved", revisions_resolved, TAKES(1, 1)},
                                         {"walked", revisions_walked, TAKES(2, 2)},
                                         {NULL, NULL}};
const NativeModule limbeck_revisions_module = {"_limbeck.revisions", functions, NULL, NULL, false, NULL};
