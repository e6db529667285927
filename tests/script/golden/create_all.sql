CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a

CREATE TABLE solo (
    id INTEGER NOT NULL,
    d DATETIME DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id)
);

CREATE TABLE mid (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE alpha (
    id INTEGER NOT NULL,
    m_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(m_id) REFERENCES mid (id)
);

CREATE TABLE zeta (
    id INTEGER NOT NULL,
    a_id INTEGER,
    n VARCHAR(10),
    PRIMARY KEY (id),
    FOREIGN KEY(a_id) REFERENCES alpha (id)
);

CREATE INDEX ix_zeta_n ON zeta (n);

INSERT INTO alembic_version (version_num) VALUES ('a') RETURNING version_num;
