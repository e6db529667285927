"""OpenStack's library for databases."""
