"""How long search takes in a record that is there: narrow and very broad questions.

``python -m benchmarks.search RECORD [--copy URL] [--times 20]``

In:  a record (a file or a PostgreSQL URL) of a hundred thousand claims or so. With ``--copy``, an
     SQLite record is first copied, row by row, to an empty place on a PostgreSQL server, and the
     questions are put to the copy.
Out: of each question how many claims it finds and the median and 95th percentile of the time that
     the first page of 50 takes, in milliseconds, the record open and warm.
"""

from __future__ import annotations

import argparse
import time
from statistics import median, quantiles

from sqlalchemy import func, insert, select

from sayso.store.engine import address_of, engine_for, reading, writing
from sayso.store.rows import chunks
from sayso.store.schema import claim_points, claims, metadata
from sayso.store.search import Filters
from sayso.store.store import Store


def questions(where: str) -> dict[str, Filters]:
    """Questions for a record: its middle point, day and commonest predicate are its own."""
    engine = engine_for(address_of(where))
    with reading(engine) as connection:
        lat, lon = connection.execute(
            select(func.avg(claim_points.c.lat), func.avg(claim_points.c.lon))
        ).one()
        days = select(claims.c.first_day).order_by(claims.c.first_day)
        count = connection.scalar(select(func.count()).select_from(claims)) or 0
        day = connection.scalar(days.offset(count // 2).limit(1)) or "2000-01-01"
        common = select(claims.c.predicate).group_by(claims.c.predicate)
        predicate = connection.scalar(common.order_by(func.count().desc()).limit(1))
    engine.dispose()
    near = {f"near, {km} km": Filters(near=(lat, lon, float(km))) for km in (30, 300, 3000)}
    return {
        "all": Filters(),
        "word, very common": Filters(text="the"),
        "word": Filters(text="army"),
        "phrase": Filters(text='"the army"'),
        **near,
        "predicate, the commonest": Filters(predicate=predicate),
        "since the middle day": Filters(since=day),
        "common word since the middle day": Filters(text="the", since=day),
        "actor": Filters(actor="army"),
    }


def copy(source: str, target: str) -> None:
    """Copy an SQLite record to an empty place, table by table."""
    Store.create(target).close()
    there, here = engine_for(address_of(target)), engine_for(address_of(source))
    with reading(here) as old, writing(there) as new:
        for table in metadata.sorted_tables:
            rows = old.execution_options(yield_per=5000).execute(select(table)).mappings()
            for some in chunks(dict(row) for row in rows):
                new.execute(insert(table), some)
    with there.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")
    there.dispose()
    here.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("record", help="a file, or a PostgreSQL URL")
    parser.add_argument("--copy", metavar="URL", help="an empty place on a PostgreSQL server")
    parser.add_argument("--times", type=int, default=20)
    arguments = parser.parse_args()
    where = arguments.record
    if arguments.copy:
        copy(where, arguments.copy)
        where = arguments.copy
    asked = questions(where)
    with Store.open(where) as store:
        for name, filters in asked.items():
            total = store.find(filters).total
            taken = []
            for _ in range(arguments.times):
                began = time.perf_counter()
                store.find(filters)
                taken.append((time.perf_counter() - began) * 1000)
            late = quantiles(taken, n=20)[-1]
            print(f"{name:34}{total:>9,} claims  {median(taken):6.0f} ms  p95 {late:6.0f} ms")


if __name__ == "__main__":
    main()
