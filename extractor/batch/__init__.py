"""Many documents on one machine: read side by side, each result kept, the dataset put together at the end."""
