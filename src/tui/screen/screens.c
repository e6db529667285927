#include "limbeck/tui/screen/screen.h"

const Screen *const screens[] = {&screen_home,       &screen_search,       &screen_filter,
                                 &screen_palette,    &screen_plan,         &screen_path,
                                 &screen_table,      &screen_stamp,        &screen_merge,
                                 &screen_orphan,     &screen_compare,      &screen_answer,
                                 &screen_confirm,    &screen_typed,        &screen_run,
                                 &screen_fleet,      &screen_fleet_typing, &screen_fleet_confirm,
                                 &screen_fleet_stop, &screen_help,         NULL};
