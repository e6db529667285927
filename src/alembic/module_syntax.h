/* The project's modules as syntax trees, for what can be read without evaluating them.
 *
 *     ProjectSyntax project = {.arena = arena, .host = host};
 *     const ModuleSyntax *module = module_syntax(&project, "app.models");
 *     module_bindings(&project, module, &module->file->body, "Base", &bindings);
 */
#ifndef LIMBECK_SRC_ALEMBIC_MODULE_SYNTAX_H
#define LIMBECK_SRC_ALEMBIC_MODULE_SYNTAX_H

#include "script_host.h"

#include "limbeck/base/map.h"
#include "limbeck/python/native.h"
#include "limbeck/python/syntax/ast.h"

typedef struct ModuleSyntax {
    const char *name;
    const SourceFile *file;
    bool is_package;
} ModuleSyntax;

typedef struct ProjectSyntax {
    Arena *arena;
    ScriptHost *host;
    Map modules;          /* name -> ModuleSyntax */
    StringVector names;   /* the parsed modules, in order */
    const char *unparsed; /* the first file that could not be parsed; NULL: none */
} ProjectSyntax;

/* NULL: the project has no such module. */
const ModuleSyntax *module_syntax(ProjectSyntax *project, const char *name);
/* env.py itself. */
const ModuleSyntax *module_syntax_of_file(ProjectSyntax *project, const char *name, const char *path);

typedef enum {
    BOUND_VALUE,     /* name = node */
    BOUND_CLASS,     /* node */
    BOUND_MODULE,    /* import module */
    BOUND_MEMBER,    /* from module import member */
    BOUND_STAR,      /* from module import *: may bind it */
    BOUND_OTHERWISE, /* bound in a loop, deleted, or changed in place */
} BindingKind;

typedef struct Binding {
    BindingKind kind;
    const Node *node;
    const char *module, *member;
} Binding;
typedef VECTOR(Binding) BindingVector;

/* The statements of a body that may bind the name, inside if, try, with and loops too. */
void module_bindings(ProjectSyntax *project, const ModuleSyntax *module, const NodeList *body, const char *name,
                     BindingVector *found);

/* The statement lists inside a statement, at most `limit`; returns their number. */
enum { MAX_BODIES = 64 };
size_t statement_bodies(const Node *statement, const NodeList *bodies[MAX_BODIES], bool inside_definitions);

/* "a.b" of `from . import x` in a package a.b. */
const char *imported_module(Arena *arena, const ModuleSyntax *module, const Node *import);

#endif
