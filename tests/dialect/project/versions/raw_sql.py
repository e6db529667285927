"""Raw SQL and DDL elements."""

import sqlalchemy as sa
from alembic import op

revision = "raw_sql"
down_revision = None

def upgrade():
    v = """
    CREATE OR REPLACE VIEW x AS
      SELECT a
        FROM b
    """
    op.execute(v)
    op.execute(sa.text(v))
    op.execute(sa.DDL("CREATE TRIGGER %(t)s", context=dict(t="trg")) if False else sa.DDL("CREATE TRIGGER trg BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE tsvector_update_trigger(a, 'pg_catalog.english', b)"))
    op.execute("SELECT 1;")
    op.execute("SELECT 1; SELECT 2;\n\n")
    op.execute("""DO $$ BEGIN IF NOT EXISTS (SELECT 1) THEN RAISE NOTICE 'x'; END IF; END $$;""")
    op.execute("INSERT INTO t VALUES ('\\\\x', E'\\n')")
def downgrade():
    conn = op.get_bind()
    conn.execute(sa.schema.DropTable(sa.Table("x", sa.MetaData(), sa.Column("a", sa.Integer))))
    op.execute(sa.schema.CreateSchema("sch"))
    op.execute(sa.schema.DropSchema("sch", cascade=True))
    op.execute(sa.schema.CreateSequence(sa.Sequence("sq", schema="sch"), if_not_exists=True))
