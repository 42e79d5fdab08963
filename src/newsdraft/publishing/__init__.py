"""Approved drafts as pages of a site, one small module for each kind of site."""

from newsdraft.publishing.core import TARGETS, page_of, publish
from newsdraft.publishing.page import Page, Publishable

__all__ = ["TARGETS", "Page", "Publishable", "page_of", "publish"]
