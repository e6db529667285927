"""Values of Python on their way to PostgreSQL, where text() tells no types; beside it what Alembic prints"""
import datetime
import decimal
import uuid

import sqlalchemy as sa
from alembic import op

revision = "sent"
down_revision = None
D = datetime.datetime(2024, 1, 31, 10, 11, 12, 500000)
Z = datetime.datetime(2024, 1, 31, 10, 11, 12, tzinfo=datetime.timezone.utc)
CASES = [
    ("SELECT :x", {"x": 5}),
    ("SELECT :x", {"x": "5"}),
    ("SELECT :x", {"x": 1.5}),
    ("SELECT :x", {"x": 10.0}),
    ("SELECT :x", {"x": True}),
    ("SELECT :x", {"x": None}),
    ("SELECT :x", {"x": D}),
    ("SELECT :x", {"x": Z}),
    ("SELECT :x", {"x": D.date()}),
    ("SELECT :x", {"x": D.time()}),
    ("SELECT :x", {"x": uuid.UUID("11111111-2222-3333-4444-555555555555")}),
    ("SELECT :x", {"x": decimal.Decimal("1.50")}),
    ("SELECT :x", {"x": datetime.timedelta(days=1, seconds=3)}),
    ("SELECT :x", {"x": 3000000000}),
    ("SELECT :x", {"x": [1, 2, None]}),
    ("SELECT :x", {"x": ["a", "b,c", None]}),
    ("SELECT :x + interval '1 day'", {"x": D}),
    ("SELECT :x + 1", {"x": D.date()}),
    ("SELECT date '2024-01-01' + :n", {"n": 3}),
    ("SELECT :x * 2", {"x": 1.5}),
    ("SELECT :x / 2", {"x": 5}),
    ("SELECT :x / 2", {"x": 5.0}),
    ("SELECT now() - now() + :x", {"x": datetime.timedelta(hours=2)}),
    ("SELECT coalesce(:a, :b)", {"a": None, "b": 3}),
    ("SELECT coalesce(:a, 'x')", {"a": None}),
    ("SELECT :x || 'a'", {"x": 5}),
    ("SELECT :x || 'a'", {"x": "q"}),
    ("SELECT CASE WHEN true THEN :x ELSE :y END", {"x": 1, "y": 2.5}),
    ("SELECT 7 = ANY(:x)", {"x": [1, 7]}),
    ("SELECT 'b' = ANY(:x)", {"x": ["a", "b"]}),
    ("SELECT :x", {"x": [[1, 2], [3, 4]]}),
    ("SELECT :x", {"x": [1, 2.5]}),
    ("SELECT :x", {"x": [uuid.UUID("11111111-2222-3333-4444-555555555555")]}),
    ("SELECT :x", {"x": [D, None]}),
    ("SELECT :x", {"x": [Z]}),
    ("SELECT :x", {"x": [D.date()]}),
    ("SELECT :x", {"x": [True]}),
    ("SELECT :x", {"x": [5000000000]}),
    ("SELECT :x", {"x": [None]}),
    ("SELECT '{}'\:\:int[] || :x", {"x": []}),
    ("SELECT cardinality(:x)", {"x": [1, 2]}),
    ("SELECT generate_series(1, :n)", {"n": 3}),
    ("SELECT interval '1 day' * :n", {"n": 3}),
    ("SELECT interval '1 day' * :n", {"n": 0.5}),
    ("SELECT extract(year FROM :d)", {"d": D}),
    ("SELECT date_trunc('month', :d)", {"d": D}),
    ("SELECT to_char(:d, 'YYYY')", {"d": D}),
    ("SELECT jsonb_build_object('a', :x)", {"x": 5}),
    ("SELECT md5(:x)", {"x": "s"}),
    ("SELECT round(:x, 1)", {"x": 2.25}),
    ("SELECT round(:x)", {"x": 2.5}),
    ("SELECT greatest(:a, :b)", {"a": 2, "b": 10}),
    ("SELECT :a < :b", {"a": 9, "b": 10}),
    ("SELECT :a < :b", {"a": "9", "b": "10"}),
    ("SELECT '{\"a\": 5}'\\:\\:jsonb ->> :k", {"k": "a"}),
    ("SELECT '[5, 6]'\\:\\:jsonb -> :k", {"k": 1}),
    ("SELECT substr('abcdef', :n)", {"n": 3}),
    ("SELECT left('abcdef', :n)", {"n": 3}),
    ("SELECT 'abc' LIKE :p", {"p": "a%"}),
    ("SELECT 1 WHERE 1 IN (:a, :b)", {"a": 1, "b": 2}),
    ("SELECT 1 LIMIT :n", {"n": 1}),
    ("SELECT sum(x) FROM (VALUES (:a), (:b)) v (x)", {"a": 1, "b": 2}),
    ("SELECT x FROM (SELECT :a AS x UNION ALL SELECT 2) u ORDER BY 1", {"a": 1}),
    ("SELECT CAST(:x AS integer)", {"x": "12"}),
    ("SELECT CAST(:x AS uuid)", {"x": "11111111-2222-3333-4444-555555555555"}),
    ("SELECT CAST(:x AS jsonb)", {"x": '{"a": 1}'}),
    ("SELECT pg_typeof(:x)\\:\\:text", {"x": 5}),
    ("SELECT pg_typeof(:x)\\:\\:text", {"x": 5000000000}),
    ("SELECT pg_typeof(:x)\\:\\:text", {"x": 5.5}),
    ("SELECT pg_typeof(:x)\\:\\:text", {"x": D}),
    ("SELECT pg_typeof(:x)\\:\\:text", {"x": Z}),
    ("SELECT pg_typeof(:x)\\:\\:text", {"x": D.time()}),
    ("SELECT pg_typeof(:x)\\:\\:text", {"x": False}),
    ("INSERT INTO w (i, b, n, t, f, tz, d, j, u, flag) VALUES (:i, :b, :n, :t, :f, :tz, :d, :j, :u, :flag) RETURNING *", {"i": 1, "b": 2, "n": 0.1, "t": "x", "f": 0.1, "tz": Z, "d": D, "j": "{}", "u": "11111111-2222-3333-4444-555555555555", "flag": True}),
    ("INSERT INTO w (i, b, n, t, f, tz, d, j, u, flag) VALUES (:i, :b, :n, :t, :f, :tz, :d, :j, :u, :flag) RETURNING *", {"i": 1.5, "b": 2.5, "n": 10.0, "t": 5, "f": 1, "tz": D, "d": Z, "j": "5", "u": None, "flag": None}),
    ("INSERT INTO w (i) VALUES (:i) RETURNING i", {"i": "12"}),
    ("INSERT INTO w (flag) VALUES (:i) RETURNING flag", {"i": 1}),
    ("INSERT INTO w (flag) VALUES (:i) RETURNING flag", {"i": "t"}),
    ("INSERT INTO w (n) VALUES (:i) RETURNING n", {"i": 123456.789}),
    ("INSERT INTO w (n) VALUES (:i) RETURNING n", {"i": 1e-7}),
    ("INSERT INTO w (f) VALUES (:i) RETURNING f", {"i": float("inf")}),
    ("INSERT INTO w (t) VALUES (:i) RETURNING t", {"i": D}),
    ("INSERT INTO w (t) VALUES (:i) RETURNING t", {"i": 2.50}),
    ("INSERT INTO w (tags) VALUES (:i) RETURNING tags", {"i": ["a", 'q"', "b\\c", ""]}),
    ("INSERT INTO w (tags) VALUES (:i) RETURNING tags", {"i": []}),
    ("INSERT INTO w (i, t) SELECT :i, :t RETURNING i, t", {"i": 4, "t": "q"}),
    ("UPDATE w SET i = i + :d WHERE i > :m RETURNING i", {"d": 1, "m": 0}),
    ("UPDATE w SET n = n * :r WHERE n IS NOT NULL RETURNING n", {"r": 1.5}),
    ("SELECT i FROM w WHERE i = :i", {"i": "1"}),
    ("SELECT i FROM w WHERE t = :t", {"t": 5}),
    ("SELECT count(*) FROM w WHERE u = :u", {"u": "11111111-2222-3333-4444-555555555555"}),
    ("SELECT count(*) FROM w WHERE d >= :d", {"d": "2020-01-01"}),
    ("SELECT count(*) FROM w WHERE d >= :d", {"d": D.date()}),
    ("SELECT count(*) FROM w WHERE i = ANY(:ids)", {"ids": [1, 2, 5]}),
    ("SELECT count(*) FROM w WHERE NOT flag = :f", {"f": False}),
    # places that say nothing of the type
    ("SELECT jsonb_build_object('k', :x, :y, 1)", {"x": "v", "y": "l"}),
    ("SELECT jsonb_build_object('k', :x)", {"x": None}),
    ("SELECT jsonb_build_object('k', :x)", {"x": 5}),
    ("SELECT jsonb_build_object('k', jsonb_build_array(:x, 2), 'd', :d)", {"x": "v", "d": D.date()}),
    ("SELECT json_build_array(upper(:x), (:y))", {"x": "v", "y": "w"}),
    ("SELECT concat(:a, '-', :b, :c)", {"a": "v", "b": 5, "c": None}),
    ("SELECT concat_ws(:s, :a, 'x')", {"s": ", ", "a": "v"}),
    ("SELECT format('%s is %I', :a, :b)", {"a": "v", "b": "A b"}),
    ("SELECT num_nulls(:a, :b)", {"a": "v", "b": None}),
    ("SELECT :x IS NULL", {"x": "v"}),
    ("SELECT :x IS NULL, :x is not null", {"x": None}),
    ("SELECT count(*) FROM w WHERE :x IS NULL OR t = :x", {"x": "a"}),
    ("SELECT count(*) FROM w WHERE :x IS NULL OR i = :x", {"x": "1"}),
    ("SELECT :x IS NOT DISTINCT FROM 1", {"x": "1"}),
    ("UPDATE w SET j = jsonb_build_object('was', :x) WHERE i = 1 RETURNING j", {"x": "a"}),
]


def upgrade():
    c = op.get_bind()
    op.execute("CREATE TABLE w (i int, b bigint, n numeric, t text, f float8, tz timestamptz, d timestamp, j jsonb, u uuid, flag boolean, tags text[])")
    for q, p in CASES:
        nested = c.begin_nested()
        try:
            shown = [tuple(row) for row in c.execute(sa.text(q), p)]
            nested.commit()
        except sa.exc.DBAPIError:
            shown = "error"
            nested.rollback()
        print(q, p, shown)
    for i in range(30):  # a statement kept prepared, and then with values of other types
        c.execute(sa.text("INSERT INTO w (n, t, b) VALUES (:n, :t, :b)"), {"n": i if i % 3 else None, "t": str(i), "b": i})
    for i in range(30):
        c.execute(sa.text("INSERT INTO w (n, t, b) VALUES (:n, :t, :b)"), {"n": i / 4, "t": None if i % 2 else "x", "b": i * 1000000000})
    print(c.execute(sa.text("SELECT sum(n), sum(b), count(t), string_agg(n\\:\\:text, ',' ORDER BY b, n) FROM w")).fetchall())

def downgrade():
    pass
