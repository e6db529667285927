/* What a catalogue would answer, from a model of the schema. */
#ifndef LIMBECK_SRC_MIGRATE_CATALOGUE_ROWS_H
#define LIMBECK_SRC_MIGRATE_CATALOGUE_ROWS_H

#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/sink.h"
#include "limbeck/schema/model.h"

/* NULL for a question that no model answers. */
ScriptRows *catalogue_rows(Arena *arena, const Dialect *dialect, const SchemaModel *schema,
                           const CatalogueQuestion *question);

#endif
