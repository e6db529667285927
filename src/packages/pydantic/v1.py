"""pydantic 1 as pydantic 2 carries it."""
import pydantic
from pydantic import *
from pydantic_settings import OldSettings as BaseSettings


def __getattr__(name):
    return getattr(pydantic, name)
