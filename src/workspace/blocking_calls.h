/* Shared by the blocking calls. */
#ifndef LIMBECK_SRC_WORKSPACE_BLOCKING_CALLS_H
#define LIMBECK_SRC_WORKSPACE_BLOCKING_CALLS_H

#include "internal.h"

MigrationStep *workspace_steps(Arena *arena, const RevisionVector *path, bool downgrade);
JournalFacts workspace_journal_facts(Workspace *workspace, Arena *arena, const MigrationStep *steps, size_t count);

#endif
