-- Ledger effects: what reconciliation and ledger hold by T of each purchase, supplier credit and adjustment.
--
-- since: 2000-01
-- grain: one row for each purchase, supplier credit or adjustment, including those that only the reconciliation names
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-the-reconciliation, bridge.md#what-each-document-does-to-the-ledger
--        Positive amounts raise stock. If the reconciliation or the ledger of a document's month has not been uploaded, its dates
--        and status decide

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
