BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a

CREATE EXTENSION "pgcrypto" WITH SCHEMA "public";;

CREATE TABLE boat (
    id SERIAL NOT NULL, 
    name VARCHAR, 
    PRIMARY KEY (id)
);

CREATE FUNCTION "public"."to_upper"(some_text text, other text default 'x') RETURNS text AS $$
        select upper(some_text) || other || ':colon' || (1::text)
    $$ language SQL;

CREATE FUNCTION "public"."touch"() returns trigger as $$
declare n int := 1;
begin new.name := coalesce(new.name, 'a:b'); return new; end
$$ language 'plpgsql';

CREATE FUNCTION "public"."isUp"(t text) returns bool LANGUAGE sql AS $$ select true $$;

CREATE VIEW "public"."names" AS select name from boat where name not like '%%x';;

CREATE MATERIALIZED VIEW "public"."counted" AS select count(*) as n from boat WITH NO DATA;;

CREATE TRIGGER "touched" BEFORE INSERT ON public.boat FOR EACH ROW EXECUTE FUNCTION public.touch();

CREATE CONSTRAINT TRIGGER "checked" after insert ON public.boat deferrable initially deferred for each row execute procedure public.touch();

CREATE POLICY mine on public.boat as permissive for select using (name <> 'x');

GRANT SELECT ( id, name ) ON "public"."boat" TO "q_role";

GRANT DELETE  ON "public"."boat" TO "q_role"  WITH GRANT OPTION;

CREATE OR REPLACE FUNCTION "public"."to_upper"(some_text text, other text default 'x') RETURNS text AS $$
        select upper(some_text) || other || ':colon' || (1::text)
    $$ language SQL;

CREATE OR REPLACE FUNCTION "public"."touch"() returns trigger as $$
declare n int := 1;
begin new.name := coalesce(new.name, 'a:b'); return new; end
$$ language 'plpgsql';

do $$
            begin
                CREATE OR REPLACE VIEW "public"."names" AS select name, id::text as "Label" from boat;

            exception when others then
                DROP VIEW IF EXISTS "public"."names";

                CREATE VIEW "public"."names" AS select name, id::text as "Label" from boat;
            end;
        $$ language 'plpgsql';

DROP MATERIALIZED VIEW IF EXISTS "public"."counted";;

CREATE MATERIALIZED VIEW "public"."counted" AS select count(*) + 1 as n from boat WITH  DATA;

DROP TRIGGER IF EXISTS "touched" ON public.boat;;

CREATE TRIGGER "touched" BEFORE INSERT ON public.boat FOR EACH ROW EXECUTE FUNCTION public.touch();

DROP POLICY IF EXISTS mine on public.boat;;

CREATE POLICY mine on public.boat as permissive for select using (name <> 'x');;

REVOKE SELECT ON "public"."boat" FROM "q_role";

GRANT SELECT ( id, name ) ON "public"."boat" TO "q_role";

REVOKE DELETE ON "public"."boat" FROM "q_role";

GRANT DELETE  ON "public"."boat" TO "q_role"  WITH GRANT OPTION;

insert into boat (id) values (1);

INSERT INTO alembic_version (version_num) VALUES ('a') RETURNING alembic_version.version_num;

COMMIT;

