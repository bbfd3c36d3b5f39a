-- Listed states: the state of each reference in the ledger's own lists of invoices and bills: draft, void, live, or dated after the period,
-- with its currency.
--
-- since: 2000-01
-- grain: one row for each reference and side (sales or bills)
-- key:   side, ref_key
-- rule:  references.md#lists-of-invoices-and-bills
--        `side` is `bills` for purchases and supplier credits, and `sales` for orders and credit notes

select
    side,
    ref_key,
    max(case when status in ('DRAFT', 'SUBMITTED') then 1 else 0 end) = 1 as is_draft_there,
    max(case when status in ('VOIDED', 'DELETED') then 1 else 0 end) = 1 as is_void_there,
    max(case when status in ('AUTHORISED', 'PAID') then 1 else 0 end) = 1 as is_live_there,
    coalesce(min(case when status in ('AUTHORISED', 'PAID') then document_date end) > $period_end, false) as is_dated_later,
    max(currency) as currency
from listed_parts
group by
    side,
    ref_key
