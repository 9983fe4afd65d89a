"""Why a query has no result: what kills it first, and what was probably meant."""
