/* Where a MetaData comes from, read from the project's syntax trees: for a target_metadata whose
 * module could not be evaluated. What is followed: names, imports, attributes of classes and of what
 * SQLAlchemy, SQLModel and Flask-SQLAlchemy make. Everything else is said to be unknown. */
#ifndef LIMBECK_SRC_ALEMBIC_METADATA_ORIGIN_H
#define LIMBECK_SRC_ALEMBIC_METADATA_ORIGIN_H

#include "module_syntax.h"

typedef enum {
    ORIGIN_UNKNOWN,    /* reason says why */
    ORIGIN_MODULE,     /* name: a module of the project */
    ORIGIN_OUTSIDE,    /* name: "sqlalchemy.orm.DeclarativeBase", and node where that was called */
    ORIGIN_CLASS,      /* node, a class of the project */
    ORIGIN_EXPRESSION, /* node, as it is written */
    ORIGIN_METADATA    /* node: what made it; its call of MetaData(), or a class or a call that has a MetaData() made */
} OriginKind;

typedef struct Origin {
    OriginKind kind;
    const ModuleSyntax *module; /* of node */
    const Node *node;
    const char *name;
    const char *reason;
} Origin;

Origin origin_of_expression(ProjectSyntax *project, const ModuleSyntax *module, const Node *expression);
Origin origin_of_attribute(ProjectSyntax *project, Origin of, const char *name);
/* "app.models.Base.metadata": the module, and the attributes after it */
Origin origin_of_path(ProjectSyntax *project, const char *path);

const Node *call_keyword(const Node *call, const char *name);
/* f(*args) or f(**options) */
bool call_has_unpacking(const Node *call);
/* "app/models.py:7" */
const char *origin_place(const ProjectSyntax *project, const ModuleSyntax *module, const Node *node);

#endif
