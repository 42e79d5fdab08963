"""Sample releases, written for newsdraft, and a small server that publishes them on loopback.

``newsdraft demo`` runs the real pipeline over them: no key, no network, nothing that could be taken for news.
"""

from newsdraft.sample.server import sample_sources, serve_samples

__all__ = ["sample_sources", "serve_samples"]
