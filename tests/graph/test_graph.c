/* The graph: identifiers, paths, the picture. Expected plans are what Alembic
 * answers for the same graph. */
#include "support/support.h"

#include "limbeck/graph/lanes.h"
#include "limbeck/graph/path.h"

#include <string.h>

typedef struct RevisionRow {
    const char *id, *down, *label, *depends_on; /* lists separated by blanks */
} RevisionRow;

/* Two labelled branches, a dependency across them, and a merge. */
static const RevisionRow shop[] = {
    {"aaaa1", "", NULL, NULL},
    {"aaaa2", "aaaa1", NULL, NULL},
    {"bill1", "aaaa2", "billing", NULL},
    {"bill2", "bill1", NULL, NULL},
    {"stock1", "aaaa2", "stock", NULL},
    {"stock2", "stock1", NULL, "bill2"},
    {"merge1", "bill2 stock2", NULL, NULL},
    {"zzzz1", "merge1", NULL, NULL},
};

static void add_words(Arena *arena, const char *words, StringVector *list)
{
    char *rest = arena_strdup(arena, words ? words : ""), *word;
    while ((word = strtok_r(rest, " ", &rest)))
        vector_push(arena, list, word);
}

static RevisionMap *build(Arena *arena, const RevisionRow *rows, size_t count, Error *error)
{
    RevisionMap *map = revision_map_new(arena);
    for (size_t i = 0; i < count; i++) {
        Revision *revision = ARENA_NEW(arena, Revision);
        revision->id = rows[i].id;
        revision->doc = revision->path = rows[i].id;
        add_words(arena, rows[i].down, &revision->down_revisions);
        add_words(arena, rows[i].label, &revision->branch_labels);
        add_words(arena, rows[i].depends_on, &revision->depends_on);
        revision_map_add(map, revision);
    }
    return revision_map_link(map, error) ? map : NULL;
}

static char *words_of(Arena *arena, const RevisionVector *path)
{
    StringVector words = {0};
    for (size_t i = 0; i < path->count; i++)
        vector_push(arena, &words, path->items[i] ? path->items[i]->id : "base");
    return string_vector_join(arena, &words, " ");
}

static void check_path(const char *from, const char *to, bool downgrade, const char *wanted)
{
    Arena *arena = arena_new();
    Error error = {0};
    RevisionMap *map = build(arena, shop, sizeof shop / sizeof *shop, &error);
    RevisionVector current = {0}, path = {0};
    StringVector rows = {0};
    add_words(arena, from, &rows);
    for (size_t i = 0; i < rows.count; i++)
        assert_true(resolve_revisions(arena, map, rows.items[i], &current, &error));
    bool found = downgrade ? path_downgrade(arena, map, to, &current, &path, &error)
                           : path_upgrade(arena, map, to, &current, &path, &error);
    assert_string_equal(found ? words_of(arena, &path) : error.message, wanted);
    arena_free(arena);
}

static void test_upgrade(void **state)
{
    (void)state;
    check_path("", "head", false, "aaaa1 aaaa2 bill1 bill2 stock1 stock2 merge1 zzzz1");
    check_path("", "stock@stock2", false, "aaaa1 aaaa2 bill1 bill2 stock1 stock2");
    check_path("aaaa2", "+1", false, "Ambiguous walk");
    check_path("aaaa2", "stock@+1", false, "stock1");
    check_path("bill2", "bill1+1", false, "");
    check_path("zzzz1", "head", false, "");
    check_path("", "+10", false, "Ambiguous walk");
    check_path("aaaa1", "+0", false, "Relative revision 0 didn't produce 0 migrations");
    check_path("", "nosuch", false, "Can't locate revision identified by 'nosuch'");
}

static void test_downgrade(void **state)
{
    (void)state;
    check_path("zzzz1", "-1", true, "zzzz1");
    check_path("zzzz1", "aaaa2", true, "zzzz1 merge1 stock2 stock1 bill2 bill1");
    check_path("merge1", "stock@aaaa2", true, "merge1 stock2 stock1");
    check_path("zzzz1", "base", true, "zzzz1 merge1 stock2 stock1 bill2 bill1 aaaa2 aaaa1");
    check_path("aaaa1", "-2", true, "Relative revision -2 didn't produce 2 migrations");
    check_path("aaaa1", "zzzz1", true, "Destination zzzz1 is not a valid downgrade target from current head(s)");
}

static void check_resolve(const char *identifier, const char *wanted)
{
    Arena *arena = arena_new();
    Error error = {0};
    RevisionMap *map = build(arena, shop, sizeof shop / sizeof *shop, &error);
    RevisionVector found = {0};
    bool done = resolve_revisions(arena, map, identifier, &found, &error);
    assert_string_equal(done ? words_of(arena, &found) : error.message, wanted);
    arena_free(arena);
}

static void test_identifiers(void **state)
{
    (void)state;
    check_resolve("head", "zzzz1");
    check_resolve("heads", "zzzz1");
    check_resolve("base", "");
    check_resolve("me", "merge1");
    check_resolve("billing", "bill1");
    check_resolve("billing@bill2", "bill2");
    check_resolve("billing@stock1", "Can't locate revision identified by 'stock1'");
    check_resolve("bill", "Can't locate revision identified by 'bill'");
}

static void test_bad_graphs(void **state)
{
    (void)state;
    static const RevisionRow missing[] = {{"a", "gone", NULL, NULL}};
    static const RevisionRow cycle[] = {{"r", "", NULL, NULL}, {"a", "b", NULL, NULL}, {"b", "a", NULL, NULL}};
    static const RevisionRow circle[] = {{"a", "", NULL, "b"}, {"b", "a", NULL, NULL}};
    static const RevisionRow loop[] = {{"a", "a", NULL, NULL}};
    static const RevisionRow labels[] = {{"a", "", "x", NULL}, {"b", "a", "x", NULL}};
    static const struct {
        const RevisionRow *rows;
        size_t count;
        const char *message;
    } cases[] = {
        {missing, 1, "Revision gone referenced from a (down_revision) is not present"},
        {cycle, 3, "Cycle is detected in revisions (a, b)"},
        {circle, 2, "Dependency cycle is detected in revisions (a, b)"},
        {loop, 1, "Self-loop is detected in revisions (a)"},
        {labels, 2, "Branch name 'x' in revision b already used by revision a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        Error error = {0};
        assert_null(build(arena, cases[i].rows, cases[i].count, &error));
        assert_string_equal(error.message, cases[i].message);
        arena_free(arena);
    }
}

static void test_duplicate_id(void **state)
{
    (void)state;
    static const RevisionRow twice[] = {{"a", "", NULL, NULL}, {"a", "", NULL, NULL}};
    Arena *arena = arena_new();
    Error error = {0};
    RevisionMap *map = build(arena, twice, 2, &error);
    assert_non_null(map);
    assert_int_equal(map->revisions.count, 1);
    assert_int_equal(map->warnings.count, 1);
    arena_free(arena);
}

/* The picture is the specification. */
static void test_picture(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "○     zzzz1", "○─╮   merge1", "│ ○╌╮ stock2", "│ ○ ┊ stock1",
        "○╌│╌╯ bill2", "○ │   bill1",  "○─╯   aaaa2",  "○     aaaa1",
    };
    static const char *const ascii[] = {
        "o     zzzz1", "o-\\   merge1", "| o.\\ stock2", "| o : stock1",
        "o.|./ bill2", "o |   bill1",   "o-/   aaaa2",   "o     aaaa1",
    };
    Arena *arena = arena_new();
    Error error = {0};
    RevisionMap *map = build(arena, shop, sizeof shop / sizeof *shop, &error);
    RevisionVector order = {0};
    path_all(arena, map, &order);
    LanePicture *picture = lane_picture(arena, graph_view(arena, map, &order, NULL));
    assert_int_equal(picture->row_count, 8);
    for (size_t i = 0; i < picture->row_count; i++) {
        for (int plain = 0; plain < 2; plain++) {
            const char *lanes = lane_row_text(arena, &picture->rows[i], lane_glyph(LANE_NODE, plain), plain);
            char *line = arena_format(arena, "%s%*s%s", lanes, (int)(6 - utf8_count(lanes, strlen(lanes))), "",
                                      picture->rows[i].revision->id);
            assert_string_equal(line, plain ? ascii[i] : wanted[i]);
        }
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_upgrade),    cmocka_unit_test(test_downgrade),    cmocka_unit_test(test_identifiers),
        cmocka_unit_test(test_bad_graphs), cmocka_unit_test(test_duplicate_id), cmocka_unit_test(test_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
