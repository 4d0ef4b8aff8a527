"""What the café does: each use-case loads, decides by the domain's rules, and writes."""
