/* Shared by metadata_origin.c, which follows names and expressions, and metadata_attributes.c, which knows the
 * `metadata` of classes and known packages. */
#ifndef LIMBECK_SRC_ALEMBIC_METADATA_SEARCH_H
#define LIMBECK_SRC_ALEMBIC_METADATA_SEARCH_H

#include "metadata_origin.h"
#include "module_syntax.h"

typedef struct Search {
    ProjectSyntax *project;
    int depth;
} Search;

Origin search_expression(Search *search, const ModuleSyntax *module, const Node *node);
Origin search_attribute(Search *search, Origin of, const char *name);
Origin search_binding(Search *search, const ModuleSyntax *module, const Binding *binding, const char *name);

/* *found: the class or one of its bases has the attribute `metadata`. */
Origin search_class(Search *search, Origin class_, const char *name, bool *found);
/* `metadata` of a package, of one of its functions, or of a call of that function. */
Origin search_outside(Search *search, Origin of, const char *name);

Origin origin_unknown(const char *reason);
Origin origin_unknown_at(const Search *search, const ModuleSyntax *module, const Node *node, const char *what);
Origin origin_metadata(const ModuleSyntax *module, const Node *node, const char *name);

/* "DeclarativeBase", from any module of SQLAlchemy, SQLModel or Flask-SQLAlchemy; "" for other packages, which
 * set no naming convention. */
const char *known_package_name(const char *path);
bool name_is_one_of(const char *name, const char *const *names, size_t count);
#define IS_ONE_OF(name, names) name_is_one_of((name), (names), sizeof(names) / sizeof *(names))

#endif
