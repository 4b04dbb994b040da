"""What the pages show, put together from read models, definitions and rules; no HTML here."""
