"""Road networks in the record: added and taken out as a whole, each time with an entry in the
audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, select

from sayso.core.record import Reading
from sayso.core.roads import Road, RoadNetwork, RoadPoint
from sayso.store import audit
from sayso.store.rows import add_rows, chunks, next_number, written
from sayso.store.schema import road_networks, road_parts

_networks = msgspec.json.Decoder(RoadNetwork)
_roads = msgspec.json.Decoder(tuple[Road, ...])
_points = msgspec.json.Decoder(tuple[RoadPoint, ...])


def add_network(
    connection: Connection,
    network: RoadNetwork,
    roads: Iterable[Road],
    points: Iterable[RoadPoint],
    by: Reading,
) -> bool:
    """Keep a network with its roads and places; False where its file is there already. ``by``: who
    does it, and when."""
    if any(held.sha256 == network.sha256 for held in all_networks(connection)):
        return False
    number = next_number(connection, road_networks)
    row = {"number": number, "id": network.id, "json": written(network)}
    add_rows(connection, road_networks, [row])
    for kind, items in (("road", roads), ("point", points)):
        for part, some in enumerate(chunks(items)):
            row = {"network": network.id, "kind": kind, "part": part, "json": written(some)}
            add_rows(connection, road_parts, [row])
    _note(connection, "roads", network, by)
    return True


def remove_network(connection: Connection, network: RoadNetwork, by: Reading) -> None:
    """Take a network out; that it was there stays in the audit."""
    connection.execute(delete(road_parts).where(road_parts.c.network == network.id))
    connection.execute(delete(road_networks).where(road_networks.c.id == network.id))
    _note(connection, "roads removed", network, by)


def all_networks(connection: Connection) -> tuple[RoadNetwork, ...]:
    """The networks in the order of their coming in."""
    query = select(road_networks.c.json).order_by(road_networks.c.number)
    return tuple(_networks.decode(json) for json in connection.scalars(query))


def roads_of(
    connection: Connection, networks: Sequence[RoadNetwork]
) -> tuple[list[Road], list[RoadPoint]]:
    """The roads and places of networks, in order."""
    roads: list[Road] = []
    points: list[RoadPoint] = []
    for network in networks:
        query = (
            select(road_parts.c.kind, road_parts.c.json)
            .where(road_parts.c.network == network.id)
            .order_by(road_parts.c.kind, road_parts.c.part)
        )
        for kind, json in connection.execute(query):
            if kind == "road":
                roads.extend(_roads.decode(json))
            else:
                points.extend(_points.decode(json))
    return roads, points


def _note(connection: Connection, what: str, network: RoadNetwork, by: Reading) -> None:
    detail = {"file": network.file, "sha256": network.sha256}
    audit.append(
        connection, at=by.at, by=by.reader, what=what, about=network.id, detail=detail
    )  # fmt: skip
