"""Files that were made to do harm, each by a small function; nothing of them is kept."""
