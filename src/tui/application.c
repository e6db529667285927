#include "limbeck/tui/application.h"
bool application_run(const ApplicationOptions *options, Error *error){ (void)options; return error_set(error, ERROR_USAGE, "not yet"); }
