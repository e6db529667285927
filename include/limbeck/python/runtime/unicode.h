/* The classes and cases of a character, as in CPython 3.11. */
#ifndef LIMBECK_PYTHON_RUNTIME_UNICODE_H
#define LIMBECK_PYTHON_RUNTIME_UNICODE_H

#include "limbeck/base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CharacterRange {
    uint32_t first, last;
} CharacterRange;

typedef struct SpecialCase {
    uint32_t letter;
    uint32_t upper[3], title[3]; /* 0 ends those that are shorter */
} SpecialCase;

/* unicode_tables.c */
extern const uint32_t unicode_zeros[];
extern const CharacterRange unicode_digits[], unicode_numerics[], unicode_other_lower[], unicode_other_upper[];
extern const SpecialCase unicode_special_cases[];
extern const size_t unicode_zeros_count, unicode_digits_count, unicode_numerics_count, unicode_other_lower_count,
    unicode_other_upper_count, unicode_special_cases_count;

/* 0 to 9; -1 if it is not a decimal digit. */
int unicode_decimal(uint32_t codepoint);
bool unicode_is_space(uint32_t codepoint);
bool unicode_ends_line(uint32_t codepoint); /* for splitlines() */
bool unicode_is_alpha(uint32_t codepoint);
bool unicode_is_decimal(uint32_t codepoint);
bool unicode_is_digit(uint32_t codepoint);
bool unicode_is_numeric(uint32_t codepoint);
bool unicode_is_alnum(uint32_t codepoint);
bool unicode_is_lower(uint32_t codepoint);
bool unicode_is_upper(uint32_t codepoint);
bool unicode_is_title(uint32_t codepoint);
bool unicode_is_printable(uint32_t codepoint);
bool unicode_starts_name(uint32_t codepoint);
bool unicode_is_of_name(uint32_t codepoint);
bool unicode_is_case_ignorable(uint32_t codepoint);

static inline bool unicode_is_cased(uint32_t codepoint)
{
    return unicode_is_lower(codepoint) || unicode_is_upper(codepoint) || unicode_is_title(codepoint);
}

/* One mapping of letters; `upper` and the others write up to three code points and return how many. */
typedef size_t CaseMap(uint32_t codepoint, uint32_t mapped[3]);
CaseMap unicode_upper, unicode_lower, unicode_title, unicode_fold;

#endif
