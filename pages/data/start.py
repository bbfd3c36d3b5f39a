"""Start: the first month of an organisation, from its files to its overview, without filling in a form."""

from collections.abc import Sequence

import streamlit as st

from close.store.packages import PACKAGES
from close.work import proposals
from loaders import DroppedFile
from loaders.intake.periods import PeriodUnknown
from pages.data.builds import draw_build
from pages.data.settings_file import land_settings
from pages.data.starting import beginning
from pages.data.starting.found import draw_found
from pages.data.starting.questions import Answers, draw_questions
from pages.data.uploads.drop_box import draw_drop_box
from pages.data.uploads.intake import last_intake, take
from pages.data.uploads.outcome import count_outcomes, draw_files, say_counts
from pages.parts.frame import welcome
from pages.parts.frame.naming import act_named
from pages.parts.frame.navigation import go, link
from pages.parts.frame.outcomes import announce, show_errors
from pages.parts.frame.page_context import count_files, current, month_name
from pages.parts.frame.past import explain_past
from pages.parts.month import uploads
from pages.parts.month.where_to_click import ENTRIES
from pages.parts.widgets.answers import ask
from pages.parts.words import Colour, plain, say_count

DROP = "Every export of the month, or of several months: all files at once, or a zip file"
NEWEST = 12

context = current()
is_sample = context.warehouse.organisation == welcome.SAMPLE
is_asked_for = st.query_params.get("new") == "yes" or is_sample
is_new = context.manifest.number == 0 or (is_asked_for and welcome.may_start())


def draw_steps(files: str, settings: str, month: str) -> None:
    """Draw the three steps of the start with how far each is. An empty text is a step that has not begun."""
    steps = {"1 Files": files, "2 Settings": settings, "3 Overview": month}
    with st.container(horizontal=True, gap="small"):
        for name, words in steps.items():
            colour: Colour = "blue" if words else "gray"
            st.badge(f"{name}: {words}" if words else name, color=colour)


def draw_new() -> None:
    """Draw the start of an organisation of which nothing is known yet: its files come first."""
    st.title("Start with your files", anchor=False)
    st.caption(
        "Drop a month of exports here, all at once or as a zip file. Tieout recognises each by its contents, checks it "
        "against its own totals, and asks only what it cannot find out. Nothing leaves this machine."
    )
    waiting: beginning.Beginning | None = st.session_state.get(beginning.WAITING)
    draw_steps(f"{say_count(len(waiting.drop), 'file')}, one question" if waiting else "drop them here", "", "")
    if waiting:
        beginning.draw_question(waiting)
        return
    draw_drop_box(DROP, beginning.begin)
    st.header("What to export, and where to click", anchor=False)
    uploads.draw_needed(context)
    link("organisation", "Without files yet: fill in the settings by hand", icon=":material/edit:", new="yes")


def draw_begun() -> None:
    """Draw the start of an organisation with files: each file, the settings found in them, and the way to the month."""
    rows = [] if context.is_empty else proposals.list_open(ask(context, proposals.REPORT).table)
    found = [row for row in rows if row.state == proposals.PROPOSED]
    st.title("Start", anchor=False)
    st.caption(f"{plain(context.settings.name or context.warehouse.organisation)} · {month_name(context.period)}")
    settings = "" if context.is_empty else f"{len(found)} to accept" if found else "accepted"
    files = count_files(context.manifest)
    ready = "" if found or context.is_empty else month_name(context.period)
    draw_steps(f"{files} read" if files else "drop them here", settings, ready)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        draw_read()
    with right:
        if context.is_empty:
            st.header("What to export", anchor=False)
            uploads.draw_needed(context)
        else:
            draw_settings(rows, found)


def land_more(drop: list[DroppedFile]) -> None:
    """Land more files of the organisation. Reports are calculated once its settings are accepted."""
    with show_errors():
        take(context.warehouse, drop, is_built=bool(context.settings.accounts))


def draw_read() -> None:
    """Draw the box for more files, the outcome of the last ones, and the exports that the month still lacks."""
    draw_drop_box("Drop more files", land_more, explain_past(context.warehouse))
    draw_build(context.warehouse)
    intake = last_intake(context.warehouse.organisation)
    if intake:
        st.header(f"Files: {say_counts(intake)}", anchor=False)
        draw_files(intake)
        if any(card.problem and card.problem.refusal is PeriodUnknown for card in intake.cards):
            link("upload", "Choose the month of these files, and drop them again", icon=":material/calendar_month:")
    elif not context.is_empty:
        st.header("Latest uploads", anchor=False)
        uploads.draw_latest(context, NEWEST)
        uploads.link_files(context)
    missing = [] if context.is_empty else uploads.missing_exports(context)
    if missing and "package" not in context.settings.stated and not uploads.has_ledger(context):
        missing.append(ENTRIES)
    if missing:
        st.header(f"Still to export for {month_name(context.period)}", anchor=False)
        uploads.draw_needed(context, missing)


def draw_settings(rows: Sequence[proposals.Proposal], found: Sequence[proposals.Proposal]) -> None:
    """Draw what the files show and what they cannot, with one button that accepts all of it and opens the month."""
    with st.container(border=True):
        st.header("Found in your files", anchor=False)
        if found:
            draw_found(context.settings.name or context.warehouse.organisation, found)
        else:
            st.write(f"Every setting that the files show is accepted. {say_books()}")
        answers = draw_questions(context, rows)
        if rest := _say_rest(answers):
            st.warning(rest, icon=":material/pending:")
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            link("organisation", "Change…")
            label = "Accept these settings, and show" if rest else "Looks right, show"
            if st.button(
                f"{label} {month_name(context.period)}",
                type="primary",
                key="start-accept",
                disabled=bool(context.warehouse.past),
            ):
                act_named(lambda: accept(found, answers), "saves these settings")


def _say_rest(answers: Answers) -> str:
    """Return the questions that are open and the exports that months lack, or an empty text if there are none."""
    intake = last_intake(context.warehouse.organisation)
    counts = count_outcomes(intake) if intake else {}
    asked, unread = counts.get("to answer", 0), counts.get("not read", 0)
    open_words = (
        f"{say_count(asked, 'file waits', 'files wait')} for your answer" if asked else "",
        f"{say_count(unread, 'file was', 'files were')} not read" if unread else "",
        f"{say_count(len(answers.later), 'question is', 'questions are')} left for later" if answers.later else "",
    )
    holes = (
        f"{month_name(period)} lacks {say_count(number, 'export')}"
        for period, number in uploads.count_holes(context).items()
    )
    sentences = [f"{words}." for words in (" and ".join(filter(None, open_words)), ", ".join(holes)) if words]
    return " ".join(sentences)


def say_books() -> str:
    """Return the program that keeps the books, and the number of its accounts that are compared."""
    package = PACKAGES[context.settings.package]
    accounts = say_count(len(context.settings.accounts), "ledger account")
    return f"{accounts} in {package.short_name}." if context.settings.accounts else "No ledger account is set."


def accept(found: Sequence[proposals.Proposal], answers: Answers) -> None:
    """Land the settings in force with what was found and answered, and open the month."""
    values = proposals.accept(context.settings, (*found, *answers.accounts)) | answers.values
    values["name"] = context.settings.name or context.warehouse.organisation
    values["period"] = context.settings.period or context.manifest.periods()[0]
    with show_errors():
        card = land_settings(values, context.warehouse)
        if card.status == "refused":
            st.error("  \n".join(map(plain, card.problems)), icon=":material/block:")
            return
        announce("Settings saved")
        go("overview")


(draw_new if is_new else draw_begun)()
