-- Open credits: customer and supplier credits that the ledger's own list shows as not fully applied.
--
-- since: 2000-01
-- grain: one row for each open credit and each reference that it contains
-- key:   _landing, _line, ref_key
-- rule:  causes-sales.md#c05-credit-not-applied, causes-purchases.md#p22-supplier-credit-not-applied

with

live_parts as (
    select
        side, kind, ref_key, document_date, amount_due, total, _landing, _line,
        kind in ('sales_credit', 'bill_credit') as is_credit
    from listed_parts
    where status in ('AUTHORISED', 'PAID')
),

tracked_sides as (
    select
        side,
        count(distinct case when is_credit then _landing || '/' || _line end) as credits,
        count(distinct case when is_credit and amount_due <> 0 then _landing || '/' || _line end) as open_credits
    from live_parts
    group by side
    having max(case when amount_due <> total then 1 else 0 end) = 1
)

select distinct
    live_parts.kind,
    live_parts.ref_key,
    live_parts.amount_due,
    live_parts._landing,
    live_parts._line
from live_parts
inner join tracked_sides on tracked_sides.side = live_parts.side
where
    live_parts.is_credit
    and live_parts.amount_due <> 0
    and live_parts.document_date <= $period_end
    and (tracked_sides.open_credits < 3 or tracked_sides.open_credits * 2 <= tracked_sides.credits)
