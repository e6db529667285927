"""Declarative classes, by their module."""
from _limbeck.declarative import (
    DeclarativeBase, DeclarativeBaseNoMeta, DeclarativeMeta, MappedAsDataclass, as_declarative, declarative_base,
    declarative_mixin, declared_attr, registry)
