/* _limbeck.regex: patterns compiled and matched by PCRE2. library/re.py makes
 * Python's module of it.
 *
 * Python's syntax is nearly PCRE2's; what differs is translated, and what PCRE2
 * has beyond Python is an error, as it is there. */
#include "string_methods.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Python's own numbers. */
enum { FLAG_IGNORECASE = 2, FLAG_MULTILINE = 8, FLAG_DOTALL = 16, FLAG_VERBOSE = 64, FLAG_ASCII = 256 };

/* ---- from Python's syntax to PCRE2's --------------------------------------------- */

typedef struct Translation {
    const char *pattern;
    const char *at;
    bool in_class;
    bool is_ascii;
    const char *problem; /* with the pattern, at this place */
    Text out;
} Translation;

static bool pattern_error(Translation *self, const char *problem)
{
    self->problem = problem;
    return false;
}

/* \u0041 and \U00000041 */
static bool translate_codepoint(Translation *self, size_t digits)
{
    for (size_t i = 0; i < digits; i++)
        if (!isxdigit((unsigned char)self->at[2 + i]))
            return pattern_error(self, "incomplete escape");
    text_append_format(&self->out, "\\x{%.*s}", (int)digits, self->at + 2);
    self->at += 2 + digits;
    return true;
}

static bool translate_escape(Translation *self)
{
    char letter = self->at[1];
    if (!letter)
        return pattern_error(self, "bad escape (end of pattern)");
    if (letter == 'u' || letter == 'U')
        return translate_codepoint(self, letter == 'u' ? 4 : 8);
    bool known = !isalpha((unsigned char)letter) || strchr("abdDfnrsStvwWx", letter) ||
                 (strchr("ABZ", letter) && !self->in_class);
    if (letter == 'N')
        return pattern_error(self, "limbeck has no \\N{name} in a pattern");
    if (!known)
        return pattern_error(self, "bad escape");
    if (!self->is_ascii && (letter == 's' || (letter == 'S' && !self->in_class))) { /* Python has four more */
        text_append(&self->out, letter == 'S'    ? "[^\\s\\x1c-\\x1f]"
                                : self->in_class ? "\\s\\x1c-\\x1f"
                                                 : "[\\s\\x1c-\\x1f]");
        self->at += 2;
        return true;
    }
    text_append_char(&self->out, '\\');
    if (letter == 'v') /* a character in Python, a class in PCRE2 */
        text_append(&self->out, "x0b");
    else
        text_append_char(&self->out, letter == 'Z' ? 'z' : letter);
    self->at += 2;
    return true;
}

/* (?...): what Python knows of it. */
static bool translate_group(Translation *self)
{
    const char *after = self->at + 2;
    bool named = *after == 'P' && (after[1] == '<' || after[1] == '=');
    bool looks_behind = *after == '<' && (after[1] == '=' || after[1] == '!');
    bool flags = *after == '-' || (*after && strchr("imsx", *after));
    if (*after && strchr("auL", *after))
        return pattern_error(self, "limbeck has no flag of a part of a pattern like (?a)");
    if (!named && !looks_behind && !flags && !(*after && strchr(":=!#(>", *after)))
        return pattern_error(self, "unknown extension");
    text_append(&self->out, "(?");
    self->at = after;
    return true;
}

/* {,3} in Python is {0,3} in PCRE2. */
static bool is_open_count(const char *at)
{
    size_t digits = at[1] == ',' ? strspn(at + 2, "0123456789") : 0;
    return digits && at[2 + digits] == '}';
}

static void translate_class_start(Translation *self)
{
    size_t length = 1;
    length += self->at[length] == '^';
    length += self->at[length] == ']'; /* a ']' in first place is a member of the class */
    text_append_bytes(&self->out, self->at, length);
    self->at += length;
    self->in_class = true;
}

static bool translate_next(Translation *self)
{
    char now = *self->at;
    if (now == '\\')
        return translate_escape(self);
    if (self->in_class) {
        self->in_class = now != ']';
        text_append(&self->out, now == '[' ? "\\[" : ""); /* Python has no [:classes:] */
        self->at += now == '[';
        if (now == '[')
            return true;
    } else if (now == '[') {
        translate_class_start(self);
        return true;
    } else if (now == '(' && self->at[1] == '?') {
        return translate_group(self);
    } else if (now == '(' && self->at[1] == '*') {
        return pattern_error(self, "nothing to repeat");
    } else if (now == '{' && is_open_count(self->at)) {
        text_append(&self->out, "{0");
        self->at++;
        return true;
    }
    text_append_char(&self->out, now);
    self->at++;
    return true;
}

/* ---- compiled patterns ----------------------------------------------------------------- */

typedef struct PatternObject {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
} PatternObject;

static void release_pattern(void *data)
{
    PatternObject *pattern = data;
    pcre2_match_context_free(pattern->context);
    pcre2_match_data_free(pattern->match);
    pcre2_code_free(pattern->code);
    *pattern = (PatternObject){0};
}

static uint32_t options_of(int64_t flags)
{
    static const struct {
        int64_t flag;
        uint32_t option;
    } rows[] = {{FLAG_IGNORECASE, PCRE2_CASELESS},
                {FLAG_MULTILINE, PCRE2_MULTILINE},
                {FLAG_DOTALL, PCRE2_DOTALL},
                {FLAG_VERBOSE, PCRE2_EXTENDED}};
    uint32_t options = PCRE2_UTF | PCRE2_AUTO_CALLOUT | PCRE2_NEVER_BACKSLASH_C | PCRE2_ALT_CIRCUMFLEX |
                       (flags & FLAG_ASCII ? 0 : PCRE2_UCP);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        options |= flags & rows[i].flag ? rows[i].option : 0;
    return options;
}

static uint32_t pattern_number(const PatternObject *pattern, uint32_t what)
{
    uint32_t number = 0;
    pcre2_pattern_info(pattern->code, what, &number);
    return number;
}

static const NativeClass pattern_class;

/* ---- what matching costs --------------------------------------------------------------- */

enum { MOST_HEAP_KIB = 64 * 1024, UNITS_OF_CALLOUT = 16 };

/* State of a match. PCRE2 calls back before each item of the pattern; the characters passed since then, in
 * either direction, are charged. */
typedef struct Progress {
    Interpreter *interpreter;
    size_t at;
} Progress;

static int charge_item(pcre2_callout_block *block, void *data)
{
    Progress *progress = data;
    size_t at = block->current_position;
    size_t went = at > progress->at ? at - progress->at : progress->at - at;
    progress->at = at;
    return python_charge(progress->interpreter, went + UNITS_OF_CALLOUT) ? 0 : PCRE2_ERROR_CALLOUT;
}

/* PCRE2 would search the rest of the text at each match. */
static bool check_utf8(Interpreter *interpreter, String *subject)
{
    if (!subject->header.is_utf8) {
        if (!python_charge(interpreter, subject->length))
            return false;
        if (!utf8_valid(subject->bytes, subject->length, NULL))
            return python_refuse(interpreter, "a regular expression on a text that is not UTF-8");
    }
    subject->header.is_utf8 = true;
    return true;
}

static int match_within_steps(PatternObject *pattern, Interpreter *interpreter, const String *subject, size_t from,
                              size_t end, uint32_t options)
{
    Progress progress = {.interpreter = interpreter, .at = from};
    pcre2_set_callout(pattern->context, charge_item, &progress);
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)subject->bytes, end, from, options | PCRE2_NO_UTF_CHECK,
                            pattern->match, pattern->context);
    /* Charges the search for a byte that every match begins with or contains, for which there is no callback. */
    size_t last = found > 0 ? pcre2_get_ovector_pointer(pattern->match)[1] : end;
    return python_charge(interpreter, last > from ? last - from : 0) ? found : PCRE2_ERROR_CALLOUT;
}

static bool prepare_matching(PatternObject *pattern)
{
    pattern->match = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    pattern->context = pcre2_match_context_create(NULL);
    pcre2_set_heap_limit(pattern->context, MOST_HEAP_KIB);
    pcre2_set_match_limit(pattern->context, UINT32_MAX); /* steps end it */
    return true;
}

static bool tell_problem(Interpreter *interpreter, const char *problem, const char *pattern, size_t bytes,
                         Value *result)
{
    char message[300];
    snprintf(message, sizeof message, "%s at position %zu", problem, utf8_count(pattern, bytes));
    return python_text(interpreter, message, result);
}

/* Limits of PCRE2 that Python does not have. */
static bool exceeds_pcre2(int problem)
{
    return problem == PCRE2_ERROR_PATTERN_TOO_LARGE || problem == PCRE2_ERROR_PATTERN_TOO_COMPLICATED ||
           problem == PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP || problem == PCRE2_ERROR_PATTERN_STRING_TOO_LONG ||
           problem == PCRE2_ERROR_QUANTIFIER_TOO_BIG || problem == PCRE2_ERROR_LOOKBEHIND_TOO_COMPLICATED;
}

/* compile(pattern, flags): a CompiledPattern, or what is wrong as a string. */
static bool regex_compile(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    int64_t flags;
    const char *source;
    if (!expect_text(interpreter, argument_at(arguments, 0), "pattern", &source) ||
        !expect_int(interpreter, argument_at(arguments, 1), "flags", &flags) ||
        !native_new(interpreter, &pattern_class, sizeof(PatternObject), result))
        return false;
    python_push(interpreter, *result);
    PatternObject *pattern = result->native->data;
    Translation translation = {
        .pattern = source, .at = source, .is_ascii = flags & FLAG_ASCII, .out = text_in(native_arena(result->native))};
    while (*translation.at)
        if (!translate_next(&translation))
            return tell_problem(interpreter, translation.problem, source, (size_t)(translation.at - source), result);
    int problem;
    size_t where;
    pattern->code = pcre2_compile((PCRE2_SPTR)text_string(&translation.out), translation.out.length, options_of(flags),
                                  &problem, &where, NULL);
    if (!pattern->code) {
        PCRE2_UCHAR message[200];
        pcre2_get_error_message(problem, message, sizeof message);
        if (exceeds_pcre2(problem))
            return python_refuse(interpreter, "this regular expression: %s", (const char *)message);
        return tell_problem(interpreter, (const char *)message, text_string(&translation.out), where, result);
    }
    return prepare_matching(pattern);
}

static bool pattern_groups(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    *result = value_int(pattern_number(self.native->data, PCRE2_INFO_CAPTURECOUNT));
    return true;
}

/* Names of groups to their numbers, in the order of the numbers. */
static bool pattern_names(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    const PatternObject *pattern = self.native->data;
    uint32_t count = pattern_number(pattern, PCRE2_INFO_NAMECOUNT),
             size = pattern_number(pattern, PCRE2_INFO_NAMEENTRYSIZE);
    uint32_t groups = pattern_number(pattern, PCRE2_INFO_CAPTURECOUNT);
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
    if (!python_dict(interpreter, result))
        return false;
    for (uint32_t group = 1; group <= groups; group++) {
        for (uint32_t i = 0; i < count; i++) {
            PCRE2_SPTR entry = table + (size_t)i * size;
            if ((uint32_t)(entry[0] << 8 | entry[1]) == group &&
                !dict_set_text(interpreter, result->dict, (const char *)entry + 2, value_int(group)))
                return false;
        }
    }
    return true;
}

/* ---- matching ------------------------------------------------------------------------------ */

static bool match_failed(Interpreter *interpreter, int problem)
{
    PCRE2_UCHAR message[200];
    pcre2_get_error_message(problem, message, sizeof message);
    return python_refuse(interpreter, "a regular expression that PCRE2 gives up on: %s", (const char *)message);
}

/* run(text, position, end, how): how is "search", "match" or "fullmatch", with
 * "+" before it where an empty match at the position does not count. Answers
 * the bounds of the groups, -1 where a group took no part, or None. */
static bool pattern_run(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    PatternObject *pattern = self.native->data;
    Value text = value_plain(argument_at(arguments, 0));
    const char *ignored, *how;
    int64_t position, end;
    if (!expect_text(interpreter, text, "string", &ignored) ||
        !expect_int(interpreter, argument_at(arguments, 1), "position", &position) ||
        !expect_int(interpreter, argument_at(arguments, 2), "end", &end) ||
        !expect_text(interpreter, argument_at(arguments, 3), "way", &how))
        return false;
    uint32_t options = *how == '+' ? PCRE2_NOTEMPTY_ATSTART : 0;
    how += *how == '+';
    if (strcmp(how, "search") != 0)
        options |= PCRE2_ANCHORED | (strcmp(how, "fullmatch") == 0 ? PCRE2_ENDANCHORED : 0);
    *result = value_none();
    String *subject = text.string;
    if (position < 0 || position > end || (uint64_t)end > subject->count)
        return true;
    /* Positions are in characters outside this file and in bytes inside it. */
    size_t from = string_offset(interpreter, subject, (size_t)position);
    size_t until = string_offset(interpreter, subject, (size_t)end);
    if (python_refused(interpreter) || !check_utf8(interpreter, subject))
        return false;
    int found = match_within_steps(pattern, interpreter, subject, from, until, options);
    if (python_refused(interpreter))
        return false;
    if (found == PCRE2_ERROR_NOMATCH)
        return true;
    if (found < 0)
        return match_failed(interpreter, found);
    const size_t *bounds = pcre2_get_ovector_pointer(pattern->match);
    uint32_t count = 2 * pcre2_get_ovector_count(pattern->match);
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        int64_t bound = bounds[i] == PCRE2_UNSET ? -1 : (int64_t)string_index(interpreter, subject, bounds[i]);
        if (!list_append(interpreter, result->list, value_int(bound)))
            return false;
    }
    return true;
}

static const NativeMember pattern_methods[] = {{"run", pattern_run, .charges_itself = true}, {NULL, NULL}};
static const NativeMember pattern_properties[] = {{"groups", pattern_groups}, {"names", pattern_names}, {NULL, NULL}};
static const NativeClass pattern_class = {.name = "CompiledPattern",
                                          .module = "_limbeck.regex",
                                          .methods = pattern_methods,
                                          .properties = pattern_properties,
                                          .release = release_pattern};

static const NativeMember functions[] = {{"compile", regex_compile}, {NULL, NULL}};
const NativeModule regular_expressions_module = {"_limbeck.regex", functions, NULL, NULL, false, NULL};

const char *python_pattern_library(Arena *arena)
{
    char version[64] = "";
    pcre2_config(PCRE2_CONFIG_VERSION, version);
    version[strcspn(version, " ")] = '\0'; /* a date follows */
    return arena_format(arena, "PCRE2 %s", version);
}
