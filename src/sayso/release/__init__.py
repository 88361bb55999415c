"""What may be shown to whom, and how it is shown to the public: pure functions over claims and
reports."""
