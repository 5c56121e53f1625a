"""Text columns kept as codes: each different text stands once, a row holds a small number."""

from __future__ import annotations

import polars as pl

#: Texts stay texts where more than this many differ: a code would save little then.
MOST = 65_536
#: So many rows are looked through before all are.
_AHEAD = 100_000


def coded(texts: pl.Series) -> pl.Series:
    """A column of texts with codes for them that stand in the order of the texts; the texts themselves where
    too many differ."""
    if isinstance(texts.dtype, pl.Categorical):
        return _with_own_codes(texts)
    known = texts.unique().drop_nulls().cast(pl.String).sort()
    return texts.cast(pl.String) if len(known) > MOST else texts.cast(pl.Enum(known))


def chosen(codes: pl.Series, texts: list[str | None], name: str) -> pl.Series:
    """For each code the text of that place, as a coded column."""
    words = sorted({text for text in texts if text is not None})
    place = {text: at for at, text in enumerate(words)}
    if texts == words:
        return codes.cast(_small(len(words))).cat.to(pl.Enum(words)).alias(name)
    at = pl.Series([None if text is None else place[text] for text in texts], dtype=_small(len(words)))
    return at.gather(codes).cat.to(pl.Enum(words)).alias(name)


def found_at(values: pl.Series, distinct: pl.Series) -> pl.Series:
    """Where each value stands among the different ones; NULL for none."""
    if not isinstance(values.dtype, pl.Enum):
        places = pl.int_range(len(distinct), eager=True)
        return values.replace_strict(distinct, places, default=None).cast(pl.UInt32)
    if _all_in_order(distinct):
        return values.to_physical()
    order = pl.repeat(None, len(values.dtype.categories), dtype=pl.UInt32, eager=True)
    order = order.scatter(distinct.to_physical(), pl.int_range(len(distinct), dtype=pl.UInt32, eager=True))
    return order.gather(values.to_physical())


def met(values: pl.Series) -> pl.Series:
    """The different values of a column in the order in which they are met, nothing aside."""
    said = values.drop_nulls() if values.has_nulls() else values
    if isinstance(said.dtype, pl.Enum):
        # Where the first rows hold every text there is, the others can bring no more.
        first = said.head(_AHEAD).unique(maintain_order=True)
        if len(first) == len(said.dtype.categories):
            return first
        numbers = said.to_physical()
        return _met(numbers).cat.to(said.dtype).alias(values.name) if numbers.is_sorted() else _met(said)
    return _met(said)


def _met(said: pl.Series) -> pl.Series:
    """The same of a column that says something in every row; one in order is not searched."""
    if said.dtype.is_integer() and said.is_sorted():
        return said.set_sorted().unique()
    return said.unique(maintain_order=True)


def same(name: str, text: str | None) -> pl.Expr:
    """A column that says the same in every row."""
    return pl.lit(text, pl.Enum([] if text is None else [text])).alias(name)


def is_coded(frame: pl.DataFrame) -> bool:
    """Whether any of its texts are kept as codes."""
    return any(isinstance(dtype, pl.Enum) for dtype in frame.dtypes)


def worded(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its texts as texts."""
    return frame.cast({pl.Enum: pl.String}) if is_coded(frame) else frame


def _all_in_order(distinct: pl.Series) -> bool:
    """Whether these are all texts of their column, in the order of their codes."""
    every = distinct.dtype.categories.to_list()  # type: ignore[attr-defined]
    return distinct.cast(pl.String).to_list() == every


def _with_own_codes(texts: pl.Series) -> pl.Series:
    """The same of texts that a reader has given codes of their own, in the order in which it met them."""
    known = texts.dtype.categories.to_series()  # type: ignore[attr-defined]
    if len(known) > MOST:
        return texts.cast(pl.String)
    if known.is_sorted():
        # All of them fit: it need not be looked at.
        codes = texts.to_physical().cast(_small(len(known)), wrap_numerical=True).rechunk()
        return codes.cat.to(pl.Enum(known)).alias(texts.name)
    words = known.sort()
    places = words.search_sorted(known).cast(_small(len(words)))
    return places.gather(texts.to_physical()).cat.to(pl.Enum(words)).alias(texts.name)


def _small(many: int) -> pl.DataType | type[pl.DataType]:
    """The physical type of an Enum with so many texts."""
    return pl.UInt8 if many < 2**8 else pl.UInt16 if many < 2**16 else pl.UInt32
