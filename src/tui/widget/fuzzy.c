/* Fuzzy match: letters in order with gaps; adjacent letters and beginnings of words score higher. */
#include "limbeck/tui/widget/widget.h"

#include <ctype.h>
#include <string.h>

enum { MATCH = 1, NEXT_TO_LAST = 4, BEGINS_WORD = 6, BEGINS_TEXT = 3 };

static bool begins_word(const char *text, const char *at)
{
    return at == text || !isalnum((unsigned char)at[-1]);
}

int fuzzy_score(const char *pattern, const char *text)
{
    int score = 0;
    const char *last = NULL;
    for (const char *at = text; *pattern; pattern++) {
        while (*pattern == ' ')
            pattern++;
        if (!*pattern)
            break;
        while (*at && tolower((unsigned char)*at) != tolower((unsigned char)*pattern))
            at++;
        if (!*at)
            return -1;
        score += MATCH + (last && at == last + 1 ? NEXT_TO_LAST : 0) + (begins_word(text, at) ? BEGINS_WORD : 0) +
                 (at == text ? BEGINS_TEXT : 0);
        last = at++;
    }
    return score;
}
