/* Where the libraries of the project lie as Python source: the environment that is active, or the one
 * beside the ini or above it. They are read, and nothing in them is run. */
#ifndef LIMBECK_SRC_CONFIG_SITE_PACKAGES_H
#define LIMBECK_SRC_CONFIG_SITE_PACKAGES_H

#include "limbeck/config/config.h"

/* Sets config->site_packages from the first of these that names a folder: `given` (--site-packages),
 * `setting` ([limbeck] site_packages, paths by commas from the ini's folder), $VIRTUAL_ENV, .venv or
 * venv beside the ini or above, .pdm-python and __pypackages__ there, pipenv's for this project,
 * $CONDA_PREFIX. A folder that is named and holds no libraries is an error. */
bool find_site_packages(Arena *arena, Config *config, const StringVector *given, const char *setting, Error *error);

#endif
