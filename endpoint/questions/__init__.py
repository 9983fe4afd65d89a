"""Questions with blanks to fill: what pages, assistants and other doors ask the graph for people.

``read_forms`` reads ``queries/questions``, ``read_questions`` those without blanks too;
``choices`` lists what fits a blank, ``fill`` makes the query.
"""

from endpoint.questions.choosing import Choice, choices
from endpoint.questions.filling import Filled, QuestionError, fill
from endpoint.questions.form import LANGUAGES, Form, Slot, read_form, read_forms, read_questions

__all__ = [
    "LANGUAGES",
    "Choice",
    "Filled",
    "Form",
    "QuestionError",
    "Slot",
    "choices",
    "fill",
    "read_form",
    "read_forms",
    "read_questions",
]
