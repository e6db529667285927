/* Finds the project's installed libraries (Python source): in the active virtual environment, or one in or above the
 * ini's folder. They are read by limbeck's evaluator, never run by a Python. */
#ifndef LIMBECK_SRC_CONFIG_SITE_PACKAGES_H
#define LIMBECK_SRC_CONFIG_SITE_PACKAGES_H

#include "limbeck/config/config.h"

/* Sets config->site_packages from the first of these that names a folder: `given` (--site-packages); `setting`
 * ([limbeck] site_packages, comma-separated paths relative to the ini); $VIRTUAL_ENV; .venv or venv in or above the
 * ini's folder; .pdm-python and __pypackages__ there; pipenv's for this project; $CONDA_PREFIX. A folder that is
 * named but holds no libraries is an error. */
bool find_site_packages(Arena *arena, Config *config, const StringVector *given, const char *setting, Error *error);

#endif
