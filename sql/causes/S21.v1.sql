-- Invoice dates differ: the invoice or the bill is dated on another day in the ledger.
--
-- since:  2000-01
-- cause:  S21
-- rule:   causes-sales.md#s21-invoice-dates-differ
-- effect: cut-off: revenue and receivables, or inventory and payables of the ledger, where the days lie in two months
-- timing: evens out over the two months

with

measured as (
    select
        'books' as side, doc_type, ref, amount as value, cast(0 as decimal(18, 2)) as leg2, gap as revenue,
        dataset, _landing, _line
    from sales_effects
    where
        doc_type in ('SO', 'CN')
        and not is_void
        and acct_date is not null
        and (
            (is_posted and posted_date <> acct_date)
            or (not is_posted and is_compared and booked and status = 'IMPORTED' and is_dated_later and not is_draft_there)
        )
    union all
    select 'ledger' as side, doc_type, ref, leg2 as value, leg2, cast(0 as decimal(18, 2)) as revenue, dataset, _landing, _line
    from stock_effects
    where
        doc_type in ('PO', 'SCN')
        and not is_void
        and leg2 <> 0
        and bills = 0
        and is_listed
        and is_dated_later
        and not is_draft_there
    union all
    -- The bill has come, on another day: the months are even again, the two dates are not.
    select
        'ledger' as side, stock_effects.doc_type, stock_effects.ref, stock_effects.amount as value,
        cast(0 as decimal(18, 2)) as leg2, cast(0 as decimal(18, 2)) as revenue,
        stock_effects.dataset, stock_effects._landing, stock_effects._line
    from stock_effects
    inner join bill_days
        on bill_days.doc_type = stock_effects.doc_type
        and bill_days.ref_key = stock_effects.ref_key
    where
        not stock_effects.is_void
        and stock_effects.leg2 = 0
        and stock_effects.bills = 1
        and stock_effects.acct_date is not null
        and bill_days.posted_date <> stock_effects.acct_date
)

select
    'S21' as cause_id,
    90 as precedence,
    side,
    doc_type,
    ref,
    cast(abs(value) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(leg2 as decimal(18, 2)) as leg2,
    cast(revenue as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from measured
