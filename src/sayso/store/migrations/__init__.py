"""How the record's tables came to be, step by step; ``run`` brings a database up to date."""
