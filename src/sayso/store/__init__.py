"""The record kept: SQLite in one file, or PostgreSQL by its URL. ``store.Store`` is its face."""
