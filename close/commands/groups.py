"""Groups of commands. Each command is a function: its parameters are the options and its docstring is the help."""

from collections.abc import Callable
from dataclasses import dataclass, field
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Any

import typer

from close.commands.options import Folder, Organisation, open_warehouse
from close.places import WAREHOUSE
from close.store.warehouse import Warehouse

Run = Callable[..., None]


@dataclass(frozen=True)
class Group:
    """The commands under one help heading, by name, each with its function and example arguments."""

    title: str
    commands: dict[str, tuple[Run, str]] = field(default_factory=dict)

    def add(self, name: str, example: str) -> Callable[[Run], Run]:
        """Turn a function into a command. If its first parameter is a Warehouse, options of the command select it."""

        def add(run: Run) -> Run:
            self.commands[name] = (run, example)
            return run

        return add

    def add_to(self, app: typer.Typer) -> None:
        """Add the commands of the group to an app."""
        for name, (run, example) in self.commands.items():
            epilog = f"Example: tieout {name} {example}".rstrip()
            app.command(name, rich_help_panel=self.title, epilog=epilog)(_name_warehouse(run))


def _name_warehouse(run: Run) -> Run:
    """Replace a function's warehouse parameter with the options --warehouse and --organisation."""
    first, *own = signature(run, eval_str=True).parameters.values()
    if first.annotation is not Warehouse:
        return run

    def open_and_run(warehouse: Path, organisation: str | None, **given: Any) -> None:
        run(open_warehouse(warehouse, organisation), **given)

    where = (
        Parameter("warehouse", Parameter.KEYWORD_ONLY, default=WAREHOUSE, annotation=Folder),
        Parameter("organisation", Parameter.KEYWORD_ONLY, default=None, annotation=Organisation),
    )
    parameters = [*(each.replace(kind=Parameter.KEYWORD_ONLY) for each in own), *where]
    open_and_run.__doc__ = run.__doc__
    open_and_run.__annotations__ = {each.name: each.annotation for each in parameters}
    vars(open_and_run)["__signature__"] = Signature(parameters)
    return open_and_run
