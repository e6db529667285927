/* Comprehensions and generator expressions. A generator expression is lazy: each clause is an iterator over the
 * one before it. */
#include "limbeck/python/runtime/internal.h"

#include <stdlib.h>

typedef struct Builder {
    Interpreter *interpreter;
    Scope *scope;
    const Node *node;
    Value result;
} Builder;

static bool conditions_hold(Interpreter *interpreter, Scope *scope, const NodeList *conditions, bool *hold)
{
    *hold = true;
    for (size_t i = 0; i < conditions->count && *hold; i++) {
        Value value;
        if (!evaluate(interpreter, scope, conditions->items[i], &value) || !python_truth(interpreter, value, hold))
            return false;
    }
    return true;
}

static bool add_element(Builder *builder)
{
    Interpreter *interpreter = builder->interpreter;
    const Node *node = builder->node;
    Value element, value;
    if (!evaluate(interpreter, builder->scope, node->comprehension.element, &element))
        return false;
    if (node->kind == NODE_LIST_COMPREHENSION)
        return list_append(interpreter, builder->result.list, element);
    if (node->kind == NODE_SET_COMPREHENSION)
        return dict_set(interpreter, builder->result.dict, element, value_none());
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, element);
    if (!evaluate(interpreter, builder->scope, node->comprehension.value, &value) ||
        !dict_set(interpreter, builder->result.dict, element, value))
        return false;
    python_stack_reset(interpreter, mark);
    return true;
}

static bool run_clause(Builder *builder, size_t index, Value iterable)
{
    Interpreter *interpreter = builder->interpreter;
    const Comprehension *clause = &builder->node->comprehension.clauses[index];
    Value iterator, item;
    size_t mark = python_stack_mark(interpreter);
    if (!python_iterator(interpreter, iterable, &iterator))
        return false;
    python_push(interpreter, iterator);
    for (;;) {
        bool hold;
        if (!interpreter_tick(interpreter) || !python_next(interpreter, iterator, &item))
            return false;
        if (!value_given(item))
            break;
        if (!assign(interpreter, builder->scope, clause->target, item) ||
            !conditions_hold(interpreter, builder->scope, &clause->conditions, &hold))
            return false;
        if (!hold)
            continue;
        if (index + 1 == builder->node->comprehension.clause_count) {
            if (!add_element(builder))
                return false;
            continue;
        }
        Value inner;
        if (!evaluate(interpreter, builder->scope, builder->node->comprehension.clauses[index + 1].iterable, &inner) ||
            !run_clause(builder, index + 1, inner))
            return false;
    }
    python_stack_reset(interpreter, mark);
    return true;
}

/* ---- generator expressions -------------------------------------------------- */

/* parts[i] is the iterator of clause i; index is the number of open ones. */
static bool generator_step(Interpreter *interpreter, Iterator *iterator, Value *item)
{
    const Node *node = iterator->node;
    size_t clause_count = node->comprehension.clause_count;
    Frame frame = {.caller = interpreter->frame,
                   .module = iterator->scope->module,
                   .scope = iterator->scope,
                   .node = node,
                   .function = "<genexpr>"};
    interpreter->frame = &frame;
    bool done = true;
    *item = value_absent();
    while (done && iterator->index > 0) {
        size_t level = iterator->index - 1;
        const Comprehension *clause = &node->comprehension.clauses[level];
        Value value;
        bool hold;
        done = interpreter_tick(interpreter) && python_next(interpreter, iterator->parts[level], &value);
        if (!done)
            break;
        if (!value_given(value)) {
            iterator->index--;
            continue;
        }
        done = assign(interpreter, iterator->scope, clause->target, value) &&
               conditions_hold(interpreter, iterator->scope, &clause->conditions, &hold);
        if (!done || !hold)
            continue;
        if (iterator->index == clause_count) {
            done = evaluate(interpreter, iterator->scope, node->comprehension.element, item);
            break;
        }
        Value iterable;
        done =
            evaluate(interpreter, iterator->scope, node->comprehension.clauses[iterator->index].iterable, &iterable) &&
            python_iterator(interpreter, iterable, &iterator->parts[iterator->index]);
        iterator->index++;
    }
    interpreter->frame = frame.caller;
    return done || generator_stops(interpreter);
}

static bool make_generator(Interpreter *interpreter, Scope *scope, const Node *node, Value iterable, Value *result)
{
    Iterator *iterator;
    Value first;
    if (!python_iterator(interpreter, iterable, &first))
        return false;
    python_push(interpreter, first);
    if (!iterator_make(interpreter, generator_step, value_none(), &iterator))
        return false;
    iterator->part_count = node->comprehension.clause_count;
    iterator->parts = memory_alloc(iterator->part_count * sizeof(Value));
    iterator->parts[0] = first;
    iterator->index = 1;
    iterator->node = node;
    iterator->scope = scope;
    *result = value_object(iterator);
    return true;
}

bool evaluate_comprehension(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Value iterable;
    size_t mark = python_stack_mark(interpreter);
    /* The first iterable is evaluated in the enclosing scope. */
    if (!evaluate(interpreter, scope, node->comprehension.clauses[0].iterable, &iterable))
        return false;
    python_push(interpreter, iterable);
    Scope *inner = scope_new(interpreter, scope, scope->module, function_names(interpreter, node));
    if (!inner)
        return false;
    inner->is_comprehension = true;
    inner->owner = scope->owner;
    python_push(interpreter, value_object(inner));
    here(interpreter, node);
    if (node->kind == NODE_GENERATOR) {
        if (!make_generator(interpreter, inner, node, iterable, result))
            return false;
        python_stack_reset(interpreter, mark);
        return true;
    }
    Builder builder = {interpreter, inner, node, value_none()};
    bool made = node->kind == NODE_LIST_COMPREHENSION  ? python_list(interpreter, NULL, 0, &builder.result)
                : node->kind == NODE_SET_COMPREHENSION ? python_set(interpreter, VALUE_SET, &builder.result)
                                                       : python_dict(interpreter, &builder.result);
    if (!made)
        return false;
    python_push(interpreter, builder.result);
    if (!run_clause(&builder, 0, iterable))
        return false;
    python_stack_reset(interpreter, mark);
    *result = builder.result;
    return true;
}
