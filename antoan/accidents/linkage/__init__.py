"""Who is in two lists at once, though each writes the name its own way. `link` is the door; nothing here needs Django.

The lists are those of accidents: what employers and communes declared, what hospitals treated, what insurance paid.
"""

from antoan.accidents.linkage.linking import POSSIBLE, SURE, Linked, Pair, link
from antoan.accidents.linkage.records import Unusable

__all__ = ["POSSIBLE", "SURE", "Linked", "Pair", "Unusable", "link"]
