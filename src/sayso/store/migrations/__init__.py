"""How the record's tables came to be, step by step; ``run`` brings a database up to date.

The next step is a file in ``versions`` beside the first, written out like it; ``schema.HEAD`` names
the newest. A test compares what all steps make with ``schema``.
"""
