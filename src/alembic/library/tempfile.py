"""Where temporary files would be; none are made."""
import os

import _limbeck.host


def gettempdir():
    for name in ("TMPDIR", "TEMP", "TMP"):
        if os.environ.get(name):
            return os.path.abspath(os.environ[name])
    return "/tmp"


def gettempprefix():
    return "tmp"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _limbeck.host.opaque("tempfile." + name)
