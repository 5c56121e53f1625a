"""Who may do what with an audit: nobody reviews, adjudicates, releases or rules on what they scored."""

from __future__ import annotations

from collections.abc import Collection

from core.errors import WrongInputError


def must_be_other(name: str, scorers: Collection[str]) -> None:
    """Refused for whoever scored the audit, first or second."""
    if name in scorers:
        raise WrongInputError("review_own", name=name)


def must_rule(name: str, scorers: Collection[str], earlier: Collection[str]) -> None:
    """The same for a ruling; and whoever ruled on an earlier level does not rule on the next."""
    must_be_other(name, scorers)
    if name in earlier:
        raise WrongInputError("ruling_twice", name=name)
