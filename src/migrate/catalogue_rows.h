/* Answers catalogue queries from a schema model. */
#ifndef LIMBECK_SRC_MIGRATE_CATALOGUE_ROWS_H
#define LIMBECK_SRC_MIGRATE_CATALOGUE_ROWS_H

#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/sink.h"
#include "limbeck/schema/model.h"

/* NULL when a schema model cannot answer the question. */
ScriptRows *catalogue_rows(Arena *arena, const Dialect *dialect, const SchemaModel *schema,
                           const CatalogueQuestion *question);

#endif
