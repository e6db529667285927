/* The journal of runs, for the command line, which may include only headers of workspace. */
#ifndef LIMBECK_WORKSPACE_JOURNAL_H
#define LIMBECK_WORKSPACE_JOURNAL_H

#include "limbeck/migrate/journal_reader.h"

#endif
