"""The record over HTTP: JSON under /api/v1, the page, the feed. ``app.make_app`` is the door."""
