"""The computation of an answer: its rule, its files, the graph of its steps, and the equivalent single SELECT."""

import streamlit as st

from close.rules.answers import Answer
from close.rules.graph import Node, draw_dot, focus, graph_report
from close.rules.rulebook import split_citations
from pages.parts.frame.page_context import current, month_name
from pages.parts.widgets.answers import list_files
from pages.parts.widgets.rules import draw_rules
from pages.parts.widgets.tables import draw
from pages.parts.words import read_moment, say_article, say_count, title

RULE, FILES, STEPS, SELECT = "Rule", "Files", "Steps", "SQL"


def explain(answer: Answer) -> None:
    """Draw how an answer is computed, in an expander at the end of a page."""
    report = answer.report
    with st.expander(f"How this is computed: {report.title}", icon=":material/function:"):
        choices = {RULE: _draw_rule, FILES: _draw_files, STEPS: _draw_steps, SELECT: _draw_select}
        chosen = st.segmented_control(
            "Show",
            list(choices),
            default=RULE,
            required=True,
            key=f"computed-{report.name}",
            label_visibility="collapsed",
        )
        choices[chosen](answer)


def _draw_rule(answer: Answer) -> None:
    report = answer.report
    rules, explanation = split_citations(report.fields.get("rule", ""))
    st.markdown("\n\n".join(filter(None, (report.description, explanation))))
    with st.container(horizontal=True):
        draw_rules(rules)
    st.caption(
        f"{report.name} version {report.version}, in force since {report.since}. Calculated from snapshot "
        f"{answer.manifest} at the end of {month_name(answer.period)}."
    )
    if report.help:
        articles = enumerate(report.help, 1)
        names = (f"[{say_article(report.title, i, len(report.help))}]({address})" for i, address in articles)
        st.markdown(" · ".join(names))


def _draw_files(answer: Answer) -> None:
    """Draw the uploaded files that the answer was calculated from. Each row of a list names its line in one of them."""
    rows = [
        {
            "file": record.file_name,
            "month": record.period,
            "rows": record.rows,
            "at": read_moment(record.landed_at),
            "who": record.who or "an unnamed user",
        }
        for record in list_files(current(), answer)
    ]
    draw(rows, f"files-{answer.report.name}", file="File", month="For", rows="Rows", at="Uploaded (UTC)", who="By")
    if missing := answer.unlanded:
        st.caption(f"Not uploaded for the month: {', '.join(map(title, missing))}.")


def _draw_steps(answer: Answer) -> None:
    """Draw one step of the graph between its inputs and the steps that read it, with its SQL."""
    name = answer.report.name
    graph = graph_report(name, answer.period)
    computed = [node.name for node in reversed(tuple(graph.values())) if node.sql]
    chosen = st.selectbox(
        f"{answer.report.title}: {say_count(len(computed), 'step')}. "
        "Choose one to see its inputs and the steps that use it.",
        computed,
        format_func=lambda step: f"{graph[step].title} ({step})",
        key=f"step-{name}",
    )
    dot = draw_dot(focus(graph, chosen), chosen)
    st.graphviz_chart(dot, width="content", alt=f"The inputs of {chosen} and the steps that use it")
    _draw_node(graph[chosen])


def _draw_node(node: Node) -> None:
    st.caption(" · ".join(filter(None, (f"sql/{node.room}", node.title, node.grain, node.change))))
    st.code(node.sql, language="sql", line_numbers=True, height=400)


def _draw_select(answer: Answer) -> None:
    st.caption("All steps as one SELECT over the uploaded files. This is the text that a signature records.")
    st.code(answer.sql, language="sql", line_numbers=True, height=400)
