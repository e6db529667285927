/* The C interface of the C++ file in this folder. */
#ifndef LIMBECK_SRC_CONFIG_TOML_VISIT_H
#define LIMBECK_SRC_CONFIG_TOML_VISIT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Called in the order of the file's keys; strings are valid only during the call. */
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

/* Path dependencies of uv and poetry, and patterns of uv's workspace members. */
typedef struct TomlPathVisitor {
    void *state;
    void (*path)(void *state, const char *path);
    void (*member)(void *state, const char *pattern);
} TomlPathVisitor;

typedef struct TomlFailure {
    char message[256];
    int line, column;
} TomlFailure;

/* 1 on success; 0 with `failure` set. */
int toml_visit(const char *text, size_t length, const TomlVisitor *visitor, TomlFailure *failure);
/* 0 where the file is not TOML. */
int toml_visit_paths(const char *text, size_t length, const TomlPathVisitor *visitor);

#ifdef __cplusplus
}
#endif

#endif
