#include "module_syntax.h"
#include "script_host.h"

#include "limbeck/project/boundary.h"
#include "limbeck/python/syntax/parser.h"

#include <string.h>

static const ModuleSyntax *parse(ProjectSyntax *project, const char *name, const char *path, const char *content,
                                 size_t length, bool is_package)
{
    Error ignored = {0};
    const SourceFile *file = python_parse(project->arena, NULL, path, content, length, &ignored);
    if (!file) {
        if (!project->unparsed)
            project->unparsed = arena_strdup(project->arena, path);
        return NULL;
    }
    ModuleSyntax *module = ARENA_NEW(project->arena, ModuleSyntax);
    *module = (ModuleSyntax){.name = arena_strdup(project->arena, name), .file = file, .is_package = is_package};
    map_set(project->arena, &project->modules, module->name, module);
    vector_push(project->arena, &project->names, module->name);
    return module;
}

const ModuleSyntax *module_syntax(ProjectSyntax *project, const char *name)
{
    const char *path, *content;
    size_t length;
    bool is_package;
    ModuleSyntax *known = map_get(&project->modules, name);
    if (known || !name[0])
        return known;
    if (!host_reads_module(project->host, name, &path, &content, &length, &is_package))
        return NULL;
    return parse(project, name, path, content, length, is_package);
}

const ModuleSyntax *module_syntax_of_file(ProjectSyntax *project, const char *name, const char *path)
{
    const char *content;
    size_t length;
    Error ignored = {0};
    if (!project_read(project->arena, project->host->directory->config, path, &content, &length, &ignored))
        return NULL;
    return parse(project, name, path, content, length, false);
}

const char *imported_module(Arena *arena, const ModuleSyntax *module, const Node *import)
{
    const char *name = import->import.module ? import->import.module : "";
    if (!import->import.level)
        return name;
    char *from = arena_strdup(arena, module->name);
    for (int up = module->is_package ? 1 : 0; up < import->import.level; up++) {
        char *dot = strrchr(from, '.');
        *(dot ? dot : from) = '\0';
    }
    return from[0] && name[0] ? arena_format(arena, "%s.%s", from, name) : from[0] ? from : name;
}

/* ---- statements inside statements ------------------------------------------------------- */

static void add_body(const NodeList *bodies[MAX_BODIES], size_t *count, const NodeList *body)
{
    if (body->count && *count < MAX_BODIES)
        bodies[(*count)++] = body;
}

static void add_try(const NodeList *bodies[MAX_BODIES], size_t *count, const TryParts *parts)
{
    add_body(bodies, count, &parts->body);
    for (size_t i = 0; i < parts->handler_count; i++)
        add_body(bodies, count, &parts->handlers[i].body);
    add_body(bodies, count, &parts->otherwise);
    add_body(bodies, count, &parts->finally);
}

/* TYPE_CHECKING, typing.TYPE_CHECKING: false in every run. */
static bool is_for_type_checkers(const Node *test)
{
    const char *name = test->kind == NODE_NAME        ? test->name.id
                       : test->kind == NODE_ATTRIBUTE ? test->attribute.name
                                                      : "";
    return strcmp(name, "TYPE_CHECKING") == 0;
}

static void add_branches(const NodeList *bodies[MAX_BODIES], size_t *count, const Node *statement)
{
    const Node *test = statement->branch.test;
    bool is_negated = test->kind == NODE_UNARY && test->operation.operator_ == OPERATOR_NOT;
    bool is_decided = is_for_type_checkers(is_negated ? test->operation.left : test);
    if (!is_decided || is_negated)
        add_body(bodies, count, &statement->branch.body);
    if (!is_decided || !is_negated)
        add_body(bodies, count, &statement->branch.otherwise);
}

size_t statement_bodies(const Node *statement, const NodeList *bodies[MAX_BODIES], bool inside_definitions)
{
    size_t count = 0;
    switch (statement->kind) {
    case NODE_IF:
    case NODE_WHILE:
        add_branches(bodies, &count, statement);
        break;
    case NODE_FOR:
        add_body(bodies, &count, &statement->loop->body);
        add_body(bodies, &count, &statement->loop->otherwise);
        break;
    case NODE_TRY:
        add_try(bodies, &count, statement->try_);
        break;
    case NODE_WITH:
        add_body(bodies, &count, &statement->with.body);
        break;
    case NODE_MATCH:
        for (size_t i = 0; i < statement->match.count; i++)
            add_body(bodies, &count, &statement->match.cases[i].body);
        break;
    case NODE_FUNCTION:
        if (inside_definitions)
            add_body(bodies, &count, &statement->function->body);
        break;
    case NODE_CLASS:
        if (inside_definitions)
            add_body(bodies, &count, &statement->class_->body);
        break;
    default:
        break;
    }
    return count;
}

/* ---- what binds a name --------------------------------------------------------------------- */

typedef struct Collector {
    ProjectSyntax *project;
    const ModuleSyntax *module;
    const char *name;
    BindingVector *found;
} Collector;

static void note(Collector *self, Binding binding)
{
    vector_push(self->project->arena, self->found, binding);
}

static void note_otherwise(Collector *self, const Node *node)
{
    note(self, (Binding){.kind = BOUND_OTHERWISE, .node = node});
}

/* Whether a target binds the name: x, x["k"], (x, y); x.attribute does not. */
static bool targets(const Node *target, const char *name)
{
    switch (target->kind) {
    case NODE_NAME:
        return strcmp(target->name.id, name) == 0;
    case NODE_SUBSCRIPT:
        return targets(target->subscript.value, name);
    case NODE_STARRED:
        return targets(target->single.value, name);
    case NODE_TUPLE:
    case NODE_LIST:
        for (size_t i = 0; i < target->sequence.values.count; i++)
            if (targets(target->sequence.values.items[i], name))
                return true;
        return false;
    default:
        return false;
    }
}

static void collect_assignment(Collector *self, const Node *node)
{
    for (size_t i = 0; i < node->assign.targets.count; i++) {
        const Node *target = node->assign.targets.items[i];
        if (!targets(target, self->name) || !node->assign.value)
            continue;
        bool is_whole = target->kind == NODE_NAME && node->kind != NODE_AUGMENTED_ASSIGN;
        note(self,
             (Binding){.kind = is_whole ? BOUND_VALUE : BOUND_OTHERWISE, .node = is_whole ? node->assign.value : node});
    }
}

static void collect_import(Collector *self, const Node *node)
{
    Arena *arena = self->project->arena;
    bool is_from = node->kind == NODE_IMPORT_FROM;
    const char *module = is_from ? imported_module(arena, self->module, node) : NULL;
    for (size_t i = 0; i < node->import.count; i++) {
        const Alias *alias = &node->import.aliases[i];
        size_t first = strcspn(alias->name, ".");
        const char *top = arena_strndup(arena, alias->name, first);
        if (is_from && strcmp(alias->name, "*") == 0)
            note(self, (Binding){.kind = BOUND_STAR, .node = node, .module = module});
        else if (is_from && strcmp(alias->as ? alias->as : alias->name, self->name) == 0)
            note(self, (Binding){.kind = BOUND_MEMBER, .node = node, .module = module, .member = alias->name});
        else if (!is_from && strcmp(alias->as ? alias->as : top, self->name) == 0)
            note(self, (Binding){.kind = BOUND_MODULE, .node = node, .module = alias->as ? alias->name : top});
    }
}

/* convention.update({...}) */
static void collect_call(Collector *self, const Node *call)
{
    static const char *const changing[] = {"update", "setdefault", "pop", "popitem", "clear", "__setitem__"};
    if (!call || call->kind != NODE_CALL || call->call.function->kind != NODE_ATTRIBUTE)
        return;
    const Node *method = call->call.function;
    for (size_t i = 0; i < sizeof changing / sizeof *changing; i++)
        if (strcmp(method->attribute.name, changing[i]) == 0 && targets(method->attribute.value, self->name))
            note_otherwise(self, call);
}

static bool deletes(const Node *node, const char *name)
{
    for (size_t i = 0; i < node->delete_.targets.count; i++)
        if (targets(node->delete_.targets.items[i], name))
            return true;
    return false;
}

static bool with_binds(const Node *node, const char *name)
{
    for (size_t i = 0; i < node->with.count; i++)
        if (node->with.items[i].target && targets(node->with.items[i].target, name))
            return true;
    return false;
}

/* global name, in a function that may assign it later */
static bool declares_global(const NodeList *body, const char *name)
{
    for (size_t i = 0; i < body->count; i++) {
        const Node *node = body->items[i];
        const NodeList *inside[MAX_BODIES];
        for (size_t k = 0; node->kind == NODE_GLOBAL && k < node->scope.count; k++)
            if (strcmp(node->scope.names[k], name) == 0)
                return true;
        size_t count = statement_bodies(node, inside, true);
        for (size_t k = 0; k < count; k++)
            if (declares_global(inside[k], name))
                return true;
    }
    return false;
}

static void collect(Collector *self, const Node *node)
{
    switch (node->kind) {
    case NODE_ASSIGN:
    case NODE_ANNOTATED_ASSIGN:
    case NODE_AUGMENTED_ASSIGN:
        collect_assignment(self, node);
        break;
    case NODE_IMPORT:
    case NODE_IMPORT_FROM:
        collect_import(self, node);
        break;
    case NODE_EXPRESSION:
        collect_call(self, node->single.value);
        break;
    case NODE_CLASS:
        if (strcmp(node->class_->name, self->name) == 0)
            note(self, (Binding){.kind = BOUND_CLASS, .node = node});
        break;
    case NODE_FUNCTION:
        if (strcmp(node->function->name, self->name) == 0 || declares_global(&node->function->body, self->name))
            note_otherwise(self, node);
        break;
    case NODE_FOR:
        if (targets(node->loop->target, self->name))
            note_otherwise(self, node);
        break;
    case NODE_WITH:
        if (with_binds(node, self->name))
            note_otherwise(self, node);
        break;
    case NODE_DELETE:
        if (deletes(node, self->name))
            note_otherwise(self, node);
        break;
    case NODE_MATCH: /* its patterns may bind it */
        note_otherwise(self, node);
        break;
    default:
        break;
    }
}

void module_bindings(ProjectSyntax *project, const ModuleSyntax *module, const NodeList *body, const char *name,
                     BindingVector *found)
{
    Collector self = {.project = project, .module = module, .name = name, .found = found};
    for (size_t i = 0; i < body->count; i++) {
        const NodeList *inside[MAX_BODIES];
        collect(&self, body->items[i]);
        size_t count = statement_bodies(body->items[i], inside, false);
        for (size_t k = 0; k < count; k++)
            module_bindings(project, module, inside[k], name, found);
    }
}

/* ---- what importing a module imports ---------------------------------------------------- */

/* "from app import models" imports app.models, as "import app.models" does. What runs the import only under a condition
 * does not answer; what calls a function is not followed. */
typedef struct ImportSearch {
    ProjectSyntax *project;
    const char *name; /* the module that is looked for */
    Map certain, possible;
    bool is_imported;
    const char *condition; /* "m/versions/0002.py:4", where a condition decides; NULL: nowhere */
} ImportSearch;

static void search_imports(ImportSearch *self, const ModuleSyntax *module, const NodeList *body, bool is_certain);

static void follow_module(ImportSearch *self, const char *name, bool is_certain)
{
    Arena *arena = self->project->arena;
    if (map_get(&self->certain, name) || (!is_certain && map_get(&self->possible, name)))
        return;
    map_set(arena, is_certain ? &self->certain : &self->possible, name, self);
    const ModuleSyntax *module = module_syntax(self->project, name);
    if (module)
        search_imports(self, module, &module->file->body, is_certain);
}

/* The module and the packages above it. */
static void take_import(ImportSearch *self, const ModuleSyntax *module, const Node *node, const char *name,
                        bool is_certain)
{
    Arena *arena = self->project->arena;
    for (const char *end = name; *end && !self->is_imported;) {
        end += strcspn(end, ".");
        const char *part = arena_strndup(arena, name, (size_t)(end - name));
        bool is_it = strcmp(part, self->name) == 0;
        if (is_it && !is_certain && !self->condition)
            self->condition = arena_format(arena, "%s:%d", module->file->path, node->line);
        self->is_imported |= is_it && is_certain;
        follow_module(self, part, is_certain);
        end += *end == '.';
    }
}

static void take_imports(ImportSearch *self, const ModuleSyntax *module, const Node *node, bool is_certain)
{
    Arena *arena = self->project->arena;
    bool is_from = node->kind == NODE_IMPORT_FROM;
    const char *from = is_from ? imported_module(arena, module, node) : NULL;
    if (is_from)
        take_import(self, module, node, from, is_certain);
    for (size_t i = 0; i < node->import.count; i++) {
        const char *name = node->import.aliases[i].name;
        if (is_from && strcmp(name, "*") != 0)
            take_import(self, module, node, from[0] ? arena_format(arena, "%s.%s", from, name) : name, is_certain);
        else if (!is_from)
            take_import(self, module, node, name, is_certain);
    }
}

/* Whether this body of the statement runs whenever the statement does. */
static bool runs_always(const Node *statement, const NodeList *body)
{
    switch (statement->kind) {
    case NODE_IF: {
        const Node *test = statement->branch.test;
        return is_for_type_checkers(test->kind == NODE_UNARY ? test->operation.left : test);
    }
    case NODE_TRY:
        return body == &statement->try_->body || body == &statement->try_->finally;
    default:
        return statement->kind == NODE_WITH || statement->kind == NODE_CLASS;
    }
}

static void search_imports(ImportSearch *self, const ModuleSyntax *module, const NodeList *body, bool is_certain)
{
    for (size_t i = 0; i < body->count && !self->is_imported; i++) {
        const Node *node = body->items[i];
        const NodeList *inside[MAX_BODIES];
        if (node->kind == NODE_IMPORT || node->kind == NODE_IMPORT_FROM)
            take_imports(self, module, node, is_certain);
        size_t count = node->kind == NODE_FUNCTION ? 0 : statement_bodies(node, inside, true);
        for (size_t k = 0; k < count; k++)
            search_imports(self, module, inside[k], is_certain && runs_always(node, inside[k]));
    }
}

bool host_imported_elsewhere(void *state, const char *name, const char **condition)
{
    ScriptHost *host = state;
    const RevisionMap *map = host->directory->map;
    ProjectSyntax project = {.arena = host->binding.arena, .host = host};
    ImportSearch search = {.project = &project, .name = name};
    if (host->environment) /* env.py itself: its modules import each other */
        return false;
    for (size_t i = 0; host->decided && i < host->decided->imported.count; i++)
        if (strcmp(host->decided->imported.items[i], name) == 0)
            return true;
    for (size_t i = 0; map && i < map->revisions.count && !search.is_imported; i++) {
        const Revision *revision = map->revisions.items[i];
        const ModuleSyntax *script =
            revision->content ? parse(&project, "", revision->path, revision->content, strlen(revision->content), false)
                              : NULL;
        if (script)
            search_imports(&search, script, &script->file->body, true);
    }
    *condition = search.condition;
    return search.is_imported;
}
