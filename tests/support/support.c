#include "support/support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

const char *test_root(void)
{
    const char *root = getenv("LIMBECK_TEST_ROOT");
    return root ? root : ".";
}

const char *test_work(void)
{
    const char *work = getenv("LIMBECK_TEST_WORK");
    return work ? work : "/tmp";
}

static char *read_stream(FILE *stream)
{
    char *content = NULL;
    size_t length = 0, capacity = 0, taken;
    do {
        if (capacity - length < 4096)
            content = realloc(content, capacity = capacity * 2 + 8192);
        taken = fread(content + length, 1, capacity - length - 1, stream);
        length += taken;
    } while (taken);
    content[length] = '\0';
    return content;
}

char *test_read(const char *path)
{
    FILE *stream = fopen(path, "rb");
    if (!stream)
        fail_msg("cannot open %s", path);
    char *content = read_stream(stream);
    fclose(stream);
    return content;
}

void test_write(const char *path, const char *content)
{
    FILE *stream = fopen(path, "wb");
    if (!stream)
        fail_msg("cannot write %s", path);
    fputs(content, stream);
    fclose(stream);
}

char *test_shell(int *status, const char *format, ...)
{
    char command[4096];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(command, sizeof command - 8, format, arguments);
    va_end(arguments);
    snprintf(command + length, sizeof command - (size_t)length, " 2>&1");
    FILE *stream = popen(command, "r");
    char *output = read_stream(stream);
    int ended = pclose(stream);
    if (status)
        *status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
    return output;
}

void orphaned_project(const char *from, const char *to)
{
    static const char script[] = "\"\"\"Gone\"\"\"\nrevision = 'ffff00000005'\ndown_revision = '3e7f90d15b28'\n\n\n"
                                 "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
                                 "\n\n# 1\n# 2\n# 3\n# 4\n# 5\n# 6\n# 7\n# 8\n# 9\n# 10\n# 11\n# 12\n";
    int status;
    char path[700];
    free(test_shell(&status, "rm -rf '%s' && cp -r '%s' '%s'", to, from, to));
    snprintf(path, sizeof path, "%s/alembic/versions/ffff00000005_gone.py", to);
    test_write(path, script);
    free(test_shell(
        &status,
        "cd '%s' && '%s' stamp ffff00000005 && export GIT_AUTHOR_DATE=2024-06-02T00:00:00Z "
        "GIT_COMMITTER_DATE=2024-06-02T00:00:00Z HOME=/nowhere && f=alembic/versions/ffff00000005_gone.py && "
        "g='git -c user.name=limbeck -c user.email=l@example.org' && git init -q . && git add $f && "
        "$g commit -q -m 'A revision' && git rm -q $f && $g commit -q -m 'Take it away'",
        to, getenv("LIMBECK")));
    assert_int_equal(status, 0);
}

char *test_sample(const char *name)
{
    int status;
    char *folder = malloc(512);
    snprintf(folder, 512, "%s/screen-%s", test_work(), name);
    free(test_shell(&status, "rm -rf '%s' && cp -r '%s/sample-project' '%s' && rm -f '%s'/*.db", folder, test_root(),
                    folder, folder));
    assert_int_equal(status, 0);
    return folder;
}

char *test_postgresql_url(const char *name)
{
    int status;
    const char *port = getenv("LIMBECK_TEST_PORT");
    char *url = malloc(256);
    free(test_shell(&status, "psql -q -h 127.0.0.1 -p %s -U limbeck -d postgres -c 'CREATE DATABASE %s'", port, name));
    assert_int_equal(status, 0);
    snprintf(url, 256, "LIMBECK_URL=postgresql://limbeck:s3cret-word@127.0.0.1:%s/%s", port, name);
    return url;
}

void fleet_project(const char *folder)
{
    int status;
    free(test_shell(
        &status,
        "rm -rf '%s' && cp -r '%s/sample-project' '%s' && cd '%s' && rm -f *.db && mkdir data && "
        "printf '\n[limbeck]\nlock_wait = 60s\n[limbeck:fleet]\nfiles = data/*.db\n' >>alembic.ini && "
        "at() { for name in $2; do sqlite3 data/$name.db \"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT "
        "NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)); INSERT INTO alembic_version VALUES "
        "('$1'); $3\"; done; } && audit='CREATE TABLE audit_log (actor, happened_at); CREATE INDEX "
        "ix_audit_log_actor_time ON audit_log (actor, happened_at); INSERT INTO audit_log VALUES (1, 2), (3, 4)' && "
        "at 3e7f90d15b28 'alder ash beech fir' \"$audit\" && at 1a6c80b37294 'birch cedar hazel maple oak willow' && "
        "at 1a6c80b37294 elder 'CREATE TABLE audit_log (x)' && at 1a5c0e7d2b10 larch && at feedfacecafe holly && "
        "sqlite3 data/pine.db VACUUM && echo 'this is no database at all' >data/rowan.db && "
        "at 095b7fa26183 poplar",
        folder, test_root(), folder, folder));
    assert_int_equal(status, 0);
}

/* The byte of SQLite's RESERVED lock. */
int hold_for_writing(const char *path)
{
    const struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000001, .l_len = 1};
    const int file = open(path, O_RDWR);
    assert_true(file >= 0);
    assert_int_equal(fcntl(file, F_SETLK, &lock), 0);
    return file;
}
