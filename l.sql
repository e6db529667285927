FAILED: No config file 'alembic.ini' found
