/* Merging heads: writes a revision that has them as down revisions. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/generate.h"
#include "limbeck/workspace/workspace.h"

typedef struct MergeState {
    uint64_t left_out; /* heads not to merge, one bit each */
    int at;
    bool writes; /* writing was requested */
    LineInput message;
} MergeState;

static MergeState *merge_state(const Application *application)
{
    return screen_state(application, &screen_merge);
}

enum { MAX_LEFT_OUT = 64 };

void act_merge(Application *application, Key key)
{
    const RevisionMap *map = workspace_map(application->workspace);
    (void)key;
    if (map->heads.count < 2) {
        application_message(application, "there is one head: nothing to merge");
        return;
    }
    merge_state(application)->left_out = 0;
    merge_state(application)->at = 0;
    merge_state(application)->writes = false;
    line_input_set(&merge_state(application)->message, "merge heads");
    application->screen = &screen_merge;
}

static bool is_merged(const Application *application, size_t head)
{
    return head >= MAX_LEFT_OUT || !(merge_state(application)->left_out >> head & 1);
}

static void act_move(Application *application, Key key)
{
    int last = (int)workspace_map(application->workspace)->heads.count - 1;
    int at = merge_state(application)->at + (key == KEY_CODE_DOWN ? 1 : -1);
    merge_state(application)->at = at < 0 ? 0 : at > last ? last : at;
}

static void act_toggle(Application *application, Key key)
{
    (void)key;
    if (merge_state(application)->at < MAX_LEFT_OUT)
        merge_state(application)->left_out ^= (uint64_t)1 << merge_state(application)->at;
}

static void write_merge(Application *application, const GenerateRequest *request)
{
    const char *path;
    Error error = {0};
    if (!workspace_generate(application->workspace, application->arena, request, &path, &error)) {
        application_message(application, "%s", error.message);
        return;
    }
    go_home(application);
    application_reload(application, NULL, arena_format(application->frame, "written: %s", path_basename(path)));
}

static void act_write(Application *application, Key key)
{
    (void)key;
    merge_state(application)->writes = true;
}

/* Posts the request when the worker is free. */
static void read_snapshots(Application *application)
{
    const RevisionMap *map = workspace_map(application->workspace);
    GenerateRequest request = {.message = merge_state(application)->message.text};
    if (!merge_state(application)->writes || !workspace_is_idle(application->workspace))
        return;
    merge_state(application)->writes = false;
    for (size_t i = 0; i < map->heads.count; i++)
        if (is_merged(application, i))
            vector_push(application->arena, &request.heads, map->heads.items[i]->id);
    if (request.heads.count < 2)
        application_message(application, "a merge has two heads at least");
    else
        write_merge(application, &request);
}

static LineInput *input(const Application *application)
{
    return &merge_state(application)->message;
}

static const KeyRow merge_keys[] = {
    {{KEY_CODE_ENTER}, "enter", "write", "write it", "write the merge revision; nothing is run", act_write},
    {{KEY_CODE_DOWN, KEY_CODE_UP}, "down up", "move", "select", "to the next head, to the one before", act_move},
    {{KEY_CODE_TAB}, "Tab", "toggle", "leave out", "exclude or include the selected head", act_toggle},
    {{KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT}, "esc", "leave", "leave it", "leave without writing", act_go_home},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

static void draw_merge(Application *application, Surface *surface)
{
    const RevisionMap *map = workspace_map(application->workspace);
    Arena *arena = application->frame;
    screen_home.draw(application, surface);
    int most = surface->height - 4, height = (int)map->heads.count + 7;
    Area box = centred(surface, surface->width - 8 > 84 ? 84 : surface->width - 8, height < most ? height : most);
    int width = box.width - 6, rows = box.height - 7, scroll = 0;
    draw_dialog(application, surface, box, "Merge heads", &screen_merge);
    int x = box.x + 3 + surface_text(surface, box.x + 3, box.y + 2, width, STYLE_MUTED, "message: ");
    draw_line_input(surface, x, box.y + 2, width - 12, STYLE_TITLE, &merge_state(application)->message);
    scroll_to_selected(merge_state(application)->at, rows, &scroll);
    for (int i = 0; i < rows && scroll + i < (int)map->heads.count; i++) {
        size_t index = (size_t)scroll + (size_t)i;
        const Revision *head = map->heads.items[index];
        bool taken = is_merged(application, index);
        surface_text(
            surface, box.x + 3, box.y + 4 + i, width, taken ? STYLE_TEXT : STYLE_MUTED,
            arena_format(arena, "%s %.12s  %s", taken ? "✓" : " ", head->id, application_title(application, head)));
        if ((int)index == merge_state(application)->at)
            surface_select(surface, (Area){box.x + 2, box.y + 4 + i, box.width - 4, 1});
    }
}

const Screen screen_merge = {.name = "merge",
                             .state_size = sizeof(MergeState),
                             .purpose = "Before a merge",
                             .keys = merge_keys,
                             .draw = draw_merge,
                             .input = input,
                             .read_snapshots = read_snapshots,
                             .is_dialog = true};
