"""Settings of the shop, from the environment."""
import os


class Settings:
    def __init__(self, environ):
        self.environ = environ

    @property
    def database_url(self):
        """None leaves the choice to alembic.ini."""
        return self.environ.get("DATABASE_URL")


settings = Settings(os.environ)
