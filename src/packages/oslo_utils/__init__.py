"""OpenStack's library of small things."""
