/* A new connection for one question, where the connection at work is lost: bounded in time.
 *
 *     LookUp look;
 *     if (look_up_open(&look, database, clock_milliseconds() + 5000)) ask(look.database);
 *     look_up_close(&look);
 */
#ifndef LIMBECK_SRC_MIGRATE_LOOK_UP_H
#define LIMBECK_SRC_MIGRATE_LOOK_UP_H

#include "limbeck/database/database.h"

typedef struct LookUp {
    Database *database; /* NULL where none could be opened */
    int64_t deadline;
} LookUp;

bool look_up_open(LookUp *self, const Database *lost, int64_t deadline);
void look_up_close(LookUp *self);

#endif
