/* The comparison whose hook is running: BindingHost.directives. */
#ifndef LIMBECK_SRC_ALEMBIC_DIRECTIVES_DIRECTIVE_HOST_H
#define LIMBECK_SRC_ALEMBIC_DIRECTIVES_DIRECTIVE_HOST_H

#include "limbeck/alembic/directives.h"

/* Operations are numbered: pair i is number i when upgrading, and count + i when downgrading. */
struct DirectiveHost {
    const DirectiveRequest *request;
    const Operation **operations; /* by number */
};

/* Its upgrade or downgrade. The primary key of a new table is among its constraints. */
const Operation *directive_operation(const struct DirectiveHost *host, int64_t number);

#endif
