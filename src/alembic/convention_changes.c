#include "convention_changes.h"
#include "metadata_origin.h"
#include "module_syntax.h"

#include "limbeck/base/file.h"

#include <string.h>

enum { MAX_MODULES = 3000 };

/* ---- the modules that env.py imports, and those they import ---------------------------------- */

static void follow_name(ProjectSyntax *project, const char *name)
{
    for (const char *dot = name; dot; dot = dot[0] ? strchr(dot + 1, '.') : NULL) {
        const char *end = dot == name ? strchr(name, '.') : dot;
        module_syntax(project, end ? arena_strndup(project->arena, name, (size_t)(end - name)) : name);
        if (dot == name && !end)
            return;
    }
    module_syntax(project, name);
}

static void follow_import(ProjectSyntax *project, const ModuleSyntax *module, const Node *node)
{
    bool is_from = node->kind == NODE_IMPORT_FROM;
    const char *from = is_from ? imported_module(project->arena, module, node) : NULL;
    if (is_from)
        follow_name(project, from);
    for (size_t i = 0; i < node->import.count; i++) {
        const char *name = node->import.aliases[i].name;
        if (!is_from)
            follow_name(project, name);
        else if (strcmp(name, "*") != 0 && from[0])
            module_syntax(project, arena_format(project->arena, "%s.%s", from, name));
    }
}

static void follow_body(ProjectSyntax *project, const ModuleSyntax *module, const NodeList *body)
{
    for (size_t i = 0; i < body->count; i++) {
        const Node *node = body->items[i];
        const NodeList *inside[MAX_BODIES];
        if (node->kind == NODE_IMPORT || node->kind == NODE_IMPORT_FROM)
            follow_import(project, module, node);
        size_t count = statement_bodies(node, inside, true);
        for (size_t k = 0; k < count; k++)
            follow_body(project, module, inside[k]);
    }
}

/* ---- what they change ---------------------------------------------------------------------------- */

typedef struct Changes {
    ProjectSyntax *project;
    Origin metadata;
    const ModuleSyntax *module;
    size_t followed; /* mentions in this module's text that were understood */
    ConventionChange *change;
} Changes;

static void note_unfollowed(Changes *self, const Node *node, const char *what)
{
    if (!self->change->unfollowed)
        self->change->unfollowed =
            arena_format(self->project->arena, "%s (%s)", what, origin_place(self->project, self->module, node));
}

static bool is_same(const Origin *left, const Origin *right)
{
    return left->kind == ORIGIN_METADATA && right->kind == ORIGIN_METADATA && left->node == right->node;
}

static void set_convention(Changes *self, const Node *target, const Node *value, bool at_once)
{
    Origin of = origin_of_expression(self->project, self->module, target->attribute.value);
    if (of.kind == ORIGIN_METADATA && !is_same(&of, &self->metadata)) {
        self->followed++; /* another one's */
        return;
    }
    if (of.kind != ORIGIN_METADATA || !at_once || self->change->expression) {
        note_unfollowed(self, target, "a naming_convention is set in a way that limbeck cannot follow");
        return;
    }
    self->followed++;
    self->change->module = self->module;
    self->change->expression = value;
}

/* Base.metadata = MetaData(...): of the base that target_metadata comes from, or of one that is not known. */
static void set_metadata(Changes *self, const Node *target, const Node *value)
{
    const Node *root = target->attribute.value;
    BindingVector bindings = {0};
    while (root->kind == NODE_ATTRIBUTE)
        root = root->attribute.value;
    Origin new_one = origin_of_expression(self->project, self->module, value);
    if (root->kind == NODE_NAME)
        module_bindings(self->project, self->module, &self->module->file->body, root->name.id, &bindings);
    Origin old = origin_of_expression(self->project, self->module, target);
    bool is_ours = bindings.count && (old.kind == ORIGIN_UNKNOWN || is_same(&old, &self->metadata));
    if (is_ours || new_one.kind == ORIGIN_METADATA)
        note_unfollowed(self, target, "a 'metadata' is replaced");
}

static void check_assignment(Changes *self, const Node *node, bool at_once)
{
    for (size_t i = 0; i < node->assign.targets.count; i++) {
        const Node *target = node->assign.targets.items[i];
        if (target->kind != NODE_ATTRIBUTE || !node->assign.value)
            continue;
        if (strcmp(target->attribute.name, "naming_convention") == 0)
            set_convention(self, target, node->assign.value, at_once && node->kind != NODE_AUGMENTED_ASSIGN);
        if (strcmp(target->attribute.name, "metadata") == 0)
            set_metadata(self, target, node->assign.value);
    }
}

static void check_body(Changes *self, const NodeList *body, bool at_once)
{
    for (size_t i = 0; i < body->count; i++) {
        const Node *node = body->items[i];
        const NodeList *inside[MAX_BODIES];
        if (node->kind == NODE_ASSIGN || node->kind == NODE_ANNOTATED_ASSIGN || node->kind == NODE_AUGMENTED_ASSIGN)
            check_assignment(self, node, at_once);
        size_t count = statement_bodies(node, inside, true);
        for (size_t k = 0; k < count; k++)
            check_body(self, inside[k], false);
    }
}

/* A mention that may set or change one: x.naming_convention = ..., x.naming_convention[...], .update(...),
 * "naming_convention" as a text (setattr(), or a key of what is unpacked). A comment does not. */
static bool may_change(const char *content, const char *at, size_t length)
{
    const char *line = at, *after = at + length;
    while (line > content && line[-1] != '\n')
        line--;
    line += strspn(line, " \t");
    char before = at > content ? at[-1] : '\0';
    if (*line == '#')
        return false;
    if (before == '"' || before == '\'')
        return *after == before;
    after += strspn(after, " \t");
    return before == '.' && ((*after == '=' && after[1] != '=') || strchr("[.:|", *after) != NULL) && *after;
}

static size_t count_mentions(const char *content, int *line)
{
    static const char word[] = "naming_convention";
    size_t count = 0, length = sizeof word - 1;
    for (const char *at = strstr(content, word); at; at = strstr(at + length, word)) {
        if (!may_change(content, at, length))
            continue;
        if (!count++)
            for (const char *before = content; before < at; before++)
                *line += *before == '\n';
    }
    return count;
}

/* ---- modules that are imported by a name made at run time -------------------------------------------- */

static bool imports_by_name(const char *content)
{
    static const char *const words[] = {"import_module",           "__import__",   "walk_packages", "iter_modules",
                                        "spec_from_file_location", "import_string"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(content, words[i]))
            return true;
    return false;
}

/* All files of the folder: it is not known which of them are imported. */
static void check_folder(ProjectSyntax *project, const char *folder, const char *dotted, int depth)
{
    StringVector names = {0}, folders = {0};
    Error ignored = {0};
    if (depth > 12 || project->names.count > MAX_MODULES)
        return;
    folder_list(project->arena, folder, false, &names, &ignored);
    folder_list(project->arena, folder, true, &folders, &ignored);
    for (size_t i = 0; i < names.count; i++)
        if (text_ends_with(names.items[i], ".py"))
            module_syntax(project, arena_format(project->arena, "%s.%.*s", dotted,
                                                (int)strlen(names.items[i]) - (int)strlen(".py"), names.items[i]));
    for (size_t i = 0; i < folders.count; i++)
        check_folder(project, arena_format(project->arena, "%s/%s", folder, folders.items[i]),
                     arena_format(project->arena, "%s.%s", dotted, folders.items[i]), depth + 1);
}

static void follow_module(ProjectSyntax *project, const ModuleSyntax *module)
{
    follow_body(project, module, &module->file->body);
    const char *top = arena_strndup(project->arena, module->name, strcspn(module->name, "."));
    const ModuleSyntax *package = imports_by_name(module->file->content) ? module_syntax(project, top) : NULL;
    const char *last = package && package->is_package ? strrchr(package->file->path, '/') : NULL;
    if (last)
        check_folder(project, arena_strndup(project->arena, package->file->path, (size_t)(last - package->file->path)),
                     top, 0);
}

ConventionChange convention_change(ProjectSyntax *project, Origin metadata)
{
    ConventionChange change = {0};
    for (size_t i = 0; i < project->names.count && !change.unfollowed; i++) {
        const ModuleSyntax *module = map_get(&project->modules, project->names.items[i]);
        Changes self = {.project = project, .metadata = metadata, .module = module, .change = &change};
        follow_module(project, module);
        check_body(&self, &module->file->body, true);
        Node mention = {.line = 1};
        if (count_mentions(module->file->content, &mention.line) > self.followed)
            note_unfollowed(&self, &mention, "'naming_convention' is set in a way that limbeck cannot follow");
        if (project->names.count > MAX_MODULES)
            note_unfollowed(&self, NULL, "the project has too many modules to look through");
    }
    if (project->unparsed && !change.unfollowed)
        change.unfollowed = arena_format(project->arena, "%s could not be parsed", project->unparsed);
    return change;
}
