/* What SQL that somebody wrote takes with it. */
#ifndef LIMBECK_DIALECT_LOSS_H
#define LIMBECK_DIALECT_LOSS_H

#include "limbeck/operations/loss.h"

/* DROP TABLE, DROP SCHEMA, TRUNCATE and ALTER TABLE ... DROP COLUMN, alone or among
 * several statements; whatever else it is adds nothing. */
void sql_losses(Arena *arena, const char *sql, LossVector *losses);

#endif
