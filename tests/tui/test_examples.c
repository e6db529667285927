/* A loop over the rows of a query: the confirmation shows what its first rows lead to, read from the database now,
 * where nothing before the query changes rows. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char env[] = "from alembic import context\nfrom sqlalchemy import engine_from_config\n"
                          "engine = engine_from_config(context.config.get_section(context.config.config_ini_section))\n"
                          "with engine.connect() as connection:\n    context.configure(connection=connection)\n"
                          "    with context.begin_transaction():\n        context.run_migrations()\n";

static const char begin[] = "from alembic import op\nimport sqlalchemy as sa\nrevision = '%s'\ndown_revision = %s\n\n\n"
                            "def upgrade():\n";

typedef struct Step {
    const char *name, *before; /* revisions */
    const char *body;
    const char *shown;  /* on the confirmation; NULL: no example */
    const char *hidden; /* not on it; NULL: nothing */
} Step;

static const Step steps[] = {
    {"a1", "None",
     "    op.execute('CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER)')\n"
     "    op.execute('CREATE TABLE kinds (id INTEGER PRIMARY KEY, title TEXT)')\n"
     "    op.execute(\"INSERT INTO kinds VALUES (0, 'even'), (1, 'odd')\")\n"
     "    op.execute(\"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) \"\n"
     "               \"INSERT INTO people SELECT i, 'Name ' || i, i % 2 FROM n\")\n",
     NULL, NULL},
    /* It adds a column first, and reads a short table whole. */
    {"a2", "'a1'",
     "    op.add_column('people', sa.Column('slug', sa.Text))\n    bind = op.get_bind()\n"
     "    kinds = {row.id: row.title for row in bind.execute(sa.text('SELECT id, title FROM kinds'))}\n"
     "    for row in bind.execute(sa.text('SELECT id, name, kind FROM people ORDER BY id')):\n"
     "        bind.execute(sa.text('UPDATE people SET slug = :slug WHERE id = :id'),\n"
     "                     {'slug': f'{kinds[row.kind]}-{row.name.lower()}', 'id': row.id})\n",
     "UPDATE people SET slug = 'even-name 2' WHERE id = 2;", "WHERE id = 4"},
    /* What it updates first would change the answer. */
    {"a3", "'a2'",
     "    bind = op.get_bind()\n    bind.execute(sa.text(\"UPDATE people SET name = 'x' || name\"))\n"
     "    for row in bind.execute(sa.text('SELECT id, name FROM people ORDER BY id')):\n"
     "        bind.execute(sa.text('UPDATE people SET slug = :name WHERE id = :id'), {'name': row.name, 'id': "
     "row.id})\n",
     NULL, "Example:"},
    /* Each of three rows leads to three statements. */
    {"a4", "'a3'",
     "    bind = op.get_bind()\n"
     "    for row in bind.execute(sa.text('SELECT id FROM people ORDER BY id')):\n"
     "        for part in 'abc':\n"
     "            bind.execute(sa.text('UPDATE people SET slug = :part WHERE id = :id'), {'part': part, 'id': "
     "row.id})\n",
     "\xc2\xb7  ...", "WHERE id = 3"},
};

static void check_step(const char *folder, const Step *step, const char *const *environment)
{
    TestScreen *screen = screen_start(folder, 100, 40, environment);
    screen_wait(screen, "pending");
    screen_type(screen, "u");
    screen_wait(screen, "y run it");
    screen_wait(screen, step->shown ? step->shown : "UPDATE people SET name");
    screen_settle(screen);
    if (step->hidden && screen_shows(screen, step->hidden))
        fail_msg("%s: %s is shown:\n%s", step->name, step->hidden, screen_picture(screen));
    screen_free(screen);
}

static void examples_on(const char *name, const char *url, const char *const *environment)
{
    char *folder = test_sample(name);
    char path[700], text[3000];
    int status;
    snprintf(path, sizeof path, "%s/alembic/env.py", folder);
    test_write(path, env);
    snprintf(path, sizeof path, "%s/alembic.ini", folder);
    snprintf(text, sizeof text, "[alembic]\nscript_location = %%(here)s/alembic\nsqlalchemy.url = %s\n", url);
    test_write(path, text);
    free(test_shell(&status, "rm '%s'/alembic/versions/*.py", folder));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        int length = snprintf(text, sizeof text, begin, steps[i].name, steps[i].before);
        snprintf(text + length, sizeof text - (size_t)length, "%s", steps[i].body);
        snprintf(path, sizeof path, "%s/alembic/versions/%s.py", folder, steps[i].name);
        test_write(path, text);
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (i)
            check_step(folder, &steps[i], environment);
        char *output = test_shell(&status, "cd '%s' && env '%s' '%s' upgrade +1", folder,
                                  environment[0] ? environment[0] : "X=", getenv("LIMBECK"));
        if (status != 0)
            fail_msg("%s: %s", steps[i].name, output);
        free(output);
    }
    free(folder);
}

static void test_sqlite(void **state)
{
    (void)state;
    examples_on("examples", "sqlite:///%(here)s/x.db", (const char *const[]){"X=", NULL});
}

static void test_postgresql(void **state)
{
    (void)state;
    char *url = test_postgresql_url("screen_examples");
    examples_on("examples-postgresql", "", (const char *const[]){url, NULL});
    free(url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sqlite),
        cmocka_unit_test(test_postgresql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
