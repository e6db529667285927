/* A conservative scan of the C stack. C code pushes the values it holds while it runs code of a script; this
 * protects values that a caller forgot to push: every word on the C stack that is the address of an object
 * keeps the object alive. */
#include "c_stack.h"

#include "limbeck/base/arena.h"
#include "limbeck/base/checked.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#ifdef MEMORY_IS_CHECKED

void c_stack_objects(Object *objects, void (*found)(void *state, void *object), void *state)
{
    (void)objects, (void)found, (void)state; /* tests disable the scan to find missing pushes */
}

#else

/* The start of this thread's stack; it grows downwards. */
static const uintptr_t *stack_bottom(void)
{
    static _Thread_local const uintptr_t *bottom;
    pthread_attr_t attributes;
    void *lowest;
    size_t size;
    if (!bottom && pthread_getattr_np(pthread_self(), &attributes) == 0) {
        if (pthread_attr_getstack(&attributes, &lowest, &size) == 0)
            bottom = (const void *)((char *)lowest + size);
        pthread_attr_destroy(&attributes);
    }
    return bottom;
}

/* Words of the stack that may be addresses of objects. */
typedef struct Words {
    const uintptr_t *top, *bottom;
    uintptr_t *slots; /* by hash; 0: free */
    size_t mask;
} Words;

static bool may_be_object(const Words *words, uintptr_t word)
{
    bool is_of_stack = word >= (uintptr_t)words->top && word < (uintptr_t)words->bottom;
    return word % _Alignof(max_align_t) == 0 && word > UINT16_MAX && !is_of_stack;
}

static uintptr_t *slot_of(const Words *words, uintptr_t word)
{
    size_t slot = (size_t)((uint64_t)word * 11400714819323198485u >> 32) & words->mask;
    while (words->slots[slot] && words->slots[slot] != word)
        slot = (slot + 1) & words->mask;
    return &words->slots[slot];
}

static void collect_words(Words *words)
{
    size_t count = 0, room = 64;
    for (const uintptr_t *at = words->top; at < words->bottom; at++)
        count += may_be_object(words, *at);
    while (room < 2 * count)
        room *= 2;
    words->slots = memory_alloc(room * sizeof *words->slots);
    words->mask = room - 1;
    for (const uintptr_t *at = words->top; at < words->bottom; at++)
        if (may_be_object(words, *at))
            *slot_of(words, *at) = *at;
}

__attribute__((noinline)) void c_stack_objects(Object *objects, void (*found)(void *state, void *object), void *state)
{
    __builtin_unwind_init(); /* saves the registers on the stack */
    Words words = {.top = __builtin_frame_address(0), .bottom = stack_bottom()};
    if (!words.bottom)
        return;
    collect_words(&words);
    for (Object *object = objects; object; object = object->next)
        if (*slot_of(&words, (uintptr_t)object))
            found(state, object);
    free(words.slots);
}

#endif
