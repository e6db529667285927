/* Expressions: one function a node kind, one row in the table. */
#include "limbeck/python/builtins/format.h"
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <string.h>

typedef bool NodeEvaluator(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);

static bool evaluate_name(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    here(interpreter, node);
    return scope_get(interpreter, scope, node->name.id, result);
}

/* ---- constants ------------------------------------------------------------ */

static bool make_constant(Interpreter *interpreter, const Node *node, Value *result)
{
    switch (node->constant.kind) {
    case CONSTANT_STRING:
        return python_string(interpreter, node->constant.bytes, node->constant.length, result);
    case CONSTANT_BYTES:
        return python_bytes(interpreter, node->constant.bytes, node->constant.length, result);
    case CONSTANT_BIG_INTEGER:
        return integer_from_digits(interpreter, node->constant.bytes, node->constant.length,
                                   (int)node->constant.integer, false, result);
    case CONSTANT_IMAGINARY:
        return make_imaginary(interpreter, node->constant.real, result);
    case CONSTANT_UNREADABLE:
        return python_refuse(interpreter, "%s", node->constant.bytes);
    default:
        return true;
    }
}

uint32_t add_constant(Module *module, Value value)
{
    if (module->constant_count == module->constant_capacity) {
        module->constant_capacity = module->constant_capacity * 2 + 16;
        module->constants = memory_resize(module->constants, module->constant_capacity * sizeof(Value));
    }
    module->constants[module->constant_count++] = value;
    return (uint32_t)module->constant_count;
}

/* String constants are created once, so that a loop over a constant allocates nothing. */
static bool cached_constant(Interpreter *interpreter, const Node *node, Value *result)
{
    uint32_t *cached = &((Node *)node)->constant.cached;
    Module *module = interpreter->frame->module;
    if (*cached) {
        *result = module->constants[*cached - 1];
        return true;
    }
    here(interpreter, node);
    if (!make_constant(interpreter, node, result))
        return false;
    *cached = add_constant(module, *result);
    return true;
}

static bool evaluate_constant(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)scope;
    switch (node->constant.kind) {
    case CONSTANT_NONE:
        *result = value_none();
        return true;
    case CONSTANT_TRUE:
    case CONSTANT_FALSE:
        *result = value_bool(node->constant.kind == CONSTANT_TRUE);
        return true;
    case CONSTANT_ELLIPSIS:
        *result = (Value){.kind = VALUE_ELLIPSIS};
        return true;
    case CONSTANT_INTEGER:
        *result = value_int(node->constant.integer);
        return true;
    case CONSTANT_FLOAT:
        *result = value_float(node->constant.real);
        return true;
    default:
        return cached_constant(interpreter, node, result);
    }
}

/* ---- f-strings -------------------------------------------------------------- */

/* While modules load, an f-string with an unknown value in it is an unknown value itself: *unknown. */
static bool append_joined(Interpreter *interpreter, Scope *scope, const Node *node, Text *out, Value *unknown);

static bool append_formatted(Interpreter *interpreter, Scope *scope, const Node *node, Text *out, Value *unknown)
{
    Value value;
    Text specification = python_buffer(interpreter);
    size_t mark = python_stack_mark(interpreter);
    bool done = evaluate(interpreter, scope, node->formatted.value, &value);
    if (done) {
        python_push(interpreter, value);
        if (node->formatted.format)
            done = append_joined(interpreter, scope, node->formatted.format, &specification, unknown);
    }
    if (done && value.kind == VALUE_OPAQUE && !interpreter->strict) {
        *unknown = value;
        text_release(&specification);
        python_stack_reset(interpreter, mark);
        return true;
    }
    char conversion = node->formatted.conversion;
    if (node->formatted.debug) {
        text_append(out, node->formatted.debug);
        if (!conversion && !node->formatted.format)
            conversion = 'r';
    }
    here(interpreter, node);
    if (done && conversion)
        done = format_converted(interpreter, value, conversion, &value);
    done = done && python_format(interpreter, value, text_string(&specification), out);
    text_release(&specification);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool append_joined(Interpreter *interpreter, Scope *scope, const Node *node, Text *out, Value *unknown)
{
    for (size_t i = 0; i < node->sequence.values.count; i++) {
        const Node *part = node->sequence.values.items[i];
        if (part->kind == NODE_CONSTANT)
            text_append_bytes(out, part->constant.bytes, part->constant.length);
        else if (!append_formatted(interpreter, scope, part, out, unknown))
            return false;
    }
    return true;
}

static bool evaluate_joined(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Text text = python_buffer(interpreter);
    Value unknown = value_absent();
    bool done = append_joined(interpreter, scope, node, &text, &unknown) &&
                python_string(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    if (done && value_given(unknown))
        *result = unknown;
    return done;
}

/* ---- displays ----------------------------------------------------------------- */

/* Pushes the items of a display on the value stack, starred ones unpacked. */
static bool push_items(Interpreter *interpreter, Scope *scope, const NodeList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Node *item = list->items[i];
        Value value;
        if (item->kind != NODE_STARRED) {
            if (!evaluate(interpreter, scope, item, &value))
                return false;
            python_push(interpreter, value);
            continue;
        }
        if (!evaluate(interpreter, scope, item->single.value, &value) || !push_unpacked(interpreter, value))
            return false;
    }
    return true;
}

static bool evaluate_sequence(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    size_t mark = python_stack_mark(interpreter);
    if (!push_items(interpreter, scope, &node->sequence.values))
        return false;
    const Value *items = interpreter->stack + mark;
    size_t count = interpreter->stack_count - mark;
    bool done = node->kind == NODE_TUPLE ? python_tuple(interpreter, items, count, result)
                                         : python_list(interpreter, items, count, result);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool is_constant_set(const NodeList *items)
{
    enum { MIN_ITEMS = 3 };
    bool is_one = items->count >= MIN_ITEMS;
    for (size_t i = 0; i < items->count && is_one; i++) {
        const Node *item = items->items[i];
        is_one = item->kind == NODE_CONSTANT ||
                 (item->kind == NODE_UNARY && item->operation.left && item->operation.left->kind == NODE_CONSTANT);
    }
    return is_one;
}

static bool evaluate_set(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    size_t mark = python_stack_mark(interpreter);
    if (!push_items(interpreter, scope, &node->sequence.values) || !python_set(interpreter, VALUE_SET, result))
        return false;
    here(interpreter, node);
    for (size_t i = mark; i < interpreter->stack_count; i++)
        if (!dict_set(interpreter, result->dict, interpreter->stack[i], value_none()))
            return false;
    python_push(interpreter, *result);
    bool done = !is_constant_set(&node->sequence.values) || set_of_constants(interpreter, result);
    python_stack_reset(interpreter, mark);
    return done;
}

/* The operand of **: a dictionary, or an object with keys() and __getitem__(). */
bool python_mapping(Interpreter *interpreter, Value *mapping, const char *where)
{
    Value keys, update, ignored, made, given = *mapping;
    bool is_own = given.kind == VALUE_INSTANCE && !value_given(special_method(interpreter, given, "keys"));
    if (given.kind == VALUE_DICT || (is_own && value_plain(given).kind == VALUE_DICT)) {
        *mapping = value_plain(given);
        return true;
    }
    if (given.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "** of '%s', %s", python_opaque_path(given),
                             python_unknown_origin(interpreter, python_opaque_path(given)));
    if (given.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "** of %s %s", value_type_name(given), where);
    if (!python_find_attribute(interpreter, given, "keys", &keys))
        return false;
    if (!value_given(keys))
        return python_raise(interpreter, "TypeError", "'%s' object is not a mapping",
                            python_type_name(interpreter, given));
    size_t mark = python_stack_mark(interpreter);
    bool done = python_dict(interpreter, &made) && (python_push(interpreter, made), true) &&
                python_get_attribute(interpreter, made, "update", &update) &&
                python_call_positional(interpreter, update, &given, 1, &ignored);
    python_stack_reset(interpreter, mark);
    *mapping = made;
    return done;
}

static bool merge_mapping(Interpreter *interpreter, Dict *dict, Value mapping)
{
    if (!python_mapping(interpreter, &mapping, "here"))
        return false;
    python_push(interpreter, mapping); /* hashing the keys may run code of the script */
    for (size_t i = 0; i < mapping.dict->used; i++) {
        const DictEntry *entry = &mapping.dict->entries[i];
        if (value_given(entry->key) && !dict_set(interpreter, dict, entry->key, entry->value))
            return false;
    }
    return true;
}

static bool evaluate_dict(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    size_t mark = python_stack_mark(interpreter);
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < node->dict.values.count; i++) {
        Value key, value;
        const Node *key_node = node->dict.keys.items[i];
        size_t item_mark = python_stack_mark(interpreter);
        if (key_node) {
            if (!evaluate(interpreter, scope, key_node, &key))
                return false;
            python_push(interpreter, key);
        }
        if (!evaluate(interpreter, scope, node->dict.values.items[i], &value))
            return false;
        here(interpreter, node->dict.values.items[i]);
        if (!key_node && value.kind == VALUE_OPAQUE && !interpreter->strict) { /* {**unknown} */
            python_stack_reset(interpreter, mark);
            return python_opaque(interpreter, python_opaque_path(value), result);
        }
        bool done = key_node ? dict_set(interpreter, result->dict, key, value)
                             : merge_mapping(interpreter, result->dict, value);
        if (!done)
            return false;
        python_stack_reset(interpreter, item_mark);
    }
    python_stack_reset(interpreter, mark);
    return true;
}

/* ---- operators ------------------------------------------------------------------ */

static bool evaluate_unary(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value operand;
    if (!evaluate(interpreter, scope, node->operation.left, &operand))
        return false;
    here(interpreter, node);
    Operator operator_ = node->operation.operator_;
    if (operator_ == OPERATOR_NOT) {
        bool truth;
        if (!python_truth(interpreter, operand, &truth))
            return false;
        *result = value_bool(!truth);
        return true;
    }
    if (operand.kind == VALUE_NATIVE)
        for (const NativeClass *type = operand.native->type; type; type = type->base)
            if (type->unary)
                return type->unary(interpreter, operator_, operand, result);
    Value method = operand.kind == VALUE_INSTANCE ? special_method(interpreter, operand,
                                                                   operator_ == OPERATOR_NEGATE   ? "__neg__"
                                                                   : operator_ == OPERATOR_INVERT ? "__invert__"
                                                                                                  : "__pos__")
                                                  : value_absent();
    if (value_given(method))
        return python_call_positional(interpreter, method, &operand, 1, result);
    const char *type = python_type_name(interpreter, operand);
    operand = value_plain(operand);
    if (operand.kind == VALUE_BOOL)
        operand = value_int(operand.boolean);
    if (operand.kind == VALUE_FLOAT && operator_ != OPERATOR_INVERT) {
        *result = value_float(operator_ == OPERATOR_NEGATE ? -operand.real : operand.real);
        return true;
    }
    if (operand.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "'%s' applied to '%s', %s", operator_symbol(operator_),
                             ((Opaque *)operand.object)->path,
                             python_unknown_origin(interpreter, ((Opaque *)operand.object)->path));
    if (!value_is_integer(operand))
        return python_raise(interpreter, "TypeError", "bad operand type for unary %s: '%s'", operator_symbol(operator_),
                            type);
    bool is_big = operand.kind == VALUE_BIG_INTEGER || operand.integer == INT64_MIN;
    if (is_big && operator_ != OPERATOR_NEGATE && operator_ != OPERATOR_INVERT) {
        *result = operand;
        return true;
    }
    if (is_big)
        return (operator_ == OPERATOR_NEGATE ? integer_negate : integer_invert)(interpreter, operand, result);
    *result = value_int(operator_ == OPERATOR_NEGATE   ? -operand.integer
                        : operator_ == OPERATOR_INVERT ? ~operand.integer
                                                       : operand.integer);
    return true;
}

static bool evaluate_binary(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value left, right;
    size_t mark = python_stack_mark(interpreter);
    if (!evaluate(interpreter, scope, node->operation.left, &left))
        return false;
    python_push(interpreter, left);
    if (!evaluate(interpreter, scope, node->operation.right, &right))
        return false;
    python_push(interpreter, right);
    here(interpreter, node);
    bool done = python_binary(interpreter, node->operation.operator_, left, right, result);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool evaluate_boolean(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    for (size_t i = 0; i < node->sequence.values.count; i++) {
        if (!evaluate(interpreter, scope, node->sequence.values.items[i], result))
            return false;
        if (i + 1 == node->sequence.values.count)
            break;
        bool truth;
        here(interpreter, node->sequence.values.items[i]);
        if (!python_truth(interpreter, *result, &truth))
            return false;
        if (truth == (node->sequence.operator_ == OPERATOR_OR))
            break;
    }
    return true;
}

static bool evaluate_compare(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value left;
    size_t mark = python_stack_mark(interpreter);
    if (!evaluate(interpreter, scope, node->compare.left, &left))
        return false;
    for (size_t i = 0; i < node->compare.comparators.count; i++) {
        Value right;
        python_push(interpreter, left);
        if (!evaluate(interpreter, scope, node->compare.comparators.items[i], &right))
            return false;
        python_push(interpreter, right);
        here(interpreter, node);
        if (!python_compare(interpreter, node->compare.operators[i], left, right, result))
            return false;
        if (i + 1 < node->compare.comparators.count) {
            bool truth;
            if (!python_truth(interpreter, *result, &truth))
                return false;
            if (!truth)
                break;
        }
        left = right;
    }
    python_stack_reset(interpreter, mark);
    return true;
}

/* ---- the rest ------------------------------------------------------------------- */

static bool evaluate_attribute(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value object;
    size_t mark = python_stack_mark(interpreter);
    Mark before = position_mark(interpreter);
    if (!evaluate(interpreter, scope, node->attribute.value, &object))
        return false;
    python_push(interpreter, object);
    here(interpreter, node);
    bool done =
        get_interned(interpreter, object, node->attribute.name, result) ||
        (!interpreter->strict && attribute_is_unknown(interpreter, &before, object, node->attribute.name, result));
    python_stack_reset(interpreter, mark);
    return done;
}

bool evaluate_slice(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    if (node->kind != NODE_SLICE)
        return evaluate(interpreter, scope, node, result);
    enum { LOWER, UPPER, STEP, PART_COUNT };
    const Node *parts[PART_COUNT] = {
        [LOWER] = node->slice.lower, [UPPER] = node->slice.upper, [STEP] = node->slice.step};
    Value values[PART_COUNT];
    size_t mark = python_stack_mark(interpreter);
    for (size_t i = 0; i < PART_COUNT; i++) {
        values[i] = value_none();
        if (parts[i] && !evaluate(interpreter, scope, parts[i], &values[i]))
            return false;
        python_push(interpreter, values[i]);
    }
    Slice *slice = heap_new(interpreter, VALUE_SLICE, sizeof(Slice));
    if (!slice)
        return false;
    slice->lower = values[LOWER];
    slice->upper = values[UPPER];
    slice->step = values[STEP];
    python_stack_reset(interpreter, mark);
    *result = value_object(slice);
    return true;
}

static bool evaluate_subscript(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value container, key;
    size_t mark = python_stack_mark(interpreter);
    Mark before = position_mark(interpreter);
    if (!evaluate(interpreter, scope, node->subscript.value, &container))
        return false;
    python_push(interpreter, container);
    if (!evaluate_slice(interpreter, scope, node->subscript.index, &key))
        return false;
    python_push(interpreter, key);
    here(interpreter, node);
    bool done = subscript_get(interpreter, container, key, result) ||
                (!interpreter->strict && item_is_unknown(interpreter, &before, container, result));
    python_stack_reset(interpreter, mark);
    return done;
}

static bool evaluate_conditional(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value test;
    bool truth;
    if (!evaluate(interpreter, scope, node->conditional.test, &test) || !python_truth(interpreter, test, &truth))
        return false;
    return evaluate(interpreter, scope, truth ? node->conditional.body : node->conditional.otherwise, result);
}

static bool evaluate_named(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    return evaluate(interpreter, scope, node->assign.value, result) &&
           scope_set(interpreter, scope, node->assign.targets.items[0]->name.id, *result);
}

static bool evaluate_await(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value awaitable;
    return evaluate(interpreter, scope, node->single.value, &awaitable) && python_await(interpreter, awaitable, result);
}

static bool evaluate_unsupported(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    (void)scope;
    (void)result;
    here(interpreter, node);
    return python_refuse(interpreter, node->kind == NODE_STARRED ? "a starred expression here" : "yield");
}

static NodeEvaluator *const evaluators[NODE_KIND_COUNT] = {
    [NODE_NAME] = evaluate_name,
    [NODE_CONSTANT] = evaluate_constant,
    [NODE_JOINED_STRING] = evaluate_joined,
    [NODE_TUPLE] = evaluate_sequence,
    [NODE_LIST] = evaluate_sequence,
    [NODE_SET] = evaluate_set,
    [NODE_DICT] = evaluate_dict,
    [NODE_LIST_COMPREHENSION] = evaluate_comprehension,
    [NODE_SET_COMPREHENSION] = evaluate_comprehension,
    [NODE_DICT_COMPREHENSION] = evaluate_comprehension,
    [NODE_GENERATOR] = evaluate_comprehension,
    [NODE_UNARY] = evaluate_unary,
    [NODE_BINARY] = evaluate_binary,
    [NODE_BOOLEAN] = evaluate_boolean,
    [NODE_COMPARE] = evaluate_compare,
    [NODE_CALL] = evaluate_call,
    [NODE_ATTRIBUTE] = evaluate_attribute,
    [NODE_SUBSCRIPT] = evaluate_subscript,
    [NODE_SLICE] = evaluate_slice,
    [NODE_STARRED] = evaluate_unsupported,
    [NODE_LAMBDA] = make_function,
    [NODE_CONDITIONAL] = evaluate_conditional,
    [NODE_NAMED_EXPRESSION] = evaluate_named,
    [NODE_AWAIT] = evaluate_await,
    [NODE_YIELD] = evaluate_unsupported,
    [NODE_YIELD_FROM] = evaluate_unsupported,
};

bool evaluate(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    /* Resets the stack: values that a native left on it must not become arguments. */
    size_t mark = python_stack_mark(interpreter);
    interpreter->depth++;
    bool done = interpreter_tick(interpreter) && evaluators[node->kind](interpreter, scope, node, result);
    interpreter->depth--;
    python_stack_reset(interpreter, mark);
    return done;
}

/* ---- assignment ------------------------------------------------------------------- */

static bool assign_sequence(Interpreter *interpreter, Scope *scope, const Node *target, Value value)
{
    const NodeList *targets = &target->sequence.values;
    size_t starred = targets->count;
    for (size_t i = 0; i < targets->count; i++)
        if (targets->items[i]->kind == NODE_STARRED)
            starred = i;
    bool has_star = starred < targets->count;
    Value items;
    size_t mark = python_stack_mark(interpreter);
    if (!collect_to_unpack(interpreter, value, "cannot unpack non-iterable %s object", &items))
        return false;
    size_t fixed = targets->count - has_star;
    size_t count = items.list->count;
    if (count < fixed)
        return python_raise(interpreter, "ValueError", "not enough values to unpack (expected %s%zu, got %zu)",
                            has_star ? "at least " : "", fixed, count);
    if (!has_star && count > fixed)
        return python_raise(interpreter, "ValueError", "too many values to unpack (expected %zu)", fixed);
    size_t at = 0;
    for (size_t i = 0; i < targets->count; i++) {
        Value item;
        if (i == starred) {
            size_t taken = count - fixed;
            if (!python_list(interpreter, items.list->items + at, taken, &item) ||
                !assign(interpreter, scope, targets->items[i]->single.value, item))
                return false;
            at += taken;
        } else if (!assign(interpreter, scope, targets->items[i], items.list->items[at++])) {
            return false;
        }
    }
    python_stack_reset(interpreter, mark);
    return true;
}

bool assign(Interpreter *interpreter, Scope *scope, const Node *target, Value value)
{
    Value container, key;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, value);
    bool done = false;
    switch (target->kind) {
    case NODE_NAME:
        done = scope_set(interpreter, scope, target->name.id, value);
        break;
    case NODE_ATTRIBUTE:
        done = evaluate(interpreter, scope, target->attribute.value, &container);
        here(interpreter, target);
        done = done && python_set_attribute(interpreter, container, target->attribute.name, value);
        break;
    case NODE_SUBSCRIPT:
        if (evaluate(interpreter, scope, target->subscript.value, &container)) {
            python_push(interpreter, container);
            done = evaluate_slice(interpreter, scope, target->subscript.index, &key);
            here(interpreter, target);
            done = done && subscript_set(interpreter, container, key, value);
        }
        break;
    default:
        here(interpreter, target);
        done = assign_sequence(interpreter, scope, target, value);
        break;
    }
    python_stack_reset(interpreter, mark);
    return done;
}
