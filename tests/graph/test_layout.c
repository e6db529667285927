/* The picture of the graph. Thirty shapes and more as pictures, in shapes.txt: what is
 * drawn is what stands there. And of these and of thousands of random graphs the lines
 * are followed from each revision down: they have to end at its parents, and nowhere
 * else, and no line may pass through a revision.
 *
 * test_layout print writes shapes.txt anew, to be read before it is believed. */
#include "support/support.h"

#include "limbeck/graph/lanes.h"
#include "limbeck/graph/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_REVISIONS = 64, RANDOM_GRAPHS = 3000 };

typedef struct Shape {
    const char *name;
    VECTOR(const char *) rows;    /* "id: parents; dependencies"; after a - it is not shown */
    VECTOR(const char *) picture; /* as drawn */
} Shape;

typedef VECTOR(Shape) Shapes;

/* ---- building -------------------------------------------------------------------------- */

static void add_words(Arena *arena, const char *words, StringVector *list)
{
    char *rest = arena_strdup(arena, words), *word;
    while ((word = strtok_r(rest, " ", &rest)))
        vector_push(arena, list, word);
}

static void add_revision(Arena *arena, RevisionMap *map, const char *row)
{
    row += row[0] == '-';
    const char *colon = strchr(row, ':'), *semicolon = strchr(row, ';');
    Revision *revision = ARENA_NEW(arena, Revision);
    revision->id = revision->doc = revision->path = arena_strndup(arena, row, (size_t)(colon - row));
    size_t length = semicolon ? (size_t)(semicolon - colon - 1) : strlen(colon + 1);
    add_words(arena, arena_strndup(arena, colon + 1, length), &revision->down_revisions);
    if (semicolon)
        add_words(arena, semicolon + 1, &revision->depends_on);
    revision_map_add(map, revision);
}

typedef struct Drawn {
    GraphView *view;
    LanePicture *picture;
} Drawn;

static Drawn draw(Arena *arena, const char *const *rows, size_t count)
{
    RevisionMap *map = revision_map_new(arena);
    RevisionVector order = {0};
    Error error = {0};
    for (size_t i = 0; i < count; i++)
        add_revision(arena, map, rows[i]);
    if (!revision_map_link(map, &error))
        fail_msg("%s", error.message);
    RevisionSet hidden = revision_set_new(arena, map);
    for (size_t i = 0; i < count; i++)
        hidden[i] = rows[i][0] == '-';
    path_all(arena, map, &order);
    assert_int_equal(order.count, count);
    GraphView *view = graph_view(arena, map, &order, hidden);
    return (Drawn){view, lane_picture(arena, view)};
}

/* ---- following the lines ------------------------------------------------------------------- */

static LaneCell cell_at(const LanePicture *picture, size_t row, size_t lane)
{
    const LaneRow *at = &picture->rows[row];
    return lane * 2 < at->cell_count ? at->cells[lane * 2] : 0;
}

/* The revision that the lane leads to from under `row`. */
static const Revision *follow(const LanePicture *picture, size_t row, size_t lane)
{
    for (size_t at = row + 1; at < picture->row_count; at++) {
        LaneCell cell = cell_at(picture, at, lane);
        if (cell & LANE_NODE)
            return picture->rows[at].revision;
        if (!(cell & LANE_UP))
            return NULL; /* broken off */
        if (!(cell & LANE_DOWN))
            return picture->rows[at].revision;
    }
    return NULL;
}

static bool holds(const RevisionVector *list, const Revision *revision)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == revision)
            return true;
    return false;
}

static void check_node(const Drawn *drawn, size_t row)
{
    const LanePicture *picture = drawn->picture;
    const LaneRow *at = &picture->rows[row];
    const Revision *revision = at->revision;
    const RevisionVector *parents = &drawn->view->parents[revision->index],
                         *dependencies = &drawn->view->dependencies[revision->index];
    size_t found = 0, needed = 0;
    for (size_t lane = 0; lane * 2 < at->cell_count; lane++) {
        LaneCell cell = at->cells[lane * 2];
        bool joins = !(cell & LANE_NODE) && (cell & LANE_DOWN) && (cell & (LANE_LEFT | LANE_RIGHT));
        bool goes_on = (cell & LANE_NODE) && row + 1 < picture->row_count &&
                       (cell_at(picture, row + 1, lane) & (LANE_UP | LANE_NODE)) && parents->count;
        if (!joins && !goes_on)
            continue;
        const Revision *end = follow(picture, row, lane);
        bool is_dependency = cell & LANE_DASHED;
        if (!end || !holds(is_dependency ? dependencies : parents, end))
            fail_msg("a line from %s leads to %s", revision->id, end ? end->id : "nowhere");
        *(is_dependency ? &needed : &found) += 1;
    }
    if (found != parents->count || needed != dependencies->count)
        fail_msg("%s has %zu parents and %zu lines, %zu dependencies and %zu lines", revision->id, parents->count,
                 found, dependencies->count, needed);
}

/* Every lane that comes down on a revision's place is an edge to it: a line that only
 * passed would have been taken for one, and led astray above. */
static void check_picture(const Drawn *drawn)
{
    const LanePicture *picture = drawn->picture;
    for (size_t row = 0; row < picture->row_count; row++) {
        const LaneRow *at = &picture->rows[row];
        size_t nodes = 0;
        for (size_t i = 0; i < at->cell_count; i++)
            nodes += (at->cells[i] & LANE_NODE) != 0;
        assert_int_equal(nodes, 1);
        assert_int_equal(at->cells[at->node * 2] & LANE_NODE, LANE_NODE);
        assert_int_equal(at->cells[at->node * 2] & LANE_CROSSED, 0);
        check_node(drawn, row);
    }
}

/* ---- shapes ------------------------------------------------------------------------------------ */

static void read_shapes(Arena *arena, Shapes *shapes)
{
    char *content = test_read(arena_format(arena, "%s/tests/graph/shapes.txt", test_root()));
    char *rest = arena_strdup(arena, content), *line;
    free(content);
    while ((line = strsep(&rest, "\n"))) {
        Shape *last = shapes->count ? &shapes->items[shapes->count - 1] : NULL;
        if (line[0] == '#') {
            Shape shape = {.name = line + 2};
            vector_push(arena, shapes, shape);
        } else if (line[0] == '\t' && last) {
            vector_push(arena, &last->picture, line + 1);
        } else if (line[0] && last) {
            vector_push(arena, &last->rows, line);
        }
    }
}

static char *line_of(Arena *arena, const LanePicture *picture, size_t row)
{
    const char *lanes = lane_row_text(arena, &picture->rows[row], "○", false);
    int blanks = (int)(picture->widest - utf8_count(lanes, strlen(lanes)));
    return arena_format(arena, "%s%*s %s", lanes, blanks, "", picture->rows[row].revision->id);
}

static void print_shapes(void)
{
    Arena *arena = arena_new();
    Shapes shapes = {0};
    read_shapes(arena, &shapes);
    for (size_t i = 0; i < shapes.count; i++) {
        const Shape *shape = &shapes.items[i];
        LanePicture *picture = draw(arena, shape->rows.items, shape->rows.count).picture;
        printf("%s# %s\n", i ? "\n" : "", shape->name);
        for (size_t k = 0; k < shape->rows.count; k++)
            printf("%s\n", shape->rows.items[k]);
        for (size_t k = 0; k < picture->row_count; k++)
            printf("\t%s\n", line_of(arena, picture, k));
    }
    arena_free(arena);
}

static void test_shapes(void **state)
{
    Arena *arena = arena_new();
    Shapes shapes = {0};
    (void)state;
    read_shapes(arena, &shapes);
    assert_true(shapes.count >= 30);
    for (size_t i = 0; i < shapes.count; i++) {
        const Shape *shape = &shapes.items[i];
        Drawn drawn = draw(arena, shape->rows.items, shape->rows.count);
        LanePicture *picture = drawn.picture;
        check_picture(&drawn);
        if (picture->row_count != shape->picture.count)
            fail_msg("%s: %zu rows", shape->name, picture->row_count);
        for (size_t k = 0; k < picture->row_count; k++)
            if (strcmp(line_of(arena, picture, k), shape->picture.items[k]) != 0)
                fail_msg("%s, row %zu:\n%s\n%s", shape->name, k + 1, line_of(arena, picture, k),
                         shape->picture.items[k]);
    }
    arena_free(arena);
}

/* ---- any shape ---------------------------------------------------------------------------------- */

static unsigned chance_state = 20261123;

static size_t chance(size_t below)
{
    chance_state = chance_state * 1664525u + 1013904223u;
    return (chance_state >> 8) % below;
}

static const char *random_row(Arena *arena, size_t index, bool is_hidden)
{
    static const size_t parent_counts[] = {0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 5};
    size_t wanted = parent_counts[chance(sizeof parent_counts / sizeof *parent_counts)];
    Text text = text_in(arena);
    bool taken[MAX_REVISIONS] = {false};
    text_append_format(&text, "%sr%zu:", is_hidden ? "-" : "", index);
    for (size_t i = 0; index && i < wanted; i++) {
        size_t near = index < 8 ? index : 8, parent = index - 1 - chance(chance(4) ? near : index);
        if (!taken[parent])
            text_append_format(&text, " r%zu", parent);
        taken[parent] = true;
    }
    if (index && !chance(5))
        text_append_format(&text, "; r%zu", chance(index));
    return text_string(&text);
}

static void test_any_shape(void **state)
{
    (void)state;
    for (size_t i = 0; i < RANDOM_GRAPHS; i++) {
        Arena *arena = arena_new();
        const char *rows[MAX_REVISIONS];
        size_t count = 2 + chance(MAX_REVISIONS - 2);
        for (size_t k = 0; k < count; k++)
            rows[k] = random_row(arena, k, i % 2 && !chance(3));
        Drawn drawn = draw(arena, rows, count);
        check_picture(&drawn);
        arena_free(arena);
    }
}

/* ---- runs --------------------------------------------------------------------------------------- */

/* r0 to r9 in a line, a branch on r4, and two kept: what stands for what. */
static void test_fold(void **state)
{
    static const char *const rows[] = {"r0:",    "r1: r0", "r2: r1", "r3: r2", "r4: r3",  "r5: r4",
                                       "r6: r5", "r7: r6", "r8: r7", "r9: r8", "side: r4"};
    static const struct {
        int kept;
        const char *shown;
    } cases[] = {
        {-1, "r9 r8x4 side r4 r3x3 r0"}, {6, "r9 r8 r7 r6 r5 side r4 r3x3 r0"}, {2, "r9 r8x4 side r4 r3 r2 r1 r0"}};
    enum { ROWS = sizeof rows / sizeof *rows };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        RevisionMap *map = revision_map_new(arena);
        RevisionVector order = {0};
        Error error = {0};
        Text shown = text_in(arena);
        int *implemented_type;
        for (size_t k = 0; k < ROWS; k++)
            add_revision(arena, map, rows[k]);
        assert_true(revision_map_link(map, &error));
        path_all(arena, map, &order);
        RevisionSet kept = revision_set_new(arena, map);
        if (cases[i].kept >= 0)
            kept[cases[i].kept] = 1;
        GraphView *view = graph_view(arena, map, &order, graph_fold(arena, map, kept, &implemented_type));
        for (size_t k = 0; k < view->order.count; k++) {
            const Revision *revision = view->order.items[k];
            int count = implemented_type[revision->index];
            text_append_format(&shown, count ? "%s%sx%d" : "%s%s", k ? " " : "", revision->id, count);
            assert_int_equal(view->row_of[revision->index], k);
        }
        assert_string_equal(text_string(&shown), cases[i].shown);
        arena_free(arena);
    }
}

int main(int argument_count, char **arguments)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes), cmocka_unit_test(test_any_shape),
                                       cmocka_unit_test(test_fold)};
    if (argument_count > 1 && strcmp(arguments[1], "print") == 0) {
        print_shapes();
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
