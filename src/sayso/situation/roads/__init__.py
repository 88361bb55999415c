"""By which roads a place can still be reached: graph, closures, and the answer."""
