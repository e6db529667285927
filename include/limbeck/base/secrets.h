/* Hides passwords in output. Errors (message, source line, hint), log lines and notes are filtered
 * automatically; code that shows other text of a file, script or server calls
 * text_without_passwords().
 *
 * Hidden are: the text between "://user:" and the last '@', also in an incomplete URL and with '@',
 * quotes or blanks in the password; "user:password@"; password = '...' and similar assignments; and
 * remembered values.
 *
 *     secret_remember(url->password);
 *     show("%s", text_without_passwords(arena, text));
 */
#ifndef LIMBECK_BASE_SECRETS_H
#define LIMBECK_BASE_SECRETS_H

#include "limbeck/base/arena.h"

/* Hides this value from now on wherever it occurs as a word. Values under five characters are not hidden: too many
 * ordinary words would match. Safe from any thread. */
void secret_remember(const char *value);

/* Remembers the environment variables whose name ends in PASSWORD, SECRET, TOKEN or similar. */
void secrets_of_environment(void);

/* Replaces each password by three stars. */
char *text_without_passwords(Arena *arena, const char *text);

/* Replaces each character of a password by a star, so that columns of source lines keep their place. */
char *text_with_stars(Arena *arena, const char *text);

#endif
