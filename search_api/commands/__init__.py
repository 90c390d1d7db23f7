"""What the commands do, one module a subject; each returns its exit code."""
