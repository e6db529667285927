"""Which release of a package the project pins: in its lock file, else in its requirements, beside the ini or above."""
import re

import _limbeck.files

_FILES = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pyproject.toml", "setup.py", "setup.cfg", "Pipfile",
          "requirements.txt", "requirements/common.txt", "requirements/base.txt", "requirements/prod.txt")
_FOLDERS = ("", "../", "../../", "../../../")


def release(package):
    """(2, 7, 0), or (4,) where no more is said; None: nothing is pinned."""
    name = re.sub(r"[-_.]+", "[-_.]", package)
    pattern = name + r"(?![\w-])(?:\[[^\]\n]*\])?[^\n\d]*(?:\n\s*\"?version[^\d\n]*|\{\s*\"hashes[^}]*\"version\"[^\d]*)?(\d+(?:\.\d+)*)"
    for folder in _FOLDERS:
        for file in _FILES:
            path = folder + file
            if _limbeck.files.is_readable(path) and _limbeck.files.is_file(path):
                with open(path) as opened:
                    found = re.search(pattern, opened.read(), re.I)
                if found:
                    return tuple(int(part) for part in found[1].split("."))
    return None
