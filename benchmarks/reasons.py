"""The reasons why reports exceed their target at a million documents, from their profiles (docs/speed.md)."""

ALL_CAUSES = (
    "runs every cause on every document. Of 30 s of work on two cores, matching a million ledger entries takes 10. "
    "Documents and their effects, lists of invoices and COGS histories take the rest. Data above 2 GB goes to disk"
)
ALL_STEPS = (
    "runs every check and the causes behind SY3 on every document: the work of the bridge without its stock side"
)
ALL_MATCHES = (
    "lists the references of a million documents once, then looks up the entries that may refer to the document"
)
ALL_ENTRIES = (
    "joins a million entries with the documents that their references identify (5 s of work), then checks each for "
    "several documents, a cut reference, a number keyed by hand and a kind that no source states (4 s)"
)
FLAGS = "also finds, from every document and its newest COGS, why a COGS is blank. The script shows only that it is"

TWINS = "also looks for the same supplier number on two purchases in any month, which the script does not"

REASONS = {
    **dict.fromkeys(("bridge", "revenue_bridge", "findings", "fix_plan", "item_exits", "worklist"), ALL_CAUSES),
    **dict.fromkeys(("checklist", "step_exceptions", "step_proof"), ALL_STEPS),
    **dict.fromkeys(("ledger_match", "ledger_only", "tie_outs"), ALL_ENTRIES),
    "document_story": ALL_MATCHES,
    "cogs_breakdown": FLAGS,
    "purchases_and_credits": TWINS,
}
