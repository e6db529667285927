/* What the test programs share. */
#ifndef LIMBECK_TESTS_SUPPORT_SUPPORT_H
#define LIMBECK_TESTS_SUPPORT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The folder of the repository, and a folder to write in. */
const char *test_root(void);
const char *test_work(void);

/* A copy of a project whose database stands at a revision that is in git alone. */
void orphaned_project(const char *from, const char *to);
/* Makes `folder` the sample project with [limbeck:fleet] and 16 databases: four at the head, six one step behind and
 * `elder` likewise, which cannot take that step, three further behind, an orphan, and a file that is no database. */
void fleet_project(const char *folder);
/* While it is held, no step can be written to this SQLite file, but it can be read. Returns what close() lets go. */
int hold_for_writing(const char *path);

/* A copy of the sample project without a database; freed by the caller. */
char *test_sample(const char *name);
/* "LIMBECK_URL=postgresql://..." of a new database on the private server; freed by the caller. */
char *test_postgresql_url(const char *name);

/* A whole file; fails the test when it is not there. Freed by the caller. */
char *test_read(const char *path);
void test_write(const char *path, const char *content);

/* Runs a shell command and returns what it printed on both streams, and its exit
 * status. Freed by the caller. */
char *test_shell(int *status, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
