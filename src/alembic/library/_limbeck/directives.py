"""What process_revision_directives() is shown: whether there is anything to write."""

import _limbeck.host


def _script(empty):
    """What a hook may ask; what it sets would change the script, which limbeck does not follow."""

    class UpgradeOps:
        def is_empty(self):
            return empty

        def __setattr__(self, name, value):
            raise NotImplementedError(f"a hook that sets '{name}' of the operations")

    class Script:
        upgrade_ops = UpgradeOps()
        upgrade_ops_list = [upgrade_ops]

        def __setattr__(self, name, value):
            raise NotImplementedError(f"a hook that sets '{name}' of the script")

    return Script()


def wants_script(process, context, revision, empty):
    path = _limbeck.host.opaque_name(process)
    if path is not None:
        raise NotImplementedError(f"process_revision_directives: '{path}', which limbeck does not know")
    script = _script(empty)
    directives = [script]
    process(context, revision, directives)
    if directives and (len(directives) != 1 or directives[0] is not script):
        raise NotImplementedError("a hook that writes directives by itself")
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
