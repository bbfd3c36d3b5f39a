"""The accounts of a ledger as its uploaded files list them, and the one that a code or a name stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from close.rules.answers import run_model
from close.store.warehouse import Warehouse

_SIGNS = re.compile(r"[- .,:;/()&_–—]+")  # the signs that the model `ledger_files` ignores as well


@dataclass(frozen=True)
class LedgerAccount:
    """An account. Its code or its name is blank if no file states it. `heading` is how the newest file lists it."""

    code: str
    name: str
    heading: str = ""

    @property
    def label(self) -> str:
        """The account as people read it."""
        return f"{self.code} {self.name}".strip() or self.heading


def list_accounts(warehouse: Warehouse, period: str, manifest: int | None = None) -> tuple[LedgerAccount, ...]:
    """Return every account in the files up to a month. Raises BadPeriod."""
    found = run_model(warehouse, "ledger_accounts", period, manifest).to_pylist()
    return tuple(LedgerAccount(row["code"] or "", row["name"] or "", row["account"]) for row in found)


def find_account(ledger: Sequence[LedgerAccount], code: str, name: str) -> LedgerAccount:
    """Return the account with a code or, if it is the only one, with a name, which may leave out its parent accounts.

    A name is returned as the files spell it. Whatever no file states is returned as given.
    """
    coded = [account for account in ledger if code and _trim(account.code) == _trim(code)]
    alike = [account for account in ledger if name and bare(name) in _spell(account) and not (code and account.code)]
    found = (coded or alike)[:1] if len(coded or alike) == 1 else [LedgerAccount(code, name)]
    return LedgerAccount(code or found[0].code, found[0].name or name)


def bare(text: str) -> str:
    """Return a code or a name without the case and the signs in which files differ."""
    return _SIGNS.sub("", text.lower())


def _trim(code: str) -> str:
    return bare(code).lstrip("0")


def _spell(account: LedgerAccount) -> tuple[str, str]:
    """Return an account's name with and without its parent accounts: Assets:Stock and Stock."""
    return bare(account.name), bare(account.name.rpartition(":")[2])
