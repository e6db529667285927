from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base, scoped_session, sessionmaker

revision = "bulk"
down_revision = None
Base = declarative_base()
class Person(Base):
    __tablename__ = "person"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column("full_name", sa.String(50))
    score = sa.Column(sa.Integer, server_default="7")
    kind = sa.Column(sa.String(10), default="new")
    data = sa.Column(sa.JSON)
class Log(Base):
    __tablename__ = "log"
    id = sa.Column(sa.Integer, primary_key=True)
    line = sa.Column(sa.Text)


def upgrade():
    op.create_table("person", sa.Column("id", sa.Integer, primary_key=True), sa.Column("full_name", sa.String(50)), sa.Column("score", sa.Integer, server_default="7"), sa.Column("kind", sa.String(10)), sa.Column("data", sa.JSON))
    op.create_table("log", sa.Column("id", sa.Integer, primary_key=True), sa.Column("line", sa.Text))
    Maker = sessionmaker()
    Maker.configure(bind=op.get_bind())
    session = scoped_session(Maker)
    session.bulk_insert_mappings(Person, [{"name": "Ann", "score": None, "other": 1}, {"name": "Bob", "kind": "old", "data": {"a": [1]}}])
    session.bulk_insert_mappings(Person, ({"name": n, "score": i} for i, n in enumerate(("Cid", "Dan"))))
    session.bulk_insert_mappings(Person, [{"name": "Eve", "score": None}], render_nulls=True)
    session.bulk_save_objects([Person(name="Fay"), Log(line="one"), Log(line="two"), Person(name="Gus", score=3)])
    session.bulk_insert_mappings(Person, [{"id": 9, "name": None}])
    people = session.query(Person).order_by(Person.id).all()
    for p in people:
        p.score = (p.score or 0) + 10
    session.bulk_save_objects(people[:2])
    session.expunge_all()
    session.bulk_update_mappings(Person, [{"id": 1, "name": "Anna"}, {"id": 2, "kind": None, "data": [None]}, {"id": 9}])
    with session.no_autoflush:
        session.add(Log(line="kept"))
        session.bulk_update_mappings(Log, [{"id": 1, "line": "uno"}])
    last = Log(line="gone")
    session.add(last)
    session.expunge(last)
    session.commit()
    session.remove()
    with Session(op.get_bind()) as other:
        log = other.query(Log).filter(Log.line == "kept").one()
        seen = (log in other, other.is_modified(log), len(other.dirty), other.in_transaction())
        log.line = "kept " + repr(seen)
        seen = (other.is_modified(log), len(other.dirty))
        other.add(Log(line=repr((seen, len(other.new)))))
        other.commit()


def downgrade():
    op.drop_table("person")
    op.drop_table("log")
