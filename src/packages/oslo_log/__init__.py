"""OpenStack's library for logs."""
