"""Month pack: the month as a workbook, a PDF and import files for the accruals, to file or to send."""

from collections.abc import Callable

import streamlit as st

from close.archive.accrual_accounts import find_accounts
from close.archive.pack import bundle, paper, workbook
from close.archive.pack.doubts import Doubt, list_doubts
from close.archive.pack.journal import Journal, find_package, list_roles, make_journal
from close.archive.pack.lists import LISTS
from close.archive.pack.month import REVENUE, STOCK, PackedMonth
from close.archive.zips import write as write_zip
from close.store.seals import MONTH
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import current
from pages.parts.month import signing, uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets.answers import ask
from pages.parts.widgets.downloads import MIME, admitted
from pages.parts.words import plain
from pages.signoff.binder_file import draw_binder
from pages.timing_differences import accrual_journal

context = current()
uploads.stop_if_empty(context)
for name in ("balances", STOCK, REVENUE, "flux", *(packed.report for packed in LISTS)):
    ask(context, name)  # waits for those that a build is about to compute
month = PackedMonth(context.warehouse, context.period)
standing = signing.find_standing(context, MONTH)
draw_heading(
    context,
    "Month pack",
    "the month as files, to keep with the accounts or to send to a reviewer",
    f"{month.facts['done']} of {month.facts['applicable']}",
    f"Steps done: {month.facts['done_words']}",
    "The month is not signed" if standing.state == "unsigned" else signing.say_state(standing.state),
    signing.STATES[standing.state][0],
    ("signoff", "Go to the sign-off"),
)


def draw_files() -> None:
    """Draw a card for each file, and one for all of them. A file is made when it is requested."""
    boxes = st.grid(4, min_column_width=230)
    accounts = ask_accounts()
    with boxes:
        draw_card(
            "Everything",
            "The workbook, the PDF and the import files in one zip file.",
            "zip",
            lambda: bundle.write(month, accounts),
            is_first=True,
        )
        draw_card(
            "Workbook",
            "The bridge and every list, one sheet each. The sums are formulas, so that they can be recalculated.",
            "xlsx",
            lambda: workbook.xlsx(month),
        )
        draw_card(
            "PDF",
            "The month on a few pages: its story next to last month, the bridge, causes, checklist and signatures.",
            "pdf",
            lambda: paper.pdf(month),
        )
        draw_accruals(make_journal(month, accounts))


def draw_accruals(journal: Journal) -> None:
    """Draw the card of the import files, or the reason why there are none."""
    with st.container(border=True, height="stretch"):
        st.markdown("**Accruals**")
        if journal.why_not:
            st.markdown(plain(journal.why_not))
            link("accruals", "See the accruals", icon=":material/arrow_forward:")
        else:
            st.markdown("The accrual journal and its reversal, as import files for the ledger.")
            offer(f"accruals {context.period}.zip", lambda: write_zip(bundle.name_journal(journal)))


def ask_accounts() -> dict[str, str]:
    """Return the account of each role in the accrual journal for which neither the settings nor the files hold one."""
    package, roles = find_package(month), list_roles(month)
    if package is None or not roles or month.lacks("accruals"):
        return {}
    known = find_accounts(month.settings, package, month.ledger)
    lacking = [role for role in roles if role not in known]
    if not lacking:
        return {}
    with st.container(border=True):
        st.markdown(f"**Accounts that the accrual journal in {package.short_name} still needs**")
        return accrual_journal.ask_accounts(lacking, package, month.ledger, {})


def draw_card(title: str, about: str, suffix: str, make: Callable[[], bytes], *, is_first: bool = False) -> None:
    """Draw a file with what it contains and a button for it."""
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{title}**")
        st.markdown(about)
        offer(bundle.name_pack(month, suffix), make, is_first=is_first)


def offer(name: str, make: Callable[[], bytes], *, is_first: bool = False) -> None:
    """Draw the button of a file."""
    suffix = name.rpartition(".")[2]
    st.download_button(
        f"Download {suffix}",
        data=admitted(make),
        file_name=name,
        mime=MIME.get(suffix, "application/zip"),
        key=f"download-{name}",
        on_click="ignore",
        icon=":material/download:",
        type="primary" if is_first else "secondary",
    )


def draw_missing() -> None:
    """Draw what the files lack, and where they say so."""
    doubts = list_doubts(month, {packed.report: packed.title for packed in LISTS})
    st.header("What the files lack", anchor=False)
    if not doubts:
        st.success("Everything that the files need was uploaded.", icon=":material/check:")
        return
    st.caption(
        "Each of these is missing. The files say “cannot tell” in the places listed below it, and never show 0 instead."
    )
    st.markdown("\n".join(f"- {_say_doubt(doubt)}" for doubt in doubts))
    link("upload", "Upload exports", icon=":material/upload:")


def _say_doubt(doubt: Doubt) -> str:
    """Return what is missing and what to do, and below it the places that it leaves unknown."""
    missing = f"**{plain(doubt.missing.rstrip('.'))}.** {plain(doubt.remedy)}".rstrip()
    return f"{missing}\n  - {plain(doubt.places)}"


draw_files()
with st.container(border=True):
    st.markdown("**Binder for the auditor**")
    draw_binder(context)
draw_missing()
