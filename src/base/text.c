#include "limbeck/base/text.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

/* Texts below FEW_BYTES are not counted by the guard. */
enum { FIRST_CAPACITY = 64, UNGUARDED_BYTES = 256 };

Text text_in(Arena *arena)
{
    return (Text){.arena = arena};
}

Text text_on_heap(void)
{
    return (Text){0};
}

void text_release(Text *text)
{
    if (!text->arena)
        free(text->data);
    if (text->capacity > UNGUARDED_BYTES && text->guard)
        text->guard->held -= text->capacity;
    *text = (Text){.arena = text->arena, .guard = text->guard};
}

void text_clear(Text *text)
{
    text->length = 0;
    if (text->data)
        text->data[0] = '\0';
}

static bool guard_growth(const Text *text, size_t capacity)
{
    size_t added = capacity - (text->capacity > UNGUARDED_BYTES ? text->capacity : 0);
    bool may_grow = text->guard->may_grow(text->guard->state, added);
    text->guard->held += may_grow ? added : 0;
    return may_grow;
}

static bool grow(Text *text, size_t need)
{
    size_t capacity = text->capacity ? text->capacity * 2 : FIRST_CAPACITY;
    if (capacity < need)
        capacity = need;
    if (capacity > UNGUARDED_BYTES && text->guard && !guard_growth(text, capacity))
        return false;
    if (text->arena) {
        char *data = arena_alloc(text->arena, capacity);
        if (text->data)
            memcpy(data, text->data, text->length);
        text->data = data;
    } else {
        text->data = memory_resize(text->data, capacity);
    }
    text->capacity = capacity;
    text->data[text->length] = '\0';
    return true;
}

/* False when the guard refuses. */
static inline bool reserve(Text *text, size_t more)
{
    size_t need = text->length + more + 1;
    return (text->data && need <= text->capacity) || grow(text, need);
}

void text_append_bytes(Text *text, const char *bytes, size_t length)
{
    if (!reserve(text, length))
        return;
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_append_char(Text *text, char character)
{
    if (!reserve(text, 1))
        return;
    text->data[text->length++] = character;
    text->data[text->length] = '\0';
}

void text_append_codepoint(Text *text, uint32_t codepoint)
{
    char bytes[4];
    size_t length = utf8_encode(codepoint, bytes);
    text_append_bytes(text, bytes, length);
}

void text_append_format(Text *text, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    reserve(text, 0);
    size_t room = text->capacity - text->length;
    int length = vsnprintf(text->data + text->length, room, format, arguments);
    va_end(arguments);
    if (length > 0 && (size_t)length >= room) {
        text->data[text->length] = '\0';
        if (reserve(text, (size_t)length))
            vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
        else
            length = 0;
    }
    text->length += (size_t)(length > 0 ? length : 0);
    va_end(again);
}

/* "1.29e+01" becomes "1.30e+01". */
static void round_away(char *digits)
{
    char *at = strchr(digits, 'e') - 1;
    while (at >= digits && (*at == '9' || *at == '.')) {
        *at = *at == '9' ? '0' : '.';
        at--;
    }
    if (at >= digits && *at != '-')
        ++*at;
}

/* Fewer floats are near a power of two on the side of 0: the nearest digits may be those of another float there,
 * where the next digits away from 0 are its own. */
static bool reads_back(char *digits, double real)
{
    int exponent;
    if (strtod(digits, NULL) == real)
        return true;
    if (fabs(frexp(real, &exponent)) != 0.5)
        return false;
    round_away(digits);
    return strtod(digits, NULL) == real;
}

void text_append_real(Text *text, double real)
{
    char digits[32], plain[400];
    if (isnan(real) || isinf(real)) {
        text_append(text, isnan(real) ? "nan" : real < 0 ? "-inf" : "inf");
        return;
    }
    int precision = fabs(real) < DBL_MIN ? 1 : DBL_DIG;
    do
        snprintf(digits, sizeof digits, "%.*e", precision - 1, real);
    while (!reads_back(digits, real) && precision++ < 17);
    char *mark = strchr(digits, 'e'), *end = mark;
    int exponent = atoi(mark + 1);
    while (end[-1] == '0' && end > digits + 2)
        end--; /* drops trailing zeros of the 15 digits */
    end -= end[-1] == '.';
    if (exponent < -4 || exponent >= 16) {
        text_append_bytes(text, digits, (size_t)(end - digits));
        text_append(text, mark);
        return;
    }
    int kept = (int)(end - digits) - (*digits == '-'), decimals = (kept > 1 ? kept - 2 : 0) - exponent;
    int length = snprintf(plain, sizeof plain, "%.*f", decimals > 0 ? decimals : 0, real);
    text_append_bytes(text, plain, (size_t)length);
    text_append(text, decimals > 0 ? "" : ".0");
}

void text_append_repeated(Text *text, char character, size_t times)
{
    if (!reserve(text, times))
        return;
    memset(text->data + text->length, character, times);
    text->length += times;
    text->data[text->length] = '\0';
}

char *text_string(Text *text)
{
    reserve(text, 0);
    return text->data;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *codepoint)
{
    if (length && (unsigned char)*bytes < 0x80) {
        *codepoint = (unsigned char)*bytes;
        return 1;
    }
    utf8proc_int32_t decoded;
    utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, &decoded);
    if (length == 0 || taken <= 0) {
        *codepoint = length ? (unsigned char)bytes[0] : 0;
        return 0;
    }
    *codepoint = (uint32_t)decoded;
    return (size_t)taken;
}

size_t utf8_encode(uint32_t codepoint, char bytes[4])
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)codepoint, (utf8proc_uint8_t *)bytes);
}

static bool eight_are_ascii(const char *bytes)
{
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    return (eight & 0x8080808080808080u) == 0;
}

bool utf8_valid(const char *bytes, size_t length, size_t *bad_offset)
{
    for (size_t at = 0; at < length;) {
        if (length - at >= 8 && eight_are_ascii(bytes + at)) {
            at += 8;
            continue;
        }
        uint32_t codepoint;
        size_t taken = utf8_decode(bytes + at, length - at, &codepoint);
        if (taken == 0) {
            if (bad_offset)
                *bad_offset = at;
            return false;
        }
        at += taken;
    }
    return true;
}

size_t utf8_count(const char *bytes, size_t length)
{
    size_t count = 0, at = 0;
    for (; length - at >= 8 && eight_are_ascii(bytes + at); at += 8)
        count += 8;
    for (; at < length; at++)
        count += ((unsigned char)bytes[at] & 0xC0) != 0x80;
    return count;
}

int utf8_width(uint32_t codepoint)
{
    return utf8proc_charwidth((utf8proc_int32_t)codepoint);
}

int text_width(const char *string)
{
    int width = 0;
    size_t length = strlen(string);
    for (size_t at = 0; at < length;) {
        uint32_t codepoint;
        size_t taken = utf8_decode(string + at, length - at, &codepoint);
        width += taken ? utf8_width(codepoint) : 1;
        at += taken ? taken : 1;
    }
    return width;
}

/* Characters that move the cursor, hide text or change its direction. */
static bool is_harmful(uint32_t codepoint)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0x0000, 0x001F}, {0x007F, 0x009F}, {0x061C, 0x061C}, {0x200B, 0x200F},   {0x2028, 0x202E},
        {0x2060, 0x2069}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (codepoint >= ranges[i].first && codepoint <= ranges[i].last)
            return true;
    return false;
}

char *text_harmless(Arena *arena, const char *string, bool keep_newlines)
{
    Text text = text_in(arena);
    size_t length = string ? strlen(string) : 0;
    for (size_t at = 0; at < length;) {
        uint32_t codepoint;
        size_t taken = utf8_decode(string + at, length - at, &codepoint);
        if (taken == 0)
            text_append_format(&text, "\\x%02x", codepoint);
        else if (codepoint == '\n' && keep_newlines)
            text_append_char(&text, '\n');
        else if (codepoint == '\t')
            text_append(&text, "    ");
        else if (is_harmful(codepoint))
            text_append_format(&text, codepoint < 0x100 ? "\\x%02x" : "\\u%04x", codepoint);
        else
            text_append_bytes(&text, string + at, taken);
        at += taken ? taken : 1;
    }
    return text_string(&text);
}

const char *path_basename(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_dirname(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return arena_strdup(arena, ".");
    return slash == path ? arena_strdup(arena, "/") : arena_strndup(arena, path, (size_t)(slash - path));
}

char *path_join(Arena *arena, const char *folder, const char *name)
{
    if (name[0] == '/' || folder[0] == '\0')
        return arena_strdup(arena, name);
    size_t length = strlen(folder);
    char *joined = arena_alloc(arena, length + strlen(name) + 2), *end = stpcpy(joined, folder);
    if (folder[length - 1] != '/')
        *end++ = '/';
    stpcpy(end, name);
    return joined;
}

char *path_normalise(Arena *arena, const char *path)
{
    bool absolute = path[0] == '/';
    const char *parts[256];
    size_t lengths[256];
    size_t count = 0;
    for (const char *at = path; *at;) {
        size_t length = strcspn(at, "/");
        bool is_up = length == 2 && strncmp(at, "..", 2) == 0;
        bool goes_up = is_up && count && !(lengths[count - 1] == 2 && strncmp(parts[count - 1], "..", 2) == 0);
        if (goes_up)
            count--;
        else if (length && !(length == 1 && *at == '.') && !(is_up && absolute) && count < 256) {
            parts[count] = at;
            lengths[count++] = length;
        }
        at += length;
        at += *at == '/';
    }
    Text text = text_in(arena);
    if (absolute)
        text_append_char(&text, '/');
    for (size_t i = 0; i < count; i++) {
        if (i)
            text_append_char(&text, '/');
        text_append_bytes(&text, parts[i], lengths[i]);
    }
    return text.length ? text_string(&text) : arena_strdup(arena, ".");
}

/* The letter that English texts use least, or another character than a letter. */
static size_t rarest(const char *word)
{
    static const unsigned char ranks['z' - 'a' + 1] = {3, 20, 12, 11, 1, 15, 17, 9,  5,  24, 22, 10, 14,
                                                       6, 4,  16, 25, 8, 7,  2,  13, 21, 18, 23, 19, 26};
    size_t best = 0;
    unsigned best_rank = 0;
    for (size_t i = 0; word[i]; i++) {
        char letter = (char)(word[i] | 0x20);
        unsigned rank = letter >= 'a' && letter <= 'z' ? ranks[letter - 'a'] : sizeof ranks + 1;
        if (rank > best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

const char *text_find_word(const char *string, const char *word)
{
    size_t offset = rarest(word), length = strlen(word);
    const char both[] = {(char)tolower((unsigned char)word[offset]), (char)toupper((unsigned char)word[offset]), '\0'};
    for (const char *at = string; length && (at = strpbrk(at, both)); at++)
        if ((size_t)(at - string) >= offset && strncasecmp(at - offset, word, length) == 0)
            return at - offset;
    return length ? NULL : string;
}

bool text_starts_with(const char *string, const char *prefix)
{
    return strncmp(string, prefix, strlen(prefix)) == 0;
}

bool text_ends_with(const char *string, const char *suffix)
{
    size_t length = strlen(string);
    size_t tail = strlen(suffix);
    return length >= tail && strcmp(string + length - tail, suffix) == 0;
}

char *text_trim(Arena *arena, const char *string)
{
    string += strspn(string, " \t\r\n\f\v");
    size_t length = strlen(string);
    while (length && strchr(" \t\r\n\f\v", string[length - 1]))
        length--;
    return arena_strndup(arena, string, length);
}

char *text_one_line(Arena *arena, const char *string)
{
    char *copy = text_trim(arena, string), *out = copy;
    for (const char *at = copy; *at; at++) {
        bool blank = *at == ' ' || *at == '\n' || *at == '\t' || *at == '\r';
        if (!blank || out[-1] != ' ')
            *out++ = blank ? ' ' : *at;
    }
    *out = '\0';
    return copy;
}

const char *text_library(Arena *arena)
{
    return arena_format(arena, "utf8proc %s", utf8proc_version());
}
