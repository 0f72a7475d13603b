"""A person's own pages: write, keep an answer, read back, take away."""
