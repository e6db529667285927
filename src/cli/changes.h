/* Changes of a schema, printed. */
#ifndef LIMBECK_SRC_CLI_CHANGES_H
#define LIMBECK_SRC_CLI_CHANGES_H

#include "verb.h"

#include "limbeck/workspace/model_comparison.h"

/* "  + table users", green what comes, red what goes; with the revision where it is known. */
void print_changes(VerbCall *call, const SchemaChanges *changes);
void print_changes_sql(VerbCall *call, const SchemaChanges *changes);

/* What is dropped and added, and may be one thing by another name. */
void print_renames(VerbCall *call, const StringVector *renames);

/* The changes as the call wants them, what nobody here can tell, or `none`. */
void print_report(VerbCall *call, const ComparisonReport *report, bool sql, const char *none);
void print_changes_json(VerbCall *call, const ComparisonReport *report);

#endif
