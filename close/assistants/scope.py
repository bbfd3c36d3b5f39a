"""The organisations that an assistant may see: those of a warehouse in which the person it reads for has a role."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from close.assistants.faults import FAULTS
from close.errors import Refused
from close.store.authority.people import Action, may
from close.store.warehouse import Warehouse, organisations, slug


class NotVisible(Refused):
    """An organisation that does not exist, or that the person may not view. The message is the same for both."""

    def __init__(self, name: str, who: str, visible: Sequence[str]) -> None:
        called, listed = f' "{name}"' if name else "", f"Choose one of these: {', '.join(visible)}. " if visible else ""
        super().__init__(
            f"There is no organisation{called} that {who or 'an unnamed user'} may view. {listed}"
            "If roles are assigned, run the server with `tieout mcp --who NAME`, where NAME has a role."
        )


class NotChosen(Refused):
    """A question about one of several organisations that does not say which."""

    def __init__(self, visible: Sequence[str]) -> None:
        super().__init__(f"The warehouse has several organisations. Choose one of these: {', '.join(visible)}.")


@dataclass(frozen=True)
class Scope:
    """The organisations in a warehouse that `who` may view, or the only one that the server was started for.

    Roles are read again for every question, so removing a role takes effect at once.
    """

    root: Path
    only: str = ""
    who: str = ""

    def list_names(self) -> list[str]:
        """Return the organisations that may be viewed, and those whose records cannot be read, which `open` refuses."""
        chosen = slug(self.only) if self.only else ""
        return [name for name in organisations(self.root) if chosen in ("", name) and self._may_view(name)]

    def open(self, name: str = "") -> Warehouse:
        """Open an organisation, by default the only one. Raises NotVisible, NotChosen, and errors of its records."""
        visible = self.list_names()
        if not name and len(visible) > 1:
            raise NotChosen(visible)
        chosen = slug(name) if name else next(iter(visible), "")
        if chosen not in visible:
            raise NotVisible(name, self.who, visible)
        warehouse = Warehouse(self.root, chosen)
        warehouse.governing()  # nobody reads an organisation whose roles cannot be read
        return warehouse

    def _may_view(self, name: str) -> bool:
        try:
            return may(Warehouse(self.root, name).governing(), self.who, Action.LOOK)
        except FAULTS:
            return True
