"""(Incidents with their claims, a day, two clocks) → the situation. Start with fold.py."""
