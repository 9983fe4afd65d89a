"""Why a query gets no answer, in the words of the site: the titles of its errors, by kind."""

from __future__ import annotations

from endpoint.languages.speaking import N_

REASONS = {
    "bad-request": N_("The request is not one the SPARQL protocol knows"),
    "syntax": N_("The query is not SPARQL"),
    "evaluation": N_("The query cannot be evaluated"),
    "token": N_("A token is needed"),
    "update-refused": N_("This endpoint is read-only"),
    "service-refused": N_("SERVICE to this endpoint is not allowed"),
    "load-refused": N_("LOAD is not allowed here"),
    "not-found": N_("There is no such graph"),
    "no-release": N_("There is no such release"),
    "method": N_("This method is not allowed here"),
    "not-acceptable": N_("No format of the answer is acceptable"),
    "gone": N_("This release is no longer kept"),
    "address": N_("The address is too long"),
    "too-long": N_("The query is too long"),
    "slow": N_("The request took too long to arrive"),
    "media-type": N_("This media type is not understood"),
    "too-many": N_("Too many queries from one client"),
    "budget": N_("The computing time of this client is used up"),
    "internal": N_("Something went wrong here"),
    "remote": N_("The store behind this endpoint gave no usable answer"),
    "service-failed": N_("The endpoint named by SERVICE gave no usable answer"),
    "busy": N_("All workers are busy"),
    "starting": N_("The release is being loaded"),
    "unserved": N_("Queries are not answered here"),
    "timeout": N_("The query took too long"),
    "memory": N_("The query needs too much memory"),
    "too-large": N_("The answer is too long"),
    "crash": N_("The query stopped its worker"),
}
