"""ScriptDirectory: the revisions of the project, as env.py and its hooks read them."""
import _limbeck.revisions
from alembic.util.exc import CommandError


def _one_or_all(ids):
    return None if not ids else ids[0] if len(ids) == 1 else tuple(ids)


class Script:
    def __init__(self, row):
        (self.revision, down, self._depends_on, labels, self.path, self.doc, children, all_children,
         self.is_head, self._is_real_head) = row
        self.down_revision = _one_or_all(down)
        self.dependencies = _one_or_all(self._depends_on)
        self.branch_labels = set(labels)
        self.nextrev = frozenset(children)
        self._all_nextrev = frozenset(all_children)
        self._down = tuple(down)

    @property
    def is_base(self):
        return self.down_revision is None

    @property
    def is_branch_point(self):
        return len(self.nextrev) > 1

    @property
    def is_merge_point(self):
        return len(self._down) > 1

    @property
    def _versioned_down_revisions(self):
        return self._down

    def __getattr__(self, name):
        raise NotImplementedError(f"'.{name}' of a Script")


class ScriptDirectory:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("ScriptDirectory() without from_config()")

    @classmethod
    def from_config(cls, config):
        script = cls.__new__(cls)
        object.__setattr__(script, "_config", config)
        return script

    @property
    def dir(self):
        return self._config._locations()[0]

    @property
    def env_py_location(self):
        return self._config._locations()[1]

    @property
    def version_locations(self):
        return self._config.get_version_locations_list() or []

    @property
    def _version_locations(self):
        from pathlib import Path
        return [Path(location) for location in self._config._locations()[2]]

    @property
    def versions(self):
        locations = self._config._locations()[2]
        if len(locations) > 1:
            raise CommandError("Multiple version_locations present")
        return locations[0]

    @property
    def file_template(self):
        return self._config.get_alembic_option("file_template", "%(rev)s_%(slug)s")

    @property
    def truncate_slug_length(self):
        length = self._config.get_alembic_option("truncate_slug_length")
        return length and int(length) or 40

    @property
    def output_encoding(self):
        return self._config.get_alembic_option("output_encoding", "utf-8")

    @property
    def timezone(self):
        return self._config.get_alembic_option("timezone")

    @property
    def sourceless(self):
        return self._config.get_alembic_boolean_option("sourceless")

    @property
    def recursive_version_locations(self):
        return self._config.get_alembic_boolean_option("recursive_version_locations")

    def _ids(self, about):
        return _limbeck.revisions.listed(about)

    def get_heads(self, consider_depends_on=False):
        return self._ids("real heads" if consider_depends_on else "heads")

    def get_current_head(self, as_script=False):
        heads = self.get_heads()
        if len(heads) > 1:
            raise CommandError("The script directory has multiple heads (due to branching).Please use get_heads(), or "
                               "merge the branches using alembic merge.")
        return heads[0] if heads else None

    def get_bases(self):
        return self._ids("bases")

    def get_base(self):
        bases = self.get_bases()
        if len(bases) > 1:
            raise CommandError("The script directory has multiple bases. Please use get_bases().")
        return bases[0] if bases else None

    def get_revisions(self, id_):
        ids = id_ if isinstance(id_, (list, tuple, set, frozenset)) else [id_]
        return tuple(Script(row) for each in ids for row in _limbeck.revisions.resolved(each))

    def get_revision(self, id_):
        found = self.get_revisions(id_)
        if len(found) > 1:
            raise NotImplementedError(f"get_revision({id_!r}), which names several")
        return found[0] if found else None

    def walk_revisions(self, base="base", head="heads"):
        return iter([Script(row) for row in _limbeck.revisions.walked(base, head)])

    def as_revision_number(self, id_):
        found = [script.revision for script in self.get_revisions(id_)]
        return None if not found else tuple(found) if id_ == "heads" else found[0]

    def __setattr__(self, name, value):
        raise NotImplementedError(f"setting '.{name}' of a ScriptDirectory")

    def __getattr__(self, name):
        raise NotImplementedError(f"'.{name}' of a ScriptDirectory")
