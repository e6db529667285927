/* Connection parameters of SQLAlchemy's drivers, from a URL's query and connect_args: each is applied, known to have
 * no effect here, or refused by name.
 *
 *     Map arguments = {0};
 *     DatabaseUrl *parsed = database_url_parse(arena, text, error);
 *     return parsed && database_url_settle(arena, parsed, &arguments, false, error);
 */
#ifndef LIMBECK_CONFIG_PARAMETERS_H
#define LIMBECK_CONFIG_PARAMETERS_H

#include "limbeck/config/url.h"

/* Fills url->settings from the query and from `arguments` (connect_args of env.py: name -> text), which override it.
 * `keeps_server`: they may not change server, user or database. */
bool database_url_settle(Arena *arena, DatabaseUrl *url, const Map *arguments, bool keeps_server, Error *error);

/* True for a parameter without effect on SQL, data or connection. */
bool connection_ignores(const char *name);

#endif
