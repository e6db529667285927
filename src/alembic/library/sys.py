"""sys, as env.py and settings ask it: limbeck's Python is that of CPython 3.11 on this system."""
import _limbeck.host
import _limbeck.objects
from collections import namedtuple


class _Path(list):
    """Without the folders of CPython's own library."""

    def __getitem__(self, index):
        if isinstance(index, int) and not -len(self) <= index < len(self):
            raise NotImplementedError("limbeck does not know the folders that CPython puts into sys.path")
        return super().__getitem__(index)


path = _Path(_limbeck.host.search_path())
platform = _limbeck.host.platform()
version_info = namedtuple("version_info", "major minor micro releaselevel serial")(3, 11, 0, "final", 0)
version = "3.11.0"
hexversion = 0x030B00F0
implementation = namedtuple("implementation", "name version")("cpython", version_info)
byteorder = "little"
maxsize = 9223372036854775807
maxunicode = 1114111
int_info = namedtuple("int_info", "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold")(
    30, 4, 4300, 640)
float_info = namedtuple("float_info", "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds")(
    1.7976931348623157e+308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53, 2.220446049250313e-16, 2, 1)
hash_info = namedtuple("hash_info", "width modulus inf nan imag algorithm hash_bits seed_bits cutoff")(
    64, 2305843009213693951, 314159, 0, 1000003, "siphash13", 64, 128, 0)
dont_write_bytecode = True
argv = _limbeck.host.command() or _limbeck.host.opaque("sys.argv")
executable, prefix, base_prefix, stdin, stdout, stderr, flags = [
    _limbeck.host.opaque("sys." + name)
    for name in ("executable", "prefix", "base_prefix", "stdin", "stdout", "stderr", "flags")]


class _Modules:
    """Those that were imported; a module that limbeck could not find is not among them."""

    def get(self, name, default=None):
        found = _limbeck.host.loaded(name)
        return default if found is None else found

    def __contains__(self, name):
        return _limbeck.host.loaded(name) is not None

    def __getitem__(self, name):
        if name == "__main__":  # the program that runs Alembic
            return _limbeck.host.opaque("sys.modules['__main__']")
        found = _limbeck.host.loaded(name)
        if found is None:
            raise KeyError(name)
        return found


modules = _Modules()


def get_int_max_str_digits():
    return _limbeck.objects.max_digits()


def set_int_max_str_digits(maxdigits):
    if maxdigits and maxdigits < int_info.str_digits_check_threshold:
        raise ValueError(f"maxdigits must be 0 or larger than {int_info.str_digits_check_threshold}")
    _limbeck.objects.max_digits(maxdigits)


def exit(status=None):
    raise SystemExit(status)


_limbeck_builtin = True  # in CPython these functions are written in C


def getdefaultencoding():
    return "utf-8"


_recursion_limit = 1000


def getrecursionlimit():
    return _recursion_limit


def setrecursionlimit(limit, /):
    global _recursion_limit
    if not isinstance(limit, int):
        raise TypeError(f"'{type(limit).__name__}' object cannot be interpreted as an integer")
    if limit < 1:
        raise ValueError("recursion limit must be greater or equal than 1")
    _recursion_limit = int(limit)


def intern(string):
    return string


_KNOWN = """
_base_executable _clear_type_cache _current_exceptions _current_frames _debugmallocstats _framework _getframe
_getquickenedcount _git _home _stdlib_dir _xoptions abiflags addaudithook api_version argv audit
base_exec_prefix base_prefix breakpointhook builtin_module_names byteorder call_tracing copyright displayhook
dont_write_bytecode exc_info excepthook exception exec_prefix executable exit flags float_info
float_repr_style get_asyncgen_hooks get_coroutine_origin_tracking_depth get_int_max_str_digits
getallocatedblocks getdefaultencoding getdlopenflags getfilesystemencodeerrors getfilesystemencoding
getprofile getrecursionlimit getrefcount getsizeof getswitchinterval gettrace hash_info hexversion
implementation int_info intern is_finalizing maxsize maxunicode meta_path modules orig_argv path path_hooks
path_importer_cache platform platlibdir prefix pycache_prefix set_asyncgen_hooks
set_coroutine_origin_tracking_depth set_int_max_str_digits setdlopenflags setprofile setrecursionlimit
setswitchinterval settrace stderr stdin stdlib_module_names stdout thread_info unraisablehook version
version_info warnoptions
monitoring activate_stack_trampoline deactivate_stack_trampoline is_stack_trampoline_active last_exc _is_gil_enabled
_is_interned
""".split()  # and those of 3.12 and 3.13


def __getattr__(name):
    if name not in _KNOWN:
        raise AttributeError(f"module 'sys' has no attribute '{name}'")
    return _limbeck.host.opaque("sys." + name)
