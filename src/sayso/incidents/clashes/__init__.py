"""The kinds of disputes, each a pure function from held positions to clashes."""
