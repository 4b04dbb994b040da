"""A Django application with one flow of ten human steps; only the peers' own process imports it."""
