"""People who have a step or an item: the one it was assigned to by hand, or else those whose role it waits for."""

from dataclasses import dataclass

from close.archive.news.entries import join_words
from close.archive.news.moments import Row
from close.store.authority.people import Role
from close.store.settings import Settings


@dataclass(frozen=True)
class Owner:
    """The people who have a step or an item. `role` is None if it was assigned by hand."""

    names: tuple[str, ...]
    role: Role | None = None

    def say(self) -> str:
        """Return the people and, if they have it by their role, the role: ann, ben (preparers)."""
        if not self.names:
            return f"nobody yet: no one has the role {self.role}"
        by_role = f" ({self.role}{'s' if len(self.names) > 1 else ''})" if self.role else ""
        return f"{join_words(self.names)}{by_role}"


def find_step_owner(row: Row, governing: Settings) -> Owner:
    """Return the reviewers of a step that its preparer has signed, and otherwise the preparers."""
    return _find_holders(Role.REVIEWER if row["prepared_by"] and not row["reviewed_by"] else Role.PREPARER, governing)


def find_item_owner(row: Row, governing: Settings) -> Owner:
    """Return the person to whom an item is assigned, and otherwise the preparers."""
    return Owner((row["assignee"],)) if row["assignee"] else _find_holders(Role.PREPARER, governing)


def _find_holders(role: Role, governing: Settings) -> Owner:
    return Owner(tuple(name for given, name in governing.people if given == role), role)
