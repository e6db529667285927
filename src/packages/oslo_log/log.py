"""Loggers of oslo_log, which are those of logging."""
import logging
from logging import CRITICAL, DEBUG, ERROR, INFO, WARNING


def getLogger(name=None, project="unknown", version="unknown"):
    return logging.getLogger(name)
