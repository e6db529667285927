/* Foreign keys in SQLite, which ignores PRAGMA foreign_keys inside a transaction.
 *
 * A table rebuild drops the table: with foreign keys enforced this deletes referring rows. Enforcement is switched off
 * for such a step, and all references are checked before COMMIT.
 *
 * A script's own PRAGMA foreign_keys has an effect under Alembic as long as pysqlite has no transaction open. limbeck's
 * transaction is open from the start of the step, so the pragma is moved: before BEGIN if nothing in the step came
 * before it, after COMMIT if nothing depends on it; else the script is refused. */
#ifndef LIMBECK_SRC_MIGRATE_FOREIGN_KEYS_H
#define LIMBECK_SRC_MIGRATE_FOREIGN_KEYS_H

#include "step_transaction.h"

#include "limbeck/migrate/step.h"

/* Call before BEGIN. *disabled: enforcement was on and is now off, because the step rebuilds a table. */
bool foreign_keys_disable(const ExecuteRequest *request, bool *disabled, Error *error);

/* Switches enforcement on again, or to the value that the script set; call after COMMIT or ROLLBACK. */
void foreign_keys_restore(Database *database, const StepOutcome *outcome, bool done);

/* Call before a statement of the script, where pysqlite would have no transaction open. *is_done: it is a PRAGMA
 * foreign_keys, and nothing is left to send. */
bool foreign_keys_before_statement(StepTransaction *self, const char *sql, bool *is_done, Error *error);

/* Runs one step in its own transaction: execute_step(), with foreign keys as described above. An error when the
 * step leaves more broken references than there were. */
bool foreign_keys_run_step(const ExecuteRequest *request, const Witness *witness, StepOutcome *outcome, Error *error);

#endif
