/* Passwords in text that goes out. Errors (message, source line, hint), log lines and notes pass
 * through here by themselves; whatever else shows text of a file, a script or a server calls
 * text_without_passwords().
 *
 * Hidden are: what stands between "://user:" and the last '@', also in a URL with a part missing or
 * with '@', quotes, blanks in its password; "user:password@"; password = '...' and what resembles
 * it; and the values remembered. */
#ifndef LIMBECK_BASE_SECRETS_H
#define LIMBECK_BASE_SECRETS_H

#include "limbeck/base/arena.h"

/* From now on this value is hidden wherever it stands as a word. Values under five characters are
 * not: they would hide half of each message. Safe from any thread. */
void secret_remember(const char *value);

/* The same for variables whose name ends in PASSWORD, SECRET, TOKEN and the like. */
void secrets_of_environment(void);

/* Three stars for each password. */
char *text_without_passwords(Arena *arena, const char *text);

/* A star for each character of it, so that columns stay where they are: for source lines. */
char *text_with_stars(Arena *arena, const char *text);

#endif
