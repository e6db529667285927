/* ASCII replacements of glyphs, for terminals without them. */
#include "limbeck/tui/surface/surface.h"

typedef struct Letter {
    uint32_t first, last;
    char letter;
} Letter;

static const Letter letters[] = {
    {0x00B7, 0x00B7, '-'},  /* · */
    {0x00D7, 0x00D7, 'x'},  /* × */
    {0x2016, 0x2016, '='},  /* ‖ */
    {0x2026, 0x2026, '~'},  /* … */
    {0x2190, 0x2190, '<'},  /* ← */
    {0x2192, 0x2192, '>'},  /* → */
    {0x2193, 0x2193, 'v'},  /* ↓ */
    {0x21A9, 0x21A9, '<'},  /* ↩ */
    {0x2261, 0x2261, '='},  /* ≡ */
    {0x2500, 0x2500, '-'},  /* ─ */
    {0x2502, 0x2502, '|'},  /* │ */
    {0x250A, 0x250A, ':'},  /* ┊ */
    {0x251C, 0x253C, '+'},  /* ├ ┤ ┬ ┴ ┼ */
    {0x254C, 0x254C, '.'},  /* ╌ */
    {0x256D, 0x256D, '/'},  /* ╭ */
    {0x256E, 0x256E, '\\'}, /* ╮ */
    {0x256F, 0x256F, '/'},  /* ╯ */
    {0x2570, 0x2570, '\\'}, /* ╰ */
    {0x2581, 0x2581, '_'},  /* ▁ */
    {0x2582, 0x2582, '.'},  /* ▂ */
    {0x2583, 0x2583, '-'},  /* ▃ */
    {0x2584, 0x2585, '='},  /* ▄ ▅ */
    {0x2586, 0x2587, 'x'},  /* ▆ ▇ */
    {0x2588, 0x258B, '#'},  /* █ ▉ ▊ ▋ */
    {0x258C, 0x258F, '|'},  /* ▌ ▍ ▎ ▏ */
    {0x2591, 0x2591, '.'},  /* ░ */
    {0x25B2, 0x25B2, '!'},  /* ▲ */
    {0x25B6, 0x25B6, '>'},  /* ▶ */
    {0x25C9, 0x25C9, '@'},  /* ◉ */
    {0x25CB, 0x25CB, 'o'},  /* ○ */
    {0x25CC, 0x25CC, '?'},  /* ◌ */
    {0x25CF, 0x25CF, '*'},  /* ● */
    {0x2713, 0x2713, '+'},  /* ✓ */
    {0x2717, 0x2717, 'x'},  /* ✗ */
};

uint32_t ascii_letter(uint32_t codepoint)
{
    for (size_t i = 0; codepoint >= 0x80 && i < sizeof letters / sizeof *letters; i++)
        if (codepoint >= letters[i].first && codepoint <= letters[i].last)
            return (uint32_t)letters[i].letter;
    return codepoint < 0x80 ? codepoint : '?';
}
