/* Classes and cases of characters: utf8proc's categories, and tables for cases that it lacks. */
#include "limbeck/python/runtime/unicode.h"

#include <utf8proc.h>

static bool is_in(const CharacterRange *ranges, size_t count, uint32_t codepoint)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ranges[middle].last < codepoint)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && ranges[low].first <= codepoint;
}

static utf8proc_category_t category_of(uint32_t codepoint)
{
    return utf8proc_category((utf8proc_int32_t)codepoint);
}

static bool is_ascii_in(uint32_t codepoint, char first, char last)
{
    return codepoint >= (uint32_t)first && codepoint <= (uint32_t)last;
}

int unicode_decimal(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return is_ascii_in(codepoint, '0', '9') ? (int)(codepoint - '0') : -1;
    size_t low = 0, high = unicode_zeros_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (unicode_zeros[middle] <= codepoint)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t value = codepoint - unicode_zeros[low ? low - 1 : 0];
    return value < 10 ? (int)value : -1;
}

bool unicode_is_space(uint32_t codepoint)
{
    return (codepoint >= 9 && codepoint <= 13) || (codepoint >= 0x1c && codepoint <= 0x20) || codepoint == 0x85 ||
           codepoint == 0xa0 || codepoint == 0x1680 || (codepoint >= 0x2000 && codepoint <= 0x200a) ||
           codepoint == 0x2028 || codepoint == 0x2029 || codepoint == 0x202f || codepoint == 0x205f ||
           codepoint == 0x3000;
}

bool unicode_ends_line(uint32_t codepoint)
{
    return (codepoint >= 0xa && codepoint <= 0xd) || (codepoint >= 0x1c && codepoint <= 0x1e) || codepoint == 0x85 ||
           codepoint == 0x2028 || codepoint == 0x2029;
}

bool unicode_is_alpha(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return is_ascii_in(codepoint | 0x20, 'a', 'z');
    utf8proc_category_t category = category_of(codepoint);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool unicode_is_decimal(uint32_t codepoint)
{
    return unicode_decimal(codepoint) >= 0;
}

bool unicode_is_digit(uint32_t codepoint)
{
    return unicode_is_decimal(codepoint) || is_in(unicode_digits, unicode_digits_count, codepoint);
}

bool unicode_is_numeric(uint32_t codepoint)
{
    return unicode_is_digit(codepoint) || is_in(unicode_numerics, unicode_numerics_count, codepoint);
}

bool unicode_is_alnum(uint32_t codepoint)
{
    return unicode_is_alpha(codepoint) || unicode_is_numeric(codepoint);
}

bool unicode_is_lower(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return is_ascii_in(codepoint, 'a', 'z');
    return category_of(codepoint) == UTF8PROC_CATEGORY_LL ||
           is_in(unicode_other_lower, unicode_other_lower_count, codepoint);
}

bool unicode_is_upper(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return is_ascii_in(codepoint, 'A', 'Z');
    return category_of(codepoint) == UTF8PROC_CATEGORY_LU ||
           is_in(unicode_other_upper, unicode_other_upper_count, codepoint);
}

bool unicode_is_title(uint32_t codepoint)
{
    return codepoint >= 0x80 && category_of(codepoint) == UTF8PROC_CATEGORY_LT;
}

bool unicode_is_printable(uint32_t codepoint)
{
    if (codepoint < 0x7f)
        return codepoint >= 0x20;
    switch (category_of(codepoint)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
        return false;
    default:
        return true;
    }
}

bool unicode_starts_name(uint32_t codepoint)
{
    static const CharacterRange others[] = {{0x1885, 0x1886}, {0x2118, 0x2118}, {0x212E, 0x212E}};
    static const CharacterRange compatible[] = {{0x37A, 0x37A},   {0xE33, 0xE33},   {0xEB3, 0xEB3},   {0xFC5E, 0xFC63},
                                                {0xFDFA, 0xFDFB}, {0xFE70, 0xFE70}, {0xFE72, 0xFE72}, {0xFE74, 0xFE74},
                                                {0xFE76, 0xFE76}, {0xFE78, 0xFE78}, {0xFE7A, 0xFE7A}, {0xFE7C, 0xFE7C},
                                                {0xFE7E, 0xFE7E}, {0xFF9E, 0xFF9F}};
    bool is_letter = unicode_is_alpha(codepoint) || codepoint == '_' ||
                     (codepoint >= 0x80 && category_of(codepoint) == UTF8PROC_CATEGORY_NL);
    return (is_letter && !is_in(compatible, sizeof compatible / sizeof *compatible, codepoint)) ||
           is_in(others, sizeof others / sizeof *others, codepoint);
}

bool unicode_is_of_name(uint32_t codepoint)
{
    static const CharacterRange others[] = {{0xB7, 0xB7},     {0x387, 0x387},   {0xE33, 0xE33},  {0xEB3, 0xEB3},
                                            {0x1369, 0x1371}, {0x19DA, 0x19DA}, {0xFF9E, 0xFF9F}};
    if (unicode_starts_name(codepoint) || unicode_is_decimal(codepoint) ||
        is_in(others, sizeof others / sizeof *others, codepoint))
        return true;
    utf8proc_category_t category = codepoint < 0x80 ? UTF8PROC_CATEGORY_CN : category_of(codepoint);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_PC;
}

bool unicode_is_case_ignorable(uint32_t codepoint)
{
    static const CharacterRange marks[] = {{0x27, 0x27},     {0x2E, 0x2E},     {0x3A, 0x3A},     {0xB7, 0xB7},
                                           {0x387, 0x387},   {0x55F, 0x55F},   {0x5F4, 0x5F4},   {0x2018, 0x2019},
                                           {0x2024, 0x2024}, {0x2027, 0x2027}, {0xFE13, 0xFE13}, {0xFE52, 0xFE52},
                                           {0xFE55, 0xFE55}, {0xFF07, 0xFF07}, {0xFF0E, 0xFF0E}, {0xFF1A, 0xFF1A}};
    utf8proc_category_t category = category_of(codepoint);
    return is_in(marks, sizeof marks / sizeof *marks, codepoint) || category == UTF8PROC_CATEGORY_MN ||
           category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_LM ||
           category == UTF8PROC_CATEGORY_SK;
}

/* ---- case --------------------------------------------------------------------- */

static size_t special_case(uint32_t codepoint, bool is_title, uint32_t mapped[3])
{
    size_t low = 0, high = unicode_special_cases_count, count = 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (unicode_special_cases[middle].letter < codepoint)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == unicode_special_cases_count || unicode_special_cases[low].letter != codepoint)
        return 0;
    const uint32_t *letters = is_title ? unicode_special_cases[low].title : unicode_special_cases[low].upper;
    for (; count < 3 && letters[count]; count++)
        mapped[count] = letters[count];
    return count;
}

size_t unicode_upper(uint32_t codepoint, uint32_t mapped[3])
{
    size_t count = codepoint < 0x80 ? 0 : special_case(codepoint, false, mapped);
    if (!count)
        mapped[0] = (uint32_t)utf8proc_toupper((utf8proc_int32_t)codepoint);
    return count ? count : 1;
}

size_t unicode_title(uint32_t codepoint, uint32_t mapped[3])
{
    size_t count = codepoint < 0x80 ? 0 : special_case(codepoint, true, mapped);
    if (!count)
        mapped[0] = (uint32_t)utf8proc_totitle((utf8proc_int32_t)codepoint);
    return count ? count : 1;
}

size_t unicode_lower(uint32_t codepoint, uint32_t mapped[3])
{
    enum { DOTTED_CAPITAL_I = 0x130, DOT_ABOVE = 0x307 };
    mapped[0] = codepoint == DOTTED_CAPITAL_I ? 'i' : (uint32_t)utf8proc_tolower((utf8proc_int32_t)codepoint);
    mapped[1] = DOT_ABOVE;
    return codepoint == DOTTED_CAPITAL_I ? 2 : 1;
}

size_t unicode_fold(uint32_t codepoint, uint32_t mapped[3])
{
    utf8proc_int32_t folded[8];
    int ignored = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)codepoint, folded, 8, UTF8PROC_CASEFOLD, &ignored);
    if (count < 1 || count > 3) {
        mapped[0] = codepoint;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++)
        mapped[i] = (uint32_t)folded[i];
    return (size_t)count;
}
