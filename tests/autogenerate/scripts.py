"""What a migration script says, whatever its order and its layout.

    scripts.py SCRIPT EXPECTED    ends with 1, and tells, where the two do not say the same

EXPECTED has a line for each directive, behind `upgrade` or `downgrade`."""
import ast
import pathlib
import sys


def directives(text):
    """["upgrade op.drop_table('users')", ...], sorted; those of a batch behind its first line."""
    found = []
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for statement in node.body:
            if isinstance(statement, ast.With):
                found += [f"{node.name} {ast.unparse(statement.items[0])}: {ast.unparse(inner)}"
                          for inner in statement.body]
            elif not isinstance(statement, ast.Pass):
                found.append(f"{node.name} {ast.unparse(statement)}")
    # What SQLite's catalogue has as 1 Alembic writes as 1.
    return sorted(line.replace("unique=1", "unique=True").replace("unique=0", "unique=False") for line in found)


def main():
    said = directives(pathlib.Path(sys.argv[1]).read_text())
    expected = pathlib.Path(sys.argv[2]).read_text().splitlines()
    for line in expected:
        if line not in said:
            print("- " + line)
    for line in said:
        if line not in expected:
            print("+ " + line)
    return said != expected


if __name__ == "__main__":
    sys.exit(main())
