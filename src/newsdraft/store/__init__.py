"""What newsdraft remembers between runs: a database, and a spool of the raw answers that were paid for."""

from newsdraft.naming import canonical
from newsdraft.store.database import Database, open_database
from newsdraft.store.finding import stamp
from newsdraft.store.leasing import Leases
from newsdraft.store.presence import Presence

__all__ = ["Database", "Leases", "Presence", "canonical", "open_database", "stamp"]
