/* The match statement: one function a kind of pattern. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

typedef bool Matcher(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches);

static Matcher match_pattern;

/* Names are bound only when the whole pattern matches. */
static bool bind(Interpreter *interpreter, Scope *scope, const char *name, Value value)
{
    (void)scope;
    if (!name)
        return true;
    python_push(interpreter, value);
    names_set(interpreter->captures, name, value);
    return true;
}

static bool bind_captures(Interpreter *interpreter, Scope *scope, const Names *captures)
{
    for (size_t i = 0; i < captures->count; i++)
        if (!scope_set(interpreter, scope, captures->keys[i], captures->values[i]))
            return false;
    return true;
}

static bool match_value(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    Value value;
    return evaluate(interpreter, scope, pattern->pattern->value, &value) &&
           python_equal(interpreter, subject, value, matches);
}

/* None, True and False match by identity. */
static bool match_singleton(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    Value value, same;
    if (!evaluate(interpreter, scope, pattern->pattern->value, &value) ||
        !python_compare(interpreter, OPERATOR_IS, subject, value, &same))
        return false;
    *matches = same.boolean;
    return true;
}

/* Whether an object is of that class of collections.abc, which the patterns of CPython go by. */
static bool is_abstractly(Interpreter *interpreter, Value subject, const char *name, bool *answer)
{
    Value module, class_;
    *answer = false;
    return subject.kind != VALUE_INSTANCE || (python_import_chain(interpreter, "collections.abc", &module) &&
                                              python_get_attribute(interpreter, module, name, &class_) &&
                                              python_is_instance(interpreter, subject, class_, answer));
}

/* The list pattern without what its * drops. */
static bool match_items(Interpreter *interpreter, Scope *scope, const Node *pattern, size_t star, Value subject,
                        bool *matches)
{
    const NodeList *patterns = &pattern->pattern->patterns;
    bool has_star = star < patterns->count;
    size_t count = subject.list->count, fixed = patterns->count - has_star;
    if (has_star ? count < fixed : count != fixed)
        return true;
    *matches = true;
    size_t at = 0;
    for (size_t i = 0; i < patterns->count && *matches; i++) {
        if (i != star) {
            if (!match_pattern(interpreter, scope, patterns->items[i], subject.list->items[at++], matches))
                return false;
            continue;
        }
        Value rest;
        if (!python_list(interpreter, subject.list->items + at, count - fixed, &rest) ||
            !bind(interpreter, scope, patterns->items[i]->pattern->name, rest))
            return false;
        at += count - fixed;
    }
    return true;
}

/* A range may be long: only the items that the pattern matches are created. */
static bool match_range(Interpreter *interpreter, Scope *scope, const Node *pattern, size_t star, Value range,
                        bool *matches)
{
    const NodeList *patterns = &pattern->pattern->patterns;
    bool has_star = star < patterns->count, keeps_rest = has_star && patterns->items[star]->pattern->name;
    size_t count, fixed = patterns->count - has_star;
    Value list;
    if (!python_length(interpreter, range, &count))
        return false;
    if (has_star ? count < fixed : count != fixed)
        return true;
    if (keeps_rest)
        return python_collect(interpreter, range, &list) &&
               match_items(interpreter, scope, pattern, star, list, matches);
    if (!python_list(interpreter, NULL, 0, &list))
        return false;
    python_push(interpreter, list);
    for (size_t i = 0; i < fixed; i++) {
        Value item;
        size_t at = i < star ? i : count - fixed + i;
        if (!subscript_get(interpreter, range, value_int((int64_t)at), &item) ||
            !list_append(interpreter, list.list, item))
            return false;
    }
    return match_items(interpreter, scope, pattern, star, list, matches);
}

static bool match_sequence(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    const NodeList *patterns = &pattern->pattern->patterns;
    size_t star = patterns->count;
    subject = value_plain(subject);
    *matches = false;
    for (size_t i = 0; i < patterns->count; i++)
        if (patterns->items[i]->kind == NODE_MATCH_STAR)
            star = i;
    if (subject.kind == VALUE_RANGE)
        return match_range(interpreter, scope, pattern, star, subject, matches);
    bool is_sequence = value_is_sequence(subject);
    if (!is_sequence && !is_abstractly(interpreter, subject, "Sequence", &is_sequence))
        return false;
    if (is_sequence && !value_is_sequence(subject) && !python_collect(interpreter, subject, &subject))
        return false;
    return !is_sequence || match_items(interpreter, scope, pattern, star, subject, matches);
}

static bool bind_rest(Interpreter *interpreter, Scope *scope, const char *name, const Dict *subject, Value taken)
{
    Value rest;
    if (!name)
        return true;
    if (!python_dict(interpreter, &rest) || !bind(interpreter, scope, name, rest))
        return false;
    for (size_t i = 0; i < subject->used; i++) {
        const DictEntry *entry = &subject->entries[i];
        Value found = value_absent();
        if (!value_given(entry->key))
            continue;
        if (!dict_get(interpreter, taken.dict, entry->key, &found))
            return false;
        if (!value_given(found) && !dict_set(interpreter, rest.dict, entry->key, entry->value))
            return false;
    }
    return true;
}

static bool take_key(Interpreter *interpreter, Dict *taken, Value key)
{
    Value before;
    if (!dict_get(interpreter, taken, key, &before))
        return false;
    if (!value_given(before))
        return dict_set(interpreter, taken, key, value_none());
    Text text = python_buffer(interpreter);
    if (python_repr(interpreter, key, &text))
        python_raise(interpreter, "ValueError", "mapping pattern checks duplicate key (%s)", text_string(&text));
    text_release(&text);
    return false;
}

static bool mapping_get(Interpreter *interpreter, Value mapping, Value key, Value *value)
{
    Value get, given[2] = {key, {.kind = VALUE_NOT_IMPLEMENTED}};
    if (mapping.kind == VALUE_DICT)
        return dict_get(interpreter, mapping.dict, key, value);
    if (!python_get_attribute(interpreter, mapping, "get", &get) ||
        !python_call_positional(interpreter, get, given, 2, value))
        return false;
    if (value->kind == VALUE_NOT_IMPLEMENTED)
        *value = value_absent();
    return true;
}

static bool match_mapping(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    Value taken, all;
    size_t count;
    subject = value_plain(subject);
    *matches = subject.kind == VALUE_DICT;
    if (!*matches && !is_abstractly(interpreter, subject, "Mapping", matches))
        return false;
    if (!*matches)
        return true;
    if (!python_length(interpreter, subject, &count) || !python_dict(interpreter, &taken))
        return false;
    *matches = count >= pattern->pattern->keys.count;
    python_push(interpreter, taken);
    for (size_t i = 0; i < pattern->pattern->keys.count && *matches; i++) {
        Value key, value;
        if (!evaluate(interpreter, scope, pattern->pattern->keys.items[i], &key) ||
            !take_key(interpreter, taken.dict, key) || !mapping_get(interpreter, subject, key, &value))
            return false;
        python_push(interpreter, value);
        *matches = value_given(value);
        if (*matches && !match_pattern(interpreter, scope, pattern->pattern->patterns.items[i], value, matches))
            return false;
    }
    if (!*matches || !pattern->pattern->name)
        return true;
    all = subject;
    if (subject.kind != VALUE_DICT) {
        Value dict = value_object(python_class_of(interpreter, taken));
        if (!python_call_positional(interpreter, dict, &subject, 1, &all))
            return false;
        python_push(interpreter, all);
    }
    return bind_rest(interpreter, scope, pattern->pattern->name, all.dict, taken);
}

/* str(x) matches the subject itself. */
static bool matches_itself(const Class *class_)
{
    static const ValueKind kinds[] = {VALUE_BOOL, VALUE_BYTES, VALUE_DICT, VALUE_FLOAT,  VALUE_FROZENSET,
                                      VALUE_INT,  VALUE_LIST,  VALUE_SET,  VALUE_STRING, VALUE_TUPLE};
    for (size_t i = 0; i < class_->order_count; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (class_->order[i]->builtin_kind == kinds[k])
                return true;
    return false;
}

/* Positional sub-patterns: *names is the __match_args__ tuple, or ABSENT if the pattern matches the subject
 * itself, as str(x) does. */
static bool positional_names(Interpreter *interpreter, const Class *class_, size_t wanted, Value *names)
{
    *names = class_lookup(class_, python_intern(interpreter, "__match_args__"));
    bool has_names = value_given(*names);
    if (has_names && names->kind != VALUE_TUPLE)
        return python_raise(interpreter, "TypeError", "%s.__match_args__ must be a tuple (got %s)", class_->name,
                            value_type_name(*names));
    size_t most = has_names ? names->list->count : matches_itself(class_);
    if (wanted > most)
        return python_raise(interpreter, "TypeError", "%s() accepts %zu positional sub-pattern%s (%zu given)",
                            class_->name, most, most == 1 ? "" : "s", wanted);
    return true;
}

/* The attribute for sub-pattern i; NULL: the subject itself. */
static const char *part_name(const PatternParts *parts, Value names, size_t i)
{
    size_t positional = parts->patterns.count - parts->keyword_count;
    if (i >= positional)
        return parts->keywords[i - positional];
    return value_given(names) ? names.list->items[i].string->bytes : NULL;
}

static bool find_part(Interpreter *interpreter, const Class *class_, const PatternParts *parts, Value names, size_t i,
                      Value subject, Value *part)
{
    size_t positional = parts->patterns.count - parts->keyword_count;
    if (i < positional && value_given(names) && names.list->items[i].kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "__match_args__ elements must be strings (got %s)",
                            value_type_name(names.list->items[i]));
    const char *name = part_name(parts, names, i);
    *part = subject;
    if (!name)
        return true;
    for (size_t k = 0; k < i; k++) {
        const char *before = part_name(parts, names, k);
        if (before && strcmp(before, name) == 0)
            return python_raise(interpreter, "TypeError", "%s() got multiple sub-patterns for attribute '%s'",
                                class_->name, name);
    }
    if (python_find_attribute(interpreter, subject, name, part))
        return value_given(*part) || !python_has_name(interpreter, subject, name) ||
               python_refuse(interpreter, "'.%s' of %s", name, value_type_name(subject));
    *part = value_absent();
    return exception_swallow(interpreter, "AttributeError");
}

static bool match_class(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    Value class_, names = value_absent();
    const PatternParts *parts = pattern->pattern;
    *matches = false;
    if (!evaluate(interpreter, scope, parts->value, &class_))
        return false;
    if (class_.kind == VALUE_OPAQUE || class_.kind == VALUE_NATIVE || subject.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "a class pattern of %s", value_type_name(class_));
    if (class_.kind != VALUE_CLASS)
        return python_raise(interpreter, "TypeError", "called match pattern must be a type");
    python_push(interpreter, class_);
    if (!python_is_instance(interpreter, subject, class_, matches))
        return false;
    size_t positional = parts->patterns.count - parts->keyword_count;
    if (*matches && positional && !positional_names(interpreter, class_.class_, positional, &names))
        return false;
    for (size_t i = 0; i < parts->patterns.count && *matches; i++) {
        Value part;
        if (!find_part(interpreter, class_.class_, parts, names, i, subject, &part))
            return false;
        python_push(interpreter, part);
        *matches = value_given(part);
        if (*matches && !match_pattern(interpreter, scope, parts->patterns.items[i], part, matches))
            return false;
    }
    return true;
}

static bool match_as(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    *matches = true;
    if (pattern->pattern->value && !match_pattern(interpreter, scope, pattern->pattern->value, subject, matches))
        return false;
    return !*matches || bind(interpreter, scope, pattern->pattern->name, subject);
}

static bool match_or(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    *matches = false;
    for (size_t i = 0; i < pattern->pattern->patterns.count && !*matches; i++)
        if (!match_pattern(interpreter, scope, pattern->pattern->patterns.items[i], subject, matches))
            return false;
    return true;
}

static bool match_pattern(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    static Matcher *const matchers[NODE_KIND_COUNT] = {
        [NODE_MATCH_VALUE] = match_value,
        [NODE_MATCH_SINGLETON] = match_singleton,
        [NODE_MATCH_SEQUENCE] = match_sequence,
        [NODE_MATCH_MAPPING] = match_mapping,
        [NODE_MATCH_CLASS] = match_class,
        [NODE_MATCH_AS] = match_as,
        [NODE_MATCH_OR] = match_or,
    };
    here(interpreter, pattern);
    /* check_match() allows * only in sequences, which bind it themselves */
    // NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage)
    return interpreter_tick(interpreter) && matchers[pattern->kind](interpreter, scope, pattern, subject, matches);
}

static bool case_holds(Interpreter *interpreter, Scope *scope, const MatchCase *match_case, Value subject, bool *holds)
{
    Value guard;
    Names captures = {0}, *outer = interpreter->captures;
    interpreter->captures = &captures;
    bool done = match_pattern(interpreter, scope, match_case->pattern, subject, holds);
    interpreter->captures = outer;
    done = done && (!*holds || bind_captures(interpreter, scope, &captures));
    names_release(&captures);
    if (!done)
        return false;
    if (!*holds || !match_case->guard)
        return true;
    return evaluate(interpreter, scope, match_case->guard, &guard) && python_truth(interpreter, guard, holds);
}

Flow execute_match(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Pause pause = {0};
    Value subject;
    bool resumes = pause_pop(scope, &pause), holds = resumes;
    size_t index = pause.index;
    if (!resumes) {
        if (!evaluate(interpreter, scope, node->match.subject, &subject))
            return FLOW_FAILED;
        python_push(interpreter, subject);
        for (index = 0; index < node->match.count; index++) {
            if (!case_holds(interpreter, scope, &node->match.cases[index], subject, &holds))
                return FLOW_FAILED;
            if (holds)
                break;
        }
    }
    if (!holds)
        return FLOW_NORMAL;
    Flow flow = execute_body(interpreter, scope, &node->match.cases[index].body, result);
    if (flow == FLOW_YIELD)
        pause_push(scope, (Pause){.index = index});
    return flow;
}
