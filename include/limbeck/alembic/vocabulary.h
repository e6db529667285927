/* What scripts find here: modules and their names, by the tables that make them.
 *
 *     Vocabulary vocabulary = {0};
 *     if (!script_vocabulary(arena, &vocabulary, error)) ... */
#ifndef LIMBECK_ALEMBIC_VOCABULARY_H
#define LIMBECK_ALEMBIC_VOCABULARY_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

typedef struct VocabularyModule {
    const char *name;
    StringVector names; /* sorted, as everything here */
} VocabularyModule;

typedef struct Vocabulary {
    StringVector builtins, refused; /* that Python has and limbeck refuses by name */
    VECTOR(VocabularyModule) modules;
} Vocabulary;

/* What scripts can use, for documentation and tests. In `arena`. */
bool script_vocabulary(Arena *arena, Vocabulary *vocabulary, Error *error);

#endif
