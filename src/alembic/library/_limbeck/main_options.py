"""Options of a Config() that a program makes by itself, where there is no ini: those that its sources set."""
import re

import _limbeck.files
import _limbeck.host

_CALL = re.compile(r"""\.set_main_option\(\s*["']([\w.]+)["']\s*,\s*(?:(["'])([^"'\\]*)\2\s*\))?""")


def found():
    """{option: its text, or an unknown value that names the place}; two places that differ are unknown too."""
    options = {}
    for path in _limbeck.files.sources_with(".set_main_option("):
        with open(path) as file:
            text = file.read()
        for match in _CALL.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            value = match[3]
            if value is None or options.get(match[1], value) != value:
                value = _limbeck.host.opaque(f"the option {match[1]!r} that {path}:{line} sets")
            options[match[1]] = value
    return options
