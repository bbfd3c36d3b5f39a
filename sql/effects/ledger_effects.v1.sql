-- Ledger effects: what reconciliation and ledger hold by T of each purchase, supplier credit and adjustment.
--
-- since: 2000-01
-- grain: one row for each purchase, supplier credit or adjustment, including those that only the reconciliation names
-- key:   doc_type, ref_key
-- rule:  domain.md 6.2. Positive raises stock. Where the reconciliation or the ledger of a document's month has not landed, it is
--        taken as its dates and status say. HSV follows the day stock moved: part deliveries count pro rata, also without a
--        received date; an open automatic adjustment counts from its created date. SOHR follows what it lists, COGS the
--        month of the invoice. The ledger follows its inventory entries.

select
    doc_type, ref, ref_key, acct_date, value, amount, amount_incl, booked, is_void, is_draft, is_open_auto,
    is_listed, is_posted, bills, smallest_bill, are_bills_alike, sohr_landed, ledger_landed,
    is_draft_there, is_void_there, is_live_there, is_dated_later, expects_drafts, is_foreign,
    leg2, dataset, _landing, _line
from goods_effects
union all
select
    doc_type, ref, ref_key, acct_date, value, amount, amount_incl, booked, is_void, is_draft, is_open_auto,
    is_listed, is_posted, bills, smallest_bill, are_bills_alike, sohr_landed, ledger_landed,
    is_draft_there, is_void_there, is_live_there, is_dated_later, expects_drafts, is_foreign,
    leg2, dataset, _landing, _line
from listed_effects
