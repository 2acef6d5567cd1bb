"""The pages of long sources that were read, kept so that a run that was interrupted goes on where it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from fidelity.cache.keys import program
from fidelity.cache.store import PAGES, Store, default_folder


class PageCache:
    """Bytes by key, as this very program wrote them."""

    def __init__(self, store: Store[bytes]) -> None:
        self._store = store

    def get(self, key: str) -> bytes | None:
        """What was kept; None where there is nothing."""
        return self._store.get([_own(key)]).get(_own(key))

    def put(self, key: str, content: bytes) -> None:
        """Keeps something, or, where that fails, does not."""
        self._store.put({_own(key): content})


def _own(key: str) -> str:
    return sha256(f"{program()} {key}".encode()).hexdigest()


@contextmanager
def page_cache() -> Iterator[PageCache]:
    """The cache of pages where caches belong on this system."""
    store = Store(default_folder(), PAGES, bytes)
    try:
        yield PageCache(store)
    finally:
        store.close()
