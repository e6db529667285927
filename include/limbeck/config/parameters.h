/* What the drivers that SQLAlchemy knows take to connect, in the query of a URL and in
 * connect_args: each honoured, without effect here, or refused by name. */
#ifndef LIMBECK_CONFIG_PARAMETERS_H
#define LIMBECK_CONFIG_PARAMETERS_H

#include "limbeck/config/url.h"

/* Fills url->settings from its query and from `arguments` (name -> text, connect_args of env.py),
 * which come last. `keeps_server`: then they do not say which server, user and database. */
bool database_url_settle(Arena *arena, DatabaseUrl *url, const Map *arguments, bool keeps_server, Error *error);

/* A parameter whose value has no effect on SQL, data or connection. */
bool connection_ignores(const char *name);

#endif
