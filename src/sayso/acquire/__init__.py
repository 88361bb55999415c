"""Bytes, files and corpora → reports, laid out."""

from sayso.acquire.files import capture_paths, read_paths
from sayso.acquire.settings import AcquireSettings

__all__ = ["AcquireSettings", "capture_paths", "read_paths"]
