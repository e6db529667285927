#include "limbeck/migrate/half_done.h"

#include "checkpoint.h"

#include "limbeck/base/figures.h"

bool half_done_read(Arena *arena, Database *database, const ScriptEnvironment *environment, HalfDone *half,
                    Error *error)
{
    Checkpoint checkpoint;
    bool exists;
    *half = (HalfDone){0};
    if (!checkpoint_read(arena, database, environment, &checkpoint, &exists, error))
        return false;
    if (exists)
        *half = (HalfDone){checkpoint.revision, checkpoint.downgrade, checkpoint.rows, checkpoint.total,
                           checkpoint.finished};
    return true;
}

const char *half_done_rows(Arena *arena, const HalfDone *half)
{
    const char *rows = format_count(arena, half->rows);
    return half->total > 0 ? arena_format(arena, "%s of %s rows", rows, format_count(arena, half->total))
                           : arena_format(arena, "%s rows", rows);
}

const char *half_done_text(Arena *arena, const HalfDone *half)
{
    const char *verb = half->downgrade ? "downgrade" : "upgrade";
    return arena_format(arena, "the %s of %s is half done: %s; limbeck %s %s%s resumes it", verb, half->revision,
                        half_done_rows(arena, half), verb, half->revision, half->downgrade ? "-1" : "");
}
