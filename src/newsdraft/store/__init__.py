"""What newsdraft remembers between runs: a database, and a spool of the raw answers that were paid for."""

from newsdraft.store.database import Database, open_database, stamp

__all__ = ["Database", "open_database", "stamp"]
