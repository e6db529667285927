"""Names against patterns of a shell."""
import re


def translate(pattern):
    text = ""
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        at += 1
        if letter == "*":
            text += ".*"
        elif letter == "?":
            text += "."
        elif letter == "[":
            end = pattern.find("]", at + (2 if pattern[at:at + 1] == "!" else 1))
            if end < 0:
                text += "\\["
                continue
            inner = pattern[at:end].replace("\\", "\\\\")
            at = end + 1
            if inner.startswith("!"):
                inner = "^" + inner[1:]
            elif inner.startswith("^"):
                inner = "\\" + inner
            text += "[" + inner + "]"
        else:
            text += re.escape(letter)
    return "(?s:" + text + ")\\Z"


def fnmatchcase(name, pat):
    return re.match(translate(pat), name) is not None


fnmatch = fnmatchcase


def filter(names, pat):
    return [name for name in names if fnmatchcase(name, pat)]
