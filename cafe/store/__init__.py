"""What the café remembers."""
