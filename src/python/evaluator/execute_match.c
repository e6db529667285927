/* The match statement: one function a kind of pattern. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

typedef bool Matcher(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches);

static Matcher match_pattern;

static bool bind(Interpreter *interpreter, Scope *scope, const char *name, Value value)
{
    return !name || scope_set(interpreter, scope, name, value);
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

static bool match_sequence(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    const NodeList *patterns = &pattern->pattern->patterns;
    size_t star = patterns->count;
    subject = value_plain(subject);
    *matches = false;
    for (size_t i = 0; i < patterns->count; i++)
        if (patterns->items[i]->kind == NODE_MATCH_STAR)
            star = i;
    bool has_star = star < patterns->count;
    if (!value_is_sequence(subject))
        return true;
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

static bool bind_rest(Interpreter *interpreter, Scope *scope, const char *name, const Dict *subject, Value taken)
{
    Value rest;
    if (!name)
        return true;
    if (!python_dict(interpreter, &rest) || !scope_set(interpreter, scope, name, rest))
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

static bool match_mapping(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    Value taken;
    subject = value_plain(subject);
    *matches = subject.kind == VALUE_DICT;
    if (!*matches)
        return true;
    if (!python_dict(interpreter, &taken))
        return false;
    python_push(interpreter, taken);
    for (size_t i = 0; i < pattern->pattern->keys.count && *matches; i++) {
        Value key, value;
        if (!evaluate(interpreter, scope, pattern->pattern->keys.items[i], &key) ||
            !dict_set(interpreter, taken.dict, key, value_none()) || !dict_get(interpreter, subject.dict, key, &value))
            return false;
        *matches = value_given(value);
        if (*matches && !match_pattern(interpreter, scope, pattern->pattern->patterns.items[i], value, matches))
            return false;
    }
    return !*matches || bind_rest(interpreter, scope, pattern->pattern->name, subject.dict, taken);
}

/* str(x) matches the subject itself; Point(1, 2) goes by __match_args__. */
static bool positional_part(Interpreter *interpreter, Value class_, Value subject, size_t index, Value *part)
{
    for (size_t i = 0; i < class_.class_->order_count && index == 0; i++)
        if (class_.class_->order[i]->builtin_kind && class_.class_->order[i] != interpreter->object_class) {
            *part = subject;
            return true;
        }
    Value names = class_lookup(class_.class_, python_intern(interpreter, "__match_args__"));
    if (names.kind != VALUE_TUPLE || index >= names.list->count || names.list->items[index].kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "%s() accepts fewer positional sub-patterns",
                            class_.class_->name);
    return python_find_attribute(interpreter, subject, names.list->items[index].string->bytes, part);
}

static bool match_class(Interpreter *interpreter, Scope *scope, const Node *pattern, Value subject, bool *matches)
{
    Value class_;
    *matches = false;
    if (!evaluate(interpreter, scope, pattern->pattern->value, &class_))
        return false;
    if (class_.kind != VALUE_CLASS || subject.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "a class pattern of %s", value_type_name(class_));
    *matches = class_derives(python_class_of(interpreter, subject), class_.class_) ||
               (subject.kind == VALUE_BOOL && class_.class_->builtin_kind == VALUE_INT);
    size_t positional = pattern->pattern->patterns.count - pattern->pattern->keyword_count;
    for (size_t i = 0; i < pattern->pattern->patterns.count && *matches; i++) {
        Value part;
        bool found = i < positional ? positional_part(interpreter, class_, subject, i, &part)
                                    : python_find_attribute(interpreter, subject,
                                                            pattern->pattern->keywords[i - positional], &part);
        if (!found)
            return false;
        *matches = value_given(part);
        if (*matches && !match_pattern(interpreter, scope, pattern->pattern->patterns.items[i], part, matches))
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
    return interpreter_tick(interpreter) && matchers[pattern->kind](interpreter, scope, pattern, subject, matches);
}

static bool case_holds(Interpreter *interpreter, Scope *scope, const MatchCase *match_case, Value subject, bool *holds)
{
    Value guard;
    if (!match_pattern(interpreter, scope, match_case->pattern, subject, holds))
        return false;
    if (!*holds || !match_case->guard)
        return true;
    return evaluate(interpreter, scope, match_case->guard, &guard) && python_truth(interpreter, guard, holds);
}

Flow execute_match(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Pause pause = {0};
    Value subject;
    bool resumes = pause_take(scope, &pause), holds = resumes;
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
        pause_keep(scope, (Pause){.index = index});
    return flow;
}
