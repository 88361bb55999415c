"""Bytes, files and corpora → reports, laid out."""

from sayso.acquire.files import read_paths
from sayso.acquire.settings import AcquireSettings

__all__ = ["AcquireSettings", "read_paths"]
