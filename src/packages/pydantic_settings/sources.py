"""The sources of settings, by the module they are defined in."""
from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource
