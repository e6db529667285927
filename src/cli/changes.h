/* Prints schema changes. */
#ifndef LIMBECK_SRC_CLI_CHANGES_H
#define LIMBECK_SRC_CLI_CHANGES_H

#include "verb.h"

#include "limbeck/workspace/model_comparison.h"

/* "  + table users": additions green, removals red; with the revision when it is known. */
void print_changes(VerbCall *call, const SchemaChanges *changes);
void print_changes_sql(VerbCall *call, const SchemaChanges *changes);

/* Dropped and added items that may be renames. */
void print_renames(VerbCall *call, const StringVector *renames);

/* Prints the changes in the format of the call, statements with unknown effect, or the text `none`. */
void print_report(VerbCall *call, const ComparisonReport *report, bool sql, const char *none);
void print_changes_json(VerbCall *call, const ComparisonReport *report);

#endif
