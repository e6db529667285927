#!/bin/sh
# Conditions joined one by one: each junction keeps its own members, and many of them fit into memory.
# The statements are what SQLAlchemy 2.0.52 prints of the same script, on one line each.
. "$LIMBECK_TEST_ROOT/tests/support/tap.sh"
plain_project 'url="postgresql://h/d"'
revision r1 None <<'S'
a, b, c, d = (sa.column(name) for name in "abcd")
x = sa.and_(a == 1, b == 2)
y = sa.and_(x, c == 3)
z = sa.and_(x, d == 4, sa.or_(a == 5, b == 6), sa.and_(c == 7, d == 8))
w = y & (d == 9)
v = sa.and_(y, sa.true())
u = sa.and_(x, sa.false(), c == 1)
o = sa.or_(w, z)
o = sa.or_(o, a == 10)
p = sa.or_(sa.or_(o, b == 11), sa.or_(c == 12, d == 13))
for condition in (x, y, z, w, v, u, o, p):
    op.execute(sa.select(a).where(condition))
S
cat >"$work/wanted" <<'X'
SELECT a WHERE a = 1 AND b = 2;
SELECT a WHERE a = 1 AND b = 2 AND c = 3;
SELECT a WHERE a = 1 AND b = 2 AND d = 4 AND (a = 5 OR b = 6) AND c = 7 AND d = 8;
SELECT a WHERE a = 1 AND b = 2 AND c = 3 AND d = 9;
SELECT a WHERE a = 1 AND b = 2 AND c = 3;
SELECT a WHERE false;
SELECT a WHERE a = 1 AND b = 2 AND c = 3 AND d = 9 OR a = 1 AND b = 2 AND d = 4 AND (a = 5 OR b = 6) AND c = 7 AND d = 8 OR a = 10;
SELECT a WHERE a = 1 AND b = 2 AND c = 3 AND d = 9 OR a = 1 AND b = 2 AND d = 4 AND (a = 5 OR b = 6) AND c = 7 AND d = 8 OR a = 10 OR b = 11 OR c = 12 OR d = 13;
X
"$limbeck" sql r1 --dialect postgresql 2>"$work/errors" | tr '\n' ' ' | sed 's/  */ /g; s/; */;\n/g' >"$work/got"
same "junctions that share their first members" "$work/wanted" "$work/got"

# Copied at each step, 20,000 conditions would take more than 1,600 MB.
revision r1 None <<'S'
x = sa.column("a") == 0
y = sa.column("a") != 0
for i in range(1, 20000):
    x = sa.and_(x, sa.column("b") == i)
    y = y | (sa.column("b") == i)
op.execute(sa.select(sa.column("c")).where(x))
op.execute(sa.select(sa.column("c")).where(y))
S
"$limbeck" sql r1 --dialect postgresql >"$work/out" 2>"$work/errors" || sed 's/^/# /' "$work/errors"
check "20,000 conditions" "$([ "$(grep -o ' AND b = ' "$work/out" | wc -l) $(grep -o ' OR b = ' "$work/out" | wc -l)" = "19999 19999" ]; echo $?)"
finish
