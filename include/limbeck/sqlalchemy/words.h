/* Words before and after a statement: prefix_with(), suffix_with(), hints. */
#ifndef LIMBECK_SQLALCHEMY_WORDS_H
#define LIMBECK_SQLALCHEMY_WORDS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

/* Adds the arguments of prefix_with() and similar methods, with their dialect; the texts live as long as `owner`. */
bool append_words(Interpreter *interpreter, Native *owner, const Arguments *arguments, WordList *words);

NativeFunction statement_prefix_with, statement_suffix_with, statement_hint, statement_with_hint, statement_add_cte;

#endif
