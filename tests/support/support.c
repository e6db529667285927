#include "support/support.h"

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
