"""Puts digits into the store of own samples."""

from digitpad.data.own_samples import NewSample, SampleStore
from tests.data.few_digits import few_digits


def store_samples(count: int) -> None:
    digits = few_digits(count, "test")
    with SampleStore() as store:
        store.add_all(
            NewSample(int(label), image)
            for label, image in zip(digits.labels, digits.images, strict=True)
        )
