"""A search for the shortest story in which a definition does what no law can mean."""
