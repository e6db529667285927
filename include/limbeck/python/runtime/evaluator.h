/* The functions of the evaluator that calls, classes and modules run code with. The runtime reaches them by this
 * table, and links to no file of the evaluator.
 *
 *     Value value;
 *     if (!interpreter->evaluator->expression(interpreter, scope, node, &value))
 *         return false; */
#ifndef LIMBECK_PYTHON_RUNTIME_EVALUATOR_H
#define LIMBECK_PYTHON_RUNTIME_EVALUATOR_H

#include "limbeck/python/native.h"
#include "limbeck/python/syntax/ast.h"

typedef struct Scope Scope;
typedef enum { FLOW_NORMAL, FLOW_RETURN, FLOW_BREAK, FLOW_CONTINUE, FLOW_YIELD, FLOW_FAILED } Flow;

typedef struct Evaluator {
    /* False: an exception or a refusal is set. */
    bool (*expression)(Interpreter *interpreter, Scope *scope, const Node *node, Value *result);
    /* The value of an annotation, which may use names that are not defined yet. */
    bool (*annotation)(Interpreter *interpreter, Scope *scope, const Node *annotation, Value *value);
    /* Runs statements; *result is what FLOW_RETURN returns. */
    Flow (*statements)(Interpreter *interpreter, Scope *scope, const NodeList *body, Value *result);
    /* Stores the annotation of `name: type` in the class whose body contains it. */
    bool (*class_annotation)(Interpreter *interpreter, Scope *scope, const Node *node);
    /* A statement that failed for `reason` changes nothing that is known, whichever way it goes; dictionaries and
     * objects that it may have changed hold unknown values now. Without a scope it calls nothing but built-ins. */
    bool (*is_inert)(Interpreter *interpreter, Scope *scope, const Node *node, const char *reason, bool may_return);
} Evaluator;

bool statement_is_inert(Interpreter *interpreter, Scope *scope, const Node *node, const char *reason, bool may_return);

#endif
