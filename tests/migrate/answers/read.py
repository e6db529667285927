"""Values of PostgreSQL's types, as a script sees them; beside it what Alembic prints"""
import json

import sqlalchemy as sa
from alembic import op

revision = "read"
down_revision = None

QUERIES = [
    "SELECT 1.50::numeric, 100::numeric(10,3), -0.001::numeric, 0::numeric(4,2)",
    "SELECT '11111111-2222-3333-4444-555555555555'::uuid",
    "SELECT '2024-02-29'::date, '10:11:12'::time, '10:11:12.5'::time",
    "SELECT '2024-02-29 10:11:12'::timestamp, '2024-02-29 10:11:12.25'::timestamp, '2024-02-29 10:11:12+02'::timestamptz",
    "SELECT '1 day'::interval, '1 year 2 mons 3 days 04:05:06.7'::interval, '-01:00:00'::interval, '-1 days +02:03:00'::interval, '00:00:00'::interval, '2 mons'::interval",
    "SELECT '{\"a\": [1, 2.5, null, true], \"b\": \"x\"}'::jsonb, '[1]'::json, '\"s\"'::jsonb, 'null'::jsonb",
    "SELECT ARRAY[1,2,NULL]::int[], ARRAY['a b','c,d','e\"f','NULL',NULL,'','g\\h','{x}']::text[], '{}'::text[], ARRAY[[1,2],[3,4]]::int8[], ARRAY[true,false], ARRAY[1.5]::numeric[]",
    "SELECT ARRAY['11111111-2222-3333-4444-555555555555'::uuid], ARRAY['2024-01-01'::date], ARRAY[1.5::float8], ARRAY['v'::varchar]",
    "SELECT 'ok'::mood, 'c'::\"char\", 5::oid, '10.0.0.1'::inet, '10.0.0.0/8'::cidr, '1.00'::money, '<a/>'::xml, B'101', 'a:1'::tsvector, '08:00:2b:01:02:03'::macaddr",
    "SELECT sum(x), avg(x), count(*) FROM generate_series(1, 4) x",
]


def upgrade():
    c = op.get_bind()
    op.execute("CREATE TYPE mood AS ENUM ('ok', 'sad')")
    op.execute("CREATE DOMAIN price AS numeric(8,2)")
    for q in QUERIES:
        for row in c.execute(sa.text(q.replace(":", "\\:"))):
            for v in row:
                print(repr(v), str(v))
    print(repr(c.execute(sa.text("SELECT 3.1\\:\\:price")).scalar()))
    op.execute("CREATE TABLE t (id uuid PRIMARY KEY, at timestamptz, on_ date, price numeric(10,4), doc jsonb, m mood, tags text[])")
    op.execute("INSERT INTO t SELECT md5(i\\:\\:text)\\:\\:uuid, timestamptz '2024-01-01 00:00:00+00' + i * interval '1 hour', date '2024-01-01' + i, i * 1.1, jsonb_build_object('i', i), 'ok', ARRAY['a','b'] FROM generate_series(1, 5) i")
    for row in c.execute(sa.text("SELECT * FROM t ORDER BY at")).fetchall():
        c.execute(sa.text("UPDATE t SET at = :at, on_ = :on, price = :price, m = :m WHERE id = :id"), {"id": row.id, "at": row.at, "on": row.on_, "price": row.price * 2, "m": row.m})
    for row in c.execute(sa.text("SELECT * FROM t ORDER BY at")):
        print(row)

    op.execute("CREATE TABLE back (id int PRIMARY KEY, span interval, tags text[], numbers int[], raw bytea, doc jsonb, day date, clock time, at timestamp, u uuid, m mood, n numeric, f float8)")
    c.execute(sa.text("INSERT INTO back (id, span, tags, numbers, raw, doc, day, clock, at, u, m, n, f) SELECT 1, '1 day 02:00:00.5', ARRAY['a b', 'it''s', NULL], ARRAY[1,2], 'x\\\\y'\:\:bytea, '{\"k\"\: [1]}', '2024-01-01', '10:00', '2024-01-01 10:00:00.123', '11111111-2222-3333-4444-555555555555', 'sad', 1.230, 0.1"))
    row = c.execute(sa.text("SELECT * FROM back")).mappings().one()
    c.execute(sa.text("INSERT INTO back (id, span, tags, numbers, raw, doc, day, clock, at, u, m, n, f) VALUES (2, :span, :tags, :numbers, :raw, :doc, :day, :clock, :at, :u, :m, :n, :f)"), dict(row, doc=json.dumps(row["doc"])))
    for one in c.execute(sa.text("SELECT count(*), (SELECT count(*) FROM (SELECT DISTINCT span, tags, numbers, raw, doc, day, clock, at, u, m, n, f FROM back) x) FROM back")):
        print(one)
    print(c.execute(sa.text("SELECT t\:\:text FROM back t WHERE id = 2")).scalar())


def downgrade():
    pass
