"""fastapi_users.db: its tables, which fastapi-users-db-sqlalchemy has."""
from fastapi_users_db_sqlalchemy import (SQLAlchemyBaseOAuthAccountTable, SQLAlchemyBaseOAuthAccountTableUUID,
                                         SQLAlchemyBaseUserTable, SQLAlchemyBaseUserTableUUID)
