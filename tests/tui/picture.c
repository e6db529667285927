/* Pictures of the screens, from the program itself: make pictures.
 *
 *   picture FOLDER COLUMNS ROWS FILE.svg [KEYS WAITED-FOR]...
 *
 * Each KEYS are pressed, then the text is waited for; \e in KEYS is Esc, \r Enter. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_WIDTH = 9, CELL_HEIGHT = 19, MARGIN = 14, COLOUR_BYTES = 24 };

static const char background[] = "#16161c", foreground[] = "#d8d6d0";

static void print_escaped(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '<' || *text == '>' || *text == '&')
            fprintf(out, "&#%d;", *text);
        else
            fputc(*text, out);
    }
}

static const char *colour(char *buffer, long rgb, const char *otherwise)
{
    if (rgb < 0)
        return otherwise;
    snprintf(buffer, COLOUR_BYTES, "#%06lx", (unsigned long)rgb & 0xffffff);
    return buffer;
}

/* Cells of one look stand in one piece of text. */
static void print_row(FILE *out, TestScreen *screen, int y, int columns)
{
    for (int x = 0; x < columns;) {
        ScreenCell first = screen_cell(screen, x, y), cell = first;
        char text[4096] = "", ink[COLOUR_BYTES], paper[COLOUR_BYTES];
        int begin = x;
        while (x < columns && cell.foreground == first.foreground && cell.background == first.background &&
               cell.bold == first.bold && cell.reverse == first.reverse) {
            strcat(text, cell.text);
            cell = ++x < columns ? screen_cell(screen, x, y) : cell;
        }
        const char *fill = colour(ink, first.foreground, foreground),
                   *behind = colour(paper, first.background, background);
        const char *shown = first.reverse ? behind : fill, *ground = first.reverse ? fill : behind;
        int left = MARGIN + begin * CELL_WIDTH, top = MARGIN + y * CELL_HEIGHT, width = (x - begin) * CELL_WIDTH;
        if (strcmp(ground, background) != 0)
            fprintf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", left, top, width,
                    CELL_HEIGHT, ground);
        if (strspn(text, " ") == strlen(text))
            continue;
        fprintf(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s>", left, top + 14, width, shown,
                first.bold ? " font-weight=\"bold\"" : "");
        print_escaped(out, text);
        fputs("</text>\n", out);
    }
}

static void print_picture(const char *path, TestScreen *screen, int columns, int rows)
{
    FILE *out = fopen(path, "w");
    int width = columns * CELL_WIDTH + 2 * MARGIN, height = rows * CELL_HEIGHT + 2 * MARGIN;
    if (!out) {
        perror(path);
        exit(1);
    }
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"DejaVu Sans Mono, Menlo, "
            "Consolas, monospace\" font-size=\"15\" xml:space=\"preserve\">\n"
            "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n",
            width, height, width, height, background);
    for (int y = 0; y < rows; y++)
        print_row(out, screen, y, columns);
    fputs("</svg>\n", out);
    fclose(out);
}

static void press(TestScreen *screen, const char *keys)
{
    char pressed[256] = "";
    size_t length = 0;
    for (; *keys && length + 1 < sizeof pressed; keys++) {
        bool escaped = keys[0] == '\\' && keys[1];
        keys += escaped;
        pressed[length++] = !escaped       ? *keys
                            : *keys == 'e' ? '\033'
                            : *keys == 'r' ? '\r'
                            : *keys == 't' ? '\t'
                                           : *keys;
    }
    screen_type(screen, pressed);
}

int main(int argument_count, char **arguments)
{
    static const char *const environment[] = {"X=", NULL};
    if (argument_count < 5) {
        fputs("picture FOLDER COLUMNS ROWS FILE.svg [KEYS WAITED-FOR]...\n", stderr);
        return 2;
    }
    int columns = atoi(arguments[2]), rows = atoi(arguments[3]);
    TestScreen *screen = screen_start_with(arguments[1], getenv("WORD"), columns, rows, environment);
    screen_wait(screen, "pending");
    for (int i = 5; i + 1 < argument_count; i += 2) {
        press(screen, arguments[i]);
        screen_wait(screen, arguments[i + 1]);
    }
    screen_settle(screen);
    print_picture(arguments[4], screen, columns, rows);
    screen_free(screen);
    return 0;
}
