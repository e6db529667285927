/* `init`: a new folder of scripts, and the files that configure it. */
#ifndef LIMBECK_PROJECT_INIT_H
#define LIMBECK_PROJECT_INIT_H

#include "limbeck/config/config.h"
#include "limbeck/project/status.h"

typedef struct ProjectTemplate {
    const char *name; /* NULL ends the table */
    const char *help;
    const char *ini, *env, *script; /* embedded files */
    bool has_toml;
} ProjectTemplate;

extern const ProjectTemplate project_templates[];

typedef struct InitRequest {
    const char *folder;
    const char *template_name; /* NULL: generic */
    bool package;              /* with __init__.py files */
    ConfigOptions config;      /* where its files go */
    StatusReceiver status;
    void (*say)(void *state, const char *line); /* with the state of `status` */
} InitRequest;

/* A folder that has something in it is refused; configuration that is there stays
 * as it is, but for a pyproject.toml without [tool.alembic], which gets one. */
bool project_init(Arena *arena, const InitRequest *request, Error *error);

#endif
