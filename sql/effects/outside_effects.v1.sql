-- Outside effects: documents whose stock or sales posting is on an account without a role, and the amount on that account.
--
-- since: 2000-01
-- grain: one row for each document that is posted to an account without a role
-- key:   side, doc_type, ref_key
-- rule:  causes-ledger.md#g03-posted-outside-the-configured-accounts

with

placed as (
    select doc_type, ref_key, account, sum(net) as net
    from ledger_matches
    where
        role is null
        and doc_type is not null
        and kind in ('bill', 'bill_credit', 'sales_invoice', 'sales_credit', 'journal', 'other')
    group by
        doc_type,
        ref_key,
        account
),

measured as (
    select
        'ledger' as side,
        doc_type,
        ref_key,
        leg2 as gap,
        amount_incl - amount as tax,
        bills = 0 and not is_posted as is_absent,
        leg2 * value > 0 as is_short,
        is_void or is_draft or is_draft_there as is_no_posting
    from ledger_effects
    where doc_type in ('PO', 'SCN', 'ADJ')
    union all
    select
        'books' as side,
        doc_type,
        ref_key,
        posted_revenue - amount as gap,
        amount - amount_incl as tax,
        posted_revenue = 0 as is_absent,
        (posted_revenue - amount) * amount < 0 as is_short,
        is_void or is_draft or is_member or not booked or not is_revenue_known or (not is_posted and not is_compared) as is_no_posting
    from sales_effects
),

carried as (
    select
        measured.*,
        placed.account,
        placed.net,
        not measured.is_no_posting and measured.is_short and abs(measured.gap) > 0.02 as lacks
    from placed
    inner join measured
        on measured.doc_type = placed.doc_type
        and measured.ref_key = placed.ref_key
),

instead as (
    select account, side
    from carried
    group by
        account,
        side
    having count(case when lacks then 1 end) * 2 > count(*)
),

outside as (
    select
        carried.side,
        carried.doc_type,
        carried.ref_key,
        carried.gap,
        carried.tax,
        carried.is_absent,
        sum(carried.net) as net,
        max(case when abs(carried.net - carried.gap) <= 0.02 then 1 else 0 end) = 1 as is_on_one
    from carried
    inner join instead
        on instead.account = carried.account
        and instead.side = carried.side
    where
        carried.lacks
        and (abs(carried.net - carried.tax) > 0.02 or coalesce(carried.tax, 0) = 0)
    group by
        carried.side,
        carried.doc_type,
        carried.ref_key,
        carried.gap,
        carried.tax,
        carried.is_absent
)

select side, doc_type, ref_key, gap, net
from outside
where
    is_on_one
    or abs(net - gap) <= 0.02
    or abs(net - coalesce(tax, 0) - gap) <= 0.02
    or (is_absent and net * gap > 0 and abs(net) * 2 >= abs(gap))
