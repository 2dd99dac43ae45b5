"""Tables: what their axes mean, and the figures in their cells."""
