/* Clauses after a function call: OVER, WITHIN GROUP, FILTER. */
#ifndef LIMBECK_SQLALCHEMY_WINDOWS_H
#define LIMBECK_SQLALCHEMY_WINDOWS_H

#include "limbeck/python/native.h"

NativeFunction method_over, method_within_group, method_filter;

#endif
