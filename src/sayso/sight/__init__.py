"""The record as somebody may see it: ``seen(store, role)``.

What a role may not see takes no part in anything: it is not shown, not counted, not found, and the
incidents, disputes and situations are those of a record that never held it.
"""

from sayso.sight.seen import Seen, seen

__all__ = ["Seen", "seen"]
