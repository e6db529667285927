"""Loguru's logger, which says what it says through logging."""
import logging


class _Logger:
    def _say(self, message="", *args, **kwargs):
        try:
            logging.info(str(message).format(*args, **kwargs) if args or kwargs else str(message))
        except (IndexError, KeyError, ValueError):
            logging.info(str(message))

    trace = debug = info = success = warning = error = critical = exception = _say

    def log(self, level, message="", *args, **kwargs):
        self._say(message, *args, **kwargs)

    def _same(self, *args, **kwargs):
        return self

    bind = opt = patch = _same

    def _nothing(self, *args, **kwargs):
        return None

    add = remove = level = enable = disable = configure = complete = _nothing

    def contextualize(self, **kwargs):
        return _Context()

    def catch(self, *args, **kwargs):
        raise NotImplementedError("logger.catch() of loguru, which keeps exceptions from stopping a migration")


class _Context:
    def __enter__(self):
        return None

    def __exit__(self, *failure):
        return False


logger = _Logger()
