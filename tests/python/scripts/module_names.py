"""What a module of Python's own library has, and what it lacks."""
import collections
import datetime
import itertools
import json
import re
import urllib.parse

for module, name in ((urllib.parse, "this_does_not_exist"), (itertools, "izip"), (json, "read"), (collections, "Mapping")):
    print(hasattr(module, name), getattr(module, name, None))
    try:
        getattr(module, name)
    except AttributeError as error:
        print(error)
try:
    from itertools import izip
except ImportError:
    izip = zip
print(list(izip([1], [2])))
try:
    from collections import Mapping
except ImportError:
    from collections.abc import Mapping
print(isinstance({}, Mapping), hasattr(datetime, "UTC"), Mapping is collections.abc.Mapping)
print([name for name in dir(datetime) if name[0] != "_"])
print([name for name in dir(json) if name[0] != "_"])
print("__name__" in dir(re), "compile" in dir(re))
for kind in (re.Match, re.Pattern, type(re.compile("").scanner(""))):
    try:
        kind.foo = 1
    except TypeError as error:
        print(error)
print(re.compile("a|b").scanner("ab").match().group(), [m.group() for m in re.finditer("a*", "baac")])
