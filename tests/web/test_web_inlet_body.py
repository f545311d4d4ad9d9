"""The memory that bodies take at the door: counted until nobody holds them."""

import pytest

from apart import run_apart
from retour.web.inlet.body import Room
from retour.web.inlet.refusals import Refusal


def sender(*pieces):
    left = list(pieces)

    async def receive():
        piece = left.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    return receive


def test_a_body_that_waits_to_be_read_takes_its_room_until_it_was():
    async def two():
        room = Room(30, left=100)
        async with room.take(sender(b"a" * 40, b"a" * 20), 80) as body:
            assert (len(body), room.left) == (60, 40)
            with pytest.raises(Refusal) as refused:
                async with room.take(sender(b"b" * 60), 80):
                    pass
            assert (refused.value.status, room.left) == (503, 40)
        assert room.left == 100

    run_apart(two())


def test_a_body_that_is_too_large_gives_its_room_back():
    async def one():
        room = Room(30, left=100)
        with pytest.raises(Refusal) as refused:
            async with room.take(sender(b"a" * 60, b"a" * 60), 80):
                pass
        assert (refused.value.status, room.left) == (413, 100)

    run_apart(one())
