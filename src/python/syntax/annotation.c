#include "limbeck/python/syntax/ast.h"

bool annotation_has_effect(const Node *node)
{
    if (!node)
        return false;
    switch (node->kind) {
    case NODE_NAME:
    case NODE_CONSTANT:
        return false;
    case NODE_ATTRIBUTE:
        return annotation_has_effect(node->attribute.value);
    case NODE_SUBSCRIPT:
        return annotation_has_effect(node->subscript.value) || annotation_has_effect(node->subscript.index);
    case NODE_BINARY:
        return annotation_has_effect(node->operation.left) || annotation_has_effect(node->operation.right);
    case NODE_TUPLE:
    case NODE_LIST:
        for (size_t i = 0; i < node->sequence.values.count; i++)
            if (annotation_has_effect(node->sequence.values.items[i]))
                return true;
        return false;
    default:
        return true;
    }
}
