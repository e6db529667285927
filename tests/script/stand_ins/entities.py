from alembic import op
import sqlalchemy as sa
from alembic_utils.pg_extension import PGExtension
from alembic_utils.pg_function import PGFunction
from alembic_utils.pg_grant_table import PGGrantTable, PGGrantTableChoice
from alembic_utils.pg_materialized_view import PGMaterializedView
from alembic_utils.pg_policy import PGPolicy
from alembic_utils.pg_trigger import PGTrigger
from alembic_utils.pg_view import PGView

revision = "a"
down_revision = None

extension = PGExtension(schema="public", signature="pgcrypto")
upper = PGFunction(schema="public", signature="to_upper(some_text text, other text default 'x')", definition="""
    RETURNS text AS $$
        select upper(some_text) || other || ':colon' || (1::text)
    $$ language SQL;
""")
touch = PGFunction(schema='"public"', signature="touch()", definition="""returns trigger as $$
declare n int := 1;
begin new.name := coalesce(new.name, 'a:b'); return new; end
$$ language 'plpgsql'""")
quoted = PGFunction.from_sql('CREATE OR REPLACE FUNCTION public."isUp"(t text) RETURNS bool LANGUAGE sql AS $$ select true $$')
view = PGView(schema="public", signature="names", definition="select name from boat where name not like '%x'; ")
view2 = PGView("public", "names", "select name, id::text as \"Label\" from boat")
mat = PGMaterializedView(schema="public", signature="counted", definition="select count(*) as n from boat;", with_data=False)
mat2 = PGMaterializedView.from_sql("create materialized view public.counted as select count(*) + 1 as n from boat with data")
trigger = PGTrigger(schema="public", signature="touched", on_entity="boat", definition="BEFORE INSERT ON boat FOR EACH ROW EXECUTE FUNCTION public.touch()")
trigger2 = PGTrigger.from_sql("create constraint trigger checked after insert on public.boat deferrable initially deferred for each row execute procedure public.touch()")
policy = PGPolicy(schema="public", signature="mine", on_entity="public.boat", definition="as permissive for select using (name <> 'x')")
grants = [PGGrantTable(schema="public", table="boat", role="q_role", grant=PGGrantTableChoice.SELECT, columns=["name", "id"]), PGGrantTable("public", "boat", "q_role", "DELETE", with_grant_option=True)]


def upgrade():
    op.create_entity(extension)
    op.create_table("boat", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))
    for one in (upper, touch, quoted, view, mat, trigger, trigger2, policy, *grants):
        op.create_entity(one)
    for one in (upper, touch, view2, mat2, trigger, policy, *grants):
        op.replace_entity(one)
    op.execute("insert into boat (id) values (1)")


def downgrade():
    for one in (*grants, policy, trigger2, trigger, mat2, view2):
        op.drop_entity(one)
    op.drop_entity(quoted, cascade=True)
    op.drop_entity(touch)
    op.drop_entity(upper)
    op.drop_table("boat")
    op.drop_entity(extension, cascade=True)
