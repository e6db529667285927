"""Files of the project by pattern. CPython's order is that of the folder on the disk; here it is that
of the names."""
import _limbeck.files
import fnmatch


def _has_magic(text):
    return any(letter in text for letter in "*?[")


def _folders_below(folder):
    yield folder
    for name in _names(folder):
        below = folder + "/" + name if folder else name
        if not name.startswith(".") and _limbeck.files.is_folder(below):
            yield from _folders_below(below)


def _names(folder):
    return sorted(_limbeck.files.names(folder or ".")) if _limbeck.files.is_folder(folder or ".") else []


def _join(folder, name):
    return folder + name if folder.endswith("/") else folder + "/" + name if folder else name


def _select(folder, parts, recursive):
    if not parts:
        yield folder
        return
    first, rest = parts[0], parts[1:]
    if first == "**" and recursive:
        for below in _folders_below(folder):
            if rest:
                yield from _select(below, rest, recursive)
            else:
                yield below
                for name in _names(below):
                    if not name.startswith(".") and _limbeck.files.is_file(_join(below, name)):
                        yield _join(below, name)
    elif _has_magic(first):
        for name in _names(folder):
            if (not name.startswith(".") or first.startswith(".")) and fnmatch.fnmatchcase(name, first):
                path = _join(folder, name)
                if not rest or _limbeck.files.is_folder(path):
                    yield from _select(path, rest, recursive)
    else:
        path = _join(folder, first)
        if rest or _limbeck.files.is_file(path) or _limbeck.files.is_folder(path):
            yield from _select(path, rest, recursive)


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    if root_dir is not None or dir_fd is not None or include_hidden:
        raise NotImplementedError("limbeck does not evaluate glob() with root_dir, dir_fd or include_hidden")
    parts = [part for part in pathname.split("/") if part]
    seen = set()
    for path in _select("/" if pathname.startswith("/") else "", parts, recursive):
        if path not in seen:
            seen.add(path)
            yield path


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def escape(pathname):
    return "".join("[" + letter + "]" if letter in "*?[" else letter for letter in pathname)


has_magic = _has_magic
