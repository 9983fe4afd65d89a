"""Recognises and links what a report names, and reads claims with their evidence.

``load_resources`` is paid once a process; ``extract`` is a pure function of a document.
"""

from loaders.extract.model import Claim, Extraction, Mention, Proposal, Reference
from loaders.extract.pipeline import extract
from loaders.extract.resources import Resources, load_resources

__all__ = [
    "Claim",
    "Extraction",
    "Mention",
    "Proposal",
    "Reference",
    "Resources",
    "extract",
    "load_resources",
]
