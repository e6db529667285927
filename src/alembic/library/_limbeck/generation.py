"""What the writing verbs need of Python: names of files, and the names a template sees."""
import datetime
import re
import uuid

from alembic import context

shared = []  # the values of the template under way


def comma(value):
    if value is None:
        return ""
    return value if isinstance(value, str) else ", ".join(value)


def _scalar(ids):
    return None if not ids else ids[0] if len(ids) == 1 else tuple(ids)


def _create_date(microseconds, offset, aware):
    zone = datetime.timezone(datetime.timedelta(seconds=offset)) if aware else None
    start = datetime.datetime(1970, 1, 1, tzinfo=zone)
    return start + datetime.timedelta(seconds=offset, microseconds=microseconds)


def _file_name(template, truncate, rev, message, created, epoch):
    slug = "_".join(re.findall(r"\w+", message or "")).lower()
    if len(slug) > truncate:
        slug = slug[:truncate].rsplit("_", 1)[0] + "_"
    tokens = {"rev": rev, "slug": slug, "epoch": epoch, "year": created.year, "month": created.month,
              "day": created.day, "hour": created.hour, "minute": created.minute, "second": created.second}
    return "%s.py" % (template % tokens)


def new_id():
    return uuid.uuid4().hex[-12:]


def prepare(rev, heads, depends_on, branch_label, message, file_template, truncate, microseconds, offset, aware):
    """The name of the file, and what its template sees."""
    created = _create_date(microseconds, offset, aware)
    name = _file_name(file_template, truncate, rev, message, created, microseconds // 1000000)
    values = {
        "up_revision": rev,
        "down_revision": _scalar(heads),
        "branch_labels": (branch_label,) if branch_label is not None else None,
        "depends_on": _scalar(depends_on),
        "create_date": created,
        "comma": comma,
        "message": message if message is not None else "empty message",
        "config": context.config,
    }
    shared.clear()
    shared.append(values)
    return name, values
