/* One report of a job: a line of fields, separated by tabs. Control characters of a field are escaped, so that
 * a text cannot end its line. */
#ifndef LIMBECK_SRC_FLEET_REPORT_LINE_H
#define LIMBECK_SRC_FLEET_REPORT_LINE_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

#include <stdio.h>

/* Writes a line; the list of fields ends with NULL. */
void report_fields(FILE *report, const char *field, ...);
void report_field_vector(FILE *report, const StringVector *fields);
/* Reads a line back. */
void report_read(Arena *arena, const char *line, StringVector *fields);

/* "error KIND MESSAGE STATE HINT CODE" */
void report_error(FILE *report, const Error *error);
/* Does nothing with other fields. */
void report_take_error(const StringVector *fields, Error *error);

#endif
