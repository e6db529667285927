BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a

CREATE TYPE kind AS ENUM ('old', 'new', 'odd');

CREATE TABLE ship (
    id SERIAL NOT NULL, 
    kind kind DEFAULT 'odd', 
    kinds kind[] DEFAULT '{old}'::kind[], 
    PRIMARY KEY (id)
);

insert into ship (id) values (1);

ALTER TYPE "public"."kind" RENAME TO kind_old;

CREATE TYPE "public"."kind" AS ENUM('new', 'old', 'even', 'best');

CREATE FUNCTION new_old_not_equals(
                new_enum_val "public"."kind", old_enum_val "public"."kind_old"
            )
            RETURNS boolean AS $$
                SELECT new_enum_val::text != CASE
                    WHEN old_enum_val::text = 'odd' THEN 'even'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;

CREATE OPERATOR != (
            leftarg = "public"."kind",
            rightarg = "public"."kind_old",
            procedure = new_old_not_equals
        );

CREATE FUNCTION new_old_equals(
                new_enum_val "public"."kind", old_enum_val "public"."kind_old"
            )
            RETURNS boolean AS $$
                SELECT new_enum_val::text = CASE
                    WHEN old_enum_val::text = 'odd' THEN 'even'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;

CREATE OPERATOR = (
            leftarg = "public"."kind",
            rightarg = "public"."kind_old",
            procedure = new_old_equals
        );

ALTER TABLE "public"."ship"
             ALTER COLUMN "kind" DROP DEFAULT;

ALTER TABLE "public"."ship" 
                ALTER COLUMN "kind" TYPE "public"."kind" 
                USING CASE 
                WHEN "kind"::text = 'odd' THEN 'even'::"public"."kind"

                ELSE "kind"::text::"public"."kind"
                END;

ALTER TABLE "public"."ship"
            ALTER COLUMN "kind" SET DEFAULT 'even'::public.kind;

ALTER TABLE "public"."ship"
             ALTER COLUMN "kinds" DROP DEFAULT;

ALTER TABLE "public"."ship" 
            ALTER COLUMN "kinds" TYPE "public"."kind"[]
            USING array_replace("kinds"::text[], 'odd', 'even')::"public"."kind"[];

ALTER TABLE "public"."ship"
            ALTER COLUMN "kinds" SET DEFAULT '{old}'::public.kind[];

DROP FUNCTION new_old_not_equals(
            new_enum_val "public"."kind", old_enum_val "public"."kind_old"
        ) CASCADE;

DROP FUNCTION new_old_equals(
            new_enum_val "public"."kind", old_enum_val "public"."kind_old"
        ) CASCADE;

DROP TYPE "public"."kind_old";

ALTER TYPE "public"."kind" RENAME TO kind_old;

CREATE TYPE "public"."kind" AS ENUM('even', 'new', 'old', 'best', 'worst');

CREATE FUNCTION new_old_not_equals(
                new_enum_val "public"."kind", old_enum_val "public"."kind_old"
            )
            RETURNS boolean AS $$
                SELECT new_enum_val::text != old_enum_val::text;
            $$ LANGUAGE SQL IMMUTABLE;

CREATE OPERATOR != (
            leftarg = "public"."kind",
            rightarg = "public"."kind_old",
            procedure = new_old_not_equals
        );

CREATE FUNCTION new_old_equals(
                new_enum_val "public"."kind", old_enum_val "public"."kind_old"
            )
            RETURNS boolean AS $$
                SELECT new_enum_val::text = old_enum_val::text;
            $$ LANGUAGE SQL IMMUTABLE;

CREATE OPERATOR = (
            leftarg = "public"."kind",
            rightarg = "public"."kind_old",
            procedure = new_old_equals
        );

ALTER TABLE "public"."ship"
             ALTER COLUMN "kind" DROP DEFAULT;

ALTER TABLE "public"."ship" 
                ALTER COLUMN "kind" TYPE "public"."kind" 
                USING "kind"::text::"public"."kind";

ALTER TABLE "public"."ship"
            ALTER COLUMN "kind" SET DEFAULT 'even'::public.kind;

ALTER TABLE "public"."ship"
             ALTER COLUMN "kinds" DROP DEFAULT;

ALTER TABLE "public"."ship" 
            ALTER COLUMN "kinds" TYPE "public"."kind"[]
            USING "kinds"::text[]::"public"."kind"[];

ALTER TABLE "public"."ship"
            ALTER COLUMN "kinds" SET DEFAULT ARRAY['old'::public.kind, 'even'::public.kind];

DROP FUNCTION new_old_not_equals(
            new_enum_val "public"."kind", old_enum_val "public"."kind_old"
        ) CASCADE;

DROP FUNCTION new_old_equals(
            new_enum_val "public"."kind", old_enum_val "public"."kind_old"
        ) CASCADE;

DROP TYPE "public"."kind_old";

INSERT INTO alembic_version (version_num) VALUES ('a') RETURNING alembic_version.version_num;

COMMIT;

