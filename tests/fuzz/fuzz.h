/* What the fuzz targets share. A target is given bytes nobody vouches for; that it
 * returns at all is half of what is wanted, its must() the other half. */
#ifndef LIMBECK_TESTS_FUZZ_FUZZ_H
#define LIMBECK_TESTS_FUZZ_FUZZ_H

#include "limbeck/base/error.h"

#include <stdint.h>

typedef struct FuzzTarget {
    const char *name; /* of its dictionary, its corpus, and of FUZZ_TARGET */
    void (*run)(const uint8_t *bytes, size_t length);
} FuzzTarget;

extern const FuzzTarget fuzz_targets[]; /* a NULL name ends them */
extern const size_t fuzz_target_count;

/* NULL for a name that no target has. */
const FuzzTarget *fuzz_target(const char *name);

/* The bytes as text, up to the first NUL. */
char *fuzz_text(Arena *arena, const uint8_t *bytes, size_t length);

/* The path of a file that holds the bytes; it lasts until the next call. */
const char *fuzz_file(const uint8_t *bytes, size_t length);

/* An error has words, and they are text. */
void fuzz_error(const Error *error);

/* A promise; broken it is a crash like any other. */
#define must(promise) ((promise) ? (void)0 : fuzz_broken(#promise, __FILE__, __LINE__))
void fuzz_broken(const char *promise, const char *file, int line) __attribute__((noreturn));

void fuzz_lexer(const uint8_t *bytes, size_t length);
void fuzz_parser(const uint8_t *bytes, size_t length);
void fuzz_evaluator(const uint8_t *bytes, size_t length);
void fuzz_script(const uint8_t *bytes, size_t length);
void fuzz_ini(const uint8_t *bytes, size_t length);
void fuzz_toml(const uint8_t *bytes, size_t length);
void fuzz_url(const uint8_t *bytes, size_t length);
void fuzz_identifier(const uint8_t *bytes, size_t length);
void fuzz_sql(const uint8_t *bytes, size_t length);
void fuzz_catalogue(const uint8_t *bytes, size_t length);
void fuzz_theme(const uint8_t *bytes, size_t length);
void fuzz_keys(const uint8_t *bytes, size_t length);
void fuzz_terminal(const uint8_t *bytes, size_t length);
void fuzz_surface(const uint8_t *bytes, size_t length);

#endif
