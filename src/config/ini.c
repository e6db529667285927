#include "limbeck/config/ini.h"

#include "limbeck/base/file.h"

#include <ctype.h>
#include <ini.h>
#include <string.h>

enum { PIECE_LENGTH = 150, DEEPEST_INTERPOLATION = 10 };

/* inih supports inline comments and limits the line length; ConfigParser does neither. So the reader passes each
 * logical line in short pieces, later ones as continuation lines, and replaces ';' by a control character. */
enum { DISGUISED_SEMICOLON = '\x01' };

typedef enum { PIECE_NEW_KEY, PIECE_SAME_LINE, PIECE_NEXT_LINE } Piece;

typedef struct IniReader {
    Arena *arena;
    IniFile *ini;
    Error *error;
    const char *content;
    size_t length;
    size_t at;
    int line;
    Piece piece;
    bool inside_line;
    size_t line_end;   /* end of the line being passed in pieces */
    const char *value; /* the value in `text`, extended by each piece */
    Text text;
} IniReader;

static bool is_blank(char character)
{
    return character == ' ' || character == '\t';
}

/* The length of the next piece: it never ends at a blank, which inih would trim. */
static size_t piece_length(const char *line, size_t rest)
{
    if (rest <= PIECE_LENGTH)
        return rest;
    size_t length = PIECE_LENGTH;
    while (length > 1 && (is_blank(line[length - 1]) || is_blank(line[length])))
        length--;
    return length > 1 ? length : PIECE_LENGTH;
}

static char *next_piece(char *buffer, int size, void *stream)
{
    IniReader *reader = stream;
    if (reader->at >= reader->length || size <= PIECE_LENGTH + 4)
        return NULL;
    const char *line = reader->content + reader->at;
    if (!reader->inside_line)
        reader->line_end = reader->at + strcspn(line, "\n");
    size_t rest = reader->line_end - reader->at;
    char *out = buffer;
    if (reader->inside_line) {
        *out++ = ' ';
        reader->piece = PIECE_SAME_LINE;
    } else {
        reader->line++;
        reader->piece = is_blank(line[0]) ? PIECE_NEXT_LINE : PIECE_NEW_KEY;
    }
    bool comment = !reader->inside_line && (line[strspn(line, " \t")] == ';' || line[strspn(line, " \t")] == '#');
    size_t length = comment ? 1 : piece_length(line, rest);
    for (size_t i = 0; i < length; i++)
        *out++ = line[i] == ';' && !comment ? DISGUISED_SEMICOLON : line[i];
    if (comment)
        buffer[0] = '#', out = buffer + 1, length = rest;
    reader->inside_line = length < rest;
    reader->at += length;
    if (!reader->inside_line)
        reader->at += reader->at < reader->length;
    *out++ = '\n';
    *out = '\0';
    return buffer;
}

static IniSection *section_of(Arena *arena, IniFile *ini, const char *name)
{
    IniSection *section = map_get(&ini->sections, name);
    if (!section) {
        section = ARENA_NEW(arena, IniSection);
        section->name = arena_strdup(arena, name);
        map_set(arena, &ini->sections, section->name, section);
    }
    return section;
}

static char *lower_copy(Arena *arena, const char *string)
{
    char *copy = arena_strdup(arena, string);
    for (char *at = copy; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    return copy;
}

/* The buffer grows ahead, so that a value of many pieces is not copied for each. */
static char *longer_value(IniReader *reader, const char *earlier, const char *piece)
{
    if (earlier != reader->value) {
        reader->text = text_in(reader->arena);
        text_append(&reader->text, earlier);
    }
    text_append(&reader->text, reader->piece == PIECE_SAME_LINE ? "" : "\n");
    text_append(&reader->text, piece);
    char *value = text_string(&reader->text);
    reader->value = value;
    return value;
}

static int accept_key(void *user, const char *section_name, const char *name, const char *value)
{
    IniReader *reader = user;
    Arena *arena = reader->arena;
    IniSection *section = section_of(arena, reader->ini, section_name);
    char *key = lower_copy(arena, name);
    char *copy = arena_strdup(arena, value);
    for (char *at = copy; *at; at++)
        if (*at == DISGUISED_SEMICOLON)
            *at = ';';
    const char *earlier = map_get(&section->keys, key);
    if (earlier && reader->piece == PIECE_NEW_KEY) {
        error_set(reader->error, ERROR_FILE, "option '%s' in section '%s' already exists", name, section_name);
        error_place(reader->error, reader->ini->path, reader->line, 1);
        return 0;
    }
    map_set(arena, &section->keys, key, earlier ? longer_value(reader, earlier, copy) : copy);
    return 1;
}

/* Adds sections without keys, since inih reports only keys. */
static void note_sections(Arena *arena, IniFile *ini, const char *content)
{
    for (const char *at = content; *at;) {
        size_t length = strcspn(at, "\n");
        const char *close = memchr(at, ']', length);
        if (*at == '[' && close)
            section_of(arena, ini, arena_strndup(arena, at + 1, (size_t)(close - at - 1)));
        at += length + (at[length] == '\n');
    }
}

IniFile *ini_read(Arena *arena, const char *path, Error *error)
{
    IniReader reader = {.arena = arena, .error = error};
    if (!file_read(arena, path, &reader.content, &reader.length, error))
        return NULL;
    IniFile *ini = ARENA_NEW(arena, IniFile);
    ini->path = arena_strdup(arena, path);
    ini->here = path_dirname(arena, path_absolute(arena, path));
    reader.ini = ini;
    section_of(arena, ini, "DEFAULT");
    note_sections(arena, ini, reader.content);
    int failed = ini_parse_stream(next_piece, &reader, accept_key, &reader);
    if (failed && error->kind == ERROR_NONE) {
        error_set(error, ERROR_FILE, "this line is neither a [section], a key = value nor a comment");
        error_place(error, path, reader.line, 1);
        error_hint(error, "continuation lines of a value begin with a space");
    }
    return failed ? NULL : ini;
}

IniFile *ini_empty(Arena *arena, const char *path)
{
    IniFile *ini = ARENA_NEW(arena, IniFile);
    ini->path = arena_strdup(arena, path);
    ini->here = path_dirname(arena, path_absolute(arena, path));
    section_of(arena, ini, "DEFAULT");
    return ini;
}

bool ini_has_section(const IniFile *ini, const char *section)
{
    return map_has(&ini->sections, section);
}

static const char *raw_value(const IniFile *ini, const char *section, const char *key)
{
    const IniSection *own = map_get(&ini->sections, section);
    const IniSection *inherited = map_get(&ini->sections, "DEFAULT");
    const char *value = own ? map_get(&own->keys, key) : NULL;
    if (!value)
        value = map_get(&inherited->keys, key);
    if (!value && strcmp(key, "here") == 0)
        value = ini->here;
    return value;
}

static bool broken(const IniFile *ini, const char *section, const char *key, const char *why, Error *error)
{
    error_set(error, ERROR_FILE, "%s: [%s] %s: %s", ini->path, section, key, why);
    error_hint(error, "write a literal per cent sign as %%%%");
    return false;
}

static bool interpolate(Arena *arena, const IniFile *ini, const char *section, const char *key, const char *raw,
                        int depth, Text *out, Error *error)
{
    if (depth > DEEPEST_INTERPOLATION)
        return broken(ini, section, key, "%(...)s refers to itself", error);
    for (const char *at = raw; *at;) {
        size_t plain = strcspn(at, "%");
        text_append_bytes(out, at, plain);
        at += plain;
        if (!*at)
            break;
        if (at[1] == '%') {
            text_append_char(out, '%');
            at += 2;
            continue;
        }
        const char *close = at[1] == '(' ? strchr(at, ')') : NULL;
        if (!close || close[1] != 's')
            return broken(ini, section, key, "'%' must be followed by '%' or '('", error);
        char *name = lower_copy(arena, arena_strndup(arena, at + 2, (size_t)(close - at - 2)));
        const char *value = raw_value(ini, section, name);
        if (!value)
            return broken(ini, section, key, arena_format(arena, "%%(%s)s names no option here", name), error);
        /* `here` is not interpolated: the folder's name may contain '%'. */
        if (value == ini->here)
            text_append(out, value);
        else if (!interpolate(arena, ini, section, key, value, depth + 1, out, error))
            return false;
        at = close + 2;
    }
    return true;
}

bool ini_get(Arena *arena, const IniFile *ini, const char *section, const char *key, const char **value, Error *error)
{
    const char *raw = raw_value(ini, section, key);
    *value = NULL;
    if (!raw)
        return true;
    Text text = text_in(arena);
    if (raw == ini->here)
        text_append(&text, raw);
    else if (!interpolate(arena, ini, section, key, raw, 0, &text, error))
        return false;
    *value = text_string(&text);
    return true;
}

bool ini_set(Arena *arena, IniFile *ini, const char *section, const char *key, const char *value, Error *error)
{
    for (const char *at = strchr(value, '%'); at; at = strchr(at, '%')) {
        const char *close = at[1] == '(' ? strchr(at, ')') : NULL;
        if (at[1] == '%')
            at += 2;
        else if (close && close[1] == 's')
            at = close + 2;
        else
            return broken(ini, section, key, "invalid interpolation syntax in the value set by env.py", error);
    }
    IniSection *target = section_of(arena, ini, section);
    map_set(arena, &target->keys, lower_copy(arena, key), arena_strdup(arena, value));
    return true;
}

void ini_keys(Arena *arena, const IniFile *ini, const char *section, StringVector *keys)
{
    const char *names[] = {section, "DEFAULT"};
    for (size_t i = 0; i < 2; i++) {
        const IniSection *source = map_get(&ini->sections, names[i]);
        for (size_t k = 0; source && k < source->keys.count; k++)
            if (!string_vector_contains(keys, source->keys.entries[k].key))
                vector_push(arena, keys, source->keys.entries[k].key);
    }
    vector_push(arena, keys, "here");
}
