/* _limbeck.files: read access to the project's files for pathlib, io and os.path. */
#ifndef LIMBECK_SRC_ALEMBIC_PROJECT_FILES_H
#define LIMBECK_SRC_ALEMBIC_PROJECT_FILES_H

#include "limbeck/python/native.h"

/* To os and os.path */
bool add_file_functions(Interpreter *interpreter);

/* the modules, for registration */
extern const NativeModule limbeck_files_module;

#endif
