/* _limbeck.regex: compiles and matches patterns with PCRE2. The module re is stdlib/re.py; python/patterns
 * translates CPython's syntax into PCRE2's. */
#include "string_methods.h"

#include "limbeck/python/patterns/translation.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <string.h>

/* ---- compiled patterns ----------------------------------------------------------------- */

typedef struct PatternObject {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
    PatternTranslation translation;
    bool is_text;
} PatternObject;

static void release_pattern(void *data)
{
    PatternObject *pattern = data;
    pcre2_match_context_free(pattern->context);
    pcre2_match_data_free(pattern->match);
    pcre2_code_free(pattern->code);
    *pattern = (PatternObject){0};
}

static const NativeClass pattern_class;

/* ---- what matching costs --------------------------------------------------------------- */

enum { MAX_HEAP_KIB = 64 * 1024, UNITS_OF_CALLOUT = 16 };

/* State of a match. PCRE2 calls back before each item of the pattern; the characters passed since then, in
 * either direction, are charged. */
typedef struct Progress {
    Interpreter *interpreter;
    size_t at;
    uint32_t last_group; /* the group that ended last; the last callback is at the end of the pattern */
} Progress;

static int charge_item(pcre2_callout_block *block, void *data)
{
    Progress *progress = data;
    size_t at = block->current_position;
    size_t went = at > progress->at ? at - progress->at : progress->at - at;
    progress->at = at;
    progress->last_group = block->capture_last;
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

static int match_within_steps(PatternObject *pattern, Progress *progress, const String *subject, size_t end,
                              uint32_t options)
{
    size_t from = progress->at;
    pcre2_set_callout(pattern->context, charge_item, progress);
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)subject->bytes, end, from, options | PCRE2_NO_UTF_CHECK,
                            pattern->match, pattern->context);
    /* Charges the search for a byte that every match begins with or contains, for which there is no callback. */
    size_t last = found > 0 ? pcre2_get_ovector_pointer(pattern->match)[1] : end;
    return python_charge(progress->interpreter, last > from ? last - from : 0) ? found : PCRE2_ERROR_CALLOUT;
}

static bool prepare_matching(PatternObject *pattern)
{
    pattern->match = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    pattern->context = pcre2_match_context_create(NULL);
    pcre2_set_heap_limit(pattern->context, MAX_HEAP_KIB);
    pcre2_set_match_limit(pattern->context, UINT32_MAX); /* steps end it */
    return true;
}

/* The error of a pattern as a tuple: (exception, message, position or None). */
static bool problem_tuple(Interpreter *interpreter, const PatternTranslation *translation, Value *result)
{
    Value parts[3] = {[2] = translation->position < 0 ? value_none() : value_int(translation->position)};
    if (!python_text(interpreter, translation->exception, &parts[0]))
        return false;
    python_push(interpreter, parts[0]);
    if (!python_text(interpreter, translation->message, &parts[1]))
        return false;
    python_push(interpreter, parts[1]);
    return python_tuple(interpreter, parts, 3, result);
}

static bool compile_translation(Interpreter *interpreter, PatternObject *pattern)
{
    int problem;
    size_t where;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    uint32_t options = PCRE2_AUTO_CALLOUT | PCRE2_NEVER_BACKSLASH_C | PCRE2_ALT_CIRCUMFLEX |
                       (pattern->is_text ? PCRE2_UTF | PCRE2_UCP : 0);
    pattern->code = pcre2_compile((PCRE2_SPTR)pattern->translation.pattern, pattern->translation.length, options,
                                  &problem, &where, context);
    pcre2_compile_context_free(context);
    if (pattern->code)
        return prepare_matching(pattern);
    PCRE2_UCHAR message[200];
    pcre2_get_error_message(problem, message, sizeof message);
    return python_refuse(interpreter, "this regular expression: %s", (const char *)message);
}

/* compile(pattern, flags): a CompiledPattern, or problem_tuple(). */
static bool regex_compile(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_pattern, ARG_flags };
    (void)self;
    int64_t flags;
    Value source = value_plain(argument_at(arguments, ARG_pattern));
    if (source.kind != VALUE_STRING && source.kind != VALUE_BYTES)
        return python_raise(interpreter, "TypeError", "first argument must be string or compiled pattern");
    if (!expect_int(interpreter, argument_at(arguments, ARG_flags), "flags", &flags) ||
        !native_new(interpreter, &pattern_class, sizeof(PatternObject), result))
        return false;
    python_push(interpreter, *result);
    PatternObject *pattern = result->native->data;
    pattern->is_text = source.kind == VALUE_STRING;
    if (!pattern_translate(interpreter, native_arena(result->native), source.string, flags, &pattern->translation))
        return false;
    return pattern->translation.exception ? problem_tuple(interpreter, &pattern->translation, result)
                                          : compile_translation(interpreter, pattern);
}

static bool pattern_groups(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    const PatternObject *pattern = self.native->data;
    *result = value_int((int64_t)pattern->translation.group_count);
    return true;
}

static bool pattern_flags(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)arguments;
    const PatternObject *pattern = self.native->data;
    *result = value_int(pattern->translation.flags);
    return true;
}

/* Names of groups to their numbers, in the order of the numbers. */
static bool pattern_names(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    const PatternObject *pattern = self.native->data;
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    for (size_t group = 1; group <= pattern->translation.group_count; group++) {
        const char *name = pattern->translation.names[group];
        if (name && !dict_set_text(interpreter, result->dict, name, value_int((int64_t)group)))
            return false;
    }
    return true;
}

/* ---- matching ------------------------------------------------------------------------------ */

static bool match_failed(Interpreter *interpreter, int problem)
{
    PCRE2_UCHAR message[200];
    pcre2_get_error_message(problem, message, sizeof message);
    return python_refuse(interpreter, "a regular expression that PCRE2 cannot match within its limits: %s",
                         (const char *)message);
}

static bool check_subject(Interpreter *interpreter, const PatternObject *pattern, Value text)
{
    const char *kind = pattern->is_text ? "string" : "bytes";
    if (text.kind == VALUE_STRING || text.kind == VALUE_BYTES) {
        if ((text.kind == VALUE_STRING) == pattern->is_text)
            return pattern->is_text ? check_utf8(interpreter, text.string) : true;
        return python_raise(interpreter, "TypeError", "cannot use a %s pattern on a %s", kind,
                            pattern->is_text ? "bytes-like object" : "string-like object");
    }
    return python_raise(interpreter, "TypeError", "expected string or bytes-like object, got '%s'",
                        value_type_name(text));
}

/* The bounds of the groups, -1 where a group took no part, and the group that ended last or 0. */
static bool match_bounds(Interpreter *interpreter, PatternObject *pattern, String *subject, uint32_t last_group,
                         Value *result)
{
    const size_t *bounds = pcre2_get_ovector_pointer(pattern->match);
    uint32_t count = 2 * pcre2_get_ovector_count(pattern->match);
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    for (uint32_t i = 0; i < count; i++) {
        int64_t bound = bounds[i] == PCRE2_UNSET ? -1 : (int64_t)string_index(interpreter, subject, bounds[i]);
        if (!list_append(interpreter, result->list, value_int(bound)))
            return false;
    }
    return list_append(interpreter, result->list, value_int(last_group));
}

/* run(text, position, end, how): how is "search", "match" or "fullmatch", with
 * "+" before it where an empty match at the position does not count. Answers
 * match_bounds(), or None. */
static bool pattern_run(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_text, ARG_position, ARG_end, ARG_how };
    PatternObject *pattern = self.native->data;
    Value text = value_plain(argument_at(arguments, ARG_text));
    const char *how;
    int64_t position, end;
    if (!check_subject(interpreter, pattern, text) ||
        !expect_int(interpreter, argument_at(arguments, ARG_position), "position", &position) ||
        !expect_int(interpreter, argument_at(arguments, ARG_end), "end", &end) ||
        !expect_text(interpreter, argument_at(arguments, ARG_how), "way", &how))
        return false;
    uint32_t options = *how == '+' ? PCRE2_NOTEMPTY_ATSTART : 0;
    how += *how == '+';
    if (strcmp(how, "search") != 0)
        options |= PCRE2_ANCHORED | (strcmp(how, "fullmatch") == 0 ? PCRE2_ENDANCHORED : 0);
    *result = value_none();
    String *subject = text.string;
    if (position < 0 || position > end || (uint64_t)end > subject->count)
        return true;
    if (pattern->translation.compares_ascii_only && pattern->is_text && subject->count != subject->length)
        return python_refuse(interpreter, "a reference to a group that ignores case, in a text beyond ASCII");
    /* Positions are in characters outside this file and in bytes inside it. */
    size_t until = string_offset(interpreter, subject, (size_t)end);
    Progress progress = {.interpreter = interpreter, .at = string_offset(interpreter, subject, (size_t)position)};
    if (python_refused(interpreter))
        return false;
    int found = match_within_steps(pattern, &progress, subject, until, options);
    if (python_refused(interpreter))
        return false;
    if (found == PCRE2_ERROR_NOMATCH)
        return true;
    return found < 0 ? match_failed(interpreter, found)
                     : match_bounds(interpreter, pattern, subject, progress.last_group, result);
}

/* subject(text): the str or bytes that is searched, without a class of the script's own. */
static bool pattern_subject(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_plain(argument_at(arguments, 0));
    return check_subject(interpreter, self.native->data, *result);
}

static const NativeMember pattern_methods[] = {
    {"run", pattern_run, .charges_itself = true}, {"subject", pattern_subject, .charges_itself = true}, {NULL, NULL}};
static const NativeMember pattern_properties[] = {
    {"groups", pattern_groups}, {"names", pattern_names}, {"flags", pattern_flags}, {NULL, NULL}};
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
