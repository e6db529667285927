/* `init`: a new folder of scripts, and the files that configure it.
 *
 *     InitRequest request = {.folder = "migrations", .template_name = "async"};
 *     return project_init(arena, &request, error);
 */
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
    ConfigOptions config;      /* the folder for its files */
    StatusReceiver status;
    void (*say)(void *state, const char *line); /* with the state of `status` */
} InitRequest;

/* Refuses a folder that is not empty. Existing configuration files are kept, except that a pyproject.toml
 * without [tool.alembic] gets that table. */
bool project_init(Arena *arena, const InitRequest *request, Error *error);

#endif
