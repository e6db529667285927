"""Random SQL of SQLAlchemy and Alembic under limbeck and under both: the same text on PostgreSQL and SQLite.

usage: sql_statements.py LIMBECK [COUNT [SEED]]      with Alembic and SQLAlchemy on PYTHONPATH

Some hundred statements and op directives are one migration. What limbeck refuses by name is counted apart, and the
statements behind it are run again without it; so is what SQLAlchemy cannot write without a database (a CompileError,
or a parameter that it leaves in the text). Where it raises another exception, limbeck has to raise one of that name.
Ends with status 1 if one differs, which is printed with both texts.
"""
import collections
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import warnings

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

HEAD = '''import datetime, decimal, enum, uuid
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects import sqlite as lite
from alembic import op
revision = "r1"
down_revision = None
m = sa.MetaData()
class Colour(enum.Enum):
    red = "R"
    green = "it's"
t = sa.Table("t", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)),
             sa.Column("n", sa.Integer), sa.Column("f", sa.Float), sa.Column("d", sa.Numeric(10, 2)),
             sa.Column("b", sa.Boolean), sa.Column("at", sa.DateTime), sa.Column("day", sa.Date),
             sa.Column("j", sa.JSON), sa.Column("Mixed", sa.Text), sa.Column("order", sa.Integer))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String), sa.column("x"))
s = sa.Table("s", m, sa.Column("k", sa.Integer, sa.ForeignKey("t.id")), sa.Column("v", sa.Unicode), schema="sc")
p = sa.Table("p", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("tags", pg.ARRAY(sa.Integer)), sa.Column("jb", pg.JSONB),
             sa.Column("g", sa.Uuid), sa.Column("c", sa.Enum(Colour, name="colour")), sa.Column("i", sa.Interval),
             sa.Column("made", sa.DateTime, server_default=sa.func.now()), sa.Column("size", sa.Integer, default=7, onupdate=8))
a = t.alias("a")
'''
ENV = '''from alembic import context
context.configure(url="postgresql://x/y", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
'''
MAX_LENGTH, IN_ONE = 700, 300
UNWRITTEN = {"postgresql": re.compile(r"-- raised (CompileError|UnsupportedCompilationError|SyntaxError)|%\((\w+_\d+|given)\)s|POSTCOMPILE"),
             "sqlite": re.compile(r"-- raised (CompileError|UnsupportedCompilationError|SyntaxError)|[ (]\?( |[,);]|$)|'\?'|POSTCOMPILE", re.M)}

# A kind is what stands at depth 0, and what may stand above it; @kind is one of that kind, one less deep.
GRAMMAR = {
    "number": (
        ["t.c.n", "t.c.id", "t.c.f", "t.c.d", "u.c.id", "u.c.t_id", "a.c.n", "t.c.order", "s.c.k", "u.c.x", "sa.literal(5)",
         "sa.literal(2.5)", "sa.literal(decimal.Decimal('1.20'))", "sa.column('q', sa.Integer)", "p.c.size"],
        ["(@number @arith @number)", "(@number @arith @value)", "(@value @arith @number)", "(-@number)", "sa.func.@aggregate(@number)",
         "sa.func.coalesce(@number, @number)", "sa.func.coalesce(@number, @value)", "sa.cast(@any, @numeric)",
         "sa.case((@condition, @number), else_=@value)", "sa.case((@condition, @value), (@condition, @number))",
         "sa.case({1: @value, 2: @number}, value=@number)", "sa.func.count(sa.distinct(@number))", "sa.func.count()",
         "sa.func.@ranking().over(partition_by=@any, order_by=@order)", "sa.func.sum(@number).over(order_by=[@order, @order], rows=(@bound, @bound))",
         "sa.func.@windowed(@number, 2).over(order_by=@order)", "sa.extract(@field, @moment)", "sa.select(@number).scalar_subquery()",
         "sa.func.length(@text)", "@number.label('l1')", "@number.op('@operator')(@number)", "sa.func.sum(@number).filter(@condition)",
         "sa.func.round(@number, 2)", "sa.func.nullif(@number, @value)", "sa.func.@window(@number).over()", "sa.try_cast(@any, sa.Integer)",
         "sa.type_coerce(@number, @numeric)", "sa.func.percentile_cont(0.5).within_group(@number)", "(@number).cast(@numeric)",
         "p.c.tags[@small]", "sa.func.array_length(p.c.tags, 1)", "sa.func.foo(@number, type_=@numeric)", "@number.bitwise_@bits(@number)",
         "sa.literal_column('7', sa.Integer)", "sa.func.pg_catalog.length(@text)", "sa.func.cume_dist().within_group(@number)",
         "sa.bindparam('given', @value)", "t.c.j['k'].as_integer()", "p.c.jb['a'].as_float()", "sa.distinct(@number)",
         "sa.func.sum(@number).filter(@condition).over(partition_by=@any)", "sa.func.greatest(@number, @value)", "sa.func.@foreign"]),
    "text": (
        ["t.c.name", "u.c.name", "t.c.Mixed", "a.c.name", "s.c.v", "sa.column('w', sa.String)", "sa.literal_column('lc', sa.String)", "sa.literal(@word)"],
        ["(@text + @text)", "(@text + @word)", "(@word + @text)", "sa.func.@lower(@text)", "sa.cast(@any, @textual)", "sa.func.concat(@text, @word)",
         "sa.case((@condition, @word), (@condition, @text))", "@text.collate('@collation')", "sa.type_coerce(@text, sa.String)", "@text.concat(@text)",
         "sa.func.substr(@text, 1, @number)", "sa.func.replace(@text, @word, @word)", "sa.func.coalesce(@text, @word)", "sa.collate(@text, 'C')",
         "sa.func.string_agg(@text, ',')", "sa.func.string_agg(@text, pg.aggregate_order_by(sa.literal(','), @order))", "sa.select(@text).limit(1).scalar_subquery()",
         "t.c.j['k'].as_string()", "p.c.jb['k'].astext", "p.c.jb[('a', 'b')].astext", "t.c.j[('a', '1')].as_string()", "sa.func.array_to_string(p.c.tags, @word)",
         "@text.regexp_replace(@word, @word)", "@text.regexp_replace(@word, @word, flags='g')", "sa.func.max(@text)", "sa.null()", "@text.label('t1')",
         "sa.func.group_concat(@text, @word)", "sa.func.lower(@text, type_=sa.String)", "sa.literal(@word, sa.Text)", "p.c.c", "sa.literal(Colour.green, p.c.c.type)",
         "sa.func.upper(@text).op('||')(@word)", "sa.func.to_char(@moment, 'YYYY')"]),
    "moment": (
        ["t.c.at", "t.c.day", "p.c.made", "sa.literal(datetime.date(2020, 2, 29))", "sa.func.now()", "sa.literal(datetime.datetime(2020, 1, 2, 3, 4, 5))"],
        ["(@moment + datetime.timedelta(days=2))", "(@moment - p.c.i)", "sa.func.date_trunc('month', @moment)", "sa.cast(@text, @dated)", "(t.c.day + @small)",
         "sa.func.coalesce(@moment, sa.func.now())", "sa.func.max(@moment)", "sa.text(\"now()\")", "sa.func.current_date()", "sa.func.current_timestamp()",
         "sa.literal(datetime.time(1, 2, 3))", "sa.literal(datetime.timedelta(hours=5))", "(t.c.at - t.c.day)", "sa.func.localtime()", "(t.c.at - @moment)",
         "sa.case((@condition, @moment), else_=sa.null())", "sa.literal(uuid.UUID(int=5))", "sa.func.strftime('%Y-%m', @moment)"]),
    "condition": (
        ["t.c.b", "sa.true()", "sa.false()", "(t.c.n == 1)", "(u.c.name == None)", "(t.c.id == u.c.t_id)", "(t.c.b == True)", "t.c.b.is_(False)", "(~t.c.b)", "(u.c.x != 3)",
         "sa.text('1=1')", "(p.c.c == Colour.red)", "(p.c.id == t.c.id)"],
        ["(@number @compare @number)", "(@number @compare @value)", "sa.@both(@condition, @condition)", "(@condition @junction @condition)", "sa.not_(@condition)",
         "(~(@condition))", "@number.in_(@members)", "@number.not_in(@members)", "@text.@like(@pattern)", "@text.@like(@pattern, escape='/')", "@text.@within(@pattern)",
         "@text.@within(@pattern, autoescape=True)", "@text.@within(@text)", "@number.between(@number, @value)", "@number.between(@value, @number, symmetric=True)",
         "sa.between(@number, 1, @number)", "@any.@is_(None)", "sa.exists().where(@condition)", "sa.select(u.c.id).where(@condition).exists()", "@any.@distinct(@any)",
         "sa.tuple_(t.c.id, t.c.n).in_([(1, 2), (3, 4)])", "(@text @equal @text)", "(@text @equal @word)", "(@text @equal None)", "(@moment @compare @moment)",
         "(@number @compare sa.any_(sa.select(u.c.id)))", "@text.regexp_match(@word)", "@text.regexp_match(@word, flags='i')", "(~@text.regexp_match(@word))",
         "(@number == sa.all_(p.c.tags))", "p.c.tags.contains([1, 2])", "p.c.tags.overlap([@small])", "p.c.tags.any(@small)", "p.c.jb.has_key('k')", "p.c.jb.contains({'a': 1})",
         "(p.c.jb['a'] == @json)", "(t.c.j == @json)", "t.c.j['k'].as_boolean()", "@text.in_(['a', @word])", "@text.in_([@word, None])", "@text.match(@word)", "t.c.name.is_(sa.null())",
         "@moment.between(@moment, @moment)", "@moment.in_([datetime.date(2020, 1, 2)])", "sa.func.bool_and(@condition)", "(p.c.c == 'red')", "p.c.c.in_([Colour.red, Colour.green])",
         "sa.cast(@any, sa.Boolean)", "sa.literal(True)", "(sa.tuple_(t.c.n, @number) @compare sa.tuple_(@number, @number))", "@condition.is_(@truth)", "@condition.label('c1')",
         "sa.and_(sa.true(), @condition, @condition)", "sa.or_(sa.false(), @condition)", "@text.icontains(@word)", "@text.ilike(@text)", "(@condition == @condition)", "sa.and_()",
         "@number.in_([@number, @value])", "t.c.id.in_(sa.select(u.c.t_id).where(@condition))", "sa.select(sa.literal(1)).correlate(t).where(t.c.id == u.c.t_id).exists()"]),
    "members": (["[1, 2]", "[]", "[1]", "(3,)"], ["sa.select(u.c.id)", "sa.select(u.c.id).where(u.c.t_id == t.c.id)", "[1, None]", "sa.select(u.c.id).union(sa.select(t.c.n))", "[@number]", "sa.values(sa.column('z', sa.Integer), name='vv').data([(1,), (2,)])"]),
    "order": (["t.c.id", "t.c.name", "sa.text('1')"], ["@any", "@any.desc()", "@any.asc()", "@any.desc().nulls_last()", "@any.asc().nulls_first()", "sa.desc(@any)", "sa.nulls_last(@number)", "sa.desc('l1')"]),
    "any": (["@number", "@text", "@moment"], ["@number", "@number", "@text", "@text", "@condition", "@moment", "sa.null()", "p.c.tags", "p.c.jb", "pg.array([@number, @number])"]),
    "column": (["t.c.id", "t", "a.c.name", "u", "t.c.n"], ["@any", "@any", "@any.label('x')", "@any.label('Y z')", "sa.literal_column(\"'k'\")", "sa.text('q')", "u.c.id.label(None)"]),
    "clause": ([".distinct()", ".limit(@small)", ".where(@condition)", ".with_for_update()"],
               [".where(@condition)", ".where(@condition, @condition)", ".order_by(@order)", ".order_by(@order, @order)", ".group_by(@any)", ".having(@condition)", ".limit(@small)", ".limit(3).offset(@small)",
                ".select_from(t.join(u, @condition))", ".select_from(t.outerjoin(u, t.c.id == u.c.t_id))", ".select_from(t.join(u, t.c.id == u.c.t_id, full=True))", ".join(s, s.c.k == t.c.id)", ".join(s)",
                ".outerjoin(u, @condition)", ".correlate(t)", ".with_for_update(@locked)", ".distinct(@any)", ".offset(@small)", ".fetch(@small)", ".fetch(2, with_ties=True)", ".filter_by(n=@value)", ".add_columns(@column)",
                ".with_only_columns(@column)", ".group_by(sa.func.rollup(@number, @text))", ".group_by(sa.func.grouping_sets(sa.tuple_(@number), sa.tuple_(@text)))", ".prefix_with('/* p */')", ".suffix_with('/* s */')", ".order_by(None)",
                ".correlate_except(u)", ".join_from(t, u, t.c.id == u.c.t_id)", ".select_from(sa.func.generate_series(1, @small).table_valued('value'))", ".where(@condition).where(@condition)", ".limit(@number)",
                ".select_from(sa.lateral(sa.select(u.c.id).where(u.c.t_id == t.c.id)))", ".select_from(t.tablesample(10))", ".order_by('x')", ".group_by('l1')", ".reduce_columns()", ".set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL)"]),
    "select": (["sa.select(@column)"], ["sa.select(@column)@clause", "sa.select(@column, @column)@clause@clause", "sa.select(@column, @column, @column)@clause", "sa.select(@any)", "sa.select(@any, @any)", "sa.select(sa.func.count()).select_from(t)@clause"]),
    "source": (["t"], ["@select.@derived('sub')", "@select.@derived()", "sa.values(sa.column('z', sa.Integer), sa.column('y', sa.String), name='vv').data([(1, @word), (2, 'b')])",
                       "sa.select(t.c.id).where(t.c.n == 1).cte('rec', recursive=True)", "@select.cte('q1', nesting=True)", "t.alias()", "sa.func.json_each(t.c.j).table_valued('key', 'value', name='je')", "u.alias('o')"]),
    "pair": (["name='x'", "n=5"], ["n=@number", "n=@value", "name=@text", "name=@word", "order=@number", "Mixed=@text", "d=@number", "b=@condition", "at=@moment", "j=@json", "b=True", "at=datetime.datetime(2020, 1, 2)", "name=None", "f=2.5", "d=decimal.Decimal('1.5')", "n=sa.null()"]),
    "returning": (["", ""], ["", ".returning(t.c.id)", ".returning(t)", ".returning(@any)", ".returning(t.c.id, @any)"]),
    "conflict": ([".on_conflict_do_nothing()"], [".on_conflict_do_nothing(index_elements=['id'])", ".on_conflict_do_update(index_elements=['id'], set_=dict(@pair))", ".on_conflict_do_update(index_elements=[t.c.id], set_={'name': @word, 'n': @number}, where=@condition)",
                  ".on_conflict_do_update(index_elements=['id'], index_where=@condition, set_=dict(n=1))"]),
    "type": (["sa.Integer()", "sa.String(30)", "sa.Boolean()", "sa.Text"],
             ["sa.Integer", "sa.BigInteger()", "sa.SmallInteger()", "sa.String()", "sa.String(5, collation='C')", "sa.Unicode(7)", "sa.UnicodeText()", "sa.Float()", "sa.Float(5)", "sa.Double()", "sa.Numeric()", "sa.Numeric(8)", "sa.Numeric(8, 3)", "sa.DateTime()", "sa.DateTime(timezone=True)",
              "sa.Date()", "sa.Time()", "sa.Time(timezone=True)", "sa.Interval()", "sa.Interval(second_precision=3)", "sa.LargeBinary()", "sa.LargeBinary(12)", "sa.JSON()", "sa.Uuid()", "sa.Uuid(native_uuid=False)", "sa.UUID()", "sa.Enum('a', \"b'c\", name='e1')", "sa.Enum(Colour, name='colour', native_enum=False, length=9)",
              "sa.Enum('x', 'y', name='e2', create_constraint=True, native_enum=False)", "sa.Boolean(create_constraint=True, name='bb')", "sa.VARCHAR(9)", "sa.CHAR(2)", "sa.NCHAR(2)", "sa.TIMESTAMP()", "sa.DECIMAL(5, 1)", "sa.REAL()", "sa.BLOB()", "sa.CLOB()", "sa.ARRAY(sa.Integer)", "pg.ARRAY(sa.String(5), dimensions=2)",
              "pg.JSONB()", "pg.UUID()", "pg.INET()", "pg.TSVECTOR()", "pg.BIT(3)", "pg.BIT(varying=True)", "pg.INTERVAL(fields='DAY')", "pg.TIMESTAMP(precision=3)", "pg.TIME(precision=2, timezone=True)", "pg.ENUM('a', 'b', name='pe')", "pg.ENUM('a', name='pf', create_type=False)", "pg.CITEXT()", "pg.INT4RANGE()", "pg.HSTORE()", "pg.MONEY()", "pg.OID()", "pg.BYTEA()", "pg.DOUBLE_PRECISION(53)",
              "lite.JSON()", "sa.String(50).with_variant(sa.Text(), 'sqlite')", "sa.Integer().with_variant(pg.BIGINT(), 'postgresql')", "pg.DOMAIN('dm', sa.Integer, check='VALUE > 0')", "sa.PickleType()", "sa.NVARCHAR(4)", "sa.BINARY(3)", "sa.VARBINARY(3)", "sa.types.NullType()"]),
    "numeric": (["sa.Integer", "sa.Numeric(8, 3)"], ["sa.BigInteger", "sa.Float", "sa.Float(9)", "sa.SmallInteger()", "sa.Numeric(5)", "sa.Double", "sa.REAL", "pg.DOUBLE_PRECISION"]),
    "textual": (["sa.String", "sa.String(5)"], ["sa.Text", "sa.Unicode(9)", "sa.CHAR(3)", "sa.VARCHAR", "sa.String(5, collation='C')", "sa.JSON", "sa.Uuid", "sa.LargeBinary", "sa.Enum('a', 'b', name='e1')", "pg.JSONB", "sa.Interval"]),
    "default": (["'5'", "sa.text('now()')"], ["@word", "sa.func.now()", "sa.text(@word)", "sa.true()", "sa.false()", "sa.text('7')", "sa.literal(4)", "sa.func.nextval('sq')", "sa.null()", "sa.literal_column('CURRENT_DATE')", "'(1)'", "sa.literal(@word)"]),
    "option": (["nullable=False", "primary_key=True", "unique=True"], ["nullable=True", "index=True", "server_default=@default", "server_default=@default, nullable=False", "comment=@word", "unique=True, index=True", "primary_key=True, autoincrement=False", "autoincrement=True", "default=3", "sqlite_on_conflict_not_null='FAIL', nullable=False", "system=False", "key='kk'", "info={'a': 1}", "server_onupdate=sa.func.now()"]),
    "inline": (["sa.ForeignKey('t.id')"], ["sa.ForeignKey('t.id', name='fk1', ondelete='CASCADE')", "sa.ForeignKey('sc.s.k', onupdate='SET NULL', deferrable=True, initially='DEFERRED')", "sa.Identity()", "sa.Identity(start=3, increment=2, always=True)", "sa.Computed(@word)", "sa.Computed('n + 1', persisted=True)", "sa.Computed('n', persisted=False)", "sa.CheckConstraint('n > 0')", "sa.CheckConstraint('n > 0', name='ck1')", "sa.Sequence('sq')"]),
    "defined": (["sa.Column('n', @type)"], ["sa.Column('@named', @type)", "sa.Column('@named', @type, @option)", "sa.Column('@named', @type, @option)", "sa.Column('@named', @type, @inline)", "sa.Column('@named', @type, @inline, @option)", "sa.Column('@named', @inline)"]),
    "constraint": (["sa.UniqueConstraint('n')"], ["sa.PrimaryKeyConstraint('n')", "sa.PrimaryKeyConstraint('n', name='pk1')", "sa.UniqueConstraint('n', name='uq1')", "sa.UniqueConstraint('n', 'id', name='Uq 2', deferrable=True, initially='DEFERRED')", "sa.CheckConstraint(sa.column('n') > 5, name='ck2')", "sa.CheckConstraint('n % 2 = 0')",
                    "sa.ForeignKeyConstraint(['n'], ['t.id'])", "sa.ForeignKeyConstraint(['n'], ['sc.s.k'], name='fk3', ondelete='SET NULL', match='FULL')", "sa.ForeignKeyConstraint(['n'], ['t.id'], use_alter=True, name='fk4')", "sa.Index('ix1', 'n')", "sa.Index('ix2', sa.text('lower(n)'), unique=True)", "pg.ExcludeConstraint((sa.column('n'), '='), name='ex', using='gist')",
                    "sa.UniqueConstraint('n', postgresql_nulls_not_distinct=True)", "sa.UniqueConstraint('n', sqlite_on_conflict='IGNORE')", "sa.Index('ix3', 'n', postgresql_using='hash')"]),
    "tabled": ([""], ["", "schema='sc'", "comment=@word", "sqlite_autoincrement=True", "postgresql_partition_by='LIST (n)'", "prefixes=['TEMPORARY']", "postgresql_inherits='t'", "sqlite_with_rowid=False", "sqlite_strict=True", "postgresql_tablespace='ts'", "postgresql_on_commit='DROP', prefixes=['TEMPORARY']", "postgresql_with={'fillfactor': 70}", "if_not_exists=True", "postgresql_using='heap'", "info={}", "quote=True"]),
    "changed": (["nullable=False", "type_=@type"], ["nullable=True", "server_default=@default", "server_default=None", "new_column_name='other'", "type_=@type, existing_type=@type", "type_=@type, postgresql_using='n::int'", "nullable=False, existing_type=@type, existing_nullable=True", "comment=@word", "comment=None", "type_=@type, nullable=True, server_default=@default",
                 "new_column_name='Other One', type_=@type", "existing_server_default=@default, type_=@type", "server_default=sa.Identity(start=5)", "server_default=sa.Computed('n + 1')", "autoincrement=True, existing_type=sa.Integer()", "schema='sc', nullable=False", "server_default=sa.Identity(always=True), existing_server_default=sa.Identity()"]),
    "indexed": (["['n']"], ["['n', 'id']", "[sa.text('lower(name)')]", "['n', sa.text('id DESC')]", "[sa.func.lower(sa.column('name'))]", "[sa.column('n').desc()]", "[sa.literal_column('n + 1')]", "[t.c.n.desc().nulls_last()]", "['Mixed']", "[sa.func.coalesce(t.c.n, 0)]"]),
    "indexing": (["unique=True", ""], ["", "unique=False", "postgresql_using='gin'", "postgresql_where=@condition", "postgresql_where=sa.text('n > 0')", "sqlite_where=@condition", "postgresql_concurrently=True", "postgresql_ops={'n': 'text_pattern_ops'}", "postgresql_include=['id']", "postgresql_with={'fillfactor': 50}", "if_not_exists=True", "schema='sc'", "postgresql_tablespace='ts'", "postgresql_nulls_not_distinct=True", "unique=True, postgresql_where=t.c.b"]),
    "statement": ([], [
        "op.execute(@select)", "op.execute(@select)", "op.execute(sa.select(@any))", "op.execute(sa.select(@any))", "op.execute(sa.select(@any))", "op.execute(sa.select(@condition))", "op.execute(sa.select(@number, @text))", "op.execute(sa.select(t.c.id).where(@condition))",
        "op.execute(@select.@compound(@select))", "op.execute(sa.@compound(@select, @select).order_by('id').limit(3))", "op.execute(@select.union(@select, @select))",
        "op.execute(t.update().where(@condition).values(@pair)@returning)", "op.execute(u.update().values(name=@text, x=@any).where(@condition))", "op.execute(t.update().values({t.c.n: @number, 'name': @text}))", "op.execute(sa.update(t).where(t.c.id == u.c.t_id).values(@pair))",
        "op.execute(t.update().ordered_values((t.c.n, @number), (t.c.name, @word)))", "op.execute(p.update().values(@tagged).where(p.c.id == 1))", "op.execute(p.insert().values(id=1, @tagged))", "op.execute(t.delete().where(@condition)@returning)", "op.execute(sa.delete(t).where(t.c.id == u.c.id, @condition))", "op.execute(t.insert().values(@pair)@returning)",
        "op.execute(t.insert().values([dict(@pair), dict(@pair)]))", "op.execute(sa.insert(t).values(id=1, @pair))", "op.execute(t.insert().from_select(['id', 'name'], sa.select(@number, @text).where(@condition)))", "op.execute(sa.select(@source))", "op.execute(sa.select(@source).where(@condition))", "op.execute(sa.select(sa.literal(1)).where(@select.exists()))",
        "op.execute(pg.insert(t).values(@pair)@conflict@returning)", "op.execute(pg.insert(t).values(@pair)@conflict)", "op.execute(p.insert())", "op.execute(p.insert().values(size=@number, jb=@json))", "op.execute(sa.text('select :a, :b').bindparams(a=@value, b=@word))", "op.execute(sa.select(sa.text(@word)))", "op.execute(sa.text(@word))", "op.execute(@word)",
        "op.create_table('made', @defined, @defined)", "op.create_table('made', sa.Column('n', @type), @defined, @constraint)", "op.create_table('made', sa.Column('n', @type, @option), sa.Column('id', sa.Integer), @constraint, @tabled)", "op.create_table('Made It', @defined, @tabled)", "op.add_column('t', @defined)", "op.add_column('t', @defined)", "op.add_column('t', @defined, schema='sc')",
        "op.alter_column('t', 'n', @changed)", "op.alter_column('t', 'n', @changed)", "op.drop_column('t', 'n')", "op.create_index('ix', 't', @indexed, @indexing)", "op.create_index('ix', 't', @indexed, @indexing)", "op.create_index(None, 't', @indexed)", "op.drop_index('ix', 't', @dropping)", "op.create_unique_constraint('uq', 't', ['n', 'id'], @deferring)",
        "op.create_foreign_key('fk', 't', 'u', ['n'], ['id'], @deferring)", "op.create_check_constraint('ck', 't', @condition)", "op.create_check_constraint('ck', 't', @word)", "op.create_primary_key('pk', 't', ['n', 'Mixed'])", "op.drop_constraint('uq', 't', type_=@constrained)", "op.rename_table('t', 'New t', @schemed)", "op.drop_table('t', @schemed)", "op.create_table_comment('t', @word)",
        "op.drop_table_comment('t')", "op.bulk_insert(t, [dict(@pair), dict(@pair)])", "op.bulk_insert(p, [dict(id=1, @tagged)])", "op.bulk_insert(u, [{'id': 1, 'x': @value, 'name': @word}])", "op.create_exclude_constraint('ex', 't', ('n', '='), where=@condition, using='gist')"]),
}
GRAMMAR.update({kind: (words.split(" "), []) for kind, words in {
    "arith": "+ - * / % //", "compare": "== != < <= > >=", "equal": "== != <", "junction": "& |", "both": "and_ or_", "operator": "& | # <-> ->>", "aggregate": "sum max min count avg abs foo char_length", "ranking": "row_number rank dense_rank cume_dist percent_rank",
    "windowed": "lag lead ntile nth_value", "window": "sum max count first_value last_value", "bound": "None 0 1 -2", "field": "'year' 'month' 'epoch' 'dow' 'isoyear'", "bits": "and or xor lshift rshift", "small": "0 1 2 5 9", "value": "3 -1 2.5 0 10**12 decimal.Decimal('0.10') -2.5 1e20 True",
    "word": "'x' \"it's\" '50%' 'a:b' 'back\\\\slash' '' '\u00dcn\u00ef' 'a:b::c' '%(x)s' 'n>0' '\\n'", "pattern": "'%x' 'a_' 'a%' 'b' \"q'\" '/'", "lower": "lower upper trim ltrim reverse", "collation": "C de_DE", "like": "like ilike not_like not_ilike", "within": "startswith endswith contains istartswith",
    "is_": "is_ is_not isnot", "distinct": "is_distinct_from isnot_distinct_from is_not_distinct_from", "truth": "True False sa.true() None", "dated": "sa.Date sa.DateTime sa.Time sa.DateTime(timezone=True)", "foreign": "current_user() random() user()", "json": "{'k':[1,None]} None sa.null() [] 'x' 5 True sa.JSON.NULL", "derived": "subquery cte alias",
    "locked": "read=True nowait=True skip_locked=True of=t key_share=True of=[t.c.id],read=True", "compound": "union union_all intersect except_", "named": "n id Mixed order user a_long_name", "deferring": "deferrable=True initially='DEFERRED' schema='sc' name=None comment='x'", "dropping": "if_exists=True schema='sc' postgresql_concurrently=True",
    "constrained": "'unique' 'foreignkey' 'check' 'primary' None", "schemed": "schema='sc' schema=None", "tagged": "tags=[1,2] jb={'a':None} g=uuid.UUID(int=7) c=Colour.green c='red' i=datetime.timedelta(seconds=5) tags=None jb=None tags=[] size=None",
}.items()})


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def of(self, kind, depth):
        plain, deep = GRAMMAR[kind]
        chosen = self.random.choice(deep if deep and (depth > 0 or not plain) else plain)
        return re.sub("@([a-z_]+)", lambda found: self.of(found[1], depth - 1) if found[1] in GRAMMAR else found[0], chosen)

    def statement(self):
        while True:
            made = self.of("statement", self.random.choice((1, 2, 2, 3, 3, 4)))
            if len(made) < MAX_LENGTH:
                return made


def alike(text):
    """What two runs of SQLAlchemy order by chance, and what a directive wrote before it raised an exception."""
    raised = re.search(r"-- raised \w+", text)
    return raised[0] if raised else sorted(re.split(r";\n+", text.rstrip(";")))


def call(number, statement):
    return (f"    op.execute('-- mark {number}')\n    try: {statement}\n"
            f"    except Exception as error: op.execute('-- raised ' + type(error).__name__)\n")


def script(items):
    return f"{HEAD}def upgrade():\n{''.join(call(*item) for item in items)}def downgrade():\n    pass\n"


def texts(output):
    """What stands behind each mark."""
    parts = re.split(r"-- mark (\d+);", output)
    return {int(parts[i]): "\n".join(line.rstrip() for line in parts[i + 1].strip().split("\n")) for i in range(1, len(parts), 2)}


class Reference:
    """SQLAlchemy and Alembic, for one dialect; a table that a statement changed would be another for the next one."""

    def __init__(self, dialect):
        self.dialect = dialect
        self.names = {"__name__": "r1"}
        exec(compile(HEAD, "r1", "exec"), self.names)

    def text(self, number, statement):
        output = io.StringIO()
        options = {"as_sql": True, "output_buffer": output, "literal_binds": True, "transactional_ddl": False}
        context = MigrationContext.configure(dialect_name=self.dialect, opts=options)
        names = dict(self.names)
        try:
            code = compile("def upgrade():\n" + call(number, statement), "r1", "exec")
        except SyntaxError:
            return "-- raised SyntaxError"
        exec(code, names)
        with Operations.context(context), context.begin_transaction(_per_migration=True):
            names["upgrade"]()
        return texts(output.getvalue())[number]


class Judge:
    def __init__(self, limbeck):
        self.limbeck, self.counts, self.refusals = limbeck, collections.Counter(), collections.Counter()
        self.folder = tempfile.mkdtemp()
        # limbeck would read the whole of SQLAlchemy on this path to tell which modules a script may mean.
        self.environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        os.makedirs(self.folder + "/m/versions")
        self.write("alembic.ini", f"[alembic]\nscript_location = {self.folder}/m\nsqlalchemy.url = postgresql://x/y\n")
        self.write("m/env.py", ENV)

    def write(self, name, text):
        with open(f"{self.folder}/{name}", "w", encoding="utf8") as out:
            out.write(text)

    def compare(self, items, wanted, dialect):
        """What comes before a refusal was printed; what comes after it is tried again."""
        while items:
            text = script(items)
            self.write("m/versions/r1.py", text)
            command = [self.limbeck, "-c", self.folder + "/alembic.ini", "sql", "r1", "--dialect", dialect]
            run = subprocess.run(command, capture_output=True, text=True, timeout=120, env=self.environment)
            got, ended = texts(run.stdout), len(items)
            if run.returncode:
                place = re.search(r"r1\.py:(\d+):\d+: (.*)", run.stderr)
                line = (int(place[1]) if place else 0) - HEAD.count("\n") - 2
                ended = line // 3 if place and 0 <= line < 3 * len(items) else max(0, len(got) - 1)
            for number, statement in items[:ended]:
                self.count(dialect, statement, wanted[number], got.get(number, ""))
            if run.returncode and ended < len(items):
                if place and "limbeck does not" in run.stderr:
                    self.counts["refused"] += 1
                    self.refusals[re.sub(r"'[^']*'", "'…'", place[2])] += 1
                else:
                    self.count(dialect, items[ended][1], wanted[items[ended][0]], f"status {run.returncode}: {run.stderr}")
            items = items[ended + 1:]

    def count(self, dialect, statement, wanted, got):
        is_same = alike(got) == alike(wanted)
        self.counts["equal" if is_same else "differ"] += 1
        if not is_same:
            print(f"{dialect}: {statement}\n  SQLAlchemy: {wanted}\n  limbeck:    {got}\n", flush=True)


def main():
    limbeck, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 400
    warnings.simplefilter("ignore")
    maker, judge = Maker(int(sys.argv[3]) if len(sys.argv) > 3 else 1), Judge(limbeck)
    for start in range(0, count, IN_ONE):
        items = [(number, maker.statement()) for number in range(start, min(start + IN_ONE, count))]
        for dialect in ("postgresql", "sqlite"):
            reference = Reference(dialect)
            wanted = {number: reference.text(number, statement) for number, statement in items}
            unwritten = {number for number, text in wanted.items() if UNWRITTEN[dialect].search(text)}
            judge.counts["unwritten"] += len(unwritten)
            judge.compare([item for item in items if item[0] not in unwritten], wanted, dialect)
    for message, times in judge.refusals.most_common(40):
        print(f"  refused {times}: {message}")
    counts = judge.counts
    print(f"{count} statements, two dialects: {counts['equal']} equal, {counts['refused']} refused, "
          f"{counts['unwritten']} not written by SQLAlchemy, {counts['differ']} differ")
    sys.exit(counts["differ"] > 0)


main()
