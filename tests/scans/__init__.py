"""Pages that are pictures: drawn, spoilt as scanners spoil them, and read."""
