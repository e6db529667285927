/* test: runs every revision up, down and up again, on a database created for it. */
#include "interrupt.h"
#include "verb.h"

#include "limbeck/workspace/history_test.h"
#include "limbeck/workspace/workspace.h"

#include <inttypes.h>
#include <string.h>

enum { OPTION_TAP, OPTION_JUNIT };

static const Option options[] = {
    {"--tap", NULL, NULL, "print the results in the Test Anything Protocol", ARGUMENT_NONE, NULL},
    {"--junit", NULL, "FILE", "also write a JUnit XML report", ARGUMENT_FILE, NULL},
    {0}};

typedef struct Listening {
    VerbCall *call;
    bool tap;
    size_t number;
} Listening;

static void print_details(VerbCall *call, const TestCase *result, const char *before)
{
    for (size_t i = 0; i < result->details.count; i++)
        fprintf(call->out, "%s%s\n", before, text_harmless(call->arena, result->details.items[i], false));
}

static void print_tap(const Listening *listening, const TestCase *result)
{
    fprintf(listening->call->out, "%sok %zu - %s%s%s\n", result->outcome == TEST_FAILED ? "not " : "",
            listening->number, result->name, result->outcome == TEST_SKIPPED ? " # SKIP " : "",
            result->outcome == TEST_SKIPPED ? text_harmless(listening->call->arena, result->details.items[0], false)
                                            : "");
    if (result->outcome == TEST_FAILED || result->outcome == TEST_ONE_WAY)
        print_details(listening->call, result, "# ");
}

static void print_line(const Listening *listening, const TestCase *result)
{
    static const char *const words[] = {"ok", "FAILED", "skipped", "one-way"};
    static const char *const styles[] = {"\033[32m", "\033[31m", "\033[33m", "\033[33m"};
    VerbCall *call = listening->call;
    bool colours = verb_colours(call);
    const char *message = result->revision ? revision_message(call->arena, result->revision) : "";
    fprintf(call->out, "%s%-8s%s%s%s%s%s\n", colours ? styles[result->outcome] : "", words[result->outcome],
            colours ? "\033[0m" : "", result->name, *message ? "  (" : "", text_harmless(call->arena, message, false),
            *message ? ")" : "");
    print_details(call, result, "        ");
}

/* Called on the worker's thread while the caller waits. */
static void print_case(void *state, const TestCase *result)
{
    Listening *listening = state;
    listening->number++;
    (listening->tap ? print_tap : print_line)(listening, result);
    fflush(listening->call->out);
}

/* ---- JUnit ------------------------------------------------------------------------------------ */

static void write_xml_text(FILE *file, const char *text)
{
    for (const char *at = text; *at; at++) {
        const char *entity = *at == '&'   ? "&amp;"
                             : *at == '<' ? "&lt;"
                             : *at == '>' ? "&gt;"
                             : *at == '"' ? "&quot;"
                                          : NULL;
        if (entity)
            fputs(entity, file);
        else if ((unsigned char)*at >= 0x20 || *at == '\n')
            fputc(*at, file);
    }
}

static void write_case(FILE *file, VerbCall *call, const TestCase *result)
{
    static const char *const elements[] = {[TEST_FAILED] = "failure", [TEST_SKIPPED] = "skipped"};
    fprintf(file, "  <testcase classname=\"migrations\" name=\"");
    write_xml_text(file, result->name);
    fprintf(file, "\" time=\"%.3f\"", (double)result->milliseconds / 1000);
    if (result->outcome == TEST_PASSED || result->outcome == TEST_ONE_WAY) {
        fprintf(file, "/>\n");
        return;
    }
    fprintf(file, ">\n    <%s message=\"", elements[result->outcome]);
    write_xml_text(file, text_harmless(call->arena, result->details.items[0], false));
    fprintf(file, "\">");
    for (size_t i = 0; i < result->details.count; i++) {
        write_xml_text(file, text_harmless(call->arena, result->details.items[i], false));
        fputc('\n', file);
    }
    fprintf(file, "</%s>\n  </testcase>\n", elements[result->outcome]);
}

static bool write_junit(VerbCall *call, const TestReport *report, const char *path, Error *error)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return error_set(error, ERROR_FILE, "cannot write '%s'", path);
    fprintf(file,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"limbeck\" tests=\"%zu\" failures=\"%zu\" "
            "skipped=\"%zu\">\n",
            report->cases.count, report->failed, report->skipped);
    for (size_t i = 0; i < report->cases.count; i++)
        write_case(file, call, &report->cases.items[i]);
    fprintf(file, "</testsuite>\n");
    return fclose(file) == 0 || error_set(error, ERROR_FILE, "cannot write '%s'", path);
}

static bool run(VerbCall *call, Error *error)
{
    TestReport report = {0};
    const char *junit = given_option(&call->options, OPTION_JUNIT);
    Listening listening = {call, is_given(&call->options, OPTION_TAP), 0};
    Workspace *workspace = interruptible_workspace(call, false, NULL, error);
    bool done = workspace && workspace_test(workspace, call->arena, print_case, &listening, &report, error);
    if (done && listening.tap)
        fprintf(call->out, "1..%zu\n", report.cases.count);
    else if (done)
        fprintf(call->out, "%zu passed, %zu one-way, %zu failed, %zu skipped  (%s)\n",
                report.cases.count - report.failed - report.skipped - report.one_way, report.one_way, report.failed,
                report.skipped, report.place);
    done = done && (!junit || write_junit(call, &report, junit, error));
    interruptible_close(workspace); /* the report points to revisions of the workspace */
    return done && (!report.failed ||
                    error_set(error, ERROR_CHECK, "%zu of %zu tests failed", report.failed, report.cases.count));
}

const Verb verb_test = {.name = "test",
                        .help = "Upgrade, downgrade and upgrade each revision again, in a scratch database.",
                        .options = options,
                        .run = run};
