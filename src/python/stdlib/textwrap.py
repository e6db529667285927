"""Paragraphs in lines of a width, and their margins."""
from _limbeck.dedent import dedent

_SPACES = "\t\n\x0b\x0c\r "
_BLANKS = str.maketrans({letter: " " for letter in _SPACES})


def _is_word(letter):
    return letter.isalnum() or letter == "_"


def _is_letter(letter):
    return _is_word(letter) and not letter.isdecimal()


def _ends_word(letter):
    return _is_word(letter) or letter in "!\"'&.,?"


def _dash_end(text, at):
    """Where a run of two or more hyphens ends that joins two words; 0 where there is none."""
    end = at
    while end < len(text) and text[end] == "-":
        end += 1
    joins = at > 0 and end - at > 1 and end < len(text) and _ends_word(text[at - 1]) and _is_word(text[end])
    return end if joins else 0


def _breaks_after(text, at):
    """Whether a line may end behind the hyphen before `at`: letters before it, a letter and another behind."""
    if at < 2 or text[at - 1] != "-":
        return False
    before = text[max(at - 4, 0) : at - 1]
    two = len(before) > 1 and _is_letter(before[-1]) and _is_letter(before[-2])
    single = len(before) > 2 and _is_letter(before[-1]) and before[-2] == "-" and _is_letter(before[-3])
    if not (two or single) or not _is_letter(text[at : at + 1] or " "):
        return False
    behind = text[at + 1 : at + 3]
    behind = behind[1:] if behind[:1] == "-" else behind
    return bool(behind) and _is_letter(behind[0])


class TextWrapper:
    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _piece_end(self, text, at):
        """Where the blanks, the word, or the part of a word end that begin at `at`."""
        end = at
        if text[at] in _SPACES:
            while end < len(text) and text[end] in _SPACES:
                end += 1
            return end
        if self.break_on_hyphens and _dash_end(text, at):
            return _dash_end(text, at)
        while end < len(text) and text[end] not in _SPACES:
            end += 1
            if self.break_on_hyphens and (_breaks_after(text, end) or _dash_end(text, end)):
                return end
        return end

    def _split(self, text):
        pieces = []
        at = 0
        while at < len(text):
            end = self._piece_end(text, at)
            pieces.append(text[at:end])
            at = end
        return pieces

    def _space_sentences(self, pieces):
        at = 0
        while at < len(pieces) - 1:
            word = pieces[at].rstrip("\"'") if len(pieces[at]) > 2 and pieces[at][-1] in "\"'" else pieces[at]
            word = pieces[at][:-1] if len(word) < len(pieces[at]) else pieces[at]
            is_end = len(word) > 1 and word[-1] in ".!?" and "a" <= word[-2] <= "z"
            if pieces[at + 1] == " " and is_end:
                pieces[at + 1] = "  "
                at += 2
            else:
                at += 1

    def _pieces(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_BLANKS)
        pieces = self._split(text)
        if self.fix_sentence_endings:
            self._space_sentences(pieces)
        return pieces

    def _break_word(self, pieces, line, room):
        """Puts a part of the first piece, which is too long for any line, onto this one."""
        if not self.break_long_words:
            if not line:
                line.append(pieces.pop(0))
            return
        end = room
        hyphen = pieces[0].rfind("-", 0, end) if self.break_on_hyphens and len(pieces[0]) > end else -1
        if hyphen > 0 and pieces[0][:hyphen].strip("-"):
            end = hyphen + 1
        line.append(pieces[0][:end])
        pieces[0] = pieces[0][end:]
        if not pieces[0]:
            pieces.pop(0)

    def _take_line(self, pieces, width, is_first):
        line = []
        length = 0
        if self.drop_whitespace and not is_first and not pieces[0].strip():
            pieces.pop(0)
        while pieces and length + len(pieces[0]) <= width:
            length += len(pieces[0])
            line.append(pieces.pop(0))
        if pieces and len(pieces[0]) > width:
            self._break_word(pieces, line, width - length if width > 0 else 1)
        if self.drop_whitespace and line and not line[-1].strip():
            line.pop()
        return line

    def _shorten(self, lines, line, width, indent):
        """The last line of as many as there may be ends with the placeholder."""
        while line:
            length = sum([len(piece) for piece in line])
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            line.pop()
        if lines:
            last = lines[-1].rstrip()
            if len(last) + len(self.placeholder) <= self.width:
                lines[-1] = last + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def wrap(self, text):
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        pieces = self._pieces(text)
        lines = []
        while pieces:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            line = self._take_line(pieces, width, not lines)
            if not line:
                continue
            is_done = not pieces or (self.drop_whitespace and len(pieces) == 1 and not pieces[0].strip())
            fits = sum([len(piece) for piece in line]) <= width
            if self.max_lines is None or len(lines) + 1 < self.max_lines or (is_done and fits):
                lines.append(indent + "".join(line))
            else:
                self._shorten(lines, line, width, indent)
                break
        return lines

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def indent(text, prefix, predicate=None):
    def is_indented(line):
        return bool(line.strip())

    wanted = predicate or is_indented
    return "".join([prefix + line if wanted(line) else line for line in text.splitlines(True)])
