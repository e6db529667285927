"""What the machine is, as far as scripts ask."""
import sys


def system():
    return "Darwin" if sys.platform == "darwin" else "Linux"


def python_implementation():
    return "CPython"
