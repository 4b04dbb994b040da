"""Forms: from the fields of a fact or payload to inputs, and from what was sent back to data."""
