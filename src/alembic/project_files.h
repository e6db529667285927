/* _limbeck.files: the project's own files, for reading; what pathlib, io and
 * os.path of the library are made of. */
#ifndef LIMBECK_SRC_ALEMBIC_PROJECT_FILES_H
#define LIMBECK_SRC_ALEMBIC_PROJECT_FILES_H

#include "limbeck/python/native.h"

/* To os and os.path */
bool add_file_functions(Interpreter *interpreter);

/* the modules, for registration */
extern const NativeModule limbeck_files_module;

#endif
