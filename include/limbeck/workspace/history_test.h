/* `limbeck test`: runs every revision of a project up, down and up again on a database created for
 * the test, and compares the catalogue after each.
 *
 *     TestReport report = {0};
 *     if (!workspace_test(workspace, arena, report_case, state, &report, error)) ... */
#ifndef LIMBECK_WORKSPACE_HISTORY_TEST_H
#define LIMBECK_WORKSPACE_HISTORY_TEST_H

#include "limbeck/workspace/workspace.h"

/* TEST_ONE_WAY: upgrade() works, and downgrade() refuses with a raise statement of the script. */
typedef enum { TEST_PASSED, TEST_FAILED, TEST_SKIPPED, TEST_ONE_WAY } TestOutcome;

typedef struct TestCase {
    const char *name;         /* "1a5c0e7d2b10: up, down and up again" */
    const Revision *revision; /* NULL: the case concerns the whole project */
    TestOutcome outcome;
    StringVector details; /* of a failure; the reason for a skip; what downgrade() raises */
    int64_t milliseconds;
} TestCase;

typedef struct TestReport {
    const char *place; /* "PostgreSQL 15.8, in a separate database" */
    VECTOR(TestCase) cases;
    size_t failed, skipped, one_way;
} TestReport;

/* `report_case` is called after each case, on the worker's thread; may be NULL. False when nothing could be tested: no
 * script, or no database could be created. */
typedef void TestListener(void *state, const TestCase *result);
bool workspace_test(Workspace *workspace, Arena *arena, TestListener *report_case, void *state, TestReport *report,
                    Error *error);

#endif
