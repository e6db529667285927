/* A version row without a script: what git remembers is shown and written back, from each form of
 * a repository; and none of the programs that a repository's configuration names is run. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Form {
    const char *name;
    const char *shell;          /* makes the repository this; in the project's folder, $M the marker's path */
    const char *environment[4]; /* of limbeck, each with %s for the marker's path */
    bool is_found;              /* the script is there for git */
} Form;

/* The script's object is missing, and the remote that promises it is to be asked. */
#define PROMISED                                                                                                       \
    "b=$(git rev-parse HEAD^:alembic/versions/ffff00000005_gone.py) && "                                               \
    "rm -f .git/objects/$(echo $b | cut -c1-2)/$(echo $b | cut -c3-) && "                                              \
    "git config core.repositoryFormatVersion 1 && git config extensions.partialClone origin && "                       \
    "git config remote.origin.promisor true && "
#define RUNS "'sh -c \"touch '$M'\"'"
/* A bare repository of the script's two commits, made of plain files in FOLDER. */
#define BARE(FOLDER)                                                                                                   \
    "mv .git/HEAD .git/config .git/objects .git/refs " FOLDER "/ && rm -rf .git && "                                   \
    "b=$(git -C " FOLDER " rev-parse HEAD^:alembic/versions/ffff00000005_gone.py) && "                                 \
    "rm -f " FOLDER "/objects/$(echo $b | cut -c1-2)/$(echo $b | cut -c3-) && "                                        \
    "printf '[core]\\n repositoryformatversion = 1\\n bare = true\\n[extensions]\\n partialClone = o\\n"               \
    "[remote \"o\"]\\n promisor = true\\n url = ext::touch %%s\\n[protocol \"ext\"]\\n allow = always\\n' $M >" FOLDER \
    "/config"

static const Form hostile[] = {
    {"a bare repository among the scripts", BARE("alembic/versions"), {NULL}, false},
    {"a bare repository above the scripts", BARE("alembic"), {NULL}, false},
    {"the same inside an honest one", BARE("alembic/versions") " && git init -q .", {NULL}, false},
    {"a missing object and an ext:: remote",
     PROMISED "git config protocol.ext.allow always && git config remote.origin.url \"ext::touch $M\"",
     {NULL},
     false},
    {"a missing object and an upload program",
     PROMISED "git config protocol.file.allow always && git config remote.origin.url $PWD && "
              "git config remote.origin.uploadpack \"touch $M;\"",
     {NULL},
     false},
    {"a missing object and an ssh command",
     PROMISED "git config protocol.ssh.allow always && git config remote.origin.url ssh://nowhere/x && "
              "git config core.sshCommand \"touch $M;\"",
     {NULL},
     false},
    {"the same in an included file",
     PROMISED "printf '[protocol \"ext\"]\\n allow = always\\n[remote \"origin\"]\\n url = ext::touch %%s\\n' $M "
              ">alembic/more && git config include.path ../alembic/more",
     {NULL},
     false},
    {"the same in a work tree's configuration",
     PROMISED "git config extensions.worktreeConfig true && git config --worktree protocol.ext.allow always && "
              "git config --worktree remote.origin.url \"ext::touch $M\"",
     {NULL},
     false},
    {"a file .git that names the scripts' folder",
     BARE("alembic/versions") " && echo 'gitdir: alembic/versions' >.git",
     {NULL},
     false},
    {"a monitor, a pager, hooks and a signature's program",
     "for key in core.fsmonitor core.pager pager.log diff.external gpg.program core.editor core.askPass "
     "core.alternateRefsCommand core.gitProxy alias.log alias.cat-file credential.helper; do "
     "git config $key \"touch $M;\"; done; git config log.showSignature true; mkdir hooks; "
     "for hook in post-index-change reference-transaction pre-auto-gc; do "
     "printf '#!/bin/sh\\ntouch %%s\\n' $M >hooks/$hook; chmod +x hooks/$hook; done; git config core.hooksPath "
     "$PWD/hooks",
     {NULL},
     true},
    {"drivers of a file's kind",
     "printf '* diff=d filter=d merge=d\\n' | tee .gitattributes alembic/versions/.gitattributes "
     ">.git/info/attributes; "
     "for key in diff.d.textconv diff.d.command filter.d.clean filter.d.smudge filter.d.process merge.d.driver; do "
     "git config $key \"touch $M;\"; done",
     {NULL},
     true},
    {"variables of whoever started limbeck",
     PROMISED ":",
     {"GIT_CONFIG_PARAMETERS='protocol.ext.allow=always' 'remote.origin.url=ext::touch %s'", "GIT_TRACE=%s",
      "GIT_EXTERNAL_DIFF=touch %s"},
     false},
};

static const Form honest[] = {
    {"packed", "git gc -q --prune=now", {NULL}, true},
    {"HEAD is no branch",
     "git checkout -q --detach && for b in $(git for-each-ref --format='%%(refname)'); do git update-ref -d $b; done",
     {NULL},
     true},
    {"a linked work tree",
     "git branch other && mv .git ../main.git && git --git-dir ../main.git config core.bare true && "
     "git --git-dir ../main.git worktree add -q ../linked other && mv ../linked/.git .",
     {NULL},
     true},
    {"a clone that borrows its objects",
     "mv .git ../lent.git && git clone -q --shared --bare ../lent.git .git && git config --unset core.bare",
     {NULL},
     true},
    {"a clone that begins after the script",
     "mv .git ../whole.git && git clone -q --depth 1 --bare file://$PWD/../whole.git .git",
     {NULL},
     false},
    {"a submodule", "mv .git ../module.git && echo 'gitdir: ../module.git' >.git", {NULL}, true},
    {"a symbolic link to the scripts",
     "mv .git alembic ../ && ln -s ../alembic alembic && git -C .. reset -q --hard",
     {NULL},
     true},
    {"objects named by SHA-256",
     "git checkout -q HEAD^ -- . && rm -rf .git && git init -q --object-format=sha256 . && "
     "g='git -c user.name=limbeck -c user.email=l@example.org' && git add alembic && $g commit -q -m one && "
     "git rm -q alembic/versions/ffff00000005_gone.py && $g commit -q -m two",
     {NULL},
     true},
    {"no repository", "rm -rf .git", {NULL}, false},
};

static void prepare(const Form *form, const char *marker, const char *folder)
{
    int status;
    char command[4000], sample[600];
    const char *work = test_work();
    free(test_shell(&status,
                    "cd '%s' && rm -rf orphans && mkdir orphans && cp -r '%s/sample-project' orphans/sample && "
                    "rm -f orphans/sample/*.db",
                    work, test_root()));
    assert_int_equal(status, 0);
    snprintf(sample, sizeof sample, "%s/orphans/sample", work);
    orphaned_project(sample, folder);
    snprintf(command, sizeof command, "M='%s'; cd '%s' && ", marker, folder);
    strncat(command, form->shell, sizeof command - strlen(command) - 1);
    char *output = test_shell(&status, command);
    if (status != 0)
        fail_msg("%s: %s", form->name, output);
    free(output);
}

static void check_form(const Form *form)
{
    char folder[600], marker[600], variables[4][900];
    const char *environment[5] = {NULL};
    snprintf(folder, sizeof folder, "%s/orphans/project", test_work());
    snprintf(marker, sizeof marker, "%s/orphans/marker", test_work());
    print_message("# %s\n", form->name);
    prepare(form, marker, folder);
    for (size_t i = 0; form->environment[i]; i++) {
        snprintf(variables[i], sizeof *variables, form->environment[i], marker);
        environment[i] = variables[i];
    }
    TestScreen *screen = screen_start(folder, 110, 32, environment);
    screen_wait(screen, "pending unknown");
    screen_type(screen, "o");
    bool found = screen_wait_either(screen, "taken away by limbeck on", "git has no script");
    if (access(marker, F_OK) == 0)
        fail_msg("%s: a program was run", form->name);
    if (found != form->is_found)
        fail_msg("%s: %s", form->name, screen_picture(screen));
    screen_free(screen);
}

static void test_hostile(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        check_form(&hostile[i]);
}

static void test_orphan_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof honest / sizeof *honest; i++)
        check_form(&honest[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_orphan_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
