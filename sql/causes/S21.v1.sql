-- Invoice dates differ: the invoice or bill has a different date in the ledger.
--
-- since:  2000-01
-- rule:   causes-sales.md#s21-invoice-dates-differ
-- precedence: books 90, ledger 90
-- effect: If the two dates are in different months, revenue and receivables (or inventory and payables) are posted to the wrong
--         month in the ledger.
-- timing: evens out over the two months

select
    'books' as side,
    doc_type,
    ref,
    amount,
    0 as leg2,
    gap as revenue,
    'sales_documents' as dataset,
    _landing,
    _line
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
select
    'ledger' as side,
    doc_type,
    ref,
    leg2 as amount,
    leg2,
    0 as revenue,
    dataset,
    _landing,
    _line
from ledger_effects
where
    doc_type in ('PO', 'SCN')
    and not is_void
    and leg2 <> 0
    and bills = 0
    and is_listed
    and is_dated_later
    and not is_draft_there
union all
-- The bill was posted on a different date. The months agree again, but the two dates still differ.
select
    'ledger' as side,
    ledger_effects.doc_type,
    ledger_effects.ref,
    ledger_effects.amount,
    0 as leg2,
    0 as revenue,
    ledger_effects.dataset,
    ledger_effects._landing,
    ledger_effects._line
from ledger_effects
inner join bill_days
    on bill_days.doc_type = ledger_effects.doc_type
    and bill_days.ref_key = ledger_effects.ref_key
where
    not ledger_effects.is_void
    and ledger_effects.leg2 = 0
    and ledger_effects.bills = 1
    and ledger_effects.acct_date is not null
    and bill_days.posted_date <> ledger_effects.acct_date
