/* Writes texts and lists as Python literals. */
#include "rendering.h"

#include <string.h>

static bool is_printable(uint32_t codepoint)
{
    return codepoint >= 0xa1 && codepoint != 0xad && utf8_width(codepoint) > 0;
}

/* Double quotes only if that avoids an escape, as repr() does. */
void append_python_text(Text *out, const char *text)
{
    if (!text) {
        text_append(out, "None");
        return;
    }
    char quote = strchr(text, '\'') && !strchr(text, '"') ? '"' : '\'';
    size_t length = strlen(text);
    text_append_char(out, quote);
    for (size_t at = 0; at < length;) {
        uint32_t codepoint;
        size_t step = utf8_decode(text + at, length - at, &codepoint);
        char here = text[at];
        if (here == quote || here == '\\')
            text_append_format(out, "\\%c", here);
        else if (here == '\n' || here == '\t' || here == '\r')
            text_append_format(out, "\\%c", here == '\n' ? 'n' : here == '\t' ? 't' : 'r');
        else if (!step || codepoint < 0x20 || codepoint == 0x7f)
            text_append_format(out, "\\x%02x", (unsigned char)here);
        else if (codepoint < 0x80 || is_printable(codepoint))
            text_append_bytes(out, text + at, step);
        else
            text_append_format(out,
                               codepoint < 0x100     ? "\\x%02x"
                               : codepoint < 0x10000 ? "\\u%04x"
                                                     : "\\U%08x",
                               codepoint);
        at += step ? step : 1;
    }
    text_append_char(out, quote);
}

void append_python_names(Text *out, const StringVector *names)
{
    text_append_char(out, '[');
    for (size_t i = 0; i < names->count; i++) {
        text_append(out, i ? ", " : "");
        append_python_text(out, names->items[i]);
    }
    text_append_char(out, ']');
}

void append_python_bool(Text *out, bool truth)
{
    text_append(out, truth ? "True" : "False");
}
