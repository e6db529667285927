/* Answers as JSON, for pipelines. The room's only includer of jansson. */
#ifndef LIMBECK_SRC_CLI_JSON_OUTPUT_H
#define LIMBECK_SRC_CLI_JSON_OUTPUT_H

#include "limbeck/workspace/workspace.h"
#include <jansson.h>
#include <stdio.h>

json_t *json_strings(const StringVector *strings);
json_t *json_text(const char *text); /* null for NULL */

/* Everything a script says of itself; `current` (may be NULL) are the rows of the
 * version table, and then each revision says whether it is one. */
json_t *json_revision(const Revision *revision, const StringVector *current);
json_t *json_revisions(const RevisionVector *revisions, const StringVector *current);

/* Prints it and gives it back. */
void json_print(FILE *out, json_t *value);

#endif
