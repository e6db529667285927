/* Objects and their garbage collection: mark and sweep, between statements. Roots are the value stack, the
 * frames, the modules, and conservatively the C stack. */
#include "c_stack.h"
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include "limbeck/base/checked.h"
#include "limbeck/python/runtime/ranges.h"

#include <stdlib.h>
#include <string.h>

/* So small that a loop reuses memory that is still in the processor's cache; a collection visits all live objects. */
enum { MIN_GARBAGE = 256 * 1024 };
/* Natives' arenas are much larger than their content, and a collection visits all live objects. */
enum { ARENA_SHARE = 8 };
/* Bytes that take about one step to allocate and fill. */
enum { BYTES_OF_STEP = 256 };

/* ---- pieces of memory ------------------------------------------------------ */

/* Freed small objects are kept by size for reuse. */
#ifdef MEMORY_IS_CHECKED
enum { MAX_RECYCLED = 0 };
#else
enum { MAX_RECYCLED = HEAP_SIZES * HEAP_STEP };
#endif

static Object **waiting_pieces(Interpreter *interpreter, size_t size)
{
    return size && size <= MAX_RECYCLED ? &interpreter->waiting[(size - 1) / HEAP_STEP] : NULL;
}

static Object *take_piece(Interpreter *interpreter, size_t size)
{
    Object **waiting = waiting_pieces(interpreter, size);
    if (!waiting)
        return memory_alloc(size);
    Object *piece = *waiting;
    if (!piece)
        return arena_alloc(interpreter->pieces, (size + HEAP_STEP - 1) / HEAP_STEP * HEAP_STEP);
    *waiting = piece->next;
    return memset(piece, 0, size);
}

static void recycle_piece(Interpreter *interpreter, Object *piece, size_t size)
{
    Object **waiting = waiting_pieces(interpreter, size);
    if (!waiting) {
        free(piece);
        return;
    }
    piece->next = *waiting;
    *waiting = piece;
}

/* ---- objects ---------------------------------------------------------------- */

bool heap_reserve(Interpreter *interpreter, size_t bytes)
{
    if (bytes < interpreter->options.limits.bytes &&
        interpreter->heap_bytes + interpreter->arena_bytes + bytes <= interpreter->options.limits.bytes)
        return true;
    if (interpreter->error.kind == ERROR_NONE) {
        PythonPlace place = python_place(interpreter);
        error_set(&interpreter->error, ERROR_LIMIT, "the script needs more than %zu MiB of memory",
                  interpreter->options.limits.bytes / ((size_t)1024 * 1024));
        if (interpreter->frame && interpreter->frame->module->file)
            python_error_place(&interpreter->error, interpreter->frame->module->file, place.line, place.column);
        error_hint(&interpreter->error, "read in batches, or do the work in SQL");
    }
    return false;
}

bool python_reserve_memory(Interpreter *interpreter, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        bytes = SIZE_MAX / 2;
    return heap_reserve(interpreter, bytes);
}

void *heap_new(Interpreter *interpreter, ValueKind kind, size_t size)
{
    if (!heap_reserve(interpreter, size))
        return NULL;
    Object *object = take_piece(interpreter, size);
    object->kind = kind;
    object->next = interpreter->objects;
    interpreter->objects = object;
    interpreter->heap_bytes += size;
    return object;
}

/* ---- sizes -------------------------------------------------------------- */

static const size_t object_sizes[VALUE_KIND_COUNT] = {
    [VALUE_LIST] = sizeof(List),         [VALUE_TUPLE] = sizeof(List),          [VALUE_DICT] = sizeof(Dict),
    [VALUE_SET] = sizeof(Dict),          [VALUE_FROZENSET] = sizeof(Dict),      [VALUE_RANGE] = sizeof(Range),
    [VALUE_SLICE] = sizeof(Slice),       [VALUE_ITERATOR] = sizeof(Iterator),   [VALUE_FUNCTION] = sizeof(Function),
    [VALUE_BUILTIN] = sizeof(Builtin),   [VALUE_METHOD] = sizeof(Method),       [VALUE_CLASS] = sizeof(Class),
    [VALUE_INSTANCE] = sizeof(Instance), [VALUE_MODULE] = sizeof(Module),       [VALUE_COROUTINE] = sizeof(Coroutine),
    [VALUE_NATIVE] = sizeof(Native),     [VALUE_OPAQUE] = sizeof(Opaque),       [VALUE_PROPERTY] = sizeof(Property),
    [VALUE_SCOPE] = sizeof(Scope),       [VALUE_GENERATOR] = sizeof(Generator), [VALUE_SUPER] = sizeof(Super),
};

static size_t names_bytes(const Names *names)
{
    return names->capacity * (sizeof(char *) + sizeof(Value));
}

static size_t module_bytes(const Module *module)
{
    return module->constant_capacity * sizeof(Value) + (module->tree ? arena_bytes(module->tree) : 0);
}

/* Memory that an object uses outside its own allocation. Counted when it is freed and at the end of each collection, so
 * growth is noticed late but not lost. */
static size_t extra_bytes(const Object *object)
{
    switch (object->kind) {
    case VALUE_LIST:
    case VALUE_TUPLE:
        return ((const List *)object)->capacity * sizeof(Value);
    case VALUE_DICT:
    case VALUE_SET:
    case VALUE_FROZENSET: {
        const Dict *dict = (const Dict *)object;
        return dict->capacity * sizeof(DictEntry) + dict->slot_count * sizeof(uint32_t);
    }
    case VALUE_NATIVE: {
        const Native *native = (const Native *)object;
        return (native->arena ? arena_bytes(native->arena) : 0) + native->slot_capacity * sizeof(Value);
    }
    case VALUE_SCOPE:
        return names_bytes(&((const Scope *)object)->names);
    case VALUE_INSTANCE:
        return names_bytes(&((const Instance *)object)->names);
    case VALUE_GENERATOR:
        return ((const Generator *)object)->pause_capacity * sizeof(Pause);
    case VALUE_MODULE:
        return module_bytes((const Module *)object);
    default:
        return 0;
    }
}

/* The size that heap_new() was called with. */
static size_t own_bytes(const Object *object)
{
    if (object->kind == VALUE_STRING || object->kind == VALUE_BYTES)
        return sizeof(String) + ((const String *)object)->length + 1;
    if (object->kind == VALUE_BIG_INTEGER)
        return integer_object_bytes(object);
    if (object->kind != VALUE_NATIVE)
        return object_sizes[object->kind];
    const Native *native = (const Native *)object;
    return sizeof *native + native->inner_slots * sizeof(Value) + native->data_size;
}

static size_t object_bytes(const Object *object)
{
    return own_bytes(object) + extra_bytes(object);
}

/* ---- marking -------------------------------------------------------------- */

typedef struct Marker {
    Object **pending;
    size_t count;
    size_t capacity;
} Marker;

static void mark_object(Marker *marker, void *pointer)
{
    Object *object = pointer;
    if (!object || object->marked)
        return;
    object->marked = true;
    if (marker->count == marker->capacity) {
        marker->capacity = marker->capacity ? marker->capacity * 2 : 1024;
        marker->pending = memory_resize(marker->pending, marker->capacity * sizeof *marker->pending);
    }
    marker->pending[marker->count++] = object;
}

static void mark_value(Marker *marker, Value value)
{
    if (value.kind >= VALUE_STRING)
        mark_object(marker, value.object);
}

static void mark_values(Marker *marker, const Value *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        mark_value(marker, values[i]);
}

static void mark_names(Marker *marker, const Names *names)
{
    mark_values(marker, names->values, names->count);
}

static void mark_class(Marker *marker, const Class *class_)
{
    for (size_t i = 0; i < class_->order_count; i++)
        mark_object(marker, class_->order[i]);
    mark_object(marker, class_->meta);
    mark_names(marker, &class_->names);
}

static void mark_function(Marker *marker, const Function *function)
{
    mark_object(marker, function->module);
    mark_object(marker, function->closure);
    mark_object(marker, function->owner);
    mark_names(marker, &function->names);
    for (size_t i = 0; i < function->node->function->parameters.count; i++)
        mark_value(marker, function->defaults[i]);
}

static void mark_generator(Marker *marker, const Generator *generator)
{
    mark_object(marker, generator->function);
    mark_object(marker, generator->scope);
    mark_value(marker, generator->yielded);
    mark_value(marker, generator->sent);
    mark_value(marker, generator->thrown);
    mark_value(marker, generator->result);
    for (size_t i = 0; i < generator->pause_count; i++) {
        mark_value(marker, generator->pauses[i].first);
        mark_value(marker, generator->pauses[i].second);
    }
}

static void mark_scope(Marker *marker, const Scope *scope)
{
    mark_names(marker, &scope->names);
    mark_object(marker, scope->parent);
    mark_object(marker, scope->module);
    mark_object(marker, scope->owner);
    mark_object(marker, scope->generator);
    mark_value(marker, scope->prepared);
    if (scope->class_names)
        mark_names(marker, scope->class_names);
}

static void mark_dict(Marker *marker, const Dict *dict)
{
    for (size_t i = 0; i < dict->used; i++) {
        mark_value(marker, dict->entries[i].key);
        mark_value(marker, dict->entries[i].value);
    }
}

static void mark_children(Marker *marker, Object *object)
{
    switch (object->kind) {
    case VALUE_LIST:
    case VALUE_TUPLE:
        mark_values(marker, ((List *)object)->items, ((List *)object)->count);
        break;
    case VALUE_DICT:
    case VALUE_SET:
    case VALUE_FROZENSET:
        mark_dict(marker, (Dict *)object);
        break;
    case VALUE_SLICE: {
        const Slice *slice = (Slice *)object;
        mark_value(marker, slice->lower);
        mark_value(marker, slice->upper);
        mark_value(marker, slice->step);
        break;
    }
    case VALUE_RANGE:
        mark_value(marker, ((Range *)object)->wide);
        break;
    case VALUE_ITERATOR: {
        const Iterator *iterator = (Iterator *)object;
        mark_value(marker, iterator->source);
        mark_value(marker, iterator->extra);
        mark_values(marker, iterator->parts, iterator->part_count);
        mark_object(marker, iterator->scope);
        break;
    }
    case VALUE_FUNCTION:
        mark_function(marker, (Function *)object);
        break;
    case VALUE_BUILTIN:
        mark_value(marker, ((Builtin *)object)->self);
        if (((Builtin *)object)->owner)
            mark_value(marker, value_object(((Builtin *)object)->owner));
        break;
    case VALUE_METHOD:
        mark_value(marker, ((Method *)object)->function);
        mark_value(marker, ((Method *)object)->self);
        break;
    case VALUE_CLASS:
        mark_class(marker, (Class *)object);
        break;
    case VALUE_INSTANCE:
        mark_object(marker, ((Instance *)object)->class_);
        mark_names(marker, &((Instance *)object)->names);
        mark_value(marker, ((Instance *)object)->plain);
        mark_object(marker, ((Instance *)object)->attributes);
        break;
    case VALUE_MODULE:
        mark_names(marker, &((Module *)object)->names);
        mark_values(marker, ((Module *)object)->constants, ((Module *)object)->constant_count);
        break;
    case VALUE_COROUTINE:
        mark_object(marker, ((Coroutine *)object)->function);
        mark_object(marker, ((Coroutine *)object)->scope);
        break;
    case VALUE_NATIVE: {
        const Native *native = (Native *)object;
        mark_object(marker, native->class_);
        mark_values(marker, native->slots, native->slot_count);
        mark_names(marker, &native->names);
        break;
    }
    case VALUE_PROPERTY:
        mark_value(marker, ((Property *)object)->function);
        mark_value(marker, ((Property *)object)->setter);
        mark_value(marker, ((Property *)object)->deleter);
        mark_value(marker, ((Property *)object)->doc);
        break;
    case VALUE_SCOPE:
        mark_scope(marker, (Scope *)object);
        break;
    case VALUE_GENERATOR:
        mark_generator(marker, (Generator *)object);
        break;
    case VALUE_OPAQUE:
        mark_value(marker, ((Opaque *)object)->of);
        break;
    case VALUE_SUPER:
        mark_object(marker, (Class *)((Super *)object)->after);
        mark_value(marker, ((Super *)object)->self);
        break;
    default:
        break;
    }
}

static void mark_map(Marker *marker, const Map *map)
{
    for (size_t i = 0; i < map->count; i++)
        mark_object(marker, map->entries[i].value);
}

static void mark_roots(Interpreter *interpreter, Marker *marker)
{
    mark_values(marker, interpreter->stack, interpreter->stack_count);
    mark_value(marker, interpreter->raised);
    mark_value(marker, interpreter->handling);
    mark_names(marker, &interpreter->builtins);
    mark_names(marker, &interpreter->exception_classes);
    mark_map(marker, &interpreter->modules);
    mark_map(marker, &interpreter->native_classes);
    for (size_t i = 0; i < VALUE_KIND_COUNT; i++)
        mark_object(marker, interpreter->builtin_classes[i]);
    for (size_t i = 0; i < 3; i++)
        mark_object(marker, interpreter->property_classes[i]);
    for (const Frame *frame = interpreter->frame; frame; frame = frame->caller) {
        mark_object(marker, frame->module);
        mark_object(marker, frame->scope);
    }
}

static void mark_found(void *marker, void *object)
{
    mark_object(marker, object);
}

static void mark_pending(Marker *marker)
{
    while (marker->count)
        mark_children(marker, marker->pending[--marker->count]);
}

/* ---- freeing ---------------------------------------------------------------- */

void names_release(Names *names)
{
    free(names->keys);
    free(names->values);
    *names = (Names){0};
}

static void release_class(Class *class_)
{
    names_release(&class_->names);
    free(class_->bases);
    free(class_->order);
}

static void release_native(Native *native)
{
    for (const NativeClass *type = native->type; type; type = type->base)
        if (type->release && native->data)
            type->release(native->data);
    arena_free(native->arena);
    if (native->slot_capacity)
        free(native->slots);
    names_release(&native->names);
}

static void release_module(Module *module)
{
    names_release(&module->names);
    free(module->constants);
    arena_free(module->tree);
}

static void free_object(Interpreter *interpreter, Object *object)
{
    size_t size = own_bytes(object);
    switch (object->kind) {
    case VALUE_LIST:
    case VALUE_TUPLE:
        free(((List *)object)->items);
        break;
    case VALUE_DICT:
    case VALUE_SET:
    case VALUE_FROZENSET:
        free(((Dict *)object)->entries);
        break;
    case VALUE_ITERATOR:
        free(((Iterator *)object)->parts);
        break;
    case VALUE_FUNCTION:
        free(((Function *)object)->defaults);
        names_release(&((Function *)object)->names);
        break;
    case VALUE_CLASS:
        release_class((Class *)object);
        break;
    case VALUE_INSTANCE:
        names_release(&((Instance *)object)->names);
        break;
    case VALUE_MODULE:
        release_module((Module *)object);
        break;
    case VALUE_NATIVE:
        release_native((Native *)object);
        break;
    case VALUE_GENERATOR:
        free(((Generator *)object)->pauses);
        break;
    case VALUE_SCOPE:
        names_release(&((Scope *)object)->names);
        break;
    default:
        break;
    }
    recycle_piece(interpreter, object, size);
}

static void sweep(Interpreter *interpreter)
{
    size_t live = 0;
    interpreter->text_place = (TextPlace){0};
    Object **link = &interpreter->objects;
    while (*link) {
        Object *object = *link;
        if (object->marked) {
            object->marked = false;
            live += object_bytes(object);
            link = &object->next;
        } else {
            *link = object->next;
            free_object(interpreter, object);
        }
    }
    interpreter->arena_bytes = 0;
    interpreter->heap_bytes = interpreter->live_bytes = live + arena_bytes(interpreter->arena);
}

/* Whether C code other than the evaluator's is waiting for a call of the script. */
static bool runs_within_c(const Interpreter *interpreter)
{
    const Frame *frame = interpreter->frame;
    while (frame && frame->caller && frame->is_direct)
        frame = frame->caller;
    return frame && frame->caller;
}

void heap_collect_if_due(Interpreter *interpreter)
{
    if (interpreter->heap_bytes + interpreter->arena_bytes / ARENA_SHARE < interpreter->collect_at)
        return;
    bool always = interpreter->options.limits.collects_always;
    size_t made = interpreter->heap_bytes + interpreter->arena_bytes - interpreter->live_bytes;
    interpreter->steps += made / BYTES_OF_STEP;
    Marker marker = {0};
    mark_roots(interpreter, &marker);
    if (!always && runs_within_c(interpreter))
        c_stack_objects(interpreter->objects, mark_found, &marker);
    mark_pending(&marker);
    free(marker.pending);
    sweep(interpreter);
    interpreter->collect_at = always ? 0 : interpreter->heap_bytes + interpreter->heap_bytes / 2 + MIN_GARBAGE;
}

void heap_free_all(Interpreter *interpreter)
{
    while (interpreter->objects) {
        Object *object = interpreter->objects;
        interpreter->objects = object->next;
        free_object(interpreter, object);
    }
    arena_free(interpreter->pieces);
    free(interpreter->stack);
}

/* ---- the value stack --------------------------------------------------------- */

void python_push(Interpreter *interpreter, Value value)
{
    if (interpreter->stack_count < STACK_VALUES)
        interpreter->stack[interpreter->stack_count++] = value;
    else
        heap_reserve(interpreter, SIZE_MAX / 2);
}

const Value *python_stack_from(const Interpreter *interpreter, size_t mark)
{
    return interpreter->stack + mark;
}

size_t python_stack_mark(const Interpreter *interpreter)
{
    return interpreter->stack_count;
}

void python_stack_reset(Interpreter *interpreter, size_t mark)
{
    interpreter->stack_count = mark;
}
