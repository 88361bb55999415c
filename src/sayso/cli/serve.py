"""``sayso serve``, ``sayso token``: the page and the API, and who may ask from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import session
from sayso.cli.recording import DEFAULT, Where, archive, lazy_read, look_through, now
from sayso.core.errors import UsageError

if TYPE_CHECKING:
    import socket

    from sayso.api.settings import Settings

app = typer.Typer()
tokens = typer.Typer(help="Tokens for a server that others can reach.", no_args_is_help=True)


@app.command()
def serve(
    record: Where = DEFAULT,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8000,
    demo: Annotated[
        bool, typer.Option("--demo", help="Serve the shipped examples, with no set-up.")
    ] = False,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="Let anybody see what is released: no private persons, no exact places of "
            "hospitals, aid or schools.",
        ),
    ] = False,
    delay: Annotated[
        int,
        typer.Option(metavar="DAYS", min=0, help="What the public sees is at least so old."),
    ] = 0,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name by which people reach this server; repeatable."),
    ] = None,
    title: Annotated[str, typer.Option(metavar="WORDS", help="What the page is called.")] = "Sayso",
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            max=64,
            help="Processes beside the server that work out situations (a large record: one for "
            "each processor, at most 4).",
        ),
    ] = None,
    tiles: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A PMTiles archive: roads, rivers and towns for the page's map."
        ),
    ] = None,
) -> None:
    """Serve the page and the API, until stopped.

    On this machine alone everybody may do everything. Listening elsewhere needs tokens ('sayso
    token add'), or --public.
    """
    with session():
        from sayso.api.settings import Settings
        from sayso.api.tiles import open_tiles

        detail = open_tiles(tiles) if tiles else None
        where = _demo() if demo else record
        settings = Settings(
            record=where, host=host, port=port, title=title, demo=demo, public=public,
            delay_days=delay, hosts=tuple(allow_host or ()), tiles=detail, workers=workers,
        )  # fmt: skip
        _check(settings)
        if public:
            with archive(settings.record) as book:
                look_through(book)
        listening = _listen(host, port)
        with listening:
            _run(settings, listening)


def _demo() -> str:
    from sayso.demo import demo
    from sayso.views.progress import ProgressLine

    with ProgressLine(wanted=True) as line:
        return demo(lazy_read(), now, line.step)


def _check(settings: Settings) -> None:
    """Refuse to show a record to others that nobody has released."""
    if settings.local or settings.public:
        return
    with archive(settings.record) as book:
        held = any(token.revoked is None for token in book.store.tokens())
    if not held:
        raise UsageError(
            f"--host {settings.host} lets others in, and this record has no tokens: make one with "
            "'sayso token add --role read --by YOU', or serve what is released with --public"
        )


def _listen(host: str, port: int) -> socket.socket:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        found = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        said = error.strerror or str(error)
        raise UsageError(f"cannot listen at {host}, port {port}: {said}") from error
    # What answers inherits it: asyncio sets it by itself only where the protocol is named, and
    # without it each answer on a kept connection waits 40 ms for the other side's receipt.
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return found


def _run(settings: Settings, listening: socket.socket) -> None:
    import uvicorn

    from sayso.api.app import make_app

    app = make_app(settings, now)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    port = listening.getsockname()[1]
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        timeout_graceful_shutdown=3, lifespan="on", ws="none",
    )  # fmt: skip
    typer.echo(f"sayso: {settings.record} at http://{host}:{port} (Ctrl-C stops)", err=True)
    uvicorn.Server(config).run(sockets=[listening])


Name = Annotated[
    str, typer.Argument(metavar="NAME", help="Its name, or the beginning of its hash.")
]


@tokens.command("add")
def add_token(
    role: Annotated[str, typer.Option(metavar="ROLE", help="read, review or admin.")],
    by: Annotated[
        str,
        typer.Option("--by", envvar="SAYSO_ANALYST", metavar="NAME", show_envvar=True, help="You."),
    ],
    name: Annotated[str, typer.Option(metavar="NAME", help="Whose it is.")],
    record: Where = DEFAULT,
) -> None:
    """Make a token, and show it this once: only its hash is kept."""
    with session(), archive(record) as book:
        from sayso.api.roles import digest, new_token
        from sayso.core.tokens import ROLES, Token

        chosen = next((known for known in ROLES if known == role), None)
        if chosen is None:
            raise UsageError(f"--role {role!r}: want one of {', '.join(ROLES)}")
        secret = new_token()
        made = Token(hash=digest(secret), role=chosen, name=name, made=book.clock(), by=by)
        book.store.add_token(made)
        typer.echo(secret)


@tokens.command("list")
def list_tokens(record: Where = DEFAULT) -> None:
    """All tokens: name, role, who made them and when."""
    with session(), archive(record) as book:
        from sayso.views.words import visible

        for token in book.store.tokens():
            ended = f"  revoked {token.revoked}" if token.revoked else ""
            names = f"{visible(token.name)}  {token.role}  by {visible(token.by)}"
            typer.echo(f"{token.hash[:10]}  {names}  {token.made}{ended}")


@tokens.command()
def revoke(
    token: Name,
    by: Annotated[
        str,
        typer.Option("--by", envvar="SAYSO_ANALYST", metavar="NAME", show_envvar=True, help="You."),
    ],
    record: Where = DEFAULT,
) -> None:
    """Revoke a token: it opens nothing any more."""
    with session(), archive(record) as book:
        found = [
            held
            for held in book.store.tokens()
            if held.revoked is None and (held.name == token or held.hash.startswith(token))
        ]
        if len(found) != 1:
            many = f"{len(found)} tokens have" if found else "no token has"
            raise UsageError(f"{many} the name or hash {token}; 'sayso token list' shows them")
        book.store.revoke_token(found[0].hash, book.clock(), by)
        typer.echo(f"{found[0].name}: revoked")
