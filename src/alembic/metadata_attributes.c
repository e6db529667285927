#include "metadata_origin.h"
#include "metadata_search.h"
#include "module_syntax.h"

#include <string.h>

/* Base classes for whose subclasses SQLAlchemy creates a `metadata`. */
static bool is_declarative_base(const char *path)
{
    static const char *const names[] = {"DeclarativeBase", "DeclarativeBaseNoMeta"};
    return IS_ONE_OF(known_package_name(path), names);
}

/* Base classes without `metadata`. */
static bool is_plain_base(const char *path)
{
    static const char *const names[] = {"object", "abc.ABC", "typing.Generic", "typing.Protocol", "Generic"};
    static const char *const mixins[] = {"AsyncAttrs", "MappedAsDataclass"};
    return IS_ONE_OF(path, names) || IS_ONE_OF(known_package_name(path), mixins);
}

/* ---- attributes of classes ------------------------------------------------------------------------ */

static Origin of_class_body(Search *search, Origin class_, const char *name, bool *found)
{
    BindingVector bindings = {0};
    module_bindings(search->project, class_.module, &class_.node->class_->body, name, &bindings);
    *found = bindings.count != 0;
    if (bindings.count > 1)
        return origin_unknown_at(search, class_.module, class_.node,
                                 arena_format(search->project->arena, "'%s' is set in several places", name));
    return *found ? search_binding(search, class_.module, &bindings.items[0], name) : origin_unknown(NULL);
}

/* metaclass=DeclarativeMeta; any other metaclass may create a `metadata`. */
static bool has_known_metaclass(Search *search, Origin class_)
{
    const ClassParts *parts = class_.node->class_;
    static const char *const names[] = {"DeclarativeMeta", "DeclarativeAttributeIntercept", "DCTransformDeclarative"};
    for (size_t i = 0; i < parts->keyword_count; i++) {
        const char *name = parts->keywords[i].name;
        if (!name)
            return false;
        if (strcmp(name, "metaclass") != 0)
            continue;
        Origin meta = search_expression(search, class_.module, parts->keywords[i].value);
        if (meta.kind != ORIGIN_OUTSIDE || meta.node ||
            (!IS_ONE_OF(known_package_name(meta.name), names) && strcmp(meta.name, "abc.ABCMeta") != 0))
            return false;
    }
    return true;
}

/* @as_declarative(metadata=...) makes a base; @declarative_mixin and dataclass decorators do not change its
 * metadata. */
static bool decorated_base(Search *search, Origin class_, Origin *metadata)
{
    static const char *const harmless[] = {"declarative_mixin", "total_ordering"};
    const NodeList *decorators = &class_.node->class_->decorators;
    for (size_t i = 0; i < decorators->count; i++) {
        Origin decorator = search_expression(search, class_.module, decorators->items[i]);
        const char *name = decorator.kind == ORIGIN_OUTSIDE ? decorator.name : "";
        if (decorator.node && strcmp(known_package_name(name), "as_declarative") == 0) {
            *metadata = search_attribute(search, decorator, "metadata");
            return true;
        }
        const char *last = strrchr(name, '.');
        if (last && !IS_ONE_OF(last + 1, harmless)) {
            *metadata = origin_unknown_at(search, class_.module, class_.node, "a decorated class");
            return true;
        }
    }
    return false;
}

static Origin of_base(Search *search, Origin class_, const Node *node, const char *name, bool *found)
{
    Origin base = search_expression(search, class_.module, node);
    Arena *arena = search->project->arena;
    bool wants_metadata = strcmp(name, "metadata") == 0;
    *found = false;
    if (base.kind == ORIGIN_CLASS)
        return search_class(search, base, name, found);
    if (base.kind == ORIGIN_EXPRESSION && base.node->kind == NODE_SUBSCRIPT) /* Generic[T] */
        base = search_expression(search, base.module, base.node->subscript.value);
    if (base.kind == ORIGIN_OUTSIDE && !base.node && is_plain_base(base.name))
        return base;
    *found = true;
    if (base.kind == ORIGIN_OUTSIDE && !base.node && is_declarative_base(base.name)) {
        bool has_registry;
        *found = wants_metadata;
        if (!wants_metadata)
            return base;
        Origin registry = of_class_body(search, class_, "registry", &has_registry);
        return has_registry ? search_attribute(search, registry, name)
                            : origin_metadata(class_.module, class_.node, class_.name);
    }
    const char *outside = base.name;
    if (base.kind == ORIGIN_OUTSIDE)
        base = search_attribute(search, base, name);
    if (base.kind == ORIGIN_OUTSIDE)
        base = origin_unknown(arena_format(arena, "'%s' is outside the project", outside));
    if (base.kind != ORIGIN_UNKNOWN)
        return base;
    return origin_unknown_at(search, class_.module, class_.node,
                             arena_format(arena, "'%s' has a base that could set it: %s", class_.name, base.reason));
}

Origin search_class(Search *search, Origin class_, const char *name, bool *found)
{
    Origin here = of_class_body(search, class_, name, found);
    if (*found)
        return here;
    if (!has_known_metaclass(search, class_)) {
        *found = true;
        return origin_unknown_at(search, class_.module, class_.node, "a class with a metaclass that could set it");
    }
    *found = decorated_base(search, class_, &here);
    for (size_t i = 0; !*found && i < class_.node->class_->bases.count; i++)
        here = of_base(search, class_, class_.node->class_->bases.items[i], name, found);
    return here;
}

/* ---- attributes of what a known package makes --------------------------------------------------------- */

/* The call's metadata=..., or a new MetaData. */
static Origin metadata_of_call(Search *search, Origin made, size_t positional)
{
    const Node *call = made.node, *given = call_keyword(call, "metadata");
    if (call_has_unpacking(call) || call->call.arguments.count > positional)
        return origin_unknown_at(search, made.module, call, "a call whose arguments may bring a MetaData");
    if (given && !(given->kind == NODE_CONSTANT && given->constant.kind == CONSTANT_NONE))
        return search_expression(search, made.module, given);
    return origin_metadata(made.module, call, made.name);
}

/* SQLAlchemy(app, metadata=..., model_class=Base) */
static Origin metadata_of_flask(Search *search, Origin made)
{
    bool found;
    const Node *class_node = call_keyword(made.node, "model_class");
    Origin metadata = metadata_of_call(search, made, 1);
    if (metadata.kind != ORIGIN_METADATA || metadata.node != made.node || !class_node)
        return metadata;
    Origin class_ = search_expression(search, made.module, class_node);
    if (class_.kind == ORIGIN_OUTSIDE && class_.node &&
        strcmp(known_package_name(class_.name), "declarative_base") == 0)
        return metadata_of_call(search, class_, 0);
    if (class_.kind != ORIGIN_CLASS)
        return class_.kind == ORIGIN_OUTSIDE && !class_.node && is_declarative_base(class_.name)
                   ? metadata
                   : origin_unknown_at(search, made.module, class_node, "a model_class that limbeck cannot follow");
    Origin own = search_class(search, class_, "metadata", &found);
    return found ? own : metadata;
}

Origin search_outside(Search *search, Origin of, const char *name)
{
    Arena *arena = search->project->arena;
    const char *known = known_package_name(of.name);
    bool wants_metadata = strcmp(name, "metadata") == 0;
    static const char *const makers[] = {"declarative_base", "registry", "as_declarative", "generate_base"};
    if (!of.node) {
        if (strcmp(known, "SQLModel") == 0 && wants_metadata)
            return origin_metadata(NULL, NULL, "sqlmodel.SQLModel");
        return (Origin){.kind = ORIGIN_OUTSIDE, .name = arena_format(arena, "%s.%s", of.name, name)};
    }
    if (strcmp(known, "SQLAlchemy") == 0 && strcmp(name, "Model") == 0)
        return of;
    if (wants_metadata && strcmp(known, "SQLAlchemy") == 0)
        return metadata_of_flask(search, of);
    if (wants_metadata && IS_ONE_OF(known, makers))
        return metadata_of_call(search, of, 0);
    if (strcmp(known, "registry") == 0) /* registry.generate_base() has the registry's */
        return of;
    return origin_unknown_at(search, of.module, of.node, arena_format(arena, "'%s' of what %s() makes", name, of.name));
}
