-- Deposit not reversed: the order is fully invoiced, but the credit that reverses its deposit was never posted.
--
-- since:  2000-01
-- precedence: deposit 65
-- effect: Deposits held and receivables in the ledger are too high. For purchases, deposits paid and payables are too high.
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
    held.doc_type,
    documents.ref,
    held.net as amount,
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
