/* Words before and behind a statement: prefix_with(), suffix_with(), hints. */
#ifndef LIMBECK_SQLALCHEMY_WORDS_H
#define LIMBECK_SQLALCHEMY_WORDS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"

bool append_words(Interpreter *interpreter, Native *owner, const Arguments *arguments, WordList *words);

NativeFunction statement_prefix_with, statement_suffix_with, statement_hint, statement_with_hint, statement_add_cte;

#endif
