"""Digests of bytes."""
import _limbeck.digest

_limbeck_c = True
_SIZES = {"md5": (16, 64), "sha1": (20, 64), "sha256": (32, 64), "sha384": (48, 128), "sha512": (64, 128)}
algorithms_guaranteed = set(_SIZES)
algorithms_available = algorithms_guaranteed


def _bytes(data):
    if isinstance(data, str):
        raise TypeError("Strings must be encoded before hashing")
    try:
        return b"" + data
    except TypeError:
        raise TypeError("object supporting the buffer API required") from None


class _Hash:
    def __init__(self, name, data):
        self.name = name
        self.digest_size, self.block_size = _SIZES[name]
        self._data = _bytes(data)

    def update(self, data):
        self._data += _bytes(data)

    def hexdigest(self):
        return _limbeck.digest.digest(self.name, self._data)

    def digest(self):
        return bytes.fromhex(self.hexdigest())

    def copy(self):
        return _Hash(self.name, self._data)


def new(name, data=b"", *, usedforsecurity=True):
    if name.lower() not in _SIZES:
        raise ValueError(f"unsupported hash type {name}")
    return _Hash(name.lower(), data)


def md5(data=b"", *, usedforsecurity=True):
    return _Hash("md5", data)


def sha1(data=b"", *, usedforsecurity=True):
    return _Hash("sha1", data)


def sha256(data=b"", *, usedforsecurity=True):
    return _Hash("sha256", data)


def sha384(data=b"", *, usedforsecurity=True):
    return _Hash("sha384", data)


def sha512(data=b"", *, usedforsecurity=True):
    return _Hash("sha512", data)
