"""The file of a release that names are found in, and how what it holds is arranged."""

NAME = "search.sqlite"
# Rises when the tables change: an index of another arrangement is not read.
FORMAT = 3
# Grades: what people look for, what orders it, what is part of it, and pages that only were read.
THINGS, CONCEPTS, INNER, PAGES = range(4)
# What a name is to its thing, the best first.
LABEL, PREFERRED, OTHER, HIDDEN, ACRONYM = range(5)
