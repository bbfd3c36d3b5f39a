-- Deposit not reversed: the order is invoiced in full, and the credit that takes its deposit back was never posted.
--
-- since:  2000-01
-- cause:  S27
-- effect: deposits held and receivables of the ledger higher; for purchases deposits paid and payables
-- timing: permanent
-- rule:   causes-sales.md#s27-deposit-not-reversed

with

held as (
    select
        doc_type,
        ref_key,
        sum(net) as net,
        min(_landing) as _landing,
        min(_line) as _line
    from deposit_lines
    where is_held
    group by
        doc_type,
        ref_key
)

select
    'S27' as cause_id,
    65 as precedence,
    'deposit' as side,
    held.doc_type,
    documents.ref,
    cast(abs(held.net) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_entries' as dataset,
    held._landing,
    held._line
from held
inner join documents
    on documents.doc_type = held.doc_type
    and documents.ref_key = held.ref_key
where
    documents.booked
    and not documents.is_void
    and not documents.is_draft
    and (documents.status = 'IMPORTED' or documents.payment_batch_ref is not null)
    and case when held.doc_type in ('SO', 'CN') then held.net < -0.02 else held.net > 0.02 end
