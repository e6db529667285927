/* Differences as text.
 *
 *     for (size_t i = 0; i < differences.count; i++)
 *         log_line("%s", difference_text(arena, dialect, &differences.items[i]));
 */
#ifndef LIMBECK_AUTOGENERATE_DESCRIBE_H
#define LIMBECK_AUTOGENERATE_DESCRIBE_H

#include "limbeck/autogenerate/compare.h"

/* "+ table users", "~ column users.name: VARCHAR(50) -> VARCHAR(100)" */
char *difference_text(Arena *arena, const Dialect *dialect, const Difference *difference);

/* "+ view totals": views, triggers and routines that were added, removed or changed between two catalogues;
 * compare_schemas() has no operation for them. */
void describe_opaque_items(Arena *arena, const SchemaModel *before, const SchemaModel *after, StringVector *texts);

#endif
