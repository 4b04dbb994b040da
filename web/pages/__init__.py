"""The routes: each parses a request, asks the workflows or a read model, and renders."""
