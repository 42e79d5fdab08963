"""``python -m newsdraft``."""

from newsdraft.cli import main

main()
