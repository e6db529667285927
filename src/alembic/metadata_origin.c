#include "metadata_origin.h"
#include "metadata_search.h"
#include "module_syntax.h"

#include <string.h>

enum { MAX_DEPTH = 40 };

const char *origin_place(const ProjectSyntax *project, const ModuleSyntax *module, const Node *node)
{
    return arena_format(project->arena, "%s:%d", module->file->path, node ? node->line : 1);
}

Origin origin_unknown(const char *reason)
{
    return (Origin){.kind = ORIGIN_UNKNOWN, .reason = reason};
}

Origin origin_unknown_at(const Search *search, const ModuleSyntax *module, const Node *node, const char *what)
{
    Arena *arena = search->project->arena;
    return origin_unknown(arena_format(arena, "%s (%s)", what, origin_place(search->project, module, node)));
}

/* ---- calls ----------------------------------------------------------------------------- */

const Node *call_keyword(const Node *call, const char *name)
{
    for (size_t i = 0; i < call->call.keyword_count; i++)
        if (call->call.keywords[i].name && strcmp(call->call.keywords[i].name, name) == 0)
            return call->call.keywords[i].value;
    return NULL;
}

bool call_has_unpacking(const Node *call)
{
    for (size_t i = 0; i < call->call.keyword_count; i++)
        if (!call->call.keywords[i].name)
            return true;
    for (size_t i = 0; i < call->call.arguments.count; i++)
        if (call->call.arguments.items[i]->kind == NODE_STARRED)
            return true;
    return false;
}

/* ---- what is outside the project ----------------------------------------------------------- */

/* Looks a package's name up by its last part, from whichever module it was imported. */
const char *known_package_name(const char *path)
{
    static const char *const packages[] = {"sqlalchemy.", "sqlmodel.", "flask_sqlalchemy."};
    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++)
        if (text_starts_with(path, packages[i]))
            return strrchr(path, '.') + 1;
    return "";
}

bool name_is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

Origin origin_metadata(const ModuleSyntax *module, const Node *node, const char *name)
{
    return (Origin){.kind = ORIGIN_METADATA, .module = module, .node = node, .name = name};
}

/* ---- names -------------------------------------------------------------------------------------- */

static Origin of_module(Search *search, const char *name)
{
    const ModuleSyntax *module = text_starts_with(arena_format(search->project->arena, "%s.", name), "sqlalchemy.") ||
                                         text_starts_with(name, "sqlmodel") ||
                                         text_starts_with(name, "flask_sqlalchemy")
                                     ? NULL
                                     : module_syntax(search->project, name);
    return module ? (Origin){.kind = ORIGIN_MODULE, .module = module, .name = module->name}
                  : (Origin){.kind = ORIGIN_OUTSIDE, .name = name};
}

Origin search_binding(Search *search, const ModuleSyntax *module, const Binding *binding, const char *name)
{
    switch (binding->kind) {
    case BOUND_VALUE:
        return search_expression(search, module, binding->node);
    case BOUND_CLASS:
        return (Origin){.kind = ORIGIN_CLASS, .module = module, .node = binding->node, .name = name};
    case BOUND_MODULE:
        return of_module(search, binding->module);
    case BOUND_MEMBER:
        return search_attribute(search, of_module(search, binding->module), binding->member);
    default:
        return origin_unknown_at(search, module, binding->node,
                                 arena_format(search->project->arena,
                                              binding->node->kind == NODE_FUNCTION
                                                  ? "'%s' is a function"
                                                  : "'%s' is set in a way that limbeck cannot follow",
                                              name));
    }
}

/* From `import *`: the one module that defines the name. */
static Origin of_stars(Search *search, const ModuleSyntax *module, const BindingVector *bindings, const char *name)
{
    Origin found = origin_unknown(NULL);
    for (size_t i = 0; i < bindings->count; i++) {
        const Binding *binding = &bindings->items[i];
        Origin from = of_module(search, binding->module);
        BindingVector inside = {0};
        if (from.kind != ORIGIN_MODULE &&
            !known_package_name(arena_format(search->project->arena, "%s.x", from.name))[0])
            return origin_unknown_at(search, module, binding->node, "import * from outside the project may set it");
        if (from.kind != ORIGIN_MODULE)
            continue;
        module_bindings(search->project, from.module, &from.module->file->body, name, &inside);
        if (!inside.count)
            continue;
        if (found.kind != ORIGIN_UNKNOWN)
            return origin_unknown_at(search, module, binding->node, "two modules give the same name by import *");
        found = search_attribute(search, from, name);
        if (found.kind == ORIGIN_UNKNOWN)
            return found;
    }
    return found.kind == ORIGIN_UNKNOWN && !found.reason
               ? origin_unknown(
                     arena_format(search->project->arena, "'%s' is not defined in %s", name, module->file->path))
               : found;
}

/* ---- a name that is set twice ------------------------------------------------------------------- */

static bool contains(const NodeList *body, const Node *wanted)
{
    for (size_t i = 0; i < body->count; i++) {
        const NodeList *inside[MAX_BODIES];
        bool assigns = body->items[i]->kind == NODE_ASSIGN && body->items[i]->assign.value == wanted;
        if (body->items[i] == wanted || assigns)
            return true;
        size_t count = statement_bodies(body->items[i], inside, false);
        for (size_t k = 0; k < count; k++)
            if (contains(inside[k], wanted))
                return true;
    }
    return false;
}

/* from sqlalchemy.orm import DeclarativeBase, and others that SQLAlchemy 2.0 has. */
static bool succeeds(const Node *statement)
{
    static const char *const names[] = {"DeclarativeBase", "DeclarativeMeta",  "MappedAsDataclass", "Mapped",
                                        "MetaData",        "declarative_base", "mapped_column",     "registry"};
    if (statement->kind != NODE_IMPORT_FROM)
        return statement->kind != NODE_IMPORT && statement->kind != NODE_TRY;
    if (statement->import.level || !statement->import.module ||
        !text_starts_with(statement->import.module, "sqlalchemy"))
        return false;
    for (size_t i = 0; i < statement->import.count; i++)
        if (!IS_ONE_OF(statement->import.aliases[i].name, names))
            return false;
    return true;
}

static bool catches_imports(const ExceptHandler *handler)
{
    static const char *const names[] = {"ImportError", "ModuleNotFoundError"};
    return handler->type && handler->type->kind == NODE_NAME && IS_ONE_OF(handler->type->name.id, names);
}

/* try: import what SQLAlchemy 2.0 has, and use it; except ImportError: the same for an older one. */
static bool is_for_older(const ModuleSyntax *module, const Node *first, const Node *second)
{
    for (size_t i = 0; i < module->file->body.count; i++) {
        const Node *node = module->file->body.items[i];
        if (node->kind != NODE_TRY || !contains(&node->try_->body, first))
            continue;
        bool all = true;
        for (size_t k = 0; k < node->try_->body.count; k++)
            all &= succeeds(node->try_->body.items[k]);
        for (size_t k = 0; all && k < node->try_->handler_count; k++)
            if (catches_imports(&node->try_->handlers[k]) && contains(&node->try_->handlers[k].body, second))
                return true;
    }
    return false;
}

/* The same name imported from two modules of SQLAlchemy, or from two modules of which each version has one. */
static bool first_counts(Search *search, const ModuleSyntax *module, const BindingVector *bindings)
{
    const Binding *first = &bindings->items[0];
    bool all_same = bindings->count > 1;
    for (size_t i = 0; all_same && i < bindings->count; i++) {
        const Binding *binding = &bindings->items[i];
        all_same = binding->kind == BOUND_MEMBER && first->kind == BOUND_MEMBER &&
                   strcmp(binding->member, first->member) == 0 &&
                   known_package_name(arena_format(search->project->arena, "%s.x", binding->module))[0];
    }
    return all_same || (bindings->count == 2 && is_for_older(module, first->node, bindings->items[1].node));
}

static Origin of_name(Search *search, const ModuleSyntax *module, const NodeList *body, const char *name)
{
    BindingVector all = {0}, direct = {0}, stars = {0};
    Arena *arena = search->project->arena;
    module_bindings(search->project, module, body, name, &all);
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].kind == BOUND_STAR)
            vector_push(arena, &stars, all.items[i]);
        else
            vector_push(arena, &direct, all.items[i]);
    }
    if ((direct.count == 1 || (direct.count && first_counts(search, module, &direct))) &&
        !(stars.count && of_stars(search, module, &stars, name).kind != ORIGIN_UNKNOWN))
        return search_binding(search, module, &direct.items[0], name);
    if (direct.count)
        return origin_unknown_at(search, module, direct.items[direct.count - 1].node,
                                 arena_format(arena, "'%s' is set in %zu places", name, direct.count));
    return of_stars(search, module, &stars, name);
}

Origin search_attribute(Search *search, Origin of, const char *name)
{
    Arena *arena = search->project->arena;
    bool found;
    if (++search->depth > MAX_DEPTH)
        return origin_unknown("definitions that refer to each other");
    switch (of.kind) {
    case ORIGIN_MODULE: {
        BindingVector bindings = {0};
        const char *below = arena_format(arena, "%s.%s", of.name, name);
        module_bindings(search->project, of.module, &of.module->file->body, name, &bindings);
        const ModuleSyntax *module = bindings.count ? NULL : module_syntax(search->project, below);
        of = module ? (Origin){.kind = ORIGIN_MODULE, .module = module, .name = module->name}
                    : of_name(search, of.module, &of.module->file->body, name);
        break;
    }
    case ORIGIN_OUTSIDE:
        of = search_outside(search, of, name);
        break;
    case ORIGIN_CLASS: {
        Origin attribute = search_class(search, of, name, &found);
        of = found ? attribute
                   : origin_unknown_at(search, of.module, of.node, arena_format(arena, "no '%s' in it", name));
        break;
    }
    case ORIGIN_UNKNOWN:
        break;
    default:
        of = of.module ? origin_unknown_at(search, of.module, of.node, "an expression that limbeck cannot follow")
                       : origin_unknown("?");
    }
    search->depth--;
    return of;
}

/* ---- expressions ------------------------------------------------------------------------------------------ */

/* class Database(SQLAlchemy): made like its base where it changes nothing of how its MetaData is made. */
static Origin base_of_database(Search *search, Origin class_)
{
    static const char *const deciding[] = {
        "__init__", "metadata", "metadatas", "make_declarative_base", "_make_metadata", "_make_declarative_base",
        "Model"};
    const ClassParts *parts = class_.node->class_;
    if (parts->bases.count != 1 || parts->keyword_count || parts->decorators.count)
        return class_;
    for (size_t i = 0; i < sizeof deciding / sizeof *deciding; i++) {
        BindingVector bindings = {0};
        module_bindings(search->project, class_.module, &parts->body, deciding[i], &bindings);
        if (bindings.count)
            return class_;
    }
    Origin base = search_expression(search, class_.module, parts->bases.items[0]);
    bool is_database = base.kind == ORIGIN_OUTSIDE && !base.node && text_starts_with(base.name, "flask_sqlalchemy.") &&
                       strcmp(known_package_name(base.name), "SQLAlchemy") == 0;
    return is_database ? base : class_;
}

static Origin of_call(Search *search, const ModuleSyntax *module, const Node *node)
{
    Origin function = search_expression(search, module, node->call.function);
    if (function.kind == ORIGIN_CLASS)
        function = base_of_database(search, function);
    if (function.kind == ORIGIN_OUTSIDE && strcmp(known_package_name(function.name), "MetaData") == 0)
        return origin_metadata(module, node, "MetaData");
    if (function.kind == ORIGIN_OUTSIDE && function.node) /* registry().generate_base() */
        return strcmp(known_package_name(function.name), "registry") == 0
                   ? function
                   : origin_unknown_at(search, module, node, "a call that limbeck cannot follow");
    if (function.kind == ORIGIN_OUTSIDE && known_package_name(function.name)[0])
        return (Origin){.kind = ORIGIN_OUTSIDE, .module = module, .node = node, .name = function.name};
    if (function.kind == ORIGIN_OUTSIDE && strcmp(function.name, "dict") == 0)
        return (Origin){.kind = ORIGIN_EXPRESSION, .module = module, .node = node};
    if (function.kind == ORIGIN_UNKNOWN)
        return function;
    return origin_unknown_at(search, module, node,
                             arena_format(search->project->arena, "the result of a call%s%s",
                                          function.name ? " of " : "", function.name ? function.name : ""));
}

Origin search_expression(Search *search, const ModuleSyntax *module, const Node *node)
{
    Origin origin;
    if (++search->depth > MAX_DEPTH)
        return origin_unknown("definitions that refer to each other");
    switch (node->kind) {
    case NODE_NAME: {
        BindingVector bindings = {0};
        static const char *const builtins[] = {"object", "dict"};
        module_bindings(search->project, module, &module->file->body, node->name.id, &bindings);
        origin = !bindings.count && IS_ONE_OF(node->name.id, builtins)
                     ? (Origin){.kind = ORIGIN_OUTSIDE, .name = node->name.id}
                     : of_name(search, module, &module->file->body, node->name.id);
        break;
    }
    case NODE_ATTRIBUTE:
        origin =
            search_attribute(search, search_expression(search, module, node->attribute.value), node->attribute.name);
        break;
    case NODE_CALL:
        origin = of_call(search, module, node);
        break;
    default:
        origin = (Origin){.kind = ORIGIN_EXPRESSION, .module = module, .node = node};
    }
    search->depth--;
    return origin;
}

Origin origin_of_expression(ProjectSyntax *project, const ModuleSyntax *module, const Node *expression)
{
    Search search = {.project = project};
    return search_expression(&search, module, expression);
}

Origin origin_of_attribute(ProjectSyntax *project, Origin of, const char *name)
{
    Search search = {.project = project};
    return search_attribute(&search, of, name);
}

Origin origin_of_path(ProjectSyntax *project, const char *path)
{
    const ModuleSyntax *module = NULL;
    const char *rest = path;
    for (const char *end = path; *end;) {
        size_t length = strcspn(end, ".") + (size_t)(end - path);
        const ModuleSyntax *longer = module_syntax(project, arena_strndup(project->arena, path, length));
        if (!longer)
            break;
        module = longer;
        rest = end = path + length + (path[length] == '.');
    }
    if (!module)
        return origin_unknown(arena_format(project->arena, "'%s' is not found in the project", path));
    Origin origin = {.kind = ORIGIN_MODULE, .module = module, .name = module->name};
    while (*rest) {
        size_t length = strcspn(rest, ".");
        origin = origin_of_attribute(project, origin, arena_strndup(project->arena, rest, length));
        rest += length + (rest[length] == '.');
    }
    return origin;
}
