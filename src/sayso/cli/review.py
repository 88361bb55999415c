"""``sayso review`` and ``sayso audit``: people's judgements, and the chain of all changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import Format, ScoreFormat, session, target, tell
from sayso.cli.recording import DEFAULT, Where, archive, asking
from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from sayso.core.record import Judgement
    from sayso.core.types import Claim
    from sayso.record import Archive

app = typer.Typer(
    help="Judge what was read: who, when and why are kept, and nothing is overwritten.",
    no_args_is_help=True,
)
audits = typer.Typer(help="Every change of the record, chained by hash.", no_args_is_help=True)

ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, or the beginning of it.")]
Claims = Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Ids of claims.")]
By = Annotated[
    str,
    typer.Option("--by", envvar="SAYSO_ANALYST", metavar="NAME", show_envvar=True, help="You."),
]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="Your reason.")]


@app.command()
def accept(claim: ClaimId, by: By, why: Why = "", record: Where = DEFAULT) -> None:
    """The claim is what its words say."""
    from sayso.review import make

    _one(record, claim, lambda c, at, _: make.accept(c, by, at, why))


@app.command()
def reject(claim: ClaimId, by: By, why: Why = "", record: Where = DEFAULT) -> None:
    """The claim is not what its words say: it leaves its incident."""
    from sayso.review import make

    _one(record, claim, lambda c, at, _: make.reject(c, by, at, why))


@app.command()
def correct(
    claim: ClaimId,
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help="predicate, status, polarity, certainty, phase, when, actor, recipient, place, "
            'source, figure …: "actor=SYR-MIL [its forces]", "figure=people=40000".',
        ),
    ],
    by: By,
    why: Why = "",
    record: Where = DEFAULT,
) -> None:
    """Fields of the claim are others than was read; the claim as read stays beside."""
    from sayso.review import make

    def made(found: Claim, at: str, book: Archive) -> Judgement:
        entry = book.store.entry(found.report.id)
        if entry is None:
            raise UsageError(f"the report of claim {found.id} is not in the record")
        return make.correct(found, fields, entry.report, by, at, why)

    _one(record, claim, made)


@app.command()
def grade(
    claim: ClaimId,
    value: Annotated[str, typer.Argument(metavar="GRADE", help="Admiralty code: A1 to F6.")],
    by: By,
    why: Why = "",
    record: Where = DEFAULT,
) -> None:
    """Grade source (A to F) and information (1 to 6)."""
    from sayso.review import make

    _one(record, claim, lambda c, at, _: make.grade(c, value, by, at, why))


@app.command()
def comment(claim: ClaimId, by: By, why: Why, record: Where = DEFAULT) -> None:
    """Say something of a claim."""
    from sayso.review import make

    _one(record, claim, lambda c, at, _: make.comment(c, by, at, why))


@app.command()
def merge(claims: Claims, by: By, why: Why = "", record: Where = DEFAULT) -> None:
    """These claims, and the incidents they are in, are one."""
    from sayso.review import make

    with session(), archive(record) as book:
        named = [_claim(book, id).id for id in claims]
        incidents = {i for id in named if (i := book.store.incident_of(id)) is not None}
        members = book.store.incident_claims(sorted(incidents)).values()
        ids = dict.fromkeys((*named, *(id for some in members for id in some)))
        found = [judged.claim for judged in book.claims(ids).values()]
        _keep(book, make.merge(found, by, book.clock(), why))


@app.command()
def split(claim: ClaimId, by: By, why: Why = "", record: Where = DEFAULT) -> None:
    """This claim is not of the incident it is in."""
    from sayso.review import make

    with session(), archive(record) as book:
        found = _claim(book, claim)
        incident = book.store.incident_of(found.id)
        members = book.store.incident_claims([incident])[incident] if incident else ()
        others = [c.claim for id, c in book.claims(members).items() if id != found.id]
        _keep(book, make.split(found, others, by, book.clock(), why))


@app.command()
def add(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Its id.")],
    words: Annotated[str, typer.Option(metavar="WORDS", help="The words that say it, exactly.")],
    predicate: Annotated[str, typer.Option(metavar="ID", help="As in the lexicon.")],
    by: By,
    fields: Annotated[
        list[str] | None, typer.Argument(metavar="FIELD=VALUE...", help="As in correct.")
    ] = None,
    start: Annotated[int | None, typer.Option(help="Where the words stand, if twice.")] = None,
    why: Why = "",
    record: Where = DEFAULT,
) -> None:
    """Add a claim that was missed, by its words."""
    from sayso.review import make

    with session(), archive(record) as book:
        entry = book.store.entry(_named(book, report, "report"))
        if entry is None:
            raise UsageError(f"no report {report} in the record")
        where = words if start is None else (start, start + len(words))
        if start is not None and entry.report.text[start : start + len(words)] != words:
            raise UsageError(f"{words!r} does not stand at {start} of report {report}")
        at = book.clock()
        _keep(book, make.add(entry.report, where, predicate, fields or (), by, at, why))


@app.command()
def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id.")],
    by: By,
    why: Why = "",
    record: Where = DEFAULT,
) -> None:
    """Take a judgement back; both stay in the record."""
    from sayso.review import make

    with session(), archive(record) as book:
        id = _named(book, judgement, "judgement")
        (found,) = (j for j in book.store.judgements() if j.id == id)
        _keep(book, make.undo(found, by, book.clock(), why))


@app.command("list")
def list_(record: Where = DEFAULT) -> None:
    """All judgements."""
    with asking(record) as (book, out):
        from sayso.views.record import judgements_view

        out.show(judgements_view(book.store.judgements()))


@audits.command("list")
def audit_list(
    record: Where = DEFAULT,
    since: Annotated[int, typer.Option(help="Only entries after this number.")] = 0,
) -> None:
    """Every change of the record."""
    with asking(record) as (book, out):
        from sayso.views.record import audit_view

        out.show(audit_view(book.store.audit(since)))


@audits.command()
def verify(
    record: Where = DEFAULT,
    kept: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="A head's hash noted earlier: must still be there."),
    ] = None,
    format: Format = ScoreFormat.TABLE,
) -> None:
    """Follow the chain of hashes from the first change to the last. Exit code 1 if it breaks."""
    with asking(record) as (book, out):
        from sayso.core.record import Verified
        from sayso.views.record import verified_view

        number, head = book.store.audit_head()
        problems = tuple(book.store.verify_audit(kept))
        found = Verified(entries=number, head=head, problems=problems)
        tell(found, verified_view, format, out)
        if problems:
            raise typer.Exit(1)


def _one(record: str, id: str, made: Callable[[Claim, str, Archive], Judgement]) -> None:
    with session(), archive(record) as book:
        _keep(book, made(_claim(book, id), book.clock(), book))


def _claim(book: Archive, id: str) -> Claim:
    whole = _named(book, id, "claim")
    return book.claims([whole])[whole].claim


def _named(book: Archive, id: str, kind: str) -> str:
    from sayso.questions import whole_id

    return whole_id(book, id, kind)


def _keep(book: Archive, judgement: Judgement) -> None:
    from sayso.views.record import judged_view

    done = book.judge(judgement)
    claims = book.claims(anchor.claim for anchor in judgement.anchors)
    with target(None, []) as out:
        out.show(judged_view(judgement, list(claims.values()), done))
