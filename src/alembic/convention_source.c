#include "convention_source.h"
#include "convention_changes.h"
#include "metadata_origin.h"
#include "module_syntax.h"
#include "script_host.h"

#include "limbeck/schema/naming.h"

#include <string.h>

static const NamingConvention *unknown_convention(Arena *arena, const char *subject, const char *reason)
{
    NamingConvention *convention = ARENA_NEW(arena, NamingConvention);
    convention->unknown = arena_format(
        arena,
        "env.py's %s could not be read: %s. If it has no naming convention, set naming_convention = none in [limbeck]",
        subject, reason);
    for (size_t i = 0; i < NAMED_KINDS; i++)
        convention->is_unknown[i] = true;
    return convention;
}

/* ---- what env.py gives to configure() ----------------------------------------------------- */

typedef struct Configured {
    ProjectSyntax *project;
    const ModuleSyntax *env;
    Origin origin;
    const Node *given; /* the expression that it came from */
    bool found;
} Configured;

/* "models.Base.metadata" twice. */
static bool is_same_expression(const Node *left, const Node *right)
{
    while (left && right && left->kind == NODE_ATTRIBUTE && right->kind == NODE_ATTRIBUTE &&
           strcmp(left->attribute.name, right->attribute.name) == 0) {
        left = left->attribute.value;
        right = right->attribute.value;
    }
    return left && right && left->kind == NODE_NAME && right->kind == NODE_NAME &&
           strcmp(left->name.id, right->name.id) == 0;
}

/* A name that a function binds itself is not the module's. */
static bool is_local(Configured *self, const Node *function, const Node *expression)
{
    while (expression->kind == NODE_ATTRIBUTE)
        expression = expression->attribute.value;
    if (expression->kind != NODE_NAME)
        return false;
    BindingVector bindings = {0};
    const Parameters *parameters = &function->function->parameters;
    for (size_t i = 0; i < parameters->count; i++)
        if (strcmp(parameters->items[i].name, expression->name.id) == 0)
            return true;
    module_bindings(self->project, self->env, &function->function->body, expression->name.id, &bindings);
    return bindings.count != 0;
}

static void take_configure(Configured *self, const Node *call, const Node *function)
{
    if (!call || call->kind != NODE_CALL || call->call.function->kind != NODE_ATTRIBUTE ||
        strcmp(call->call.function->attribute.name, "configure") != 0)
        return;
    const Node *given = call_keyword(call, "target_metadata");
    if (!given)
        return;
    Origin origin = function && is_local(self, function, given) ? (Origin){.reason = "it is a variable of a function"}
                                                                : origin_of_expression(self->project, self->env, given);
    bool differs = self->found && !is_same_expression(given, self->given) &&
                   (origin.kind != self->origin.kind || origin.node != self->origin.node ||
                    (!origin.node && origin.kind != ORIGIN_METADATA));
    self->origin = differs ? (Origin){.reason = "env.py configures more than one"} : origin;
    self->given = given;
    self->found = true;
}

static void find_configure(Configured *self, const NodeList *body, const Node *function)
{
    for (size_t i = 0; i < body->count; i++) {
        const Node *node = body->items[i];
        const NodeList *inside[MAX_BODIES];
        if (node->kind == NODE_EXPRESSION)
            take_configure(self, node->single.value, function);
        size_t count = statement_bodies(node, inside, true);
        for (size_t k = 0; k < count; k++)
            find_configure(self, inside[k], node->kind == NODE_FUNCTION ? node : function);
    }
}

static Origin origin_of_target(ProjectSyntax *project, const char *path)
{
    const ModuleSyntax *env = module_syntax_of_file(project, "env_py", project->host->directory->env_path);
    Configured configured = {.project = project, .env = env};
    if (env)
        find_configure(&configured, &env->file->body, NULL);
    if (configured.origin.kind != ORIGIN_UNKNOWN)
        return configured.origin;
    Origin of_path = path ? origin_of_path(project, path) : (Origin){0};
    return of_path.kind != ORIGIN_UNKNOWN || !configured.origin.reason ? of_path : configured.origin;
}

/* ---- a dictionary as it is written ------------------------------------------------------------ */

/* "a" "b", "a" + "b", or a name of such; NULL where it is something else. */
static const char *written_text(ProjectSyntax *project, Origin of, int depth)
{
    if (of.kind != ORIGIN_EXPRESSION || depth > 8)
        return NULL;
    if (of.node->kind == NODE_CONSTANT && of.node->constant.kind == CONSTANT_STRING)
        return arena_strndup(project->arena, of.node->constant.bytes, of.node->constant.length);
    if (of.node->kind != NODE_BINARY || of.node->operation.operator_ != OPERATOR_ADD)
        return NULL;
    const char *left =
        written_text(project, origin_of_expression(project, of.module, of.node->operation.left), depth + 1);
    const char *right =
        written_text(project, origin_of_expression(project, of.module, of.node->operation.right), depth + 1);
    return left && right ? arena_format(project->arena, "%s%s", left, right) : NULL;
}

static void take_item(ProjectSyntax *project, NamingConvention *convention, const char *key, const ModuleSyntax *module,
                      const Node *value)
{
    NamedKind kind = 0;
    while (kind < NAMED_KINDS && strcmp(naming_keys[kind], key) != 0)
        kind++;
    if (kind == NAMED_KINDS) {
        vector_push(project->arena, &convention->computed, key);
        return;
    }
    convention->templates[kind] = written_text(project, origin_of_expression(project, module, value), 0);
    bool is_none = value->kind == NODE_CONSTANT && value->constant.kind == CONSTANT_NONE;
    convention->is_unknown[kind] = !convention->templates[kind] && !is_none;
    if (convention->is_unknown[kind])
        convention->unknown =
            arena_format(project->arena,
                         "the template '%s' of env.py's naming convention is not a string that limbeck could read (%s)",
                         key, origin_place(project, module, value));
}

/* {"pk": "..."} or dict(pk="..."); NULL where a key is something else. */
static const NamingConvention *written_convention(ProjectSyntax *project, Origin of)
{
    const Node *node = of.kind == ORIGIN_EXPRESSION ? of.node : NULL;
    NamingConvention *convention = ARENA_NEW(project->arena, NamingConvention);
    if (node && node->kind == NODE_DICT) {
        for (size_t i = 0; i < node->dict.keys.count; i++) {
            const Node *key = node->dict.keys.items[i];
            const char *text = key ? written_text(project, origin_of_expression(project, of.module, key), 0) : NULL;
            if (!text)
                return NULL;
            take_item(project, convention, text, of.module, node->dict.values.items[i]);
        }
        return node->dict.keys.count ? convention : &naming_default;
    }
    if (!node || node->kind != NODE_CALL || call_has_unpacking(node) || node->call.arguments.count)
        return NULL;
    for (size_t i = 0; i < node->call.keyword_count; i++)
        take_item(project, convention, node->call.keywords[i].name, of.module, node->call.keywords[i].value);
    return node->call.keyword_count ? convention : &naming_default;
}

/* ---- deciding -------------------------------------------------------------------------------------- */

static const NamingConvention *convention_written_at(ProjectSyntax *project, const char *subject,
                                                     const ModuleSyntax *module, const Node *expression)
{
    if (expression->kind == NODE_CONSTANT && expression->constant.kind == CONSTANT_NONE)
        return &naming_default;
    Origin written = origin_of_expression(project, module, expression);
    const NamingConvention *convention = written_convention(project, written);
    if (convention)
        return convention;
    return unknown_convention(project->arena, subject,
                              written.kind == ORIGIN_UNKNOWN && written.reason
                                  ? written.reason
                                  : arena_format(project->arena,
                                                 "its naming_convention is not a literal dictionary (%s)",
                                                 origin_place(project, module, expression)));
}

/* MetaData(schema, quote_schema, naming_convention=...) */
static const NamingConvention *convention_of_call(ProjectSyntax *project, const char *subject, Origin origin)
{
    enum { NAMING_POSITION = 2 };
    const Node *call = origin.node;
    if (!call || call->kind != NODE_CALL || strcmp(origin.name, "MetaData") != 0)
        return &naming_default; /* made by SQLAlchemy for a base */
    if (call_has_unpacking(call))
        return unknown_convention(project->arena, subject,
                                  arena_format(project->arena, "arguments of MetaData() that are not literals (%s)",
                                               origin_place(project, origin.module, call)));
    const Node *given = call_keyword(call, "naming_convention");
    if (!given && call->call.arguments.count > NAMING_POSITION)
        given = call->call.arguments.items[NAMING_POSITION];
    return given ? convention_written_at(project, subject, origin.module, given) : &naming_default;
}

static const char *reason_of(ProjectSyntax *project, Origin origin)
{
    if (origin.kind == ORIGIN_OUTSIDE)
        return arena_format(project->arena, "'%s' is not found in the project", origin.name);
    return origin.reason ? origin.reason : "limbeck could not find where its MetaData is created";
}

/* db.metadatas[None] of Flask-SQLAlchemy is its db.metadata. */
static const char *main_metadata(Arena *arena, const char *path)
{
    return path && text_ends_with(path, ".metadatas") ? arena_strndup(arena, path, strlen(path) - 1) : path;
}

const NamingConvention *convention_of_project(ScriptHost *host, const char *path)
{
    path = main_metadata(host->binding.arena, path);
    ProjectSyntax project = {.arena = host->binding.arena, .host = host};
    const char *subject = path ? arena_format(host->binding.arena, "target_metadata (%s)", path) : "target_metadata";
    Origin origin = origin_of_target(&project, path);
    if (origin.kind == ORIGIN_EXPRESSION && (origin.node->kind == NODE_LIST || origin.node->kind == NODE_TUPLE))
        return NULL;
    if (origin.kind != ORIGIN_METADATA)
        return unknown_convention(host->binding.arena, subject, reason_of(&project, origin));
    const NamingConvention *convention = convention_of_call(&project, subject, origin);
    const ConventionChange change = convention_change(&project, origin);
    if (change.unfollowed && !convention->unknown)
        return unknown_convention(host->binding.arena, subject, change.unfollowed);
    if (change.expression && !change.unfollowed)
        return convention_written_at(&project, subject, change.module, change.expression);
    return convention;
}
