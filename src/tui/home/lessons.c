/* The tour of `limbeck teach`: each lesson gives a task and checks whether it is done. */
#include "limbeck/tui/application.h"
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/tui/screen/screen.h"
#include "limbeck/tui/screen/stamp_state.h"
#include "limbeck/workspace/generate.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>
#include <strings.h>

typedef struct LessonState {
    int at; /* index of the lesson */
    bool is_done;
    size_t pending;  /* pending revisions at its start */
    LineInput typed; /* the typed answer */
} LessonState;

static LessonState *lesson_state(const Application *application)
{
    return screen_state(application, &screen_answer);
}

typedef struct Lesson {
    const char *title, *text;
    bool (*is_done)(Application *application);
    bool (*applies)(const Application *application); /* whether it suits this history; NULL: always */
    void (*begin)(Application *application);         /* prepares it; may be NULL */
} Lesson;

static const RevisionMap *map_of(const Application *application)
{
    return workspace_map(application->workspace);
}

static bool is_connected(const Application *application)
{
    return application->latest.database && application->latest.database->connected;
}

/* ---- tasks -------------------------------------------------------------------------------- */

static bool shows_sql(Application *application)
{
    return home_state(application)->detail.mode == DETAIL_UPGRADE ||
           home_state(application)->detail.mode == DETAIL_DOWNGRADE;
}

/* The id one upgrade step would run; "" when there is none. */
static const char *next_id(Application *application)
{
    const Revision *next = NULL;
    Error ignored = {0};
    bool found = is_connected(application) &&
                 workspace_next_step(application->workspace, application->frame, application->latest.database,
                                     application_selected(application), false, &next, &ignored);
    return found ? next->id : "";
}

static bool can_step_up(const Application *application)
{
    return !is_connected(application) || application->latest.database->pending;
}

static void begin_answer(Application *application)
{
    lesson_state(application)->typed = (LineInput){0};
}

static bool predicted(Application *application)
{
    size_t length = strlen(lesson_state(application)->typed.text);
    return length >= 3 && strncmp(next_id(application), lesson_state(application)->typed.text, length) == 0;
}

static void note_pending(Application *application)
{
    lesson_state(application)->pending = is_connected(application) ? application->latest.database->pending : 0;
}

static bool stepped_up(Application *application)
{
    return is_connected(application) && application->latest.database->pending < lesson_state(application)->pending &&
           application->screen == &screen_home;
}

static bool any_revision(const Application *application, bool (*is)(const Revision *revision))
{
    for (size_t i = 0; i < application->graph.order.count; i++)
        if (is(application->graph.order.items[i]))
            return true;
    return false;
}

static bool needs_another(const Revision *revision)
{
    return revision->dependencies.count > 0;
}

static bool has_branch(const Application *application)
{
    return any_revision(application, revision_is_branch_point);
}

static bool has_merge(const Application *application)
{
    return any_revision(application, revision_is_merge_point);
}

static bool has_dependency(const Application *application)
{
    return any_revision(application, needs_another);
}

static bool is_at_branch(Application *application)
{
    return revision_is_branch_point(application_selected(application));
}

static bool is_at_merge(Application *application)
{
    return revision_is_merge_point(application_selected(application));
}

static bool is_at_dependency(Application *application)
{
    return needs_another(application_selected(application));
}

static bool shows_plan(Application *application)
{
    return home_state(application)->plan.is_shown && application->latest.plan &&
           application->latest.plan->plan.steps.count > 1;
}

static bool shows_downgrade(Application *application)
{
    return application->screen == &screen_confirm && application->step.downgrade &&
           preview_matches(application, application->latest.preview, application->step.revision, true);
}

static void forget_stamps(Application *application)
{
    stamp_state(application)->count = 0;
}

static bool stamped_and_undone(Application *application)
{
    return stamp_state(application)->count >= 2 && application->screen == &screen_home;
}

/* Creates a second head that branches from the newest revision's parent. */
static void create_second_head(Application *application)
{
    const RevisionMap *map = map_of(application);
    GenerateRequest request = {.message = "a colleague had the same idea", .splice = true};
    const char *path;
    Error error = {0};
    if (map->heads.count != 1 || !map->heads.items[0]->parents.count)
        return;
    vector_push(application->frame, &request.heads, map->heads.items[0]->parents.items[0]->id);
    if (workspace_generate(application->workspace, application->arena, &request, &path, &error))
        application_reload(application, NULL, NULL);
    else
        application_message(application, "%s", error.message);
}

static bool heads_are_one(Application *application)
{
    return map_of(application)->heads.count == 1;
}

static bool is_never_done(Application *application)
{
    (void)application;
    return false;
}

static const Lesson lessons[] = {
    {"What a revision is",
     "Every row is a revision: a Python script that takes the database one step up, and back down. Its parent is the "
     "row "
     "its line leads to. Move with j and k, and press s to see the SQL it makes, both ways.",
     shows_sql, NULL, NULL},
    {"What the version table says",
     "The table alembic_version holds the ids of the database's revisions, and nothing else. Which id will it hold "
     "after one step up (u)? Press a and type its first letters.",
     predicted, can_step_up, begin_answer},
    {"A step up", "Now press u. Read what will run before anything does, then press y, and Enter when it is done.",
     stepped_up, can_step_up, note_pending},
    {"Branches",
     "Two scripts that name the same parent make a branch: the line splits. } goes to the next branch point or merge "
     "below, { above. Select a branch point.",
     is_at_branch, has_branch, NULL},
    {"Merges",
     "A script with two parents brings branches together again: both have to be applied before it. Select a merge.",
     is_at_merge, has_merge, NULL},
    {"depends_on",
     "A dashed line is depends_on: the other script has to be applied first, though it is no parent and sits on "
     "another "
     "branch. Select a revision that has one.",
     is_at_dependency, has_dependency, NULL},
    {"Why this path",
     "Press g for the newest revision and p for the plan. The graph numbers the steps; next to each you see why it is "
     "needed and what the version table holds after it. Esc goes back.",
     shows_plan, NULL, NULL},
    {"What a downgrade destroys",
     "Press d for a step down, and read what it would destroy before you answer n. No upgrade brings that data back; K "
     "keeps a copy first.",
     shows_downgrade, NULL, NULL},
    {"Stamp",
     "A stamp moves the version table and runs nothing: for a database whose schema is ahead of its version table. "
     "Stamp any revision with m and y, see the graph, then undo it with U and y.",
     stamped_and_undone, NULL, forget_stamps},
    {"Two heads",
     "A colleague wrote a script on the same parent as yours: now there are two heads, and 'upgrade head' no longer "
     "knows which. Merge them: M writes a revision with both as parents.",
     heads_are_one, NULL, create_second_head},
    {"The end",
     "All of this was a copy: nothing you did touched the project or its database. Try what you like; q leaves. "
     "limbeck without arguments opens the project itself.",
     is_never_done, NULL, NULL},
};

enum { LESSONS = sizeof lessons / sizeof *lessons };

/* ---- moving between lessons -------------------------------------------------------------------- */

static void begin(Application *application, int lesson)
{
    lesson_state(application)->at = lesson;
    lesson_state(application)->is_done = false;
    if (lessons[lesson].begin)
        lessons[lesson].begin(application);
}

void act_lesson(Application *application, Key key)
{
    int by = key == ',' ? -1 : 1, lesson = lesson_state(application)->at + by;
    if (!application->options->teaches) {
        application_message(application, "limbeck teach is a tour on a copy of the project");
        return;
    }
    while (lesson >= 0 && lesson < LESSONS && lessons[lesson].applies && !lessons[lesson].applies(application))
        lesson += by;
    if (lesson >= 0 && lesson < LESSONS)
        begin(application, lesson);
}

void check_lesson(Application *application)
{
    /* The files a lesson creates are visible only after the project was reloaded. */
    bool can_look = application->options->teaches && !lesson_state(application)->is_done &&
                    !application->source.reload && application_selected(application);
    if (can_look && lessons[lesson_state(application)->at].is_done(application))
        lesson_state(application)->is_done = true;
}

int lesson_height(const Application *application)
{
    return application->options->teaches ? 6 : 0;
}

void draw_lesson(Application *application, Surface *surface, Area area)
{
    const Lesson *lesson = &lessons[lesson_state(application)->at];
    Arena *arena = application->frame;
    StringVector lines = {0};
    bool is_last = lesson_state(application)->at + 1 == LESSONS;
    if (area.height < 3)
        return;
    draw_rule(surface, area.x, area.y, area.width,
              arena_format(arena, "Lesson %d of %d  %s", lesson_state(application)->at + 1, LESSONS, lesson->title),
              true);
    wrap_text(arena, lesson->text, area.width - 4, &lines);
    for (size_t i = 0; i < lines.count && (int)i < area.height - 2; i++) {
        const char *line = lines.items[i] + strspn(lines.items[i], " ");
        surface_text(surface, area.x + 2, area.y + 1 + (int)i, area.width - 4, STYLE_TEXT, line);
    }
    bool is_away = application->screen != &screen_home; /* the lessons' keys work only on home */
    const char *state = lesson_state(application)->is_done && is_away
                            ? "✓ Done.  Close this first, then press . for the next lesson"
                        : is_away                            ? ""
                        : lesson_state(application)->is_done ? "✓ Done.  Press . for the next lesson"
                        : is_last                            ? ", goes back"
                                                             : ". goes on without it   , goes back";
    surface_text(surface, area.x + 2, area.y + area.height - 1, area.width - 4,
                 lesson_state(application)->is_done ? STYLE_APPLIED : STYLE_MUTED, state);
}

/* ---- answering, in an input line on home ----------------------------------------------------------- */

void act_answer(Application *application, Key key)
{
    (void)key;
    if (!application->options->teaches || lessons[lesson_state(application)->at].is_done != predicted) {
        application_message(application, "this lesson has no question");
        return;
    }
    lesson_state(application)->typed = (LineInput){0};
    application->screen = &screen_answer;
}

static void act_submit_answer(Application *application, Key key)
{
    go_home(application);
    if (key != KEY_CODE_ENTER || predicted(application))
        return;
    if (strlen(lesson_state(application)->typed.text) < 3)
        application_message(application, "type at least three letters of it");
    else
        application_message(application, "not that one: a step up goes to a child of the database's revision");
}

static LineInput *input(const Application *application)
{
    return &lesson_state(application)->typed;
}

static void draw_answer(Application *application, Surface *surface)
{
    draw_typing(application, surface, "it will hold: ", &lesson_state(application)->typed,
                "enter that is it  esc leave");
}

static const KeyRow answer_keys[] = {
    {{KEY_CODE_ENTER, KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT},
     "enter",
     "answer",
     "that is it",
     "give the answer; esc leaves",
     act_submit_answer},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

const Screen screen_answer = {.name = "answer",
                              .state_size = sizeof(LessonState),
                              .purpose = "While answering a lesson",
                              .keys = answer_keys,
                              .draw = draw_answer,
                              .input = input};
