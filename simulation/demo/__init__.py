"""The demo: a believable office, made by playing the engine itself on a virtual clock."""
