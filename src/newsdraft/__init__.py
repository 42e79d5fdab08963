"""newsdraft: drafts of cancer news in which every sentence shows the passage that it rests on."""

__version__ = "0.1.0"
