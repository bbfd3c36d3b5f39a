"""Commands that inform people and assistants: the digest of what changed and what is due, and the server of mcp."""

import sys
from typing import Annotated

import typer

from close.archive.news.digest import compose
from close.archive.news.webhook import check_address, send
from close.archive.news.wording import Format, write
from close.assistants.scope import Scope
from close.commands.groups import Group
from close.commands.options import Folder, Organisation, Output, Period, warn, write_content
from close.errors import Refused
from close.places import WAREHOUSE
from close.store.warehouse import Warehouse

INFORMING = Group("Inform people and assistants")
Reader = Annotated[
    str, typer.Option("--who", metavar="NAME", help="The person for whom the assistant reads, if roles are assigned.")
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="2026-04-02",
        help="A day, or a moment such as 2026-04-02T09:00, in the time zone of the organisation.",
        show_default="the beginning of the last working day",
    ),
]
Webhook = Annotated[
    str | None,
    typer.Option(
        metavar="URL", envvar="TIEOUT_WEBHOOK", help="Also post it to this address, which is never written anywhere."
    ),
]
Form = Annotated[Format, typer.Option(help="The format.")]


class NoAssistants(Refused):
    """A server for assistants, without the package that speaks their protocol."""


@INFORMING.add("digest", "--period 2026-03 -o digest.txt")
def print_digest(
    warehouse: Warehouse,
    period: Period,
    since: Since = None,
    format: Form = "text",  # noqa: A002 - the name of the option
    output: Output = None,
    webhook: Webhook = None,
) -> None:
    """Print what changed in a month since a moment, what is overdue and what is due next, for a mail or a chat."""
    if webhook:
        check_address(webhook)
    digest = compose(warehouse, period, since)
    warn(digest.caution)
    text = write(digest, format)
    write_content(text.encode(), output)
    if webhook:
        send(webhook, text, is_json=format == "json")
        print("The webhook has taken the digest.", file=sys.stderr)


@INFORMING.add("mcp", "--warehouse warehouse --who ann@example.com")
def serve_assistant(warehouse: Folder = WAREHOUSE, organisation: Organisation = None, who: Reader = "") -> None:
    """Answer an assistant over standard input and output (Model Context Protocol). It can only read.

    An assistant starts this command itself, once it is registered. Without --organisation, it sees all of them.
    """
    try:
        from close.assistants.server import serve  # noqa: PLC0415 - an extra, and half a second to import
    except ImportError as error:
        raise NoAssistants(f"The package mcp is not installed: install tieout[assistant] ({error}).") from error
    serve(Scope(warehouse, organisation or "", who))
