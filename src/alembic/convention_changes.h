/* What gives a MetaData another naming convention after it was made: metadata.naming_convention = {...},
 * Base.metadata = MetaData(...), in the modules that env.py imports. */
#ifndef LIMBECK_SRC_ALEMBIC_CONVENTION_CHANGES_H
#define LIMBECK_SRC_ALEMBIC_CONVENTION_CHANGES_H

#include "metadata_origin.h"
#include "module_syntax.h"

typedef struct ConventionChange {
    const char *unfollowed;     /* a change that could not be followed; NULL: none */
    const ModuleSyntax *module; /* of the expression */
    const Node *expression;     /* the convention that is set; NULL: none is set */
} ConventionChange;

ConventionChange convention_change(ProjectSyntax *project, Origin metadata);

#endif
