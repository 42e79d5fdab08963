"""Approved drafts as pages of a site, one small module for each kind of site."""

from newsdraft.publishing.core import TARGETS, publish
from newsdraft.publishing.page import Publishable

__all__ = ["TARGETS", "Publishable", "publish"]
