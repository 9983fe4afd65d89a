"""Hands the labels of the concept schemes to the readers of free text."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.curation.concepts import Concepts
from loaders.interpret.measures import Measures
from loaders.interpret.numbers import Numbers
from loaders.interpret.words import Words

#: The collection of the roles that are public offices: a person holds one for a time.
OFFICES = "role#office"
#: The collection of the measures that a phrase as a whole names, and not the word for the unit.
PHRASES = "measure#phrase"


def words_of(concepts: Concepts) -> Words:
    """Return the words by which figures, phases and offices are read."""
    measure, phrase = concepts.scheme("measure"), concepts.scheme(PHRASES)
    units = measure.only(measure.keys - phrase.keys)
    return Words(
        measures=Measures(units=_lower(units.strings), phrases=_lower(phrase.strings)),
        numbers=Numbers(_lower(concepts.scheme("qualifier").strings)),
        statuses=_lower(concepts.scheme("status").strings),
        offices=_lower(concepts.scheme(OFFICES).strings),
    )


def _lower(words: Mapping[str, str]) -> dict[str, str]:
    return {word.casefold(): key for word, key in words.items()}
