/* What the one C++ file of this room says to the C around it. */
#ifndef LIMBECK_SRC_CONFIG_TOML_VISIT_H
#define LIMBECK_SRC_CONFIG_TOML_VISIT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Called in the order of the file's keys; texts live for the call only. */
typedef struct TomlVisitor {
    void *state;
    void (*section)(void *state);
    void (*string)(void *state, const char *key, const char *text);
    void (*boolean)(void *state, const char *key, int truth);
    void (*integer)(void *state, const char *key, long long number);
    void (*list)(void *state, const char *key); /* items follow */
    void (*item)(void *state, const char *text);
    void (*other)(void *state, const char *key);
    void (*hook)(void *state); /* its options follow */
    void (*hook_option)(void *state, const char *key, const char *text);
} TomlVisitor;

typedef struct TomlFailure {
    char message[256];
    int line, column;
} TomlFailure;

/* 1, or 0 with the failure. */
int toml_visit(const char *text, size_t length, const TomlVisitor *visitor, TomlFailure *failure);

#ifdef __cplusplus
}
#endif

#endif
