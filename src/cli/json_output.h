/* JSON output for pipelines. Only this file of the folder includes jansson. */
#ifndef LIMBECK_SRC_CLI_JSON_OUTPUT_H
#define LIMBECK_SRC_CLI_JSON_OUTPUT_H

#include "limbeck/workspace/workspace.h"
#include <jansson.h>
#include <stdio.h>

json_t *json_strings(const StringVector *strings);
json_t *json_text(const char *text); /* null for NULL */

/* A revision's fields. `current`: rows of the version table; then each revision says whether it is current. May be
 * NULL. */
json_t *json_revision(const Revision *revision, const StringVector *current);
json_t *json_revisions(const RevisionVector *revisions, const StringVector *current);

/* Prints `value` and releases it. */
void json_print(FILE *out, json_t *value);

#endif
