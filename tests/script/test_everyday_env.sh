#!/bin/sh
# What env.py and settings modules ask of os, sys, pathlib and logging: each line holds under CPython 3.11 too.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
unset LIMBECK_URL PYTHONPATH
mkdir -p "$work/p/m/versions" && cd "$work/p" || exit 1
export FLEET_NAME=boats HOME="$work/home"
printf '[alembic]\nscript_location = m\n' >alembic.ini
holds() { # holds NAME: lines on standard input
    { printf 'import logging, os, sys\nfrom pathlib import Path\n'; sed 's/^/ /;1s/^/if True:\n/'; } >lines.py
    { cat lines.py; printf '\nfrom alembic import context\ncontext.configure(url="sqlite:///x.db")\n'; } >m/env.py
    "$limbeck" current >"$work/out" 2>"$work/errors"
    status=$?
    [ "$status" = 0 ] || sed 's/^/# /' "$work/errors"
    python3 lines.py >"$work/python" 2>&1 || { status=1; sed 's/^/# python: /' "$work/python"; }
    check "$1" "$status"
}
holds "os.environ is a dictionary" <<'X'
assert os.environ["FLEET_NAME"] == "boats" and dict(os.environ)["FLEET_NAME"] == "boats"
assert {**os.environ}.get("FLEET_NAME") == "boats" and "FLEET_NAME" in list(os.environ)
assert [v for k, v in os.environ.items() if k.startswith("FLEET_")] == ["boats"]
os.environ["FLEET_NAME"] = "ships"
assert os.getenv("FLEET_NAME") == "ships" and os.environ.copy()["FLEET_NAME"] == "ships"
assert os.environ.pop("FLEET_NAME") == "ships" and os.getenv("FLEET_NAME") is None
os.environ.update(A="1"); assert os.environ.get("A") == "1" and os.environ.setdefault("A", "2") == "1"
del os.environ["A"]; assert "A" not in os.environ
X
holds "what os asks of the system" <<'X'
assert os.F_OK == 0 and os.R_OK == 4 and os.W_OK == 2 and os.X_OK == 1
writable, size, process = os.access(".", os.W_OK), os.path.getsize("alembic.ini"), os.getpid()
X
holds "TypedDict and NamedTuple as functions" <<'X'
from typing import NamedTuple, TypedDict
Select = TypedDict("Select", {"a": int, "in": str}, total=False)
assert Select.__name__ == "Select" and Select.__total__ is False and list(Select.__annotations__) == ["a", "in"]
assert Select(a=1) == {"a": 1}
class Wider(Select):
    b: int
assert Wider(b=2)["b"] == 2
Point = NamedTuple("Point", [("x", int), ("y", int)])
assert Point(1, y=2).y == 2 and Point.__name__ == "Point" and Point._fields == ("x", "y")
class Other(NamedTuple):
    x: int
    y: int = 3
assert Other(1) == (1, 3)
X
holds "locks of threading" <<'X'
import threading
lock, again = threading.Lock(), threading.RLock()
with lock:
    assert lock.locked() and not lock.acquire(blocking=False)
assert not lock.locked() and lock.acquire() and lock.release() is None
with again, again:
    pass
try:
    lock.release()
except RuntimeError as error:
    assert str(error) == "release unlocked lock"
class Kept(threading.local):
    value = 1
kept, event = Kept(), threading.Event()
kept.value += 1
event.set()
assert kept.value == 2 and event.is_set() and event.wait()
X
mkdir -p tree/a/b tree/c && touch tree/one.py tree/a/two.py tree/a/b/three.py
mkdir linked && ln -s ../tree/a linked/to_a && ln -s .. linked/up && touch linked/file.py
holds "os.walk" <<'X'
found = [(root, sorted(folders), sorted(files)) for root, folders, files in os.walk("tree")]
assert sorted(found) == [("tree", ["a", "c"], ["one.py"]), ("tree/a", ["b"], ["two.py"]), ("tree/a/b", [], ["three.py"]), ("tree/c", [], [])]
some = []
for root, folders, files in os.walk("tree/"):
    folders[:] = [name for name in folders if name != "a"]
    some.append(root)
assert some == ["tree/", "tree/c"] and list(os.walk("nowhere")) == []
assert [root for root, folders, files in os.walk("tree/a", topdown=False)] == ["tree/a/b", "tree/a"]
assert [(root, sorted(folders), files) for root, folders, files in os.walk("linked")] == [("linked", ["to_a", "up"], ["file.py"])]
X
holds "links" <<'X'
here = os.getcwd()
assert os.path.islink("linked/up") and not os.path.islink("linked") and Path("linked/to_a").is_symlink()
assert os.path.realpath("linked/to_a/two.py") == here + "/tree/a/two.py" == str(Path("linked/to_a/two.py").resolve())
assert os.path.realpath("linked/to_a/new/x") == here + "/tree/a/new/x" and os.path.realpath("none/../tree") == here + "/tree"
assert os.path.abspath("linked/to_a") == here + "/linked/to_a" == str(Path("linked/to_a").absolute())
assert str(Path("linked/../tree").absolute()) == here + "/linked/../tree"
X
holds "what the real modules do not implement" <<'X'
import collections, datetime
try:
    collections.Counter.fromkeys("ab")
except NotImplementedError as error:
    assert str(error).startswith("Counter.fromkeys() is undefined") and type(error).__name__ == "NotImplementedError"
class Zone(datetime.tzinfo):
    pass
try:
    Zone().utcoffset(None)
except NotImplementedError as error:
    assert str(error) == "a tzinfo subclass must implement utcoffset()"
X
holds "names of paths" <<'X'
assert os.path.splitext("/a.b/c.tar.gz") == ("/a.b/c.tar", ".gz") and os.path.splitext(".env") == (".env", "")
assert os.path.split("/a/b") == ("/a", "b") and os.path.split("b") == ("", "b") and os.path.split("/b") == ("/", "b")
assert os.path.expanduser("~/x") == os.environ["HOME"] + "/x" and os.path.isabs("/x") and not os.path.isabs("x")
assert os.path.expandvars("$FLEET_NAME/${FLEET_NAME}/$NONE") == "boats/boats/$NONE"
assert os.path.relpath("/a/b/c", "/a/d") == "../b/c" and os.getcwd() == str(Path.cwd())
assert (os.name, os.sep, os.pathsep, os.linesep) == ("posix", "/", ":", "\n")
assert str(Path.home() / "x") == os.environ["HOME"] + "/x"
X
holds "folders for logs are nobody's concern" <<'X'
os.makedirs("logs/today", exist_ok=True)
Path("logs/yesterday").mkdir(parents=True, exist_ok=True)
X
check "and are not made" "$(rm -rf logs; "$limbeck" current >/dev/null 2>&1; [ ! -e logs ]; echo $?)"
holds "what is there outside the project may be asked" <<'X'
assert os.path.isdir("/") and not os.path.exists("/nowhere/at/all") and Path("/").exists()
import tempfile
assert os.path.isdir(tempfile.gettempdir())
try: open("/nowhere/at/all")
except FileNotFoundError: pass
else: raise AssertionError
X
holds "logging" <<'X'
logger = logging.getLogger("fleet")
logger.propagate = False
logger.disabled = True
logger.addHandler(logging.StreamHandler(sys.stdout))
for handler in logging.getLogger("other").handlers: logger.removeHandler(handler)
assert logging.root.handlers == [] and logging.getLogger("third").handlers == []
logging.getLogger("x").setLevel(logging.WARNING); logging.disable(logging.NOTSET)
X
holds "sys" <<'X'
assert sys.version_info >= (3, 8) and sys.version_info[0] == 3 and sys.version_info.major == 3
assert sys.platform != "win32" and "surely.not" not in sys.modules and sys.modules.get("nothing") is None
assert getattr(sys, "frozen", False) is False and not hasattr(sys, "_MEIPASS") and sys.maxsize > 2 ** 32
X
holds "limits that a script sets with sys" <<'X'
def error(call, *arguments):
    try: return call(*arguments)
    except Exception as error: return type(error).__name__ + " " + str(error)
assert sys.get_int_max_str_digits() == 4300 and error(sys.set_int_max_str_digits, 640) is None
assert sys.get_int_max_str_digits() == 640 and len(str(10 ** 639)) == 640
assert error(int, "1" * 641) == ("ValueError Exceeds the limit (640 digits) for integer string conversion: value has 641 "
                                 "digits; use sys.set_int_max_str_digits() to increase the limit")
assert error(str, 10 ** 640).startswith("ValueError Exceeds the limit (640 digits)")
assert error(sys.set_int_max_str_digits, 5) == "ValueError maxdigits must be 0 or larger than 640"
assert error(sys.set_int_max_str_digits, 0) is None and len(str(10 ** 5000)) == 5001 and int("1" * 5000) % 1000 == 111
sys.set_int_max_str_digits(maxdigits=4300)
sys.setrecursionlimit(2000)
assert sys.getrecursionlimit() == 2000 and error(sys.setrecursionlimit, 0).startswith("ValueError recursion limit")
assert sys.hash_info.inf == hash(float("inf")) and sys.hash_info.width == 64
X
cat >m/env.py <<'X'
from alembic import context
from sqlalchemy import MetaData
metadata = MetaData()
metadata.naming_convention = {"pk": "pk_%(table_name)s"}
context.config.compare_type = True
context.configure(url="sqlite:///x.db", target_metadata=metadata)
context.run_migrations()
X
printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "a"\ndown_revision = None\ndef upgrade():\n    op.create_table("boat", sa.Column("id", sa.Integer, primary_key=True))\n' >m/versions/a.py
"$limbeck" upgrade head --sql >"$work/out" 2>&1
says "a naming convention that is set afterwards" "CONSTRAINT pk_boat PRIMARY KEY (id)"
printf 'from alembic import context\nopen("/etc/passwd")\ncontext.configure(url="sqlite:///x.db")\n' >m/env.py
"$limbeck" current >"$work/out" 2>&1
says "but not read" "reading '/etc/passwd'"
mkdir pack
printf 'def __getattr__(name):\n    raise AttributeError(name)\n' >pack/__init__.py
printf 'url = "sqlite:///x.db"\n' >pack/part.py
printf 'from alembic import context\nfrom pack import part\ncontext.configure(url=part.url)\n' >m/env.py
"$limbeck" current >"$work/out" 2>&1
check "a module below a package with __getattr__" "$?"
refused() { # refused NAME "what is said" "statement": a script that catches everything cannot catch it
    printf 'import inspect, threading\nfrom alembic import op\nrevision = "a"\ndown_revision = None\ndef upgrade():\n    try:\n        %s\n    except Exception:\n        pass\n' "$3" >m/versions/a.py
    "$limbeck" upgrade head --sql >"$work/out" 2>&1
    says "$1 is refused, whatever catches it" "limbeck does not evaluate this: $2"
}
printf 'from alembic import context\ncontext.configure(url="sqlite:///x.db")\ncontext.run_migrations()\n' >m/env.py
refused "a lock taken twice" "acquire() of a lock that is already taken" 'lock = threading.Lock(); lock.acquire(); lock.acquire()'
refused "a wait without end" "wait() on an Event that is not set" 'threading.Event().wait()'
refused "inspect.getfile() of a value" "inspect.getfile() of a int" 'inspect.getfile(1)'
rm -f m/versions/a.py
printf 'raise SystemExit("not today")\n' >m/env.py
"$limbeck" current >"$work/out" 2>&1
says "SystemExit stops" "SystemExit: not today"
# The command line is Alembic's for the verbs that Alembic has, and unknown for the others.
printf 'import sys\nfrom alembic import context\nassert sys.argv == ["alembic", "-x", "a=b", "current", "-v"] and "upgrade" not in sys.argv\ncontext.configure(url="sqlite:///x.db")\n' >m/env.py
"$limbeck" --no-color -x a=b current -v >"$work/out" 2>&1
check "sys.argv" $?
printf 'import sys\nfrom alembic import context\nfor word in sys.argv: pass\ncontext.configure(url="sqlite:///x.db")\n' >m/env.py
"$limbeck" drift >"$work/out" 2>&1
says "and of a verb that Alembic does not have" "iterating over 'sys.argv', which limbeck does not have"
finish
