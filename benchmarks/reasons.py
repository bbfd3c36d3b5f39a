"""The reasons why reports exceed their target at a million documents, from their profiles (docs/speed.md)."""

ALL_CAUSES = (
    "every cause over every document: of 30 s of work on two cores matching a million ledger entries takes 10, "
    "documents and their effects, lists of invoices and COGS histories the rest; what is above 2 GB goes to disk"
)
ALL_STEPS = "every check and the causes behind SY3 over every document: the work of the bridge but for its stock side"
ALL_MATCHES = "names a million documents by their references once, then looks up the entries that may name the document"
ALL_ENTRIES = (
    "joins a million entries with the documents that their references name (5 s of work), and looks at each again for "
    "several documents, a cut reference, a number keyed by hand and a kind that no source says (4 s)"
)
FLAGS = "also tells, from every document and its newest COGS, why a COGS is blank; the script says only that it is"

TWINS = "also looks for one supplier's number on two purchases of any month; the script does not"

REASONS = {
    **dict.fromkeys(("bridge", "revenue_bridge", "findings", "fix_plan", "item_exits", "worklist"), ALL_CAUSES),
    **dict.fromkeys(("checklist", "step_exceptions", "step_proof"), ALL_STEPS),
    **dict.fromkeys(("ledger_match", "ledger_only", "tie_outs"), ALL_ENTRIES),
    "document_story": ALL_MATCHES,
    "cogs_breakdown": FLAGS,
    "purchases_and_credits": TWINS,
}
