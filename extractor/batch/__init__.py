"""Many documents on one machine: read side by side, each result kept as it comes, the dataset put together at the end."""
