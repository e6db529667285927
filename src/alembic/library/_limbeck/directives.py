"""What process_revision_directives() is shown: whether there is anything to write."""

import _limbeck.host


class UpgradeOps:
    def __init__(self, empty):
        self._empty = empty

    def is_empty(self):
        return self._empty


class Script:
    def __init__(self, empty):
        self.upgrade_ops = UpgradeOps(empty)
        self.upgrade_ops_list = [self.upgrade_ops]


def wants_script(process, context, revision, empty):
    path = _limbeck.host.opaque_name(process)
    if path is not None:
        raise NotImplementedError(f"process_revision_directives: '{path}', which limbeck could not import")
    directives = [Script(empty)]
    process(context, revision, directives)
    return bool(directives)


def parents(kind, schema, table):
    """The third argument of include_name()."""
    if kind == "schema":
        return {}
    if kind == "table":
        return {"schema_name": schema,
                "schema_qualified_table_name": f"{schema}.{table}" if schema else table}
    return {"table_name": table, "schema_name": schema,
            "schema_qualified_table_name": f"{schema}.{table}" if schema else table}
