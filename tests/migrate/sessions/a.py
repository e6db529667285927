from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base, joinedload, relationship, sessionmaker

revision = "a"
down_revision = None
Base = declarative_base()
class Person(Base):
    __tablename__ = "person"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column("full_name", sa.String(50), nullable=False)
    email = sa.Column(sa.String(50))
    score = sa.Column(sa.Integer, server_default="7")
    kind = sa.Column(sa.String(10), default="new")
    data = sa.Column(sa.JSON)
    boats = relationship("Boat")
class Boat(Base):
    __tablename__ = "boat"
    id = sa.Column(sa.Integer, primary_key=True)
    owner_id = sa.Column(sa.Integer, sa.ForeignKey("person.id"))
    title = sa.Column(sa.String(50))
    owner = relationship(Person)
class Log(Base):
    __tablename__ = "log"
    id = sa.Column(sa.Integer, primary_key=True)
    line = sa.Column(sa.Text)


def upgrade():
    op.create_table("person", sa.Column("id", sa.Integer, primary_key=True), sa.Column("full_name", sa.String(50), nullable=False), sa.Column("email", sa.String(50)), sa.Column("score", sa.Integer, server_default="7"), sa.Column("kind", sa.String(10)), sa.Column("data", sa.JSON))
    op.create_table("boat", sa.Column("id", sa.Integer, primary_key=True), sa.Column("owner_id", sa.Integer, sa.ForeignKey("person.id")), sa.Column("title", sa.String(50)))
    op.create_table("log", sa.Column("id", sa.Integer, primary_key=True), sa.Column("line", sa.Text))
    bind = op.get_bind()
    session = Session(bind=bind)
    def log(*what):
        bind.execute(sa.insert(Log).values(line=repr(what)))
    ann = Person(name="Ann", email="ann@x")
    log(ann.id, ann.name, ann.score)
    session.add(ann)
    session.add_all([Person(name="Bob", score=1), Person(name="Cid", kind="old", data={"a": [1, None]})])
    session.flush()
    log(ann.id, ann.score, ann.kind, ann.email)
    session.commit()
    for p in session.query(Person).order_by(Person.id):
        p.email = (p.email or p.name.lower() + "@y")
    session.commit()
    log([(p.id, p.name, p.email, p.score, p.kind, p.data) for p in session.query(Person).order_by(Person.name.desc()).all()])
    for p in session.query(Person).filter(Person.score > 2).order_by(Person.id).all():
        session.add(Boat(owner_id=p.id, title="of " + p.name))
    session.commit()
    session.add(Boat(title="free"))
    session.flush()
    log(session.query(Boat).count(), session.query(Boat).filter_by(owner_id=None).one().title)
    log(session.query(Person.id, Person.name).filter(Person.name.like("%n%")).all())
    log([(b.title, p.name) for b, p in session.query(Boat, Person).join(Person, Person.id == Boat.owner_id).order_by(Boat.id)])
    log([p.name for p in session.query(Person).join(Boat).filter(Boat.title.isnot(None)).order_by(Person.id).all()])
    log([b.title for b in session.query(Boat).outerjoin(Person).order_by(Boat.id)])
    log(session.query(sa.func.max(Person.score)).scalar(), session.query(Person.name).first(), session.query(Person).filter_by(name="no").first())
    log(session.query(Person).get(2).name, session.get(Person, 3).name, session.get(Person, 30))
    n = session.query(Person).filter(Person.score == 7).update({"score": 8})
    m = session.query(Person).filter(Person.name == "Bob").update({Person.email: None}, synchronize_session=False)
    log(n, m, ann.score)
    log(session.query(Boat).filter(Boat.owner_id.is_(None)).delete(synchronize_session=False))
    log([p.name for p in session.scalars(sa.select(Person).where(Person.id > 1).order_by(Person.id))])
    log([p.name for p in session.execute(sa.select(Person).order_by(Person.id)).scalars().all()], session.execute(sa.select(Person).where(Person.id == 1)).scalar_one().email)
    log([tuple(r) for r in session.execute(sa.select(Person.id, Person.name).order_by(Person.id))], session.scalar(sa.text("select 5")))
    b = session.query(Boat).options(joinedload(Boat.owner)).order_by(Boat.id).first()
    session.delete(session.query(Log).order_by(Log.id).first())
    session.commit()
    one = session.query(Person).filter(Person.id == 1).one()
    one.data = {"b": 1}
    one.kind = None
    session.commit()
    session.close()
    Maker = sessionmaker(bind=bind)
    with Maker() as s:
        s.query(Person).filter(Person.id == 2).one().score = 99
        s.commit()
    with Session(bind) as s, s.begin():
        s.add(Log(line="last"))
    s = Maker()
    s.add(Log(line="lost"))
    try:
        s.query(Person).one()
    except Exception as e:
        log(type(e).__name__)
    try:
        Person(nme=1)
    except TypeError as e:
        log(str(e))


def downgrade():
    op.drop_table("log")
    op.drop_table("boat")
    op.drop_table("person")
